#include "chain/forest.h"
#include "support/qemu.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <filesystem>
#include <memory>

using engine::Forest;
using engine::ForestNode;
using engine::LayerState;

namespace {

void createOverlay(const QString& path, const QString& backing, const QString& format = "qcow2")
{
    testsupport::mustRun("qemu-img", {"create", "-q", "-f", "qcow2", "-u", "-b", backing, "-F", format, path, "1M"});
}

}  // namespace

class ForestTest : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        folder_ = std::make_unique<QTemporaryDir>();
        QVERIFY(folder_->isValid());
    }

    void buildsTreesThatShareABase();
    void makesOneNodeOfAFileWithSeveralNames();
    void hardLinksAreOneFile();
    void oneWrongFormatDoesNotDecide_data();
    void oneWrongFormatDoesNotDecide();
    void showsOrphansBelowTheMissingBase();
    void findsAMovedBase();
    void suspectsABaseThatIsNewerThanItsOverlay();
    void cutsLoops();
    void letsTheOverlayDecideThatABaseIsRaw();
    void passesOverFilesThatAreNoImages();
    void takesSingleImages();
    void takesChosenFormats();
    void scansThousandsOfFiles();
    void endsWhenItIsStopped();

private:
    QString at(const QString& name) const { return folder_->filePath(name); }
    Forest scan() const
    {
        engine::Progress progress;
        return Forest::scan({folder_->path().toStdString()}, {}, progress, {});
    }
    /// The tree as text: "base(diff(second) diff2)", with a mark for what is not ok.
    std::string shape() const
    {
        const Forest forest = scan();
        std::string text;
        for (const std::size_t root : forest.roots())
            text += (text.empty() ? "" : " ") + shapeOf(forest, root);
        return text;
    }
    static std::string shapeOf(const Forest& forest, std::size_t index)
    {
        const ForestNode& node = forest.nodes()[index];
        std::string text = node.path.stem().string();
        if (node.state != LayerState::Ok)
            text += '!' + std::string(name(node.state));
        std::string children;
        for (const std::size_t child : node.children)
            children += (children.empty() ? "" : " ") + shapeOf(forest, child);
        return children.empty() ? text : text + '(' + children + ')';
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

void ForestTest::buildsTreesThatShareABase()
{
    QVERIFY(QDir(folder_->path()).mkpath("sub"));
    testsupport::createQcow2(at("base.qcow2"), "1M");
    createOverlay(at("diff.qcow2"), "base.qcow2");
    createOverlay(at("sub/second.qcow2"), "../diff.qcow2");
    createOverlay(at("other.qcow2"), "base.qcow2");
    testsupport::createQcow2(at("lonely.qcow2"), "1M");
    QCOMPARE(shape(), std::string("base(diff(second) other) lonely"));
}

void ForestTest::makesOneNodeOfAFileWithSeveralNames()
{
    testsupport::createQcow2(at("base.qcow2"), "1M");
    QVERIFY(QFile::link("base.qcow2", at("link.qcow2")));
    createOverlay(at("one.qcow2"), "base.qcow2");
    createOverlay(at("two.qcow2"), "link.qcow2");
    QCOMPARE(shape(), std::string("base(one two)"));
}

/// A second name in another folder leads to no base from there; whichever name comes first, the chain is whole.
void ForestTest::hardLinksAreOneFile()
{
    for (const QString folder : {"archive", "zoo"})
        QVERIFY(QDir(folder_->path()).mkpath(folder));
    testsupport::createQcow2(at("base.qcow2"), "1M");
    createOverlay(at("diff.qcow2"), "base.qcow2");
    for (const QString name : {"archive/copy.qcow2", "zoo/copy.qcow2"})
        std::filesystem::create_hard_link(at("diff.qcow2").toStdString(), at(name).toStdString());
    createOverlay(at("top.qcow2"), "zoo/copy.qcow2");
    QCOMPARE(shape(), std::string("base(diff(top))"));
    const Forest forest = scan();
    const ForestNode& diff = forest.nodes()[forest.nodes()[forest.roots()[0]].children[0]];
    QCOMPARE(diff.path.string(), at("diff.qcow2").toStdString());
    QCOMPARE(diff.otherNames.size(), std::size_t{2});
    QCOMPARE(diff.otherNames[0].string(), at("archive/copy.qcow2").toStdString());
    QCOMPARE(diff.otherNames[1].string(), at("zoo/copy.qcow2").toStdString());
    QCOMPARE(diff.suspicions.size(), std::size_t{2});
    for (const engine::Suspicion& suspicion : diff.suspicions)
        QCOMPARE(QString::fromLatin1(suspicion.code.data()), QString("backing.otherName"));
}

void ForestTest::oneWrongFormatDoesNotDecide_data()
{
    QTest::addColumn<QStringList>("formats");  // that overlays a, b, ... say of a qcow2 base
    QTest::addColumn<QString>("format");       // that it has
    QTest::addColumn<QStringList>("suspected");
    QTest::newRow("first") << QStringList{"raw", "qcow2"} << "qcow2" << QStringList{"a"};
    QTest::newRow("last") << QStringList{"qcow2", "raw"} << "qcow2" << QStringList{"b"};
    QTest::newRow("most") << QStringList{"raw", "raw", "qcow2"} << "qcow2" << QStringList{"a", "b"};
    QTest::newRow("all") << QStringList{"raw", "raw"} << "raw" << QStringList{"a", "b"};
    QTest::newRow("one that cannot be read") << QStringList{"vmdk"} << "qcow2" << QStringList{"a"};
    QTest::newRow("none") << QStringList{"qcow2", "qcow2"} << "qcow2" << QStringList{};
}

void ForestTest::oneWrongFormatDoesNotDecide()
{
    QFETCH(const QStringList, formats);
    QFETCH(const QString, format);
    QFETCH(const QStringList, suspected);
    testsupport::createQcow2(at("bottom"), "1M");
    createOverlay(at("middle"), "bottom");
    for (qsizetype index = 0; index < formats.size(); ++index)
        createOverlay(at(QString(QChar('a' + char(index)))), "middle", formats[index]);
    const Forest forest = scan();
    QStringList found;
    for (const ForestNode& node : forest.nodes()) {
        const QString name = QString::fromStdString(node.path.filename().string());
        if (name == "middle")
            QCOMPARE(QString::fromStdString(node.format), format);
        for (const engine::Suspicion& suspicion : node.suspicions)
            if (suspicion.code == "backing.format")
                found << name;
    }
    QCOMPARE(found, suspected);
    QCOMPARE(forest.roots().size(), std::size_t(format == "raw" ? 2 : 1));
}

void ForestTest::showsOrphansBelowTheMissingBase()
{
    createOverlay(at("one.qcow2"), "gone.qcow2");
    createOverlay(at("two.qcow2"), "gone.qcow2");
    createOverlay(at("three.qcow2"), "/etc/passwd", "raw");
    QCOMPARE(shape(), std::string("passwd!refused(three) gone!missing(one two)"));
}

void ForestTest::findsAMovedBase()
{
    QVERIFY(QDir(folder_->path()).mkpath("archive"));
    testsupport::createQcow2(at("archive/base.qcow2"), "1M");
    createOverlay(at("diff.qcow2"), "base.qcow2");
    const Forest forest = scan();
    const ForestNode& missing = forest.nodes()[forest.roots()[1]];
    QCOMPARE(missing.state, LayerState::Missing);
    QCOMPARE(missing.suspicions.size(), std::size_t{1});
    QCOMPARE(QString::fromLatin1(missing.suspicions[0].code.data()), QString("backing.moved"));
    QCOMPARE(std::get<std::string>(missing.suspicions[0].values[0].second), at("archive/base.qcow2").toStdString());
}

void ForestTest::suspectsABaseThatIsNewerThanItsOverlay()
{
    testsupport::createQcow2(at("base.qcow2"), "1M");
    createOverlay(at("diff.qcow2"), "base.qcow2");
    const auto suspicions = [this] {
        const Forest forest = scan();
        std::size_t count = 0;
        for (const ForestNode& node : forest.nodes())
            count += node.suspicions.size();
        return count;
    };
    QCOMPARE(suspicions(), std::size_t{0});
    std::filesystem::last_write_time(at("base.qcow2").toStdString(),
                                     std::filesystem::file_time_type::clock::now() + std::chrono::hours(1));
    QCOMPARE(suspicions(), std::size_t{1});
    // A copy that keeps the times keeps the suspicion.
    testsupport::mustRun("cp", {"-a", at("diff.qcow2"), at("copy.qcow2")});
    QCOMPARE(suspicions(), std::size_t{2});
}

void ForestTest::cutsLoops()
{
    createOverlay(at("a.qcow2"), "b.qcow2");
    createOverlay(at("b.qcow2"), "c.qcow2");
    createOverlay(at("c.qcow2"), "a.qcow2");
    createOverlay(at("self.qcow2"), "self.qcow2");
    createOverlay(at("tail.qcow2"), "c.qcow2");
    const std::string text = shape();
    QVERIFY2(text.find("!refused") != std::string::npos, text.c_str());
    for (const char* name : {"a", "b", "c", "self!refused", "tail"})
        QVERIFY2(text.find(name) != std::string::npos, text.c_str());
}

void ForestTest::letsTheOverlayDecideThatABaseIsRaw()
{
    createOverlay(at("base.raw"), "secret", "raw");
    createOverlay(at("top.qcow2"), "base.raw", "raw");
    const Forest forest = scan();
    QCOMPARE(shape(), std::string("base(top)"));
    QCOMPARE(forest.nodes()[forest.roots()[0]].format, std::string("raw"));
}

void ForestTest::passesOverFilesThatAreNoImages()
{
    for (const char* name : {"notes.txt", "disk.raw", "empty"}) {
        QFile file(at(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("hello");
    }
    QCOMPARE(shape(), std::string("disk"));
}

void ForestTest::takesSingleImages()
{
    QVERIFY(QDir(folder_->path()).mkpath("other"));
    testsupport::createQcow2(at("base.qcow2"), "1M");
    createOverlay(at("overlay.qcow2"), "base.qcow2");
    testsupport::createQcow2(at("neighbour.qcow2"), "1M");
    testsupport::mustRun("qemu-img", {"create", "-q", "-f", "raw", at("other/disk"), "1M"});
    QVERIFY(QFile::link(at("overlay.qcow2"), at("other/link.qcow2")));
    engine::Progress progress;
    const auto rootsOf = [&](const QString& place) {
        const Forest forest = Forest::scan({at(place).toStdString()}, {}, progress, {});
        return forest.roots().size() == 1 ? shapeOf(forest, forest.roots()[0]) : "several";
    };
    QCOMPARE(rootsOf("overlay.qcow2"), std::string("base(overlay)"));
    QCOMPARE(rootsOf("other/disk"), std::string("disk"));
    QCOMPARE(rootsOf("other/link.qcow2"), std::string("base!missing(link)"));
    const Forest forest =
        Forest::scan({folder_->path().toStdString(), at("overlay.qcow2").toStdString()}, {}, progress, {});
    // The link in the other folder is another name of the overlay.
    QCOMPARE(forest.nodes().size(), std::size_t{3});
    QCOMPARE(forest.folders().size(), std::size_t{2});
}

void ForestTest::takesChosenFormats()
{
    testsupport::mustRun("qemu-img", {"create", "-q", "-f", "raw", at("base.bin"), "1M"});
    testsupport::createQcow2(at("overlay.qcow2"), "1M");
    createOverlay(at("overlay.qcow2"), "base.bin", "raw");
    // The extension that names the format becomes one that nobody knows.
    QFile overlay(at("overlay.qcow2"));
    QVERIFY(overlay.open(QIODevice::ReadWrite));
    const qsizetype type = overlay.readAll().indexOf(QByteArray::fromHex("e2792aca"));
    QVERIFY(type > 0);
    QVERIFY(overlay.seek(type) && overlay.write("skip") == 4);
    overlay.close();
    QCOMPARE(shape(), std::string("base!refused(overlay)"));
    engine::Progress progress;
    engine::ChainOptions options;
    options.chosenFormats[std::filesystem::canonical(at("base.bin").toStdString())] = "raw";
    const Forest forest = Forest::scan({folder_->path().toStdString()}, options, progress, {});
    QCOMPARE(shapeOf(forest, forest.roots()[0]), std::string("base(overlay)"));
}

void ForestTest::scansThousandsOfFiles()
{
    testsupport::createQcow2(at("base.qcow2"), "1M");
    createOverlay(at("overlay.qcow2"), "base.qcow2");
    constexpr int copies = 3000;
    for (int copy = 0; copy < copies; ++copy)
        QVERIFY(QFile::copy(at("overlay.qcow2"), at(QString("copy-%1.qcow2").arg(copy))));
    engine::Progress progress;
    const Forest forest = Forest::scan({folder_->path().toStdString()}, {}, progress, {});
    QCOMPARE(forest.roots().size(), std::size_t{1});
    QCOMPARE(forest.nodes()[forest.roots()[0]].children.size(), std::size_t{copies + 1});
    QCOMPARE(progress.done.load(), std::uint64_t{copies + 2});
    QCOMPARE(progress.total.load(), progress.done.load());
}

void ForestTest::endsWhenItIsStopped()
{
    testsupport::createQcow2(at("base.qcow2"), "1M");
    std::stop_source stop;
    stop.request_stop();
    engine::Progress progress;
    try {
        Forest::scan({folder_->path().toStdString()}, {}, progress, stop.get_token());
        QFAIL("a stopped scan returned");
    } catch (const engine::Error& error) {
        QCOMPARE(error.kind(), engine::ErrorKind::Cancelled);
    }
}

QTEST_GUILESS_MAIN(ForestTest)
#include "forest_test.moc"
