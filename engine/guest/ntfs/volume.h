#pragma once

#include "guest/ntfs/record.h"
#include "guest/ntfs/runs.h"
#include "guest/ntfs/superblock.h"
#include "guest/volume_space.h"

#include <memory>
#include <vector>

namespace engine::ntfs {

/// One attribute of a file with all its parts: what it allocates and how long it is.
struct Stream {
    std::vector<std::byte> resident;  ///< the value, where it lies in the record
    std::vector<Run> runs;            ///< in the stream's order, without gaps; empty where resident
    std::uint64_t dataSize = 0;
    std::uint64_t initializedSize = 0;  ///< what lies beyond reads as zero
    std::uint16_t flags = 0;

    /// Whether its bytes lie on the volume as they are: nothing compressed, encrypted or left out.
    bool isPlain() const noexcept;
};

/// A record with the memory that it lies in.
class OwnedRecord {
public:
    OwnedRecord(std::uint64_t number, std::vector<std::byte> bytes, std::uint64_t offset)
        : number_(number), bytes_(std::move(bytes)), record_(bytes_, offset)
    {
    }
    OwnedRecord(OwnedRecord&&) = default;
    OwnedRecord& operator=(OwnedRecord&&) = default;

    std::uint64_t number() const noexcept { return number_; }
    const Record& operator*() const noexcept { return record_; }
    const Record* operator->() const noexcept { return &record_; }

private:
    std::uint64_t number_;
    std::vector<std::byte> bytes_;
    Record record_;
};

/// An NTFS volume as far as its MFT opens it: records, files, streams. Everything that it hands out is checked against
/// the volume's size. Throws Error: Corrupt, and what the source throws.
class Volume {
public:
    static constexpr std::uint64_t mftNumber = 0;
    static constexpr std::uint64_t mirrorNumber = 1;
    static constexpr std::uint64_t logFileNumber = 2;
    static constexpr std::uint64_t volumeNumber = 3;
    static constexpr std::uint64_t rootNumber = 5;
    static constexpr std::uint64_t bitmapNumber = 6;
    static constexpr std::uint64_t bootNumber = 7;
    static constexpr std::uint64_t extendNumber = 11;
    static constexpr std::uint64_t firstOrdinaryNumber = 16;

    explicit Volume(std::shared_ptr<const BlockSource> source);

    const std::shared_ptr<const BlockSource>& source() const noexcept { return source_; }
    const BootSector& boot() const noexcept { return boot_; }
    const Stream& mft() const noexcept { return mft_; }
    /// Records that were ever written.
    std::uint64_t recordCount() const noexcept { return mft_.initializedSize / boot_.recordSize; }
    /// Where a record starts on the volume, in bytes.
    std::uint64_t recordOffset(std::uint64_t number) const;

    /// Any record, in use or not.
    OwnedRecord record(std::uint64_t number) const;
    /// The records of a file in use: its base, then its extensions.
    std::vector<OwnedRecord> file(std::uint64_t number) const;
    /// What the attribute list of the base record `number` names; nothing where it has none.
    std::vector<OwnedRecord> extensions(std::uint64_t number, const Record& base) const;

    /// One attribute of a file out of all its records; nothing where there is none.
    std::optional<Stream> stream(const std::vector<OwnedRecord>& file, AttributeType type, std::string_view name) const;
    /// The same, which has to be there and plain.
    Stream plainStream(std::uint64_t number, AttributeType type, std::string_view name) const;
    /// Appends where the non-resident attributes of a record lie; to `content`, where there is one, the unnamed data
    /// that is neither compressed nor encrypted.
    void appendStored(const Record& record, std::vector<VolumeRange>& stored,
                      std::vector<VolumeRange>* content = nullptr) const;

    /// Bytes of a stream that is neither compressed nor encrypted; holes, and what is not initialised, read as zero.
    void read(const Stream& stream, std::uint64_t offset, std::span<std::byte> out) const;

private:
    void loadMft();
    void appendPart(Stream& stream, const Attribute& part, const Record& record) const;
    void require(const Stream& stream, std::uint64_t allocatedSize, std::uint64_t offset) const;
    std::vector<FileReference> listed(std::uint64_t number, const Record& base,
                                      std::optional<AttributeType> only) const;
    std::vector<std::byte> attributeList(const Record& base, const Attribute& list) const;
    OwnedRecord extension(FileReference reference, std::uint64_t number, const Record& base) const;

    std::shared_ptr<const BlockSource> source_;
    BootSector boot_;
    Stream mft_;
};

}  // namespace engine::ntfs
