#include "bytes/error.h"
#include "storage/folder.h"
#include "storage/hold.h"
#include "support/attributes.h"
#include "support/process.h"
#include "support/scratch.h"
#include "support/small_chain.h"
#include "support/small_templates.h"

#include <QTest>

#include <csignal>
#include <future>
#include <sys/stat.h>
#include <unistd.h>

using namespace engine;
using namespace testsupport;
namespace fs = std::filesystem;

namespace {

constexpr unsigned nobody = 65534;

Finished cli(Command words)
{
    words.insert(words.begin(), LAMELLA_CLI);
    return run(words, std::chrono::seconds(20));
}

mode_t modeOf(const fs::path& path)
{
    struct stat status = {};
    return ::lstat(path.c_str(), &status) == 0 ? status.st_mode & 07777 : 0;
}

unsigned ownerOf(const fs::path& path)
{
    struct stat status = {};
    return ::lstat(path.c_str(), &status) == 0 ? status.st_uid : 0;
}

void give(const fs::path& path, unsigned owner, mode_t mode)
{
    if (::chown(path.c_str(), owner, owner) != 0 || ::chmod(path.c_str(), mode) != 0)
        throw std::runtime_error("cannot give " + path.string());
}

QString codeOf(const std::function<void()>& work)
{
    try {
        work();
        return {};
    } catch (const Error& error) {
        return QString::fromLatin1(error.code().data());
    }
}

/// An image without content, in a folder of its own.
fs::path plainImage(const fs::path& path, const std::string& backing = {})
{
    Command make{"qemu-img", "create", "-q", "-f", "qcow2"};
    if (!backing.empty())
        make.insert(make.end(), {"-b", backing, "-F", "qcow2"});
    make.insert(make.end(), {path.string(), "2M"});
    runChecked(make);
    runChecked({"qemu-io", "-c", "write -P 3 0 256k", path.string()});
    return path;
}

}  // namespace

/// What is written where: by which path, over what, for whom to read, beside whom.
class WrittenFilesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void documentsReplaceNothing_data();
    void documentsReplaceNothing();
    void documentsAreForNoMoreReaders();
    void pathsOfOthersLeadNowhere_data();
    void pathsOfOthersLeadNowhere();
    void ownPathsLeadAnywhere();
    void linksOfOthersAreRefusedToUsersToo();
    void mergedFilesHaveNoMoreReaders_data();
    void mergedFilesHaveNoMoreReaders();
    void differentListsLeaveTheOwnerAlone();
    void aNewBaseIsNotTheFirstOwners();
    void foreignFilesAreNotRenamed();
    void twoRunsExcludeEachOther();
    void aRunWaitsForTheFolder();
};

void WrittenFilesTest::initTestCase()
{
    if (::geteuid() != 0)
        QSKIP("needs root");
}

void WrittenFilesTest::documentsReplaceNothing_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("file");
    for (const char* file : {"r.html", "r.json", "r.csv", "r.svg", "r.png"})
        QTest::newRow(file) << QStringList{"report", "IMAGE", "-q", "--to", "FILE"} << QString(file);
    for (const char* file : {"b.zip", "b.tar.zst"})
        QTest::newRow(file) << QStringList{"bundle", "IMAGE", "-q", "--to", "FILE"} << QString(file);
    QTest::newRow("plan") << QStringList{"plan", "deep", "IMAGE", "-q", "--report", "FILE"} << "p.json";
    QTest::newRow("receipt") << QStringList{"slim", "deep", "IMAGE", "--to", "OUT", "--receipt", "FILE", "-q"}
                             << "receipt";
}

