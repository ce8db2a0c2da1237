#include "image/probe.h"
#include "memory_file.h"

using namespace engine;

/// Whatever a file's first and last bytes are: it has one format that can be opened by its name, and one that is not
/// read says so and gives nothing.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const fuzz::MemoryFile memory(data, size);
    const std::string_view format = probeFormat(memory.open());
    fuzz::require(isFormatName(format) || isPacked(format));
    try {
        const auto image = openImage(memory.open(), "/nowhere/image", format, OpenPolicy());
        fuzz::require(image->info().format == format);
        if (!image->unreadable())
            return 0;
        fuzz::require(format != "raw");
        image->map({GuestOffset(0), image->info().virtualSize}, {});
        fuzz::require(false);
    } catch (const Error& error) {
        fuzz::require(format == "qcow2" || error.code() == (isPacked(format) ? "format.packed" : "format.notReadable"));
    }
    return 0;
}
