#include "chain/chain.h"
#include "support/qemu.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <memory>

using engine::Chain;
using engine::ChainOptions;
using engine::LayerState;

namespace {

/// Options under which a command opens an image: its own folder is open.
ChainOptions optionsFor(const QString& folder)
{
    ChainOptions options;
    options.policy.openFolder(folder.toStdString());
    return options;
}

void createOverlay(const QString& path, const QString& backing, const QString& format)
{
    testsupport::mustRun("qemu-img", {"create", "-q", "-f", "qcow2", "-u", "-b", backing, "-F", format, path, "1M"});
}

QString codeOf(const engine::Layer& layer)
{
    return layer.reason ? QString::fromStdString(std::string(layer.reason->code())) : QString();
}

}  // namespace

class ChainTest : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        folder_ = std::make_unique<QTemporaryDir>();
        QVERIFY(folder_->isValid());
    }

    void resolvesNamesRelativeToTheLayerThatNamesThem();
    void resolvesNamesInTheCurrentFolder();
    void resolvesParentsBehindLinkedFolders();
    void followsNamesWithSpacesAndUnicode();
    void showsAMissingBase();
    void refusesNames_data();
    void refusesNames();
    void refusesALinkOutOfTheFolder();
    void refusesLoops();
    void refusesMoreLayersThanTheLimit();
    void neverGuessesARawBacking();
    void takesTheWordOfTheHeaderThatABaseIsRaw();
    void opensAnExternalDataFileOnlyWhenAllowed();
    void showsFormatsThatAreNotRead();
    void tellsAnImageThatIsBeingWritten();
    void readsZerosBehindAShortBase();

private:
    QString at(const QString& name) const { return folder_->filePath(name); }
    Chain open(const QString& name, const ChainOptions& options) const
    {
        return Chain::open(at(name).toStdString(), options);
    }
    Chain open(const QString& name) const { return open(name, optionsFor(folder_->path())); }

    std::unique_ptr<QTemporaryDir> folder_;
};

void ChainTest::resolvesNamesRelativeToTheLayerThatNamesThem()
{
    QVERIFY(QDir(folder_->path()).mkpath("bases/old"));
    testsupport::createQcow2(at("bases/old/base.qcow2"), "1M");
    createOverlay(at("bases/diff.qcow2"), "old/base.qcow2", "qcow2");
    createOverlay(at("top.qcow2"), "bases/diff.qcow2", "qcow2");
    const Chain chain = open("top.qcow2");
    QCOMPARE(chain.layers().size(), std::size_t{3});
    QVERIFY(chain.complete());
    QCOMPARE(chain.layers()[0].path, std::filesystem::path(at("bases/old/base.qcow2").toStdString()));
    QCOMPARE(chain.layers()[1].namedAs, std::string("bases/diff.qcow2"));
}

void ChainTest::resolvesNamesInTheCurrentFolder()
{
    testsupport::createQcow2(at("base.qcow2"), "1M");
    createOverlay(at("top.qcow2"), "base.qcow2", "qcow2");
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(folder_->path()));
    const Chain chain = Chain::open("top.qcow2", optionsFor("."));
    QVERIFY(QDir::setCurrent(before));
    QVERIFY(chain.complete());
    QCOMPARE(chain.layers()[0].path, std::filesystem::path("base.qcow2"));
}

void ChainTest::resolvesParentsBehindLinkedFolders()
{
    // top names mid through a linked folder, mid names its base relative to where it really lies.
    QVERIFY(QDir(folder_->path()).mkpath("real/deep"));
    QVERIFY(QFile::link("real/deep", at("link")));
    for (const char* base : {"base.qcow2", "real/base.qcow2"})
        testsupport::createQcow2(at(base), "1M");
    testsupport::qemuIo(at("real/base.qcow2"), {"write -P 7 0 64k"});
    createOverlay(at("real/mid.qcow2"), "base.qcow2", "qcow2");
    createOverlay(at("top.qcow2"), "link/../mid.qcow2", "qcow2");
    const Chain chain = open("top.qcow2");
    QVERIFY(chain.complete());
    QCOMPARE(chain.layers().size(), std::size_t{3});
    std::array<std::byte, 1> first{};
    chain.read(engine::GuestOffset(0), first);
    QCOMPARE(first[0], std::byte{7});
}