void WrittenFilesTest::documentsReplaceNothing()
{
    QFETCH(const QStringList, words);
    QFETCH(const QString, file);
    const Scratch scratch;
    const fs::path document = scratch / file.toStdString();
    plainImage(scratch / "image");
    writeFile(scratch / "precious", "precious");
    const auto write = [&](const char* option = nullptr) {
        Command command;
        for (QString word : words)
            command.push_back(word.replace("IMAGE", QString::fromStdString((scratch / "image").string()))
                                  .replace("OUT", QString::fromStdString((scratch / "out").string()))
                                  .replace("FILE", QString::fromStdString(document.string()))
                                  .toStdString());
        if (option != nullptr)
            command.push_back(option);
        fs::remove(scratch / "out");
        return cli(command).exitCode;
    };
    const auto refuses = [&](const char* option = nullptr) {
        const auto before = readFile(scratch / "precious");
        const int code = write(option);
        return code == 1 && readFile(scratch / "precious") == before && !fs::exists(scratch / "out");
    };
    // What is there: a file, a link, a link to nothing, a pipe that nobody reads.
    writeFile(document, "old");
    give(document, nobody, 04777);
    QVERIFY(refuses() && readFile(document) == "old");
    QCOMPARE(write("--overwrite"), 0);
    QVERIFY(readFile(document) != "old");
    QCOMPARE(modeOf(document), mode_t{0644});
    QCOMPARE(ownerOf(document), 0U);
    for (const char* target : {"precious", "nothing"}) {
        fs::remove(document);
        fs::create_symlink(target, document);
        QVERIFY(refuses() && refuses("--overwrite"));
        QVERIFY(fs::is_symlink(document) && !fs::exists(scratch / "nothing"));
    }
    fs::remove(document);
    QCOMPARE(::mkfifo(document.c_str(), 0600), 0);
    QVERIFY(refuses() && refuses("--overwrite"));
    fs::remove(document);
    QCOMPARE(write(), 0);
    QCOMPARE(modeOf(document), mode_t{0644});
    for (const auto& entry : fs::directory_iterator(scratch.path()))
        QVERIFY2(entry.path().filename().string().front() != '.', entry.path().c_str());
}

void WrittenFilesTest::documentsAreForNoMoreReaders()
{
    const Scratch scratch;
    plainImage(scratch / "base");
    plainImage(scratch / "top", "base");
    const auto modeFor = [&](mode_t base, mode_t top) {
        give(scratch / "base", 0, base);
        give(scratch / "top", 0, top);
        fs::remove(scratch / "r.html");
        if (cli({"report", (scratch / "top").string(), "-q", "--to", (scratch / "r.html").string()}).exitCode != 0)
            throw std::runtime_error("no report");
        return modeOf(scratch / "r.html");
    };
    QCOMPARE(modeFor(0644, 0644), mode_t{0644});
    QCOMPARE(modeFor(0600, 0644), mode_t{0600});
    QCOMPARE(modeFor(0644, 0640), mode_t{0640});
    QCOMPARE(modeFor(0400, 0777), mode_t{0600});
}

void WrittenFilesTest::pathsOfOthersLeadNowhere_data()
{
    QTest::addColumn<QString>("path");  ///< below the ground
    QTest::addColumn<QString>("code");
    QTest::newRow("his folder") << "his"
                                << "";
    QTest::newRow("deeper in his folder") << "his/below"
                                          << "";
    QTest::newRow("his link to root's folder") << "his/to-root"
                                               << "path.foreign";
    QTest::newRow("his link to his folder") << "his/to-his"
                                            << "";
    QTest::newRow("his absolute link") << "his/to-root-absolute"
                                       << "path.foreign";
    QTest::newRow("through his folder and back") << "his/../roots"
                                                 << "path.foreign";
    QTest::newRow("through his link and back") << "his/to-roots-below/../more"
                                               << "path.foreign";
    QTest::newRow("root's folder in his") << "his/roots"
                                          << "path.foreign";
    QTest::newRow("his link in a shared folder") << "shared/to-root"
                                                 << "path.foreign";
    QTest::newRow("his folder in a shared folder") << "shared/his"
                                                   << "";
    QTest::newRow("root's folder in a shared folder") << "shared/roots"
                                                      << "";
    QTest::newRow("root's link in a shared folder") << "shared/roots-link"
                                                    << "";
    QTest::newRow("his link to a shared folder") << "his/to-shared"
                                                 << "path.foreign";
    QTest::newRow("root's folder in everybody's folder") << "open/roots"
                                                         << "path.foreign";
    QTest::newRow("everybody's folder") << "open"
                                        << "";
    QTest::newRow("another's folder in everybody's") << "open/another"
                                                     << "path.foreign";
    QTest::newRow("a folder that he cannot reach") << "his/to-hidden"
                                                   << "path.foreign";
    QTest::newRow("in a circle") << "his/circle"
                                 << "folder.open";
    QTest::newRow("missing") << "his/nothing/more"
                             << "folder.open";
}

