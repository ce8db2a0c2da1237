#include "image/qcow2/check.h"
#include "memory_file.h"

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
    checkFile(fuzz::MemoryFile(data, size).open());
    return 0;
}