void ChainTest::followsNamesWithSpacesAndUnicode()
{
    const QString name = QStringLiteral("a base \u6a21\u677f %20.qcow2");
    testsupport::createQcow2(at(name), "1M");
    createOverlay(at("top.qcow2"), name, "qcow2");
    createOverlay(at("absolute.qcow2"), at(name), "qcow2");
    QVERIFY(open("top.qcow2").complete());
    QVERIFY(open("absolute.qcow2").complete());
}

void ChainTest::showsAMissingBase()
{
    createOverlay(at("top.qcow2"), "gone.qcow2", "qcow2");
    const Chain chain = open("top.qcow2");
    QCOMPARE(chain.layers().size(), std::size_t{2});
    QCOMPARE(chain.layers()[0].state, LayerState::Missing);
    QCOMPARE(chain.layers()[0].namedAs, std::string("gone.qcow2"));
    QVERIFY(chain.layers()[0].reason.has_value());
    QCOMPARE(chain.top().state, LayerState::Ok);
    QVERIFY_THROWS_EXCEPTION(engine::Error, chain.requireComplete());
}

void ChainTest::refusesNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("code");
    QTest::newRow("json") << R"(json:{"driver":"null-co"})"
                          << "name.protocol";
    QTest::newRow("nbd") << "nbd:127.0.0.1:10809"
                         << "name.protocol";
    QTest::newRow("url") << "http://127.0.0.1/x.qcow2"
                         << "name.protocol";
    QTest::newRow("driver") << "null-co://"
                            << "name.protocol";
    QTest::newRow("outside") << "/etc/passwd"
                             << "name.outsideFolders";
    QTest::newRow("dots") << "../../../../../../../../etc/passwd"
                          << "name.outsideFolders";
    QTest::newRow("proc") << "/proc/self/mem"
                          << "name.system";
    QTest::newRow("device") << "/dev/zero"
                            << "name.system";
}

void ChainTest::refusesNames()
{
    QFETCH(QString, name);
    QFETCH(QString, code);
    createOverlay(at("top.qcow2"), name, "raw");
    const Chain chain = open("top.qcow2");
    QCOMPARE(chain.layers().size(), std::size_t{2});
    QCOMPARE(chain.layers()[0].state, LayerState::Refused);
    QCOMPARE(codeOf(chain.layers()[0]), code);
}

void ChainTest::refusesALinkOutOfTheFolder()
{
    QTemporaryDir elsewhere;
    testsupport::createQcow2(elsewhere.filePath("base.qcow2"), "1M");
    QVERIFY(QFile::link(elsewhere.filePath("base.qcow2"), at("base.qcow2")));
    createOverlay(at("top.qcow2"), "base.qcow2", "qcow2");
    QCOMPARE(codeOf(open("top.qcow2").layers()[0]), QString("name.outsideFolders"));
    ChainOptions allowed = optionsFor(folder_->path());
    allowed.policy.allow(elsewhere.filePath("base.qcow2").toStdString());
    QVERIFY(open("top.qcow2", allowed).complete());
}

void ChainTest::refusesLoops()
{
    createOverlay(at("self.qcow2"), "self.qcow2", "qcow2");
    createOverlay(at("a.qcow2"), "b.qcow2", "qcow2");
    createOverlay(at("b.qcow2"), "link.qcow2", "qcow2");
    QVERIFY(QFile::link(at("a.qcow2"), at("link.qcow2")));
    for (const char* name : {"self.qcow2", "a.qcow2", "b.qcow2"}) {
        const Chain chain = open(name);
        QCOMPARE(chain.layers()[0].state, LayerState::Refused);
        QCOMPARE(codeOf(chain.layers()[0]), QString("chain.loop"));
    }
}

