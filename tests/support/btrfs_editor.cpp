#include "support/btrfs_editor.h"

#include "support/process.h"
#include "support/scratch.h"

#include <fstream>
#include <regex>
#include <stdexcept>
#include <xxhash.h>

namespace testsupport::btrfs {

namespace {

constexpr std::uint64_t nodeSize = 16384;
constexpr std::uint64_t headerLength = 101;
constexpr std::uint64_t itemLength = 25;

std::string bytesAt(const std::filesystem::path& image, std::uint64_t offset, std::uint64_t length)
{
    std::ifstream file(image, std::ios::binary);
    file.seekg(static_cast<std::streamoff>(offset));
    std::string bytes(length, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(length));
    return bytes;
}

std::uint64_t numberIn(const std::string& text, const std::string& pattern)
{
    std::smatch match;
    if (!std::regex_search(text, match, std::regex(pattern)))
        throw std::runtime_error("no " + pattern + " in " + text.substr(0, 1000));
    return std::stoull(match[1]);
}

}  // namespace

std::uint64_t Editor::read(std::uint64_t offset, unsigned bytes) const
{
    std::uint64_t value = 0;
    const std::string text = bytesAt(image_, offset, bytes);
    for (unsigned i = bytes; i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(text[i]);
    return value;
}

void Editor::write(std::uint64_t offset, std::uint64_t value, unsigned bytes) const
{
    std::string text;
    for (unsigned i = 0; i < bytes; ++i)
        text += static_cast<char>(value >> (8 * i));
    writeAt(image_, offset, text);
}

void Editor::sum(std::uint64_t block, std::uint64_t length) const
{
    const std::string bytes = bytesAt(image_, block, length);
    write(block, XXH64(bytes.data() + 32, length - 32, 0), 8);
}

void Editor::pokeSuperblock(unsigned at, std::uint64_t value, unsigned bytes) const
{
    for (const std::uint64_t copy : {64ULL << 10, 64ULL << 20}) {
        write(copy + at, value, bytes);
        sum(copy, 4096);
    }
}

std::uint64_t Editor::leafOf(const std::string& tree) const
{
    const std::string dump = runChecked({"btrfs", "inspect-internal", "dump-tree", "-t", tree, image_.string()});
    const std::uint64_t logical = numberIn(dump, R"(\nleaf (\d+) )");
    return numberIn(runChecked({"btrfs-map-logical", "-l", std::to_string(logical), image_.string()}),
                    R"(physical (\d+))");
}

std::uint64_t Editor::keyAt(std::uint64_t leaf, unsigned type, unsigned index) const
{
    for (std::uint64_t item = 0; item < read(leaf + 96, 4); ++item) {
        const std::uint64_t at = leaf + headerLength + item * itemLength;
        if (read(at + 8, 1) == type && index-- == 0)
            return at;
    }
    throw std::runtime_error("no item of type " + std::to_string(type));
}

std::uint64_t Editor::dataAt(std::uint64_t leaf, unsigned type, unsigned index) const
{
    return leaf + headerLength + read(keyAt(leaf, type, index) + 17, 4);
}

void Editor::pokeLeaf(std::uint64_t leaf, std::uint64_t offset, std::uint64_t value, unsigned bytes) const
{
    write(offset, value, bytes);
    sum(leaf, nodeSize);
}

}  // namespace testsupport::btrfs
