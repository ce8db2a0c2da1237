#include "guest/ntfs/names.h"

#include "bytes/byte_reader.h"

namespace engine::ntfs {

namespace {

std::uint32_t unitAt(std::span<const std::byte> utf16, std::size_t index)
{
    return loadLittleEndian<std::uint16_t>(utf16.data() + 2 * index);
}

void appendUtf8(std::string& text, std::uint32_t point)
{
    const auto add = [&text](std::uint32_t byte) { text.push_back(static_cast<char>(byte)); };
    if (point < 0x80) {
        add(point);
        return;
    }
    if (point < 0x800) {
        add(0xc0 | (point >> 6));
    } else {
        if (point < 0x10000) {
            add(0xe0 | (point >> 12));
        } else {
            add(0xf0 | (point >> 18));
            add(0x80 | ((point >> 12) & 0x3f));
        }
        add(0x80 | ((point >> 6) & 0x3f));
    }
    add(0x80 | (point & 0x3f));
}

}  // namespace

std::optional<FileName> FileName::read(std::span<const std::byte> value)
{
    constexpr std::size_t headerLength = 66;
    if (value.size() < headerLength)
        return std::nullopt;
    const std::size_t length = 2 * std::to_integer<std::size_t>(value[64]);
    if (value.size() - headerLength < length)
        return std::nullopt;
    FileName result;
    result.parent = FileReference::of(loadLittleEndian<std::uint64_t>(value.data()));
    result.space = static_cast<Namespace>(value[65]);
    result.name = value.subspan(headerLength, length);
    return result;
}

bool FileName::is(std::string_view lowerAscii) const noexcept
{
    if (name.size() != 2 * lowerAscii.size())
        return false;
    for (std::size_t i = 0; i < lowerAscii.size(); ++i) {
        const std::uint32_t unit = unitAt(name, i);
        const std::uint32_t lower = unit >= 'A' && unit <= 'Z' ? unit + ('a' - 'A') : unit;
        if (lower != static_cast<unsigned char>(lowerAscii[i]))
            return false;
    }
    return true;
}

std::string utf8(std::span<const std::byte> utf16)
{
    constexpr std::uint32_t replacement = 0xfffd;
    std::string text;
    const std::size_t units = utf16.size() / 2;
    for (std::size_t i = 0; i < units; ++i) {
        std::uint32_t point = unitAt(utf16, i);
        const bool high = point >= 0xd800 && point < 0xdc00;
        const std::uint32_t low = high && i + 1 < units ? unitAt(utf16, i + 1) : 0;
        if (low >= 0xdc00 && low < 0xe000) {
            point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
            ++i;
        } else if (point >= 0xd800 && point < 0xe000) {
            point = replacement;
        }
        appendUtf8(text, point);
    }
    return text;
}

}  // namespace engine::ntfs
