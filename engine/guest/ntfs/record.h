#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace engine::ntfs {

enum class AttributeType : std::uint32_t {
    AttributeList = 0x20,
    FileName = 0x30,
    VolumeName = 0x60,
    VolumeInformation = 0x70,
    Data = 0x80,
    IndexRoot = 0x90,
    IndexAllocation = 0xa0,
    Bitmap = 0xb0,
};

/// The file reference that attribute lists, folders and records use: 48 bits of number, 16 of sequence.
struct FileReference {
    std::uint64_t number = 0;
    std::uint16_t sequence = 0;

    static FileReference of(std::uint64_t raw) noexcept
    {
        return {raw & 0xffffffffffffULL, static_cast<std::uint16_t>(raw >> 48)};
    }
    bool operator==(const FileReference&) const noexcept = default;
};

/// One attribute record; the spans point into its MFT record.
struct Attribute {
    AttributeType type{};
    std::uint16_t flags = 0;
    std::span<const std::byte> name;  ///< UTF-16, little-endian
    bool nonResident = false;
    std::span<const std::byte> value;  ///< of a resident one
    // Of a non-resident one; the sizes, in bytes, stand only where lowestVcn is 0.
    std::uint64_t lowestVcn = 0;
    std::uint64_t clusters = 0;  ///< that this record maps
    std::uint64_t allocatedSize = 0;
    std::uint64_t dataSize = 0;
    std::uint64_t initializedSize = 0;
    std::span<const std::byte> mappingPairs;

    static constexpr std::uint16_t compressedMask = 0x00ff;
    static constexpr std::uint16_t encrypted = 0x4000;

    /// `ascii` may be empty: the unnamed attribute.
    bool is(AttributeType wanted, std::string_view ascii) const noexcept;
};

/// Puts the last two bytes of every 512 bytes back from the update sequence array. Throws Error(Corrupt):
/// "volume.contradiction" where the array cannot be right, "volume.checksum" where a write was torn.
/// @param offset of the block on the volume, for messages
void undoFixups(std::span<std::byte> block, std::string_view structure, std::uint64_t offset);

/// An MFT record in memory whose fixups are undone. Does not own its bytes.
class Record {
public:
    static constexpr std::uint16_t inUseFlag = 1;
    static constexpr std::uint16_t folderFlag = 2;

    /// Whether the bytes are marked as a record in use; they may be anything.
    static bool isInUse(std::span<const std::byte> bytes) noexcept;

    /// Undoes the fixups in place and checks the header. Throws Error(Corrupt).
    Record(std::span<std::byte> bytes, std::uint64_t offset);

    std::uint64_t offset() const noexcept { return offset_; }
    std::uint16_t sequence() const noexcept { return sequence_; }
    bool inUse() const noexcept { return (flags_ & inUseFlag) != 0; }
    bool isFolder() const noexcept { return (flags_ & folderFlag) != 0; }
    /// Whether it holds further attributes of another record.
    bool isExtension() const noexcept { return base_.number != 0 || base_.sequence != 0; }
    FileReference base() const noexcept { return base_; }
    std::span<const std::byte> used() const noexcept { return used_; }

    /// Calls visit(const Attribute&) in order. Throws Error(Corrupt) at one that cannot be right.
    template <class Visit>
    void visitAttributes(Visit&& visit) const
    {
        std::size_t position = firstAttribute_;
        while (const auto attribute = attributeAt(position))
            visit(*attribute);
    }
    /// The first of that type and name.
    std::optional<Attribute> find(AttributeType type, std::string_view name) const;

private:
    /// Advances; nothing at the end marker.
    std::optional<Attribute> attributeAt(std::size_t& position) const;
    void require(bool sound) const;

    std::span<const std::byte> used_;
    std::uint64_t offset_;
    std::size_t firstAttribute_ = 0;
    std::uint16_t sequence_ = 0;
    std::uint16_t flags_ = 0;
    FileReference base_;
};

}  // namespace engine::ntfs
