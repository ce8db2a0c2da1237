#include "support/image_editor.h"

#include "support/scratch.h"

#include <fstream>
#include <stdexcept>
#include <string>

namespace testsupport {

namespace {

constexpr std::uint64_t offsetMask = 0x00ff'ffff'ffff'fe00;
constexpr std::uint64_t headerLengthAt = 100;

}  // namespace

std::uint64_t ImageEditor::length() const
{
    return std::filesystem::file_size(path_);
}

void ImageEditor::resize(std::uint64_t length)
{
    std::filesystem::resize_file(path_, length);
}

std::uint64_t ImageEditor::read(std::uint64_t offset, unsigned bytes) const
{
    std::ifstream file(path_, std::ios::binary);
    file.seekg(static_cast<std::streamoff>(offset));
    std::string raw(bytes, '\0');
    file.read(raw.data(), bytes);
    std::uint64_t value = 0;
    for (const char byte : raw)
        value = value << 8 | static_cast<unsigned char>(byte);
    return value;
}

void ImageEditor::write(std::uint64_t offset, std::uint64_t value, unsigned bytes)
{
    std::string raw;
    for (unsigned i = bytes; i-- > 0;)
        raw += static_cast<char>(value >> (8 * i));
    writeAt(path_, offset, raw);
}

void ImageEditor::writeText(std::uint64_t offset, std::string_view text)
{
    writeAt(path_, offset, text);
}

std::uint64_t ImageEditor::append(std::string_view text)
{
    const std::uint64_t offset = (length() + clusterSize() - 1) / clusterSize() * clusterSize();
    writeAt(path_, offset, text);
    return offset;
}

std::uint64_t ImageEditor::l2() const
{
    for (std::uint64_t at = l1(); at < l1() + read(36, 4) * 8; at += 8)
        if (const std::uint64_t table = read(at) & offsetMask; table != 0)
            return table;
    throw std::runtime_error("no L2 table in " + path_.string());
}

std::uint64_t ImageEditor::l2Entry() const
{
    for (std::uint64_t at = l2(); at < l2() + clusterSize(); at += 8)
        if (read(at) != 0)
            return at;
    throw std::runtime_error("no L2 entry in " + path_.string());
}

std::uint64_t ImageEditor::extension(std::uint32_t type) const
{
    for (std::uint64_t at = read(headerLengthAt, 4); read(at, 4) != 0; at += 8 + (read(at + 4, 4) + 7) / 8 * 8)
        if (read(at, 4) == type)
            return at + 8;
    throw std::runtime_error("no such header extension in " + path_.string());
}

}  // namespace testsupport
