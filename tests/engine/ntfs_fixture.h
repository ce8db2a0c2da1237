#pragma once

#include "support/guest_tree.h"
#include "support/ntfs_editor.h"
#include "support/random_fill.h"
#include "support/scratch.h"

#include <QTest>

#include <fstream>
#include <set>
#include <sys/xattr.h>

namespace ntfstest {

using testsupport::Mount;
using testsupport::NtfsEditor;
using testsupport::Random;
using testsupport::runChecked;
using testsupport::Scratch;
namespace fs = std::filesystem;

inline constexpr std::uint64_t mebibyte = 1 << 20;

struct Variant {
    std::uint64_t sectorSize;
    std::uint64_t clusterSize;
    std::uint64_t size;
};

inline void makeVolume(const fs::path& image, const Variant& variant)
{
    runChecked({"mkntfs", "-q", "-F", "-Q", "-L", "Vorlage \u00e4\U0001f4be", "-s", std::to_string(variant.sectorSize),
                "-c", std::to_string(variant.clusterSize), image});
}

/// One cluster each until little is left, every other one deleted: what is written then lies in many pieces.
inline void fragment(const fs::path& folder, std::uint64_t clusterSize)
{
    const unsigned most = clusterSize > 16'384 ? 30 : 1200;
    const std::uint64_t reserve = 30 * std::max<std::uint64_t>(clusterSize, 2000);
    const std::string content(clusterSize > 2000 ? 2000 : 2 * clusterSize, 'f');
    fs::create_directory(folder / "pieces");
    for (unsigned i = 0; i < most && fs::space(folder).available > reserve; ++i)
        testsupport::writeFile(folder / "pieces" / std::to_string(i), content);
    for (unsigned i = 0; i < most; i += 2)
        fs::remove(folder / "pieces" / std::to_string(i));
    const std::string piece(clusterSize, 'p');
    std::ofstream big(folder / "in many pieces", std::ios::binary);
    for (unsigned i = 0; i < most / 2 && fs::space(folder).available > reserve; ++i)
        big << piece << std::flush;
}

/// Compressed, sparse, with streams, with awkward names.
inline void addOddities(const fs::path& folder, Random& random)
{
    const fs::path packed = folder / "packed";
    fs::create_directory(packed);
    const std::uint32_t compressed = 0x00080000;  // FILE_ATTR_COMPRESSED, big-endian
    if (::setxattr(packed.c_str(), "system.ntfs_attrib_be", &compressed, sizeof(compressed), 0) != 0)
        throw std::runtime_error("cannot set the attribute");
    std::string text;
    for (int line = 0; line < 20'000; ++line)
        text += "line " + std::to_string(line) + (random.chance(5) ? std::to_string(random.next()) : "") + '\n';
    testsupport::writeFile(packed / "text", text);
    testsupport::writeFile(folder / "sparse", "");
    fs::resize_file(folder / "sparse", 3 * mebibyte);
    testsupport::writeAt(folder / "sparse", mebibyte, text.substr(0, 9000));
    testsupport::writeFile(folder / "streams", "main");
    testsupport::writeFile(folder / "streams:second", text.substr(0, random.between(1, 200'000)));
    testsupport::writeFile(folder / "\u00e4\u4e2d\U0001f4be", text.substr(0, 5000));
}

inline void ageVolume(const fs::path& image, Random& random, const Variant& variant)
{
    const Mount mount(image, {"ntfs-3g", "-o", "compression,streams_interface=windows"});
    testsupport::Ageing ageing;
    ageing.mostBytes = variant.size / 3;
    // The driver writes whole clusters, which takes long where they are large.
    const bool slow = variant.clusterSize >= mebibyte;
    ageing.steps = static_cast<unsigned>(slow ? random.between(15, 25) : random.between(60, 300));
    ageing.posix = random.chance(30);
    testsupport::age(mount.folder(), random, ageing);
    if (random.chance(60))
        addOddities(mount.folder(), random);
    if (!slow && random.chance(60))
        fragment(mount.folder(), variant.clusterSize);
}

inline std::map<std::string, std::string> treeOf(const fs::path& image)
{
    const Mount mount(image, {"ntfs-3g", "-o", "ro,streams_interface=windows"});
    auto tree = testsupport::hashTree(mount.folder());
    if (fs::exists(mount.folder() / "streams"))
        tree["streams:second"] = testsupport::readFile(mount.folder() / "streams:second");
    tree.erase("System Volume Information");
    return tree;
}

/// Compares $Bitmap with what every file occupies, and the boot sectors and $MFTMirr.
inline void check(const fs::path& image, std::uint64_t sectorSize)
{
    runChecked({"ntfsresize", "--info", "--force", "--force", image});
    // It finds fault with each second boot sector that mkntfs makes of smaller sectors.
    if (sectorSize >= 512)
        runChecked({"ntfsfix", "-n", image});
}

inline std::uint64_t oracleFreeBytes(const fs::path& image, std::uint64_t clusterSize)
{
    const std::string text = runChecked({"ntfsinfo", "-m", image});
    const std::string label = "Free Clusters: ";
    return std::stoull(text.substr(text.find(label) + label.size())) * clusterSize;
}

/// All that a walk hands over.
class Listing : public engine::FileVisitor {
public:
    void file(const engine::GuestFile& file) override
    {
        ids.insert(file.id);
        kinds[file.id] = file.kind;
        lengths[file.id] = file.length;
        stored[file.id].assign(file.stored.begin(), file.stored.end());
    }
    void named(std::uint64_t id, std::uint64_t parent, std::string_view name) override
    {
        names.insert({{id, parent}, std::string(name)});
    }

    engine::VolumeRangeSet all() const
    {
        std::vector<engine::VolumeRange> ranges;
        for (const auto& [id, own] : stored)
            ranges.insert(ranges.end(), own.begin(), own.end());
        return engine::VolumeRangeSet::of(std::move(ranges));
    }
    std::uint64_t idOf(std::string_view name) const
    {
        for (const auto& [key, value] : names)
            if (value == name)
                return key.first;
        throw std::runtime_error("no file has that name");
    }
    /// Every path of every file.
    std::set<std::string> paths(std::uint64_t root) const
    {
        std::set<std::string> result;
        for (const auto& [key, value] : names)
            for (const std::string& folder : foldersOf(key.second, root))
                result.insert(folder + value);
        return result;
    }

    std::multiset<std::uint64_t> ids;
    std::map<std::uint64_t, engine::FileKind> kinds;
    std::map<std::uint64_t, std::uint64_t> lengths;
    std::map<std::uint64_t, std::vector<engine::VolumeRange>> stored;
    std::multimap<std::pair<std::uint64_t, std::uint64_t>, std::string> names;

private:
    std::vector<std::string> foldersOf(std::uint64_t id, std::uint64_t root) const
    {
        if (id == root)
            return {""};
        std::vector<std::string> result;
        for (auto at = names.lower_bound({id, 0}); at != names.end() && at->first.first == id; ++at)
            for (const std::string& above : foldersOf(at->first.second, root))
                result.push_back(above + at->second + '/');
        return result;
    }
};

/// Every cluster in use belongs to a file, and every file's clusters are in use.
inline void requireCovered(const fs::path& image)
{
    const auto fileSystem = testsupport::openGuestImage(image);
    Listing listing;
    fileSystem->visitFiles(engine::WalkScope::All, listing);
    const engine::VolumeFacts& facts = fileSystem->facts();
    const std::uint64_t whole = facts.length / facts.blockSize * facts.blockSize;
    const auto used = fileSystem->freeSpace().complementIn({engine::VolumeOffset(0), whole});
    if (!(used == listing.all()))
        throw std::runtime_error("the files occupy " + std::to_string(listing.all().total()) + " bytes, " +
                                 std::to_string(used.total()) + " are in use");
    if (listing.kinds.size() != listing.ids.size())
        throw std::runtime_error("a file came twice");
}

inline std::string codeOf(engine::FileSystem& fileSystem)
{
    try {
        fileSystem.freeSpace();
    } catch (const engine::Error& error) {
        return std::string(error.code());
    }
    return {};
}

inline std::string blkid(const fs::path& image, const std::string& tag)
{
    std::string value = runChecked({"blkid", "-p", "-s", tag, "-o", "value", image});
    value.pop_back();
    return value;
}

/// What Windows leaves in $LogFile: two restart pages of 4 KiB.
inline std::string restartPage(std::uint64_t lsn, unsigned clientsInUse, unsigned flags, unsigned version)
{
    std::string page(4096, '\0');
    const auto set = [&page](std::size_t at, unsigned length, std::uint64_t value) {
        NtfsEditor::setNumber(page, at, length, value);
    };
    page.replace(0, 4, "RSTR");
    set(4, 2, 0x1e);
    set(6, 2, 9);
    set(16, 4, 4096);
    set(20, 4, 4096);
    set(24, 2, 0x30);
    set(26, 2, version == 1 ? 1 : 0);
    set(28, 2, version);
    for (std::size_t word = 0; word < 9; ++word)
        set(word == 0 ? 0x1e : word * 512 - 2, 2, 7);
    constexpr std::size_t area = 0x30;
    constexpr std::uint64_t logLength = 2 * mebibyte;
    set(area, 8, lsn);
    set(area + 8, 2, 1);
    set(area + 10, 2, clientsInUse == 0xffff ? 0 : 0xffff);
    set(area + 12, 2, clientsInUse);
    set(area + 14, 2, flags);
    set(area + 16, 4, 67 - 22);
    set(area + 20, 2, 0xe0);
    set(area + 22, 2, 0x40);
    set(area + 24, 8, logLength);
    set(area + 36, 2, 48);
    set(area + 38, 2, 64);
    set(area + 0x40 + 16, 4, 0xffffffff);
    return page;
}

inline void setLog(NtfsEditor& editor, const std::string& first, const std::string& second)
{
    editor.write(editor.dataOffset(2), first + second);
}

/// A volume with a few files.
inline void makeSmall(const fs::path& image)
{
    const Variant variant{512, 4096, 32 * mebibyte};
    testsupport::createSparse(image, variant.size);
    makeVolume(image, variant);
    Random random(1);
    const Mount mount(image, {"ntfs-3g", "-o", "compression,streams_interface=windows"});
    addOddities(mount.folder(), random);
}

}  // namespace ntfstest
