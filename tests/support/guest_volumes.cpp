#include "support/guest_volumes.h"

#include "support/btrfs_tools.h"
#include "support/ext_tools.h"
#include "support/fat_editor.h"
#include "support/fat_tools.h"
#include "support/guest_tree.h"
#include "support/ntfs_editor.h"
#include "support/scratch.h"
#include "support/xfs.h"

#include <algorithm>
#include <array>

namespace testsupport {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t mebibyte = 1 << 20;
constexpr std::uint64_t page = 4096;

std::string randomBytes(Random& random, std::size_t length)
{
    std::string bytes(length, '\0');
    std::generate(bytes.begin(), bytes.end(), [&] { return static_cast<char>(random.next()); });
    return bytes;
}

/// A new folder full of files, and half of what was there goes.
void useFolder(const fs::path& folder, Random& random, const Ageing& ageing)
{
    std::vector<fs::path> old;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file() && entry.path().filename() != "pagefile.sys")
            old.push_back(entry.path());
    }
    std::sort(old.begin(), old.end());
    for (const fs::path& path : old) {
        std::error_code ignored;
        if (random.chance(40))
            fs::remove(path, ignored);
    }
    const fs::path round = folder / ("round " + std::to_string(random.next()));
    fs::create_directory(round);
    age(round, random, ageing);
}

std::function<void(const fs::path&, Random&)> useMounted(Command mount, bool posix)
{
    return [mount, posix](const fs::path& image, Random& random) {
        const Mount mounted(image, mount);
        useFolder(mounted.folder(), random,
                  {fs::file_size(image) / 8, static_cast<unsigned>(random.between(10, 60)), posix});
        if (random.chance(30)) {
            std::error_code full;
            writeFile(mounted.folder() / "pagefile.sys", randomBytes(random, random.below(mebibyte / 2)));
        }
    };
}

GuestVolume ext(const fs::path& image, Random& random)
{
    std::vector<ExtRecipe> small;
    for (const ExtRecipe& recipe : extRecipes()) {
        if (recipe.mounts && recipe.size <= 64 * mebibyte && recipe.grownFrom.empty())
            small.push_back(recipe);
    }
    ExtRecipe recipe = random.pick(small);
    recipe.size = (16 + random.below(24)) * mebibyte + random.below(1000) * 512;
    GuestVolume volume{recipe.name, 0, recipe.size, image, extTools(recipe), {}, false, false};
    volume.tools.age = useMounted({"mount", "-o", "loop"}, true);
    if (volume.kind.starts_with("ext4"))
        volume.crash = [](const fs::path& path, Random&) { debugfs(path, {"set_super_value state 0"}); };
    return volume;
}

GuestVolume xfsVolume(const fs::path& image, Random& random)
{
    const std::uint64_t size = (66 + random.below(24)) * mebibyte;
    GuestVolume volume{"xfs", 0, size, image, {}, {}, false, false};
    std::vector<xfs::Recipe> mountable = xfs::recipes();
    std::erase_if(mountable, [](const xfs::Recipe& recipe) { return !recipe.mounts; });
    volume.tools = xfs::tools(random.pick(mountable));
    volume.tools.age = useMounted({"mount", "-o", "loop"}, true);
    return volume;
}

GuestVolume btrfsVolume(const fs::path& image, Random& random)
{
    GuestVolume volume{"btrfs", 0, (230 + random.below(16)) * mebibyte, image, btrfs::tools(), {}, false, false};
    volume.tools.age = useMounted({"mount", "-o", "loop"}, true);
    return volume;
}

GuestVolume ntfs(const fs::path& image, Random& random)
{
    GuestVolume volume{"ntfs", 0, (8 + random.below(24)) * mebibyte, image, {}, {}, false, false};
    volume.tools.make = [](const fs::path& path, Random& choice) {
        runChecked({"mkntfs", "-q", "-F", "-Q", "-s", "512", "-c", std::to_string(512U << choice.below(8)), path});
    };
    volume.tools.age = useMounted({"ntfs-3g", "-o", "streams_interface=none"}, false);
    volume.tools.tree = [](const fs::path& path) {
        const Mount mount(path, {"ntfs-3g", "-o", "ro"});
        auto tree = hashTree(mount.folder());
        tree.erase("System Volume Information");
        return tree;
    };
    volume.tools.check = [](const fs::path& path) {
        runChecked({"ntfsresize", "--info", "--force", "--force", path});
        runChecked({"ntfsfix", "-n", path});
    };
    volume.crash = [](const fs::path& path, Random&) {
        NtfsEditor editor(path);
        constexpr unsigned volumeInformation = 0x70;
        std::string record = editor.record(3);
        NtfsEditor::setNumber(record, NtfsEditor::value(record, volumeInformation) + 10, 2, 1);
        editor.writeRecord(3, record);
    };
    return volume;
}

