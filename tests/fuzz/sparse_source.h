#pragma once

#include "bytes/byte_reader.h"
#include "bytes/checked.h"
#include "guest/block_source.h"

#include <algorithm>
#include <vector>

namespace fuzz {

/// A volume out of a fuzzer's input, which may be small although the volume is large: the size in sectors of 512 bytes
/// (4 bytes, little-endian), then pieces: first sector (4 bytes), sectors (2 bytes), content. The rest reads as zero. A
/// piece that the input cuts short is filled with zeros; later pieces win. `tests/fuzz/pack_volume.py` makes such
/// files.
class SparseSource : public engine::BlockSource {
public:
    SparseSource(const std::uint8_t* data, std::size_t size)
    {
        std::span bytes(reinterpret_cast<const std::byte*>(data), size);
        if (bytes.size() < 4)
            return;
        size_ = std::uint64_t{engine::loadLittleEndian<std::uint32_t>(bytes.data())} * sector;
        bytes = bytes.subspan(4);
        while (bytes.size() >= 6) {
            const std::uint64_t first = engine::loadLittleEndian<std::uint32_t>(bytes.data());
            const std::size_t sectors = engine::loadLittleEndian<std::uint16_t>(bytes.data() + 4);
            bytes = bytes.subspan(6);
            const std::size_t length = std::min(bytes.size(), sectors * sector);
            pieces_.push_back({first * sector, bytes.first(length)});
            bytes = bytes.subspan(length);
        }
    }

    std::uint64_t size() const noexcept override { return size_; }

    /// Fails like a real source, and once a small volume was read many times over.
    void read(std::uint64_t offset, std::span<std::byte> out) const override
    {
        if (!engine::fits(offset, out.size(), size_))
            throw engine::Error(engine::ErrorKind::Refused, "volume.outside");
        if ((read_ += out.size() + 4096) > mostRead)
            throw engine::Error(engine::ErrorKind::Refused, "volume.readLimit");
        std::fill(out.begin(), out.end(), std::byte{0});
        for (const Piece& piece : pieces_) {
            const std::uint64_t begin = std::max(offset, piece.offset);
            const std::uint64_t end = std::min(offset + out.size(), piece.offset + piece.bytes.size());
            if (begin < end)
                std::copy_n(piece.bytes.begin() + static_cast<std::ptrdiff_t>(begin - piece.offset), end - begin,
                            out.begin() + static_cast<std::ptrdiff_t>(begin - offset));
        }
    }

private:
    static constexpr std::uint64_t sector = 512;
    static constexpr std::uint64_t mostRead = 64 << 20;
    struct Piece {
        std::uint64_t offset;
        std::span<const std::byte> bytes;
    };

    std::uint64_t size_ = 0;
    std::vector<Piece> pieces_;
    mutable std::uint64_t read_ = 0;
};

}  // namespace fuzz