void WrittenFilesTest::pathsOfOthersLeadNowhere()
{
    QFETCH(const QString, path);
    QFETCH(const QString, code);
    const Scratch ground;
    for (const char* name :
         {"roots", "his", "roots/below", "roots/more", "his/below", "his/roots", "shared", "shared/his", "shared/roots",
          "open", "open/roots", "open/another", "hidden", "hidden/open"})
        fs::create_directory(ground / name);
    const auto link = [&](const char* name, const fs::path& to, unsigned owner = nobody) {
        fs::create_symlink(to, ground / name);
        QCOMPARE(::lchown((ground / name).c_str(), owner, owner), 0);
    };
    give(ground / "shared", 0, 01777);
    give(ground / "open", 0, 0777);
    give(ground / "open/another", 1234, 0755);
    give(ground / "hidden", 0, 0700);
    give(ground / "hidden/open", 0, 01777);
    for (const char* name : {"his", "his/below", "shared/his"})
        give(ground / name, nobody, 0755);
    link("his/to-root", "../roots");
    link("his/to-root-absolute", ground / "roots");
    link("his/to-roots-below", "../roots/below");
    link("his/to-his", "../shared/his");
    link("his/to-shared", "../shared");
    link("his/to-hidden", "../hidden/open");
    link("his/circle", "circle");
    link("shared/to-root", "../roots");
    link("shared/roots-link", "../roots", 0);
    QCOMPARE(codeOf([&] { Folder::openToWrite(ground / path.toStdString()); }), code);
    // Where it is a plan, that says so before.
    plainImage(ground / "image");
    const Finished plan = cli({"plan", "deep", (ground / "image").string(), "--to",
                               (ground / path.toStdString() / "out").string(), "--output=json"});
    QCOMPARE(plan.out.find("path.foreign") != std::string::npos, code == "path.foreign");
}

void WrittenFilesTest::ownPathsLeadAnywhere()
{
    const Scratch ground;
    fs::create_directories(ground / "a/b");
    fs::create_symlink("a/b", ground / "link");
    fs::create_symlink("link/../b", ground / "second");
    const Folder folder = Folder::openToWrite(ground / "second/.");
    QCOMPARE(folder.path(), ground / "a/b");
    QVERIFY(!folder.isForeign());
    writeFile(ground / "a/b/file", "");
    fs::create_symlink("b/file", ground / "a/to-file");
    const FilePlace place = FilePlace::toWrite(ground / "a/to-file");
    QCOMPARE(place.path(), ground / "a/b/file");
    QCOMPARE(FilePlace::toWrite(ground / "a/new").path(), ground / "a/new");
}

void WrittenFilesTest::linksOfOthersAreRefusedToUsersToo()
{
    const Scratch ground;
    fs::create_directory(ground / "user");
    give(ground / "user", 1234, 0755);
    fs::create_directory(ground / "shared");
    give(ground / "shared", 0, 01777);
    fs::create_symlink(ground / "user", ground / "shared/link");
    QCOMPARE(::lchown((ground / "shared/link").c_str(), nobody, nobody), 0);
    plainImage(ground / "image");
    give(ground / "image", 0, 0644);
    const Finished done = run({"setpriv", "--reuid=1234", "--regid=1234", "--clear-groups", LAMELLA_CLI, "slim", "deep",
                               (ground / "image").string(), "--to", (ground / "shared/link/out").string()});
    QCOMPARE(done.exitCode, 1);
    QVERIFY2(done.err.find("belongs to user 65534") != std::string::npos, done.err.c_str());
    QVERIFY(fs::is_empty(ground / "user"));
}

