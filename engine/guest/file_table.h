#pragma once

#include "guest/file_system.h"

#include <string>
#include <vector>

namespace engine {

/// Files whose content a guest makes anew, and what a person threw away: reported apart, dropped only on request.
enum class FileClass : std::uint8_t {
    Ordinary,
    PageFile,         ///< pagefile.sys, swapfile.sys of Windows
    HibernationFile,  ///< hiberfil.sys
    Swap,             ///< Linux swap: a volume of its own or a file
    RecycleBin,       ///< deleted by a person, still kept
};
inline constexpr std::size_t fileClassCount = 5;

/// The stable name of a class, as JSON spells it.
std::string_view name(FileClass fileClass) noexcept;

/// Every file of one volume: where it lies, and who owns a byte. Immutable; may be read from several threads.
class FileTable {
public:
    using PathKey = std::pair<std::uint64_t, std::uint64_t>;
    /// A place in `entries()`.
    using Index = std::uint32_t;
    static constexpr Index none = UINT32_MAX;

    struct Entry {
        std::uint64_t id = 0;
        std::uint64_t length = 0;       ///< bytes, as `ls` shows it
        std::uint64_t storedBytes = 0;  ///< allocated for it; for folders without what is in them
        std::uint64_t belowBytes = 0;   ///< the same and, in a folder, all that is below it
        std::uint64_t nameStart = 0;
        std::uint32_t nameLength = 0;  ///< 0: no name was found
        Index parent = none;           ///< none: the root, or a folder that was not found
        FileKind kind = FileKind::File;
        FileClass fileClass = FileClass::Ordinary;
    };
    /// A run of bytes that one file owns.
    struct Owned {
        VolumeRange range;
        Index entry = none;
    };

    /// Walks all files. `volume` is what the file system lies on: swap files are told by their signature.
    /// Throws Error: what the walk throws; Refused "volume.tooManyFiles".
    static FileTable read(FileSystem& fileSystem, const BlockSource& volume);

    /// Sorted by id.
    const std::vector<Entry>& entries() const noexcept { return entries_; }
    /// From the volume's root, with '/'; a file without a name shows as "[id]", what the file system
    /// keeps for itself as "[metadata id]". Text from inside an image.
    std::string path(Index entry) const;
    /// The last part of that path; empty for the root.
    std::string lastName(Index entry) const;
    /// One number for each entry, which two entries of any volumes have in common only where their whole paths are the
    /// same: a million files may lie five hundred folders deep. (XXH3-128; a chance of less than 2^-80.)
    std::vector<PathKey> pathKeys() const;
    /// Which file a byte belongs to, or none. Of several that share it, the first by id.
    Index owner(VolumeOffset offset) const;
    /// All owned runs by their place; they do not overlap.
    const std::vector<Owned>& owned() const noexcept { return owned_; }
    /// What a file owns; for a folder also what all below it own.
    VolumeRangeSet stored(Index entry) const;
    /// What the files of a class own; of swap without the page that makes it swap.
    VolumeRangeSet stored(FileClass fileClass) const;
    /// Of that, what may become zeros without anything but the content of those files being lost: no block maps, no
    /// attributes, nothing that other files share.
    VolumeRangeSet droppable(FileClass fileClass) const { return differenceOf(stored(fileClass), kept_); }
    /// The `count` largest files, or folders, by belowBytes; largest first. Without metadata.
    std::vector<Index> largest(std::size_t count, bool folders) const;

private:
    friend class FileCollector;
    std::string_view nameOf(const Entry& entry) const noexcept;
    bool isRoot(const Entry& entry) const noexcept;
    /// Folders whose name was not found are left out.
    static bool showsInPath(const Entry& entry) noexcept;
    PathKey keyBelow(const PathKey& parent, Index entry) const;
    /// Orders folders before what is in them, and adds up their bytes. What hangs on a loop of folders is left out.
    void addUp();
    void classify(std::uint64_t rootFolder, const BlockSource& volume);
    FileClass classOfTop(const Entry& entry) const;
    void findSwapFiles(const BlockSource& volume);
    template <class Wanted>
    VolumeRangeSet ownedBy(Wanted&& wanted) const;

    std::vector<Entry> entries_;
    std::string names_;
    std::vector<Owned> owned_;
    std::vector<Index> order_;  ///< folders first
    VolumeRangeSet swapHeaders_;
    VolumeRangeSet kept_;           ///< what must not be dropped with the content of a file
    std::uint64_t rootFolder_ = 0;  ///< its id
};

}  // namespace engine
