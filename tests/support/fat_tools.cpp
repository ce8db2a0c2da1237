#include "support/fat_tools.h"

#include "support/fat_editor.h"
#include "support/guest_tree.h"
#include "support/scratch.h"

#include <algorithm>
#include <regex>
#include <stdexcept>

namespace testsupport {

namespace fs = std::filesystem;

namespace {

std::uint64_t power(Random& random, unsigned first, unsigned last)
{
    return std::uint64_t{1} << random.between(first, last);
}

Command formatCommand(unsigned type, std::uint64_t size, Random& random)
{
    // FAT12 has at most 4,084 clusters, FAT16 at least 4,085. FAT32 should have at least 65,525.
    const std::uint64_t sector = type == 32 ? 512 : power(random, 9, 12);
    std::uint64_t cluster = sector;
    if (type == 12)
        cluster = std::max(sector, std::uint64_t{8192} >> random.below(2));
    while (type == 16 && cluster < 4096 && random.chance(50) && size / (cluster * 2) > 4200)
        cluster *= 2;
    Command command{
        "mkfs.vfat", "-F", std::to_string(type), "-S", std::to_string(sector), "-s", std::to_string(cluster / sector)};
    const auto add = [&](unsigned percent, const Command& options) {
        if (random.chance(percent))
            command.insert(command.end(), options.begin(), options.end());
    };
    add(30, {"-f", "1"});
    add(30, {"-a"});
    add(20, {"--invariant"});
    add(40, {"-n", "LABEL " + std::to_string(random.below(1000))});
    add(30, {"-R", std::to_string(type == 32 ? random.between(12, 90) : random.between(1, 40))});
    if (type == 32)
        add(40, {"-b", std::to_string(random.between(2, 10))});
    else
        add(30, {"-r", std::to_string(random.between(2, 9) * 128)});
    return command;
}

/// Changes the volume through mtools, many files a call.
class Ager {
public:
    /// @param size about as much is written and deleted, in bytes
    Ager(fs::path image, Random& random, std::uint64_t size) : image_(std::move(image)), random_(random), size_(size) {}

    void run()
    {
        const std::uint64_t size = size_;
        addFolders();
        // Small files, then holes where every other of them was, then larger files in the holes.
        for (unsigned round = 0; round < 3; ++round) {
            addFiles(static_cast<unsigned>(random_.between(20, 60)), size / (400 >> (2 * round)));
            removeSome();
        }
        if (random_.chance(30))
            fillUp(size);
        move();
    }

private:
    std::string freshName()
    {
        const std::string number = std::to_string(++names_);
        switch (random_.below(4)) {
        case 0:
            return "F" + number + ".BIN";
        case 1:
            return "lower" + number + ".bin";
        case 2:
            return "a long name, nr " + number + std::string(random_.below(120), 'x') + ".content";
        default:
            return "\xc3\xa4\xe6\xbc\xa2" + number + ".txt";
        }
    }

    void addFolders()
    {
        Command made;
        for (unsigned index = 0; index < 4; ++index) {
            folders_.push_back(random_.pick(folders_) + freshName() + "/");
            made.push_back(folders_.back().substr(0, folders_.back().size() - 1));
        }
        runChecked(mtools(image_, "mmd", made));
    }

    void addFiles(unsigned count, std::uint64_t mostLength)
    {
        const Scratch source;
        Command copied{"-D", "o"};
        const std::string folder = random_.pick(folders_);
        for (unsigned index = 0; index < count; ++index) {
            const std::string name = freshName();
            std::string content(random_.chance(10) ? 0 : random_.below(mostLength), '\0');
            std::generate(content.begin(), content.end(), [this] { return static_cast<char>(random_.next()); });
            writeFile(source / name, content);
            copied.push_back((source / name).string());
            files_.push_back(folder + name);
        }
        copied.push_back(folder);
        // Where the volume is full the files that fitted stay.
        run(mtools(image_, "mcopy", copied));
    }

    void removeSome()
    {
        Command removed;
        std::vector<std::string> left;
        for (std::size_t index = 0; index < files_.size(); ++index)
            (index % 2 == 0 || random_.chance(20) ? static_cast<std::vector<std::string>&>(removed) : left)
                .push_back(files_[index]);
        run(mtools(image_, "mdel", removed));
        files_ = left;
    }

    void fillUp(std::uint64_t size)
    {
        addFiles(12, size / 6);
        const std::vector<std::string> last(files_.end() - 6, files_.end());
        run(mtools(image_, "mdel", last));
    }

    void move()
    {
        if (!files_.empty())
            run(mtools(image_, "mmove", {files_.back(), folders_.back()}));
        if (random_.chance(30))
            run(mtools(image_, "mdeltree", {folders_.back().substr(0, folders_.back().size() - 1)}));
    }

    static void run(const Command& command) { testsupport::run(command); }