void WrittenFilesTest::mergedFilesHaveNoMoreReaders_data()
{
    QTest::addColumn<unsigned>("baseOwner");
    QTest::addColumn<unsigned>("baseMode");
    QTest::addColumn<unsigned>("topOwner");
    QTest::addColumn<unsigned>("topMode");
    QTest::addColumn<unsigned>("owner");
    QTest::addColumn<unsigned>("mode");
    QTest::addColumn<QString>("caution");
    QTest::newRow("all alike") << 0U << 0644U << 0U << 0644U << 0U << 0644U << "";
    QTest::newRow("a base for one") << 0U << 0600U << 0U << 0644U << 0U << 0600U << "plan.accessNarrowed";
    QTest::newRow("an overlay for one") << 0U << 0644U << 0U << 0600U << 0U << 0600U << "";
    QTest::newRow("each in another way") << 5U << 0640U << 5U << 0604U << 5U << 0600U << "plan.accessNarrowed";
    QTest::newRow("read only") << 5U << 0444U << 5U << 0664U << 5U << 0444U << "plan.accessNarrowed";
    QTest::newRow("another owner") << 0U << 0600U << nobody << 0644U << 0U << 0600U << "plan.ownersDiffer";
    QTest::newRow("another owner, open") << 0U << 0644U << nobody << 0644U << 0U << 0600U << "plan.ownersDiffer";
    QTest::newRow("two others") << 7U << 0444U << nobody << 0666U << 0U << 0400U << "plan.ownersDiffer";
}

void WrittenFilesTest::mergedFilesHaveNoMoreReaders()
{
    QFETCH(const unsigned, baseOwner);
    QFETCH(const unsigned, baseMode);
    QFETCH(const unsigned, topOwner);
    QFETCH(const unsigned, topMode);
    QFETCH(const unsigned, owner);
    QFETCH(const unsigned, mode);
    QFETCH(const QString, caution);
    const Scratch scratch;
    plainImage(scratch / "base");
    plainImage(scratch / "top", "base");
    give(scratch / "base", baseOwner, baseMode);
    give(scratch / "top", topOwner, topMode);
    const std::string plan = runChecked({LAMELLA_CLI, "plan", "deep", "--output=json", (scratch / "top").string()});
    for (const char* code : {"plan.accessNarrowed", "plan.ownersDiffer"})
        QCOMPARE(plan.find(code) != std::string::npos, caution == code);
    runChecked({LAMELLA_CLI, "slim", "deep", (scratch / "top").string(), "--to", (scratch / "deep").string()});
    QCOMPARE(ownerOf(scratch / "deep"), owner);
    QCOMPARE(modeOf(scratch / "deep"), mode_t{mode});
    // The base is not merged: the overlay's own attributes hold.
    runChecked({LAMELLA_CLI, "slim", "standard", (scratch / "top").string(), "--to", (scratch / "standard").string()});
    QCOMPARE(ownerOf(scratch / "standard"), topOwner);
    QCOMPARE(modeOf(scratch / "standard"), mode_t{topMode});
}

void WrittenFilesTest::differentListsLeaveTheOwnerAlone()
{
    const Scratch scratch;
    plainImage(scratch / "base");
    plainImage(scratch / "top", "base");
    const auto deep = [&](const char* out) {
        runChecked({LAMELLA_CLI, "slim", "deep", (scratch / "top").string(), "--to", (scratch / out).string()});
        return attributesOf(scratch / out);
    };
    setAttributes(scratch / "base");
    setAttributes(scratch / "top");
    QCOMPARE(deep("alike"), attributesOf(scratch / "top"));
    runChecked({"setfacl", "-m", "u:77:r", (scratch / "top").string()});
    QVERIFY(deep("other").find("user:77") == std::string::npos);
    QCOMPARE(modeOf(scratch / "other") & 077U, mode_t{0});
    QCOMPARE(ownerOf(scratch / "other"), 1234U);
}