void ChainTest::refusesMoreLayersThanTheLimit()
{
    // Names of one length, so that a copy with another name in its header is the next layer: faster than qemu-img.
    const auto name = [](std::size_t layer) { return QString("layer-%1.qcow2").arg(layer, 3, 10, QChar('0')); };
    testsupport::createQcow2(at(name(1)), "1M");
    createOverlay(at(name(2)), name(1), "qcow2");
    QFile second(at(name(2)));
    QVERIFY(second.open(QIODevice::ReadOnly));
    const QByteArray content = second.readAll();
    for (std::size_t layer = 3; layer <= engine::maxChainDepth + 1; ++layer) {
        QFile file(at(name(layer)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(content).replace(name(1).toLatin1(), name(layer - 1).toLatin1()));
    }
    QVERIFY(open(name(engine::maxChainDepth)).complete());
    const Chain chain = open(name(engine::maxChainDepth + 1));
    QCOMPARE(chain.layers()[0].state, LayerState::Refused);
    QCOMPARE(codeOf(chain.layers()[0]), QString("chain.tooDeep"));
}

void ChainTest::neverGuessesARawBacking()
{
    QFile base(at("base.img"));
    QVERIFY(base.open(QIODevice::WriteOnly) && base.resize(1 << 20));
    createOverlay(at("top.qcow2"), "base.img", "raw");
    // Today's qemu-img always writes the format; images of older tools are silent.
    QFile top(at("top.qcow2"));
    QVERIFY(top.open(QIODevice::ReadWrite));
    QByteArray header = top.read(4096);
    header.replace(QByteArray::fromHex("e2792aca"), QByteArray::fromHex("11111111"));
    top.seek(0);
    top.write(header);
    top.close();
    QCOMPARE(codeOf(open("top.qcow2").layers()[0]), QString("backing.formatUnknown"));
    ChainOptions chosen = optionsFor(folder_->path());
    chosen.chosenFormats[std::filesystem::canonical(at("base.img").toStdString())] = "raw";
    QVERIFY(open("top.qcow2", chosen).complete());
}

void ChainTest::takesTheWordOfTheHeaderThatABaseIsRaw()
{
    // A guest wrote a qcow2 header that names a secret into its raw disk.
    QFile secret(at("secret"));
    QVERIFY(secret.open(QIODevice::WriteOnly) && secret.write(QByteArray(65536, 's')) == 65536);
    secret.close();
    createOverlay(at("base.raw"), "secret", "raw");
    createOverlay(at("top.qcow2"), "base.raw", "raw");
    const Chain chain = open("top.qcow2");
    QCOMPARE(chain.layers().size(), std::size_t{2});
    QCOMPARE(chain.layers()[0].format, std::string("raw"));
    std::array<std::byte, 4> start{};
    chain.read(engine::GuestOffset(0), start);
    QCOMPARE(start[0], std::byte{'Q'});
}

void ChainTest::opensAnExternalDataFileOnlyWhenAllowed()
{
    testsupport::createQcow2(at("image.qcow2"), "1M", "data_file=" + at("data.raw"));
    QCOMPARE(codeOf(open("image.qcow2").top()), QString("name.dataFile"));
    ChainOptions allowed = optionsFor(folder_->path());
    allowed.policy.allow(at("data.raw").toStdString());
    QVERIFY(open("image.qcow2", allowed).complete());
}

void ChainTest::showsFormatsThatAreNotRead()
{
    for (const char* format : {"vmdk", "vdi", "vpc", "vhdx", "qed", "qcow", "parallels"}) {
        const QString name = QString("image.%1").arg(format);
        testsupport::mustRun("qemu-img", {"create", "-q", "-f", format, at(name), "8M"});
        const Chain chain = open(name);
        QCOMPARE(QString::fromStdString(chain.top().format), QString(format));
        QCOMPARE(chain.top().state, LayerState::Unreadable);
        QCOMPARE(codeOf(chain.top()), QString("format.notReadable"));
    }
}

void ChainTest::tellsAnImageThatIsBeingWritten()
{
    testsupport::createQcow2(at("image.qcow2"), "1M");
    QProcess writer;
    writer.start("qemu-io", {"-f", "qcow2", at("image.qcow2")});
    QVERIFY(writer.waitForStarted());
    QTRY_COMPARE_WITH_TIMEOUT(open("image.qcow2").top().state, LayerState::InUse, 10000);
    QVERIFY(open("image.qcow2").complete());
    writer.write("quit\n");
    QVERIFY(writer.waitForFinished());
    QCOMPARE(open("image.qcow2").top().state, LayerState::Ok);
}

void ChainTest::readsZerosBehindAShortBase()
{
    testsupport::createQcow2(at("base.qcow2"), "100k");
    testsupport::qemuIo(at("base.qcow2"), {"write -P 7 0 100k"});
    createOverlay(at("top.qcow2"), "base.qcow2", "qcow2");
    std::array<std::byte, 3> around{};
    open("top.qcow2").read(engine::GuestOffset(100 * 1024 - 1), around);
    QCOMPARE(around[0], std::byte{7});
    QCOMPARE(around[1], std::byte{0});
    QCOMPARE(around[2], std::byte{0});
}

QTEST_GUILESS_MAIN(ChainTest)
#include "chain_test.moc"
