#include "storage/file.h"

#include "bytes/error.h"
#include "support/scratch.h"

#include <QtTest>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace engine;
using testsupport::Scratch;
using testsupport::writeAt;
using testsupport::writeFile;

namespace {

constexpr std::uint64_t piece = 64 << 10;

HostRange pieces(std::uint64_t first, std::uint64_t end)
{
    return {HostOffset(first * piece), (end - first) * piece};
}

/// Data in the pieces 1, 2 and 5, holes elsewhere, 8 pieces in all. Pieces are multiples of any file system's block.
std::filesystem::path sparseFile(const Scratch& scratch)
{
    const auto path = scratch / "sparse";
    writeFile(path, {});
    std::filesystem::resize_file(path, 8 * piece);
    writeAt(path, piece, std::string(2 * piece, 'x'));
    writeAt(path, 5 * piece, std::string(piece, 'y'));
    return path;
}

std::string text(const std::vector<std::byte>& bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// The code of the Error that opening gives; empty where it opens.
std::string openingCode(const std::filesystem::path& path, bool followLinks = true)
{
    try {
        File::open(path, File::Access::ReadOnly, followLinks);
        return {};
    } catch (const Error& error) {
        return std::string(name(error.kind())) + ' ' + std::string(error.code());
    }
}

void makeSocket(const std::filesystem::path& path)
{
    const int handle = socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    path.string().copy(address.sun_path, sizeof(address.sun_path) - 1);
    QCOMPARE(bind(handle, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
    close(handle);
}

}  // namespace

class FileTest : public QObject {
    Q_OBJECT

private slots:
    void dataRangesOfASparseFile();
    void dataRangesAreCutToTheWindow();
    void holes();
    void readsTheBytesItWasAskedFor();
    void refusesToReadBeyondTheEnd();
    void seesAFileThatShrank();
    void padsWithZeros();
    void refusesWhatIsNoRegularFile();
    void missingFile();
    void linksAreFollowedOnDemand();
    void status();
    void writesAtOffsets();
    void readOnlyIsNotWritten();
    void movedFileKeepsItsDescriptor();
};

void FileTest::dataRangesOfASparseFile()
{
    const Scratch scratch;
    const File file = File::open(sparseFile(scratch));
    QVERIFY(file.dataRanges(pieces(0, 8)) == HostRangeSet::of({pieces(1, 3), pieces(5, 6)}));
    QVERIFY(file.dataRanges(pieces(0, 1)).empty());
    QVERIFY(file.dataRanges(pieces(6, 8)).empty());
    QVERIFY(file.dataRanges(pieces(8, 20)).empty());
    QVERIFY(file.dataRanges({HostOffset(UINT64_MAX / 2), 4096}).empty());
}

void FileTest::dataRangesAreCutToTheWindow()
{
    const Scratch scratch;
    const File file = File::open(sparseFile(scratch));
    const HostRange inside{HostOffset(piece + 700), 300};
    QVERIFY(file.dataRanges(inside) == HostRangeSet::of({inside}));
    const HostRange across{HostOffset(3 * piece - 1), 2 * piece + 3};
    QVERIFY(file.dataRanges(across) == HostRangeSet::of({{HostOffset(3 * piece - 1), 1}, {HostOffset(5 * piece), 2}}));
    QVERIFY(file.dataRanges({HostOffset(5 * piece + 1), 100 * piece}) ==
            HostRangeSet::of({{HostOffset(5 * piece + 1), piece - 1}}));
    QVERIFY(file.dataRanges({HostOffset(piece), 0}).empty());
}

void FileTest::holes()
{
    const Scratch scratch;
    const File file = File::open(sparseFile(scratch));
    QVERIFY(file.isHole(pieces(0, 1)));
    QVERIFY(file.isHole(pieces(3, 5)));
    QVERIFY(file.isHole(pieces(6, 8)));
    QVERIFY(file.isHole(pieces(9, 10)));
    QVERIFY(!file.isHole(pieces(0, 2)));
    QVERIFY(!file.isHole({HostOffset(5 * piece - 1), 2}));
    QVERIFY(file.isHole({HostOffset(5 * piece - 1), 1}));
    QVERIFY(!file.isHole({HostOffset(2 * piece + 5), 1}));
}

void FileTest::readsTheBytesItWasAskedFor()
{
    const Scratch scratch;
    writeFile(scratch / "file", "0123456789");
    const File file = File::open(scratch / "file");
    std::vector<std::byte> buffer(4);
    file.read(3, buffer);
    QCOMPARE(text(buffer), std::string("3456"));
    file.read(6, buffer);
    QCOMPARE(text(buffer), std::string("6789"));
    file.read(10, {});
}

void FileTest::refusesToReadBeyondTheEnd()
{
    const Scratch scratch;
    writeFile(scratch / "file", "0123456789");
    const File file = File::open(scratch / "file");
    std::vector<std::byte> buffer(4);
    for (const std::uint64_t offset : {std::uint64_t{7}, std::uint64_t{10}, std::uint64_t{1} << 62, UINT64_MAX - 1}) {
        bool refused = false;
        try {
            file.read(offset, buffer);
        } catch (const Error& error) {
            refused = error.kind() == ErrorKind::Refused && error.code() == "file.truncated" &&
                      error.path() == file.path() && error.fileOffset() == offset;
        }
        QVERIFY2(refused, qPrintable(QString::number(offset)));
    }
}

void FileTest::seesAFileThatShrank()
{
    const Scratch scratch;
    const auto path = sparseFile(scratch);
    const File file = File::open(path);
    std::filesystem::resize_file(path, 2 * piece);
    QCOMPARE(file.length(), 8 * piece);
    std::vector<std::byte> buffer(piece);
    QVERIFY_THROWS_EXCEPTION(Error, file.read(5 * piece, buffer));
    QVERIFY(file.dataRanges(pieces(0, 8)) == HostRangeSet::of({pieces(1, 2)}));
}

void FileTest::padsWithZeros()
{
    const Scratch scratch;
    writeFile(scratch / "file", "0123456789");
    const File file = File::open(scratch / "file");
    std::vector<std::byte> buffer(4, std::byte{'#'});
    file.readPadded(8, buffer);
    QCOMPARE(text(buffer), std::string("89\0\0", 4));
    std::fill(buffer.begin(), buffer.end(), std::byte{'#'});
    file.readPadded(UINT64_MAX - 2, buffer);
    QCOMPARE(text(buffer), std::string(4, '\0'));
}

void FileTest::refusesWhatIsNoRegularFile()
{
    const Scratch scratch;
    QCOMPARE(mkfifo((scratch / "pipe").c_str(), 0600), 0);
    makeSocket(scratch / "socket");
    symlink((scratch / "pipe").c_str(), (scratch / "link").c_str());
    for (const std::filesystem::path& path : {scratch / "pipe", scratch / "socket", scratch / "link",
                                              std::filesystem::path("/dev/zero"), std::filesystem::path("/dev/null")})
        QVERIFY2(openingCode(path) == "refused file.notRegular", path.c_str());
    for (const std::filesystem::path& path : {scratch.path(), std::filesystem::path("/proc/self")})
        QVERIFY2(openingCode(path) == "refused file.folder", path.c_str());
}

void FileTest::missingFile()
{
    const Scratch scratch;
    writeFile(scratch / "file", "x");
    symlink("nowhere", (scratch / "dangling").c_str());
    symlink("loop", (scratch / "loop").c_str());
    QCOMPARE(openingCode(scratch / "none"), std::string("notFound file.status"));
    QCOMPARE(openingCode(scratch / "file" / "below"), std::string("notFound file.status"));
    QCOMPARE(openingCode(scratch / "dangling"), std::string("notFound file.status"));
    QCOMPARE(openingCode(scratch / "loop"), std::string("io file.status"));
}

void FileTest::linksAreFollowedOnDemand()
{
    const Scratch scratch;
    writeFile(scratch / "file", "x");
    symlink("file", (scratch / "link").c_str());
    QCOMPARE(openingCode(scratch / "link"), std::string());
    QCOMPARE(openingCode(scratch / "link", false), std::string("io file.open"));
    QCOMPARE(openingCode(scratch / "file", false), std::string());
}

void FileTest::status()
{
    const Scratch scratch;
    const FileStatus sparse = statusOf(sparseFile(scratch));
    QCOMPARE(sparse.length, 8 * piece);
    QVERIFY(sparse.diskSize >= 3 * piece && sparse.diskSize < 4 * piece);
    QVERIFY(sparse.regular);
    std::filesystem::create_hard_link(scratch / "sparse", scratch / "twin");
    std::filesystem::copy_file(scratch / "sparse", scratch / "copy");
    QVERIFY(statusOf(scratch / "twin").identity == sparse.identity);
    QVERIFY(statusOf(scratch / "copy").identity != sparse.identity);
    QVERIFY(File::open(scratch / "twin").status().identity == sparse.identity);
    QVERIFY(!statusOf(scratch.path()).regular);
    const auto age = std::chrono::system_clock::now() - sparse.modified;
    QVERIFY(age > std::chrono::seconds(-5) && age < std::chrono::minutes(5));
}

void FileTest::writesAtOffsets()
{
    const Scratch scratch;
    writeFile(scratch / "file", "0123456789");
    const File file = File::open(scratch / "file", File::Access::ReadWrite);
    file.write(8, std::as_bytes(std::span("abcd", 4)));
    file.write(2, std::as_bytes(std::span("--", 2)));
    file.sync();
    QCOMPARE(testsupport::readFile(scratch / "file"), std::string("01--4567abcd"));
}

void FileTest::readOnlyIsNotWritten()
{
    const Scratch scratch;
    writeFile(scratch / "file", "0123456789");
    const File file = File::open(scratch / "file");
    QVERIFY_THROWS_EXCEPTION(Error, file.write(0, std::as_bytes(std::span("abcd", 4))));
    QCOMPARE(testsupport::readFile(scratch / "file"), std::string("0123456789"));
}

void FileTest::movedFileKeepsItsDescriptor()
{
    const Scratch scratch;
    writeFile(scratch / "one", "1");
    writeFile(scratch / "two", "2");
    File first = File::open(scratch / "one");
    File second = std::move(first);
    std::vector<std::byte> buffer(1);
    second.read(0, buffer);
    QCOMPARE(text(buffer), std::string("1"));
    second = File::open(scratch / "two");
    second.read(0, buffer);
    QCOMPARE(text(buffer), std::string("2"));
    QCOMPARE(second.path(), scratch / "two");
}

QTEST_GUILESS_MAIN(FileTest)
#include "file_test.moc"