void WrittenFilesTest::aNewBaseIsNotTheFirstOwners()
{
    const Scratch scratch;
    makeSmallCopies(scratch.path());
    unsigned user = 1000;
    Command command{LAMELLA_CLI, "share", "--base", "auto", "--replace", "--alone"};
    for (const char* name : {"a.qcow2", "b.qcow2", "c.qcow2"}) {
        give(scratch / name, ++user, 0644);
        command.push_back((scratch / name).string());
    }
    run(command);
    for (const auto& entry : fs::directory_iterator(scratch.path())) {
        if (entry.path().filename() == "shared-base.qcow2") {
            QCOMPARE(ownerOf(entry.path()), 0U);
            QCOMPARE(modeOf(entry.path()), mode_t{0600});
        }
    }
}

void WrittenFilesTest::foreignFilesAreNotRenamed()
{
    const Scratch scratch;
    give(scratch.path(), 0, 01777);
    plainImage(scratch / "golden");
    plainImage(scratch / "mine", "golden");
    give(scratch / "golden", 0, 0600);
    give(scratch / "mine", nobody, 0644);
    const Finished done = cli({"slim", "deep", (scratch / "mine").string(), "--replace", "--alone"});
    QCOMPARE(done.exitCode, 1);
    QVERIFY2(done.err.find("would be renamed because") != std::string::npos, done.err.c_str());
    QVERIFY(fs::exists(scratch / "golden") && !fs::exists(scratch / "golden.before-slim"));
}

void WrittenFilesTest::twoRunsExcludeEachOther()
{
    const Scratch scratch;
    plainImage(scratch / "image");
    {
        const File file = File::open(scratch / "image");
        const ExclusiveHold hold(file);
        const Finished second = cli({"slim", "deep", (scratch / "image").string(), "--replace", "--alone"});
        QCOMPARE(second.exitCode, 1);
        const std::string process = "process " + std::to_string(::getpid());
        QVERIFY2(second.err.find(process) != std::string::npos, second.err.c_str());
        QVERIFY(!fs::exists(scratch / "image.before-slim"));
    }
    for (int round = 0; round < 6; ++round) {
        const auto slim = [&] { return cli({"slim", "deep", (scratch / "image").string(), "--replace", "--alone"}); };
        auto one = std::async(std::launch::async, slim);
        auto two = std::async(std::launch::async, slim);
        const bool first = one.get().exitCode == 0;
        const bool second = two.get().exitCode == 0;
        QVERIFY(first || second);
        QVERIFY(cli({"recover", scratch.path().string()}).out.find("Nothing") != std::string::npos);
        runChecked({"qemu-img", "check", (scratch / "image").string()});
        // Every run that says it is done has kept one original, and nothing else is there.
        const auto files = std::distance(fs::directory_iterator(scratch.path()), fs::directory_iterator());
        QCOMPARE(files, 1 + (first ? 1 : 0) + (second ? 1 : 0));
        for (const auto& entry : fs::directory_iterator(scratch.path())) {
            if (entry.path().filename() != "image")
                fs::remove(entry.path());
        }
    }
}

void WrittenFilesTest::aRunWaitsForTheFolder()
{
    const Scratch scratch;
    plainImage(scratch / "image");
    auto hold = std::make_unique<FolderHold>(std::make_shared<const Folder>(Folder::open(scratch.path())));
    auto slim = std::async(std::launch::async, [&] {
        return cli({"slim", "deep", (scratch / "image").string(), "--to", (scratch / "out").string()});
    });
    QVERIFY(slim.wait_for(std::chrono::milliseconds(1500)) == std::future_status::timeout);
    QVERIFY(!fs::exists(scratch / "out"));
    hold.reset();
    QCOMPARE(slim.get().exitCode, 0);
    QVERIFY(fs::exists(scratch / "out"));
}

QTEST_GUILESS_MAIN(WrittenFilesTest)
#include "written_files_test.moc"
