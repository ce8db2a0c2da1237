#include "support/ext_tools.h"
#include "support/guest_tree.h"
#include "support/scratch.h"

#include <QTest>

#include <map>
#include <sstream>

using namespace testsupport;
using engine::FileKind;
using engine::VolumeRange;
using std::filesystem::path;

namespace {

void append(std::string& bytes, std::uint64_t value, unsigned count)
{
    for (unsigned i = 0; i < count; ++i)
        bytes.push_back(static_cast<char>(value >> (8 * i)));
}

std::uint32_t number(const std::string& bytes, std::size_t at)
{
    std::uint32_t value = 0;
    for (unsigned i = 4; i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

std::string debugfsContent(const path& image, const std::string& file)
{
    return runChecked({"debugfs", "-R", "cat " + file, image.string()});
}

/// Everything that a walk hands over.
class Listing : public engine::FileVisitor {
public:
    struct File {
        FileKind kind;
        std::uint64_t length;
        std::vector<VolumeRange> stored;
    };

    Listing(engine::FileSystem& fileSystem, engine::WalkScope scope) : root_(fileSystem.rootFolder())
    {
        fileSystem.visitFiles(scope, *this);
    }

    void file(const engine::GuestFile& file) override
    {
        const bool fresh =
            files.try_emplace(file.id, File{file.kind, file.length, {file.stored.begin(), file.stored.end()}}).second;
        QVERIFY(fresh);
    }
    void named(std::uint64_t id, std::uint64_t parent, std::string_view name) override
    {
        names.push_back({id, parent, std::string(name)});
    }

    /// Path -> "file LENGTH", "folder"; what is neither for hashTree (symbolic links) as a file.
    std::map<std::string, std::string> tree() const
    {
        std::map<std::uint64_t, const Name*> folders;
        for (const Name& name : names)
            if (files.at(name.id).kind == FileKind::Folder)
                folders[name.id] = &name;
        std::map<std::string, std::string> tree;
        for (const Name& name : names) {
            std::string text = name.text;
            for (std::uint64_t parent = name.parent; parent != root_; parent = folders.at(parent)->parent)
                text = folders.at(parent)->text + "/" + text;
            const File& file = files.at(name.id);
            tree[text] = file.kind == FileKind::Folder ? "folder" : "file " + std::to_string(file.length);
        }
        return tree;
    }

    struct Name {
        std::uint64_t id;
        std::uint64_t parent;
        std::string text;
    };
    std::map<std::uint64_t, File> files;
    std::vector<Name> names;

private:
    std::uint64_t root_;
};

/// What hashTree says, without hashes.
std::map<std::string, std::string> withoutHashes(std::map<std::string, std::string> tree)
{
    for (auto& [name, value] : tree) {
        if (value.starts_with("link "))
            value = "file " + std::to_string(value.size() - 5);
        value = value.substr(0, value.find(' ', 5));
    }
    return tree;
}

/// The blocks of an inode as debugfs lists them, with those of its tree.
engine::VolumeRangeSet debugfsBlocks(const path& image, std::uint64_t id, std::uint64_t blockSize)
{
    std::istringstream out(runChecked({"debugfs", "-R", "blocks <" + std::to_string(id) + ">", image.string()}));
    std::vector<VolumeRange> ranges;
    for (std::uint64_t block = 0; out >> block;)
        ranges.push_back({engine::VolumeOffset(block * blockSize), blockSize});
    return engine::VolumeRangeSet::of(ranges);
}

const std::vector<ExtRecipe> recipes{
    {"ext2", {"-t", "ext2", "-b", "1024"}},
    {"ext4", {"-t", "ext4", "-b", "1024"}},
    {"large blocks", {"-t", "ext4", "-b", "65536"}, 512 << 20, false},
    {"inline data", {"-t", "ext4", "-O", "inline_data", "-I", "512"}},
};

/// A file of many pieces: its extents do not fit in the inode.
void makePieces(const path& file)
{
    createSparse(file, 3000 << 10);
    for (std::uint64_t piece = 0; piece < 150; ++piece)
        writeAt(file, piece * 20000, "piece");
}

}  // namespace

class ExtFilesTest : public QObject {
    Q_OBJECT

private slots:
    void namesAndLengths_data();
    void namesAndLengths();
    void manyNames();
    void blocksOfEachFile_data();
    void blocksOfEachFile();
    void kinds();
    void sampleIsSmallAndSpread();
    void readsTreesAsDeepAsE2fsckDoes();
    void brokenTreesAreRefused_data();
    void brokenTreesAreRefused();

private:
    static void addRecipes();
};

void ExtFilesTest::addRecipes()
{
    QTest::addColumn<std::size_t>("index");
    for (std::size_t index = 0; index < recipes.size(); ++index)
        QTest::newRow(recipes[index].name.c_str()) << index;
}

void ExtFilesTest::namesAndLengths_data()
{
    addRecipes();
}

void ExtFilesTest::namesAndLengths()
{
    QFETCH(std::size_t, index);
    const Scratch scratch;
    std::filesystem::create_directory(scratch / "tree");
    Random random(index);
    age(scratch / "tree", random, {.mostBytes = 5 << 20, .steps = 300});
    makeExt(scratch / "guest.raw", recipes[index], {"-d", (scratch / "tree").string()});
    auto expected = withoutHashes(hashTree(scratch / "tree"));
    expected["lost+found"] = "folder";
    const auto fileSystem = openGuestImage(scratch / "guest.raw");
    QCOMPARE(difference(expected, Listing(*fileSystem, engine::WalkScope::All).tree()), std::string());
}

void ExtFilesTest::manyNames()
{
    if (const std::string why = whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
    for (const ExtRecipe& recipe : recipes) {
        if (!recipe.mounts)
            continue;
        const Scratch scratch;
        makeExt(scratch / "guest.raw", recipe);
        std::map<std::string, std::string> expected;
        {
            const Mount mount(scratch / "guest.raw", {"mount", "-o", "loop"});
            // Enough for a hash tree of two levels with blocks of 1 KiB.
            for (int i = 0; i < 4000; ++i)
                writeFile(mount.folder() / (std::string(60, 'n') + std::to_string(i)), "");
            std::filesystem::create_directory(mount.folder() / "few");
            writeFile(mount.folder() / "few" / "one", "1");
            for (int i = 0; i < 4000; i += 3)
                std::filesystem::remove(mount.folder() / (std::string(60, 'n') + std::to_string(i)));
            expected = withoutHashes(hashTree(mount.folder()));
        }
        const auto fileSystem = openGuestImage(scratch / "guest.raw");
        QCOMPARE(difference(expected, Listing(*fileSystem, engine::WalkScope::All).tree()), std::string());
    }
}

void ExtFilesTest::blocksOfEachFile_data()
{
    addRecipes();
}

void ExtFilesTest::blocksOfEachFile()
{
    QFETCH(std::size_t, index);
    const Scratch scratch;
    const auto image = scratch / "guest.raw";
    std::filesystem::create_directory(scratch / "tree");
    Random random(index);
    age(scratch / "tree", random, {.mostBytes = 5 << 20, .steps = 40, .posix = false});
    makePieces(scratch / "tree/pieces");
    makeExt(image, recipes[index], {"-d", (scratch / "tree").string()});
    const auto fileSystem = openGuestImage(image);
    const std::uint64_t blockSize = fileSystem->facts().blockSize;
    for (const auto& [id, file] : Listing(*fileSystem, engine::WalkScope::All).files) {
        if (file.kind != FileKind::Metadata)
            QCOMPARE(engine::VolumeRangeSet::of(file.stored), debugfsBlocks(image, id, blockSize));
    }
}

void ExtFilesTest::kinds()
{
    const Scratch scratch;
    const auto image = scratch / "guest.raw";
    makeExt(image, {"", {"-t", "ext4", "-O", "orphan_file,quota"}});
    const auto fileSystem = openGuestImage(image);
    const Listing listing(*fileSystem, engine::WalkScope::All);
    QCOMPARE(listing.files.at(2).kind, FileKind::Folder);
    QCOMPARE(listing.files.at(11).kind, FileKind::Folder);  // lost+found
    // Groups, user and group quota, reserved descriptors, journal, orphan file.
    for (const std::uint64_t id : {0, 3, 4, 7, 8, 12}) {
        QVERIFY(listing.files.contains(id));
        QCOMPARE(listing.files.at(id).kind, FileKind::Metadata);
        QVERIFY(!listing.files.at(id).stored.empty());
    }
}

void ExtFilesTest::sampleIsSmallAndSpread()
{
    const Scratch scratch;
    const auto image = scratch / "guest.raw";
    makeExt(image,
            {"", {"-t", "ext4", "-b", "1024", "-g", "512", "-N", "3200", "-O", "^flex_bg,^has_journal"}, 100 << 20});
    std::vector<std::string> commands;
    for (int folder = 0; folder < 1500; ++folder) {
        commands.push_back("mkdir folder" + std::to_string(folder));
    }
    debugfs(image, commands);
    const auto fileSystem = openGuestImage(image);
    const Listing all(*fileSystem, engine::WalkScope::All);
    const Listing sample(*fileSystem, engine::WalkScope::Sample);
    QVERIFY(sample.files.size() < all.files.size());
    QVERIFY(sample.files.size() > 30);
    QVERIFY(sample.files.size() < 700);
    QVERIFY(std::prev(sample.files.end())->first > std::prev(all.files.end())->first / 2);
}

/// Nodes of one entry each. The kernel refuses such a file; e2fsck finds the volume sound.
void ExtFilesTest::readsTreesAsDeepAsE2fsckDoes()
{
    const Scratch scratch;
    const auto image = scratch / "guest.raw";
    std::filesystem::create_directory(scratch / "tree");
    writeFile(scratch / "tree/deep", std::string(8 * 1024, 'd'));
    makeExt(image, {"", {"-t", "ext4", "-b", "1024", "-O", "^metadata_csum"}}, {"-d", (scratch / "tree").string()});
    const std::string before = debugfsContent(image, "/deep").substr(0, 1024);
    const std::uint64_t first = std::stoull(runChecked({"debugfs", "-R", "bmap /deep 0", image.string()}));
    constexpr unsigned depth = 7;
    const auto node = [](unsigned most, unsigned levels, std::uint64_t block) {
        std::string bytes("\x0a\xf3\1\0", 4);  // magic, one entry
        append(bytes, most, 2);
        append(bytes, levels, 2);
        bytes += std::string(8, '\0');  // generation, first block of the file
        append(bytes, levels == 0 ? 1 : block, 4);
        append(bytes, levels == 0 ? block : 0, 4);
        return bytes;
    };
    for (unsigned level = 0; level < depth; ++level)
        writeAt(image, (first + level) * 1024, node(84, depth - 1 - level, first + level + 1));
    std::vector<std::string> commands{"sif /deep size 1024"};
    const std::string root = node(4, depth, first);
    for (std::size_t word = 0; word < root.size() / 4; ++word)
        commands.push_back("sif /deep block[" + std::to_string(word) + "] " + std::to_string(number(root, word * 4)));
    debugfs(image, commands);
    requireCleanExt(image);

    const auto fileSystem = openGuestImage(image);
    const engine::VolumeRangeSet free = fileSystem->freeSpace();
    QCOMPARE(free, dumpe2fsFree(image));
    const Listing all(*fileSystem, engine::WalkScope::All);
    const auto deep = std::ranges::find(all.names, "deep", &Listing::Name::text);
    QCOMPARE(engine::VolumeRangeSet::of(std::vector(all.files.at(deep->id).stored)).total(), std::uint64_t(8 * 1024));
    Random random(1);
    fillWithRandom(image, free, random);
    requireCleanExt(image);
    QCOMPARE(debugfsContent(image, "/deep"), before);
}

void ExtFilesTest::brokenTreesAreRefused_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("code");
    // block[1]: entries' limit and depth; block[4]: the child; block[5]: first block of the second entry.
    QTest::newRow("depth") << "sif /pieces block[1] 0x00020004"
                           << "volume.contradiction";
    QTest::newRow("too deep") << "sif /pieces block[1] 0x00060004"
                              << "volume.contradiction";
    QTest::newRow("entries") << "sif /pieces block[1] 0x00010040"
                             << "volume.contradiction";
    QTest::newRow("outside") << "sif /pieces block[4] 0x7fffffff"
                             << "volume.outside";
    QTest::newRow("no node") << "sif /pieces block[4] 1"
                             << "volume.contradiction";
    QTest::newRow("order") << "sif /pieces block[6] 0"
                           << "volume.contradiction";
    QTest::newRow("attributes outside") << "sif /pieces file_acl 4000000000"
                                        << "volume.outside";
}

void ExtFilesTest::brokenTreesAreRefused()
{
    QFETCH(QString, command);
    QFETCH(QString, code);
    const Scratch scratch;
    const auto image = scratch / "guest.raw";
    std::filesystem::create_directory(scratch / "tree");
    makePieces(scratch / "tree/pieces");
    makeExt(image, {"", {"-t", "ext4", "-b", "1024", "-O", "^metadata_csum"}}, {"-d", (scratch / "tree").string()});
    debugfs(image, {command.toStdString()});
    const auto fileSystem = openGuestImage(image);
    try {
        const Listing listing(*fileSystem, engine::WalkScope::All);
        QFAIL("listed");
    } catch (const engine::Error& error) {
        QCOMPARE(QString::fromStdString(std::string(error.code())), code);
    }
}

QTEST_GUILESS_MAIN(ExtFilesTest)
#include "ext_files_test.moc"
