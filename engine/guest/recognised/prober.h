#pragma once

#include "bytes/byte_reader.h"
#include "bytes/checked.h"
#include "guest/block_source.h"
#include "guest/gpt/name.h"
#include "guest/uuid_text.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace engine::recognised {

/// Reads that never fail for a small volume: what lies outside is empty.
class Prober {
public:
    explicit Prober(const BlockSource& source) : source_(source) {}

    const BlockSource& source() const noexcept { return source_; }
    std::uint64_t size() const noexcept { return source_.size(); }

    std::string text(std::uint64_t offset, std::size_t length) const
    {
        std::string bytes;
        if (fits(offset, length, source_.size())) {
            bytes.resize(length);
            source_.read(offset, std::as_writable_bytes(std::span(bytes)));
        }
        return bytes;
    }
    bool has(std::uint64_t offset, std::string_view magic) const { return text(offset, magic.size()) == magic; }

    /// 0 outside the volume.
    template <class Number>
    Number little(std::uint64_t offset) const
    {
        const std::string bytes = text(offset, sizeof(Number));
        return bytes.empty() ? Number{0} : loadLittleEndian<Number>(std::as_bytes(std::span(bytes)).data());
    }
    template <class Number>
    Number big(std::uint64_t offset) const
    {
        const std::string bytes = text(offset, sizeof(Number));
        return bytes.empty() ? Number{0} : loadBigEndian<Number>(std::as_bytes(std::span(bytes)).data());
    }

    /// As blkid spells 16 bytes; nothing where all are zero.
    std::string uuid(std::uint64_t offset) const
    {
        const std::string bytes = text(offset, 16);
        return bytes.empty() ? bytes : uuidText(std::as_bytes(std::span(bytes)).first<16>());
    }
    /// Up to the first zero, without white space at its end.
    std::string label(std::uint64_t offset, std::size_t length) const
    {
        std::string bytes = text(offset, length);
        bytes.resize(std::min(bytes.find('\0'), bytes.size()));
        bytes.erase(bytes.find_last_not_of(" \t\n\r") + 1);
        return bytes;
    }
    /// Up to the first zero, little-endian.
    std::string utf16Label(std::uint64_t offset, std::size_t bytes) const
    {
        const std::string wide = text(offset, bytes);
        return gpt::utf8FromUtf16(std::as_bytes(std::span(wide)));
    }

private:
    const BlockSource& source_;
};

}  // namespace engine::recognised