/// Without a mount: files of an earlier call go, others come.
void useFat(const fs::path& image, Random& random)
{
    const Scratch source;
    const std::string name = "R" + std::to_string(random.below(100'000));
    const std::uint64_t most = fs::file_size(image) / 100;
    for (unsigned file = 0; file < 12; ++file)
        writeFile(source / (name + std::to_string(file) + ".BIN"), randomBytes(random, random.below(most)));
    Command copy{"-D", "o"};
    for (const auto& entry : fs::directory_iterator(source.path()))
        copy.push_back(entry.path().string());
    copy.emplace_back("::/");
    run(mtools(image, "mdel", {"::/R" + std::to_string(random.below(10)) + "*.BIN"}));
    run(mtools(image, "mcopy", copy));
    run(mtools(image, "mdel", {"::/" + name + "*" + std::to_string(random.below(10)) + ".BIN"}));
}

GuestVolume fat(const fs::path& image, Random& random)
{
    static constexpr std::array types{12U, 16U, 16U, 32U};
    const unsigned type = random.pick(types);
    GuestVolume volume{
        "fat" + std::to_string(type), 0, fatVolumeSize(type, random), image, fatTools(type), {}, false, false};
    volume.tools.age = useFat;
    volume.crash = [type](const fs::path& path, Random& choice) {
        FatEditor editor(path, type);
        if (type == 12 || choice.chance(50))
            editor.write(type == 32 ? 65 : 37, 1, 1);
        else
            editor.setEntry(1, editor.entry(1) & ~(type == 16 ? 0x8000ULL : 0x8000000ULL));
    };
    return volume;
}

GuestVolume swapSpace(const fs::path& image, Random& random)
{
    GuestVolume volume{"swap", 0, (16 + random.below(500)) * page, image, {}, {}, true, true};
    volume.tools.make = [](const fs::path& path, Random&) { runChecked({"mkswap", "-q", path}); };
    volume.tools.age = [](const fs::path& path, Random& choice) {
        const std::uint64_t pages = fs::file_size(path) / page;
        for (unsigned count = 0; count < 20; ++count)
            writeAt(path, choice.between(1, pages - 1) * page, randomBytes(choice, page));
    };
    return volume;
}

GuestVolume nobodyKnows(const fs::path& image, Random& random)
{
    GuestVolume volume{"random bytes", 0, (1 + random.below(3000)) * 512, image, {}, {}, true, false};
    volume.tools.make = [](const fs::path& path, Random& choice) {
        writeAt(path, 0, randomBytes(choice, fs::file_size(path)));
    };
    volume.tools.age = [](const fs::path& path, Random& choice) {
        writeAt(path, choice.below(fs::file_size(path)), randomBytes(choice, 1));
    };
    return volume;
}

GuestVolume anyVolume(const fs::path& image, Random& random, bool withFiles)
{
    const std::uint64_t dice = random.below(withFiles ? 88 : 100);
    if (dice < 52)
        return ext(image, random);
    if (dice < 58)
        return xfsVolume(image, random);
    if (dice < 63)
        return btrfsVolume(image, random);
    if (dice < 75)
        return ntfs(image, random);
    if (dice < 88)
        return fat(image, random);
    return dice < 95 ? swapSpace(image, random) : nobodyKnows(image, random);
}

}  // namespace

GuestVolume makeVolume(const fs::path& image, Random& random, bool withFiles)
{
    GuestVolume volume = anyVolume(image, random, withFiles);
    createSparse(image, volume.length);
    volume.tools.make(image, random);
    return volume;
}

void leaveGarbage(const GuestVolume& volume, Random& random)
{
    const auto fileSystem = openGuestImage(volume.image);
    if (fileSystem->facts().reason)
        throw *fileSystem->facts().reason;
    std::vector<engine::VolumeRange> some;
    const engine::VolumeRangeSet free = fileSystem->freeSpace();
    std::uint64_t left = 2 * mebibyte;
    for (unsigned count = 0; count < 12 && !free.empty() && left > 0; ++count) {
        const engine::VolumeRange range = random.pick(free.ranges());
        const std::uint64_t skipped = random.below(range.length);
        const std::uint64_t length = std::min(random.between(1, range.length - skipped), left);
        some.push_back({range.start + skipped, length});
        left -= length;
    }
    fillWithRandom(volume.image, engine::VolumeRangeSet::of(some), random);
}

}  // namespace testsupport
