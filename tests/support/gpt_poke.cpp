#include "support/gpt_poke.h"

#include "bytes/byte_reader.h"
#include "support/scratch.h"

#include <zlib.h>

namespace testsupport {

namespace {

constexpr std::uint64_t sectorSize = 512;
constexpr std::size_t headerLength = 92;
constexpr std::size_t headerCrc = 16;
constexpr std::size_t arrayCrc = 88;

std::uint32_t crcOf(const std::string& bytes)
{
    return static_cast<std::uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

}  // namespace

void pokeGpt(const std::filesystem::path& image, std::uint64_t lba,
             const std::function<void(std::string& header, std::string& entries)>& edit)
{
    const std::string content = readFile(image);
    std::string header = content.substr(lba * sectorSize, sectorSize);
    const auto* const field = reinterpret_cast<const std::byte*>(header.data()) + gpt::entriesLba;
    const std::uint64_t array = engine::loadLittleEndian<std::uint64_t>(field) * sectorSize;
    std::string entries = content.substr(array, 128 * 128);
    edit(header, entries);
    header.replace(arrayCrc, 4, littleEndian(crcOf(entries)));
    header.replace(headerCrc, 4, 4, '\0');
    header.replace(headerCrc, 4, littleEndian(crcOf(header.substr(0, headerLength))));
    writeAt(image, array, entries);
    writeAt(image, lba * sectorSize, header);
}

}  // namespace testsupport
