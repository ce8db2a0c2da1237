#include "guest/ntfs/files.h"

#include "guest/doubt.h"
#include "guest/ntfs/names.h"

#include <algorithm>
#include <unordered_set>

namespace engine::ntfs {

namespace {

constexpr std::uint64_t pieceLength = 1 << 20;
constexpr std::uint64_t sampled = 500;
/// Below $Extend; more are not followed.
constexpr std::size_t mostMetadataFolders = 1000;

class FileWalk {
public:
    FileWalk(const Volume& volume, FileVisitor& visitor) : volume_(volume), visitor_(visitor) {}

    /// Every record, in pieces.
    void visitAll()
    {
        const std::uint64_t recordSize = volume_.boot().recordSize;
        const std::uint64_t perPiece = pieceLength / recordSize;
        std::vector<std::byte> piece(pieceLength);
        for (std::uint64_t number = 0; number < volume_.recordCount(); number += perPiece) {
            const std::uint64_t count = std::min(perPiece, volume_.recordCount() - number);
            volume_.read(volume_.mft(), number * recordSize, std::span(piece).first(count * recordSize));
            for (std::uint64_t index = 0; index < count; ++index)
                visit(number + index, std::span(piece).subspan(index * recordSize, recordSize));
        }
        visitStrays();
    }

    /// Records that lie evenly over the MFT, and the first ones.
    void visitSample()
    {
        const std::uint64_t step = std::max<std::uint64_t>(volume_.recordCount() / sampled, 1);
        std::vector<std::byte> bytes(volume_.boot().recordSize);
        for (std::uint64_t number = 0; number < volume_.recordCount();) {
            volume_.read(volume_.mft(), number * bytes.size(), bytes);
            visit(number, bytes);
            number += number < Volume::firstOrdinaryNumber ? 1 : step;
        }
    }

private:
    void visit(std::uint64_t number, std::span<std::byte> bytes)
    {
        if (!Record::isInUse(bytes))
            return;
        const Record record(bytes, volume_.recordOffset(number));
        if (record.isExtension())
            extensions_.push_back(number);
        else
            visitBase(number, record);
    }

    void visitBase(std::uint64_t number, const Record& base)
    {
        stored_.clear();
        content_.clear();
        names_.clear();
        GuestFile file;
        file.id = number;
        add(base, file);
        for (const OwnedRecord& further : volume_.extensions(number, base)) {
            claimed_.push_back(further.number());
            add(*further, file);
        }
        file.kind = kindOf(number, base);
        file.stored = stored_;
        file.content = content_;
        visitor_.file(file);
        giveNames(number);
    }

    /// What one record says of its file.
    void add(const Record& record, GuestFile& file)
    {
        volume_.appendStored(record, stored_, &content_);
        record.visitAttributes([&](const Attribute& attribute) {
            if (attribute.is(AttributeType::FileName, ""))
                addName(attribute, record);
            else if (attribute.is(AttributeType::Data, "") && attribute.lowestVcn == 0)
                file.length = attribute.nonResident ? attribute.dataSize : attribute.value.size();
        });
    }

    void addName(const Attribute& attribute, const Record& record)
    {
        const auto name = FileName::read(attribute.value);
        if (!name)
            throw contradiction("$FILE_NAME", record.offset());
        names_.push_back({name->parent.number, name->space == FileName::Namespace::Dos, utf8(name->name)});
    }

    FileKind kindOf(std::uint64_t number, const Record& base)
    {
        const bool isSystem = number < Volume::firstOrdinaryNumber && number != Volume::rootNumber;
        const bool isBelow = !names_.empty() && metadataFolders_.contains(names_.front().parent);
        if (isBelow && base.isFolder() && metadataFolders_.size() < mostMetadataFolders)
            metadataFolders_.insert(number);
        if (isSystem || isBelow)
            return FileKind::Metadata;
        return base.isFolder() ? FileKind::Folder : FileKind::File;
    }

    /// The short names of DOS only where there is nothing else. The root is its own parent.
    void giveNames(std::uint64_t number)
    {
        const bool onlyDos = std::all_of(names_.begin(), names_.end(), [](const Name& name) { return name.isDos; });
        for (const Name& name : names_)
            if ((onlyDos || !name.isDos) && number != Volume::rootNumber)
                visitor_.named(number, name.parent, name.text);
    }

    /// Extension records in use that no attribute list names: their clusters belong to nobody, and are not free.
    void visitStrays()
    {
        std::sort(claimed_.begin(), claimed_.end());
        for (const std::uint64_t number : extensions_) {
            if (std::binary_search(claimed_.begin(), claimed_.end(), number))
                continue;
            stored_.clear();
            volume_.appendStored(*volume_.record(number), stored_);
            visitor_.file({number, FileKind::Metadata, 0, stored_});
        }
    }

    struct Name {
        std::uint64_t parent;
        bool isDos;
        std::string text;
    };

    const Volume& volume_;
    FileVisitor& visitor_;
    std::vector<VolumeRange> stored_;        ///< of the file at hand
    std::vector<VolumeRange> content_;       ///< of the file at hand
    std::vector<Name> names_;                ///< of the file at hand
    std::vector<std::uint64_t> extensions_;  ///< records seen
    std::vector<std::uint64_t> claimed_;     ///< those that a file names
    std::unordered_set<std::uint64_t> metadataFolders_{Volume::extendNumber};
};

}  // namespace

void visitFiles(const Volume& volume, WalkScope scope, FileVisitor& visitor)
{
    FileWalk walk(volume, visitor);
    if (scope == WalkScope::All)
        walk.visitAll();
    else
        walk.visitSample();
}

}  // namespace engine::ntfs