    fs::path image_;
    Random& random_;
    std::uint64_t size_;
    std::vector<std::string> folders_{"::/"};
    std::vector<std::string> files_;
    unsigned names_ = 0;
};

std::map<std::string, std::string> treeOf(const fs::path& image)
{
    const Scratch out;
    runChecked(mtools(image, "mcopy", {"-s", "-n", "::/*", out.path().string()}));
    return hashTree(out.path());
}

std::uint64_t clusterCount(FatEditor& volume)
{
    return (volume.read(32, 4) * volume.sectorSize() - volume.behindFats()) / volume.clusterSize();
}

/// In both boot sectors of a FAT32 volume.
void setClusterCount(FatEditor& volume, std::uint64_t count)
{
    const std::uint64_t bytes = volume.behindFats() + count * volume.clusterSize();
    const std::uint64_t backup = volume.read(50, 2) * volume.sectorSize();
    for (const std::uint64_t sector : {std::uint64_t{0}, backup})
        volume.write(sector + 32, bytes / volume.sectorSize(), 4);
}

/// Cuts off clusters behind the last one in use, so that FAT32 has fewer than it should.
void cutOff(const fs::path& image, Random& random)
{
    FatEditor volume(image, 32);
    const std::uint64_t before = clusterCount(volume);
    std::uint64_t last = before + 1;
    while (volume.entry(last) == 0)
        --last;
    const std::uint64_t count = last - 1 + random.below(2000);
    if (count >= 65525)
        throw std::runtime_error("the volume is too full to be cut off");
    setClusterCount(volume, count);
    const std::uint64_t free = volume.fsInfo() + 488;
    volume.write(free, volume.read(free, 4) - (before - count), 4);
    fs::resize_file(image, volume.read(32, 4) * volume.sectorSize());
}

/// mtools goes by the number of clusters: it gets a copy that has enough of them.
std::map<std::string, std::string> treeOfCutOff(const fs::path& image)
{
    const Scratch scratch;
    runChecked({"cp", "--sparse=always", image.string(), (scratch / "grown").string()});
    FatEditor volume(scratch / "grown", 32);
    setClusterCount(volume, 65525);
    fs::resize_file(scratch / "grown", volume.read(32, 4) * volume.sectorSize());
    return treeOf(scratch / "grown");
}

}  // namespace

Command mtools(const fs::path& image, const std::string& tool, const Command& arguments)
{
    Command command{"env", "MTOOLS_SKIP_CHECK=1", "LC_ALL=C.UTF-8", tool, "-i", image.string()};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return command;
}

FileSystemTools fatTools(unsigned type)
{
    FileSystemTools tools;
    tools.make = [type](const fs::path& image, Random& random) {
        Command command = formatCommand(type, fs::file_size(image), random);
        command.push_back(image.string());
        runChecked(command);
    };
    tools.age = [](const fs::path& image, Random& random) { Ager(image, random, fs::file_size(image)).run(); };
    tools.tree = treeOf;
    tools.check = [](const fs::path& image) { runChecked({"fsck.vfat", "-n", image.string()}); };
    return tools;
}

FileSystemTools smallFat32Tools()
{
    FileSystemTools tools = fatTools(32);
    tools.age = [](const fs::path& image, Random& random) {
        Ager(image, random, 8 << 20).run();
        cutOff(image, random);
    };
    tools.tree = treeOfCutOff;
    return tools;
}

std::uint64_t fatFreeBytes(const fs::path& image)
{
    const std::string text = runChecked({"fsck.vfat", "-n", "-v", image.string()});
    std::smatch cluster;
    std::smatch counts;
    if (!std::regex_search(text, cluster, std::regex("([0-9]+) bytes per cluster")) ||
        !std::regex_search(text, counts, std::regex("files, ([0-9]+)/([0-9]+) clusters")))
        throw std::runtime_error("fsck.vfat: " + text);
    return (std::stoull(counts[2]) - std::stoull(counts[1])) * std::stoull(cluster[1]);
}

fs::path makeKnownFat(const fs::path& image, unsigned type, const Command& options)
{
    createSparse(image, type == 12 ? 1 << 20 : type == 16 ? 5 << 20 : 34 << 20);
    Command command{"mkfs.vfat", "-F", std::to_string(type), "-s", "1"};
    command.insert(command.end(), options.begin(), options.end());
    command.push_back(image.string());
    runChecked(command);
    const Scratch content;
    writeFile(content / "A.BIN", std::string(2500, 'a'));
    writeFile(content / "B.BIN", std::string(1500, 'b'));
    runChecked(mtools(image, "mmd", {"::/FOLDER", "::/FOLDER/INNER"}));
    runChecked(mtools(image, "mcopy", {(content / "A.BIN").string(), (content / "B.BIN").string(), "::/"}));
    return image;
}

std::uint64_t fatVolumeSize(unsigned type, Random& random)
{
    switch (type) {
    case 12:
        return (1 << 20) + random.below(3 << 10) * 4096;
    case 16:
        return (20 << 20) + random.below(2 << 10) * 4096;
    default:
        return (36 << 20) + random.below(4 << 10) * 4096;
    }
}

}  // namespace testsupport
