#include "guest/file_table.h"

#include "bytes/byte_reader.h"
#include "guest/file_collector.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <xxhash.h>

namespace engine {

namespace {

/// Longest path that is put together; a deeper one is cut at its top.
constexpr std::size_t mostDepth = 512;
/// The signature page of swap; pages of Linux have 4 to 64 KiB.
constexpr std::uint64_t largestPage = 64 << 10;

std::string lower(std::string_view text)
{
    std::string result(text);
    for (char& letter : result)
        letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    return result;
}

/// Whether a file of that length begins there as Linux swap (mkswap(8)), for every size of a page: its signature, and a
/// header that counts the file's own pages. A disk image that only has swap somewhere inside does not.
bool isSwapFile(const BlockSource& volume, VolumeOffset start, std::uint64_t length)
{
    constexpr std::string_view signature = "SWAPSPACE2";
    constexpr std::uint64_t headerAt = 1024;  // version, last_page
    for (std::uint64_t page = 4096; page <= largestPage && page <= length; page *= 2) {
        std::array<std::byte, signature.size()> found{};
        std::array<std::byte, 8> header{};
        const std::uint64_t offset = start.bytes() + page - signature.size();
        if (offset + signature.size() > volume.size())
            return false;
        volume.read(offset, found);
        if (std::memcmp(found.data(), signature.data(), signature.size()) != 0)
            continue;
        volume.read(start.bytes() + headerAt, header);
        return loadLittleEndian<std::uint32_t>(header.data()) == 1 &&
               std::uint64_t{loadLittleEndian<std::uint32_t>(&header[4])} + 1 == length / page;
    }
    return false;
}

}  // namespace

std::string_view name(FileClass fileClass) noexcept
{
    constexpr std::array<std::string_view, fileClassCount> names{"ordinary", "pageFile", "hibernationFile", "swap",
                                                                 "recycleBin"};
    return names[static_cast<std::size_t>(fileClass)];
}

FileTable FileTable::read(FileSystem& fileSystem, const BlockSource& volume)
{
    FileCollector collector;
    fileSystem.visitFiles(WalkScope::All, collector);
    FileTable table = collector.finish();
    table.classify(fileSystem.rootFolder(), volume);
    return table;
}

std::string_view FileTable::nameOf(const Entry& entry) const noexcept
{
    return std::string_view(names_).substr(entry.nameStart, entry.nameLength);
}

std::string FileTable::path(Index entry) const
{
    std::vector<std::string> parts;
    for (Index at = entry; at != none && parts.size() < mostDepth; at = entries_[at].parent) {
        const Entry& here = entries_[at];
        if (isRoot(here))
            break;
        if (at == entry || showsInPath(here))
            parts.push_back(lastName(at));
    }
    std::string path;
    for (auto part = parts.rbegin(); part != parts.rend(); ++part)
        path += '/' + *part;
    return path.empty() ? "/" : path;
}

bool FileTable::isRoot(const Entry& entry) const noexcept
{
    return entry.nameLength == 0 && entry.id == rootFolder_;
}

bool FileTable::showsInPath(const Entry& entry) noexcept
{
    return entry.nameLength > 0 || entry.kind != FileKind::Folder;
}

std::string FileTable::lastName(Index entry) const
{
    const Entry& here = entries_[entry];
    if (here.nameLength > 0 || isRoot(here))
        return std::string(nameOf(here));
    return (here.kind == FileKind::Metadata ? "[metadata " : "[") + std::to_string(here.id) + ']';
}

std::vector<FileTable::PathKey> FileTable::pathKeys() const
{
    std::vector<PathKey> keys(entries_.size());
    std::vector<bool> known(entries_.size());
    std::vector<Index> upwards;
    for (Index entry = 0; entry < entries_.size(); ++entry) {
        // A loop of folders ends where it began.
        Index at = entry;
        for (; at != none && !known[at]; at = entries_[at].parent) {
            known[at] = true;
            upwards.push_back(at);
        }
        for (PathKey key = at == none ? PathKey() : keys[at]; !upwards.empty(); upwards.pop_back())
            key = keys[upwards.back()] = keyBelow(key, upwards.back());
    }
    return keys;
}

FileTable::PathKey FileTable::keyBelow(const PathKey& parent, Index entry) const
{
    const Entry& here = entries_[entry];
    if (isRoot(here))
        return {};
    if (!showsInPath(here))
        return parent;
    const std::string name = lastName(entry);
    const XXH128_hash_t own = XXH3_128bits(name.data(), name.size());
    const std::array<std::uint64_t, 4> parts{parent.first, parent.second, own.low64, own.high64};
    const XXH128_hash_t both = XXH3_128bits(parts.data(), sizeof(parts));
    return {both.low64, both.high64};
}

FileTable::Index FileTable::owner(VolumeOffset offset) const
{
    const auto found = std::partition_point(owned_.begin(), owned_.end(),
                                            [offset](const Owned& owned) { return owned.range.end() <= offset; });
    return found != owned_.end() && found->range.contains(offset) ? found->entry : none;
}

void FileTable::addUp()
{
    std::vector<std::uint32_t> children(entries_.size());
    for (Entry& entry : entries_) {
        entry.belowBytes = entry.storedBytes;
        if (entry.parent != none)
            ++children[entry.parent];
    }
    for (Index index = 0; index < entries_.size(); ++index) {
        if (children[index] == 0)
            order_.push_back(index);
    }
    for (std::size_t next = 0; next < order_.size(); ++next) {
        const Entry& entry = entries_[order_[next]];
        if (entry.parent == none)
            continue;
        entries_[entry.parent].belowBytes += entry.belowBytes;
        if (--children[entry.parent] == 0)
            order_.push_back(entry.parent);
    }
    std::reverse(order_.begin(), order_.end());
}

FileClass FileTable::classOfTop(const Entry& entry) const
{
    const std::string text = lower(nameOf(entry));
    if (entry.kind == FileKind::Folder)
        return text == "$recycle.bin" || text == "recycler" || text == "recycled" || text.starts_with(".trash-")
                   ? FileClass::RecycleBin
                   : FileClass::Ordinary;
    if (text == "pagefile.sys" || text == "swapfile.sys")
        return FileClass::PageFile;
    return text == "hiberfil.sys" ? FileClass::HibernationFile : FileClass::Ordinary;
}

void FileTable::classify(std::uint64_t rootFolder, const BlockSource& volume)
{
    rootFolder_ = rootFolder;
    for (const Index index : order_) {
        Entry& entry = entries_[index];
        if (entry.kind == FileKind::SwapSpace) {
            entry.fileClass = FileClass::Swap;
        } else if (entry.parent != none && entries_[entry.parent].fileClass == FileClass::RecycleBin) {
            entry.fileClass = FileClass::RecycleBin;
        } else if (entry.parent != none && entries_[entry.parent].id == rootFolder) {
            entry.fileClass = classOfTop(entry);
        } else if (entry.kind == FileKind::Folder && nameOf(entry) == "Trash" &&
                   path(index).ends_with(".local/share/Trash")) {
            entry.fileClass = FileClass::RecycleBin;
        }
    }
    findSwapFiles(volume);
}

void FileTable::findSwapFiles(const BlockSource& volume)
{
    for (const Owned& owned : owned_) {
        Entry& entry = entries_[owned.entry];
        if (entry.kind != FileKind::File || entry.fileClass != FileClass::Ordinary ||
            lower(nameOf(entry)).find("swap") == std::string::npos ||
            !isSwapFile(volume, owned.range.start, entry.length))
            continue;
        entry.fileClass = FileClass::Swap;
        swapHeaders_.append(intersection(owned.range, VolumeRange{owned.range.start, largestPage}));
    }
}

template <class Wanted>
VolumeRangeSet FileTable::ownedBy(Wanted&& wanted) const
{
    VolumeRangeSet set;
    for (const Owned& owned : owned_) {
        if (wanted(owned.entry))
            set.append(owned.range);
    }
    return set;
}

VolumeRangeSet FileTable::stored(Index entry) const
{
    std::vector<char> below(entries_.size());
    below[entry] = 1;
    for (const Index index : order_) {
        const Index parent = entries_[index].parent;
        if (parent != none && below[parent])
            below[index] = 1;
    }
    return ownedBy([&](Index index) { return below[index] != 0; });
}

VolumeRangeSet FileTable::stored(FileClass fileClass) const
{
    const VolumeRangeSet all = ownedBy([&](Index index) { return entries_[index].fileClass == fileClass; });
    return fileClass == FileClass::Swap ? differenceOf(all, swapHeaders_) : all;
}

std::vector<FileTable::Index> FileTable::largest(std::size_t count, bool folders) const
{
    std::vector<Index> found;
    for (Index index = 0; index < entries_.size(); ++index) {
        const FileKind kind = entries_[index].kind;
        if (folders ? kind == FileKind::Folder : kind == FileKind::File)
            found.push_back(index);
    }
    const auto middle = found.begin() + static_cast<std::ptrdiff_t>(std::min(count, found.size()));
    std::partial_sort(found.begin(), middle, found.end(), [&](Index a, Index b) {
        return entries_[a].belowBytes != entries_[b].belowBytes ? entries_[a].belowBytes > entries_[b].belowBytes
                                                                : a < b;
    });
    found.erase(middle, found.end());
    return found;
}

}  // namespace engine
