#include "image/qcow2/check.h"

#include <cstdlib>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

using namespace engine;

namespace {

/// Any answer is right but these: a crash, a hang, another exception, numbers that contradict each other.
void checkFile(const File& file)
{
    try {
        const qcow2::CheckReport report = qcow2::check(file, {});
        const bool kept = report.findings.size() <= report.findingCount;
        const bool found = report.clean() == (report.findingCount == 0);
        if (!kept || !found || report.findings.size() > qcow2::CheckReport::maxFindings)
            std::abort();
        const StorageUse use = qcow2::storageUse(file, qcow2::readHeader(file), {});
        if (use.metadataBytes != report.use.metadataBytes || use.leakedBytes != report.use.leakedBytes)
            std::abort();
    } catch (const Error&) {
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const int descriptor = memfd_create("image", MFD_CLOEXEC);
    if (descriptor < 0)
        std::abort();
    const bool written = write(descriptor, data, size) == static_cast<ssize_t>(size);
    if (written)
        checkFile(File::open("/proc/self/fd/" + std::to_string(descriptor)));
    close(descriptor);
    return 0;
}
