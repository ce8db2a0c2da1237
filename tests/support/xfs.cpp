#include "support/xfs.h"

#include "support/guest_tree.h"
#include "support/scratch.h"

#include <algorithm>
#include <fcntl.h>
#include <linux/fs.h>
#include <sstream>
#include <stdexcept>
#include <sys/ioctl.h>
#include <unistd.h>
#include <xxhash.h>

namespace testsupport::xfs {

namespace fs = std::filesystem;

namespace {

/// xfs_db takes no more in one go.
constexpr std::size_t mostCommands = 60;

class Descriptor {
public:
    explicit Descriptor(const fs::path& path) : number_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { ::close(number_); }
    operator int() const noexcept { return number_; }

private:
    int number_;
};

/// Copies that share their blocks, then changes in both.
void shareBlocks(const fs::path& folder, Random& random)
{
    const Descriptor source(folder / "shared");
    const std::string bytes(2'000'000 + random.below(1'000'000), 's');
    if (::pwrite(source, bytes.data(), bytes.size(), 0) < 0)
        return;
    for (int copy = 0; copy < 4; ++copy) {
        const Descriptor target(folder / ("shared copy " + std::to_string(copy)));
        if (::ioctl(target, FICLONE, static_cast<int>(source)) != 0)
            return;
        for (int change = 0; change < 30; ++change)
            (void)::pwrite(copy % 2 == 0 ? target : source, "changed", 7,
                           static_cast<off_t>(random.below(bytes.size())));
    }
}

/// Takes `bytes` and gives most of it back in small pieces, then makes files whose inodes have to fit between.
void shatter(const fs::path& folder, Random& random, off_t bytes)
{
    const Descriptor file(folder / "shattered");
    if (::fallocate(file, 0, 0, bytes) != 0)
        return;
    const auto piece = static_cast<off_t>(4096U << random.below(4));
    for (off_t offset = 0; offset < bytes; offset += 2 * piece)
        ::fallocate(file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, offset, piece);
    fs::create_directory(folder / "many");
    for (unsigned i = 0; i < 300 + random.below(600); ++i)
        writeFile(folder / "many" / ("m" + std::to_string(i)), std::string(random.below(50), 'm'));
    for (unsigned i = 0; i < 300; i += 1 + static_cast<unsigned>(random.below(5)))
        fs::remove(folder / "many" / ("m" + std::to_string(i)));
}

std::string numbers(const std::string& text)
{
    std::string result = text;
    for (char& letter : result) {
        if (letter < '0' || letter > '9')
            letter = ' ';
    }
    return result;
}

std::vector<std::string> joined(std::vector<std::string> first, const std::vector<std::string>& second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

/// A prototype of 160 files in two folders.
void makeWithFiles(const fs::path& image, const std::vector<std::string>& options, Random& random)
{
    const Scratch scratch;
    std::string prototype = "/dev/null\n0 0\nd--755 0 0\n";
    for (int i = 0; i < 160; ++i) {
        const fs::path source = scratch / ("f" + std::to_string(i));
        writeFile(source, std::string(random.below(i % 4 == 0 ? 300'000 : 9'000), static_cast<char>('a' + i % 26)));
        if (i == 120)
            prototype += "folder d--755 0 0\n";
        prototype +=
            source.filename().string() + std::string(random.below(90), 'n') + " ---644 0 0 " + source.string() + '\n';
    }
    writeFile(scratch / "prototype", prototype + "$\n$\n");
    make(image, joined(options, {"-p", (scratch / "prototype").string()}));
}

std::vector<std::string> inodesOf(const fs::path& image)
{
    std::vector<std::string> inodes;
    std::istringstream lines(database(image, {"blockget -n", "ncheck"}));
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string number;
        if (words >> number && numbers(number) == number)
            inodes.push_back(number);
    }
    return inodes;
}

void removeSome(const fs::path& image, Random& random)
{
    Command command{"xfs_db", "-x"};
    for (const std::string& inode : inodesOf(image)) {
        if (random.chance(20) && command.size() < 2 * mostCommands)
            command.insert(command.end(), {"-c", "inode " + inode, "-c", "write -d core.mode 0"});
    }
    command.push_back(image.string());
    runChecked(command);
    runChecked({"xfs_repair", "-o", "force_geometry", image.string()});
}

/// The content of the blocks of an inode as `bmap` lists them.
std::string hashOfBlocks(const std::string& content, const std::string& map, std::uint64_t blockSize,
                         std::uint64_t groupBlocks)
{
    std::string bytes;
    std::istringstream lines(map);
    for (std::string line; std::getline(lines, line);) {
        // data offset O startblock S (G/B) count C flag F
        std::istringstream words(numbers(line));
        std::uint64_t offset = 0, start = 0, group = 0, block = 0, count = 0;
        if (words >> offset >> start >> group >> block >> count)
            bytes += content.substr((group * groupBlocks + block) * blockSize, count * blockSize);
    }
    return map + std::to_string(XXH3_64bits(bytes.data(), bytes.size()));
}

std::map<std::string, std::string> treeOfBlocks(const fs::path& image)
{
    const std::string content = readFile(image);
    const std::uint64_t blockSize = field(image, "sb 0", "blocksize");
    const std::uint64_t groupBlocks = field(image, "sb 0", "agblocks");
    std::map<std::string, std::string> tree;
    for (const std::string& inode : inodesOf(image))
        tree[inode] =
            hashOfBlocks(content, database(image, {"inode " + inode, "bmap", "bmap -a"}), blockSize, groupBlocks);
    return tree;
}

std::vector<Recipe> oldRecipes()
{
    return {
        {{}},
        {{"-b", "size=1k"}},
        {{"-b", "size=2k", "-L", "two k"}},
        {{"-m", "rmapbt=1"}},
        {{"-m", "rmapbt=1", "-b", "size=1k", "-d", "agcount=2"}},
        {{"-m", "rmapbt=1,reflink=0,inobtcount=0"}},
        {{"-m", "reflink=0", "-d", "agcount=1"}},
        {{"-m", "finobt=0,inobtcount=0"}},
        {{"-m", "bigtime=0,inobtcount=0", "-i", "sparse=0"}},
        {{"-i", "sparse=0,size=1024", "-d", "agcount=3"}},
        {{"-i", "nrext64=1", "-m", "rmapbt=1"}},
        {{"-i", "size=2048,nrext64=1", "-l", "size=17m"}},
        {{"-s", "size=4096"}},
        {{"-s", "size=2048", "-b", "size=2k", "-i", "maxpct=5"}},
        {{"-d", "su=64k,sw=4"}},
        {{"-d", "su=32k,sw=1", "-l", "su=64k,size=16m", "-m", "rmapbt=1"}},
        {{"-l", "su=4k,size=14m,agnum=1"}},
        {{"-n", "size=16k", "-b", "size=1k"}},
        {{"-n", "size=64k"}},
        {{"-m", "crc=0"}, false},
        {{"-m", "crc=0", "-b", "size=512"}, false},
        {{"-m", "crc=0", "-b", "size=1k", "-l", "lazy-count=0,size=4m"}, false},
        {{"-m", "crc=0", "-b", "size=64k", "-d", "agcount=1"}, false},
        {{"-m", "crc=0", "-n", "ftype=0", "-i", "attr=1,projid32bit=0,size=2048"}, false},
        {{"-m", "crc=0", "-l", "version=1,size=4m", "-n", "version=ci"}, false},
        {{"-n", "version=ci", "-m", "rmapbt=1"}, false},
        {{"-b", "size=16k", "-m", "rmapbt=1", "-d", "agcount=1"}, false},
        {{"-b", "size=64k", "-d", "agcount=1"}, false},
    };
}

/// What newer tools make, where they are the ones that PATH finds.
std::vector<Recipe> newRecipes()
{
    if (run({"mkfs.xfs"}).err.find("parent=0|1") == std::string::npos)
        return {};
    return {
        {{"-i", "exchange=1"}},
        {{"-i", "exchange=1,nrext64=0", "-b", "size=1k"}},
        {{"-n", "parent=1"}},
        {{"-n", "parent=1", "-b", "size=1k", "-m", "rmapbt=0"}},
        {{"-n", "parent=1,size=16k", "-i", "size=1024"}},
        {{"-n", "parent=1", "-m", "rmapbt=1", "-d", "agcount=1"}},
    };
}

}  // namespace

const std::vector<Recipe>& recipes()
{
    static const std::vector<Recipe> all = [] {
        std::vector<Recipe> known = oldRecipes();
        for (const Recipe& recipe : newRecipes())
            known.push_back(recipe);
        return known;
    }();
    return all;
}

void make(const fs::path& image, const std::vector<std::string>& options)
{
    Command command{"mkfs.xfs", "-q", "-f", "--unsupported"};
    command.insert(command.end(), options.begin(), options.end());
    command.push_back(image.string());
    runChecked(command);
}

void ageMounted(const fs::path& folder, Random& random)
{
    shareBlocks(folder, random);
    age(folder, random, {});
    if (random.chance(60))
        shatter(folder, random, 12 << 20);
}

FileSystemTools tools(const Recipe& recipe)
{
    FileSystemTools tools;
    tools.check = check;
    if (!recipe.mounts) {
        tools.make = [recipe](const fs::path& image, Random& random) { makeWithFiles(image, recipe.options, random); };
        tools.age = removeSome;
        tools.tree = treeOfBlocks;
        return tools;
    }
    tools.make = [options = recipe.options](const fs::path& image, Random&) {
        // What mkfs.xfs takes for such small volumes can be less than the kernel wants.
        const bool chosen = std::ranges::find(options, "-l") != options.end();
        make(image, chosen ? options : joined(options, {"-l", "size=14m"}));
    };
    tools.age = [](const fs::path& image, Random& random) {
        const Mount mount(image, {"mount", "-o", "loop"});
        ageMounted(mount.folder(), random);
    };
    tools.tree = [](const fs::path& image) {
        const Mount mount(image, {"mount", "-o", "loop,ro,norecovery"});
        return hashTree(mount.folder());
    };
    return tools;
}

std::string database(const fs::path& image, const std::vector<std::string>& commands)
{
    Command command{"xfs_db", "-r"};
    for (const std::string& text : commands)
        command.insert(command.end(), {"-c", text});
    command.push_back(image.string());
    return runChecked(command);
}

void setField(const fs::path& image, const std::string& structure, const std::string& field, const std::string& value)
{
    runChecked({"xfs_db", "-x", "-c", structure, "-c", "write -d " + field + " " + value, image.string()});
}

std::uint64_t field(const fs::path& image, const std::string& structure, const std::string& name)
{
    const std::string text = database(image, {structure, "p " + name});
    return std::stoull(text.substr(text.find('=') + 1), nullptr, 0);
}

engine::VolumeRangeSet freeExtents(const fs::path& image)
{
    const std::uint64_t blockSize = field(image, "sb 0", "blocksize");
    const std::uint64_t groupBlocks = field(image, "sb 0", "agblocks");
    std::vector<engine::VolumeRange> ranges;
    for (std::uint64_t group = 0; group < field(image, "sb 0", "agcount"); ++group) {
        std::istringstream lines(database(image, {"agf " + std::to_string(group), "addr bnoroot", "btdump"}));
        for (std::string line; std::getline(lines, line);) {
            // 1:[start,count]
            std::istringstream words(numbers(line));
            std::uint64_t index = 0, start = 0, count = 0;
            if (line.find(":[") != std::string::npos && words >> index >> start >> count)
                ranges.push_back({engine::VolumeOffset((group * groupBlocks + start) * blockSize), count * blockSize});
        }
    }
    return engine::VolumeRangeSet::of(std::move(ranges));
}

std::uint64_t freeBytes(const fs::path& image)
{
    std::uint64_t blocks = 0;
    for (std::uint64_t group = 0; group < field(image, "sb 0", "agcount"); ++group)
        blocks += field(image, "agf " + std::to_string(group), "freeblks");
    return blocks * field(image, "sb 0", "blocksize");
}

void check(const fs::path& image)
{
    runChecked({"xfs_repair", "-n", "-o", "force_geometry", image.string()});
}

}  // namespace testsupport::xfs
