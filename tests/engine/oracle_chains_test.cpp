// shards: 2
#include "chain/chain.h"
#include "support/chain_generator.h"
#include "support/map_json.h"
#include "support/scratch.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstring>

using namespace testsupport;
using engine::Chain;
using engine::GuestOffset;
using engine::GuestRange;

namespace {

constexpr std::uint64_t unalignedQueries = 40;

std::uint64_t numberFromEnvironment(const char* name, std::uint64_t otherwise)
{
    return qEnvironmentVariableIsSet(name) ? qEnvironmentVariable(name).toULongLong() : otherwise;
}

Command joined(Command command, const Command& more)
{
    command.insert(command.end(), more.begin(), more.end());
    return command;
}

Command ourCommand(const char* verb, const GeneratedChain& chain, std::size_t layer)
{
    return joined({LAMELLA_CLI, verb, "--output=json"}, chain.allowArguments(layer));
}

Chain openOurs(const GeneratedChain& generated, std::size_t layer, const std::string& snapshot = {})
{
    engine::ChainOptions options;
    for (std::size_t below = 0; below <= layer; ++below) {
        options.policy.allow(generated.layers[below].path);
        if (!generated.layers[below].dataFile.empty())
            options.policy.allow(generated.layers[below].dataFile);
    }
    options.snapshot = snapshot;
    Chain chain = Chain::open(generated.layers[layer].path, options);
    chain.requireComplete();
    return chain;
}

std::string readThrough(const Chain& chain, std::uint64_t offset, std::uint64_t length)
{
    std::string content(length, '?');
    chain.read(GuestOffset(offset), std::as_writable_bytes(std::span(content)));
    return content;
}

/// Empty where equal over the shorter of both.
QString contentDifference(std::string_view ours, std::string_view theirs)
{
    const auto end = ours.begin() + static_cast<std::ptrdiff_t>(std::min(ours.size(), theirs.size()));
    const auto at = std::mismatch(ours.begin(), end, theirs.begin()).first;
    if (at == end)
        return {};
    const auto offset = static_cast<std::size_t>(at - ours.begin());
    return QString("at %1: %2 instead of %3").arg(offset).arg(int(*at) & 255).arg(int(theirs[offset]) & 255);
}

std::string convertedBy(const Command& arguments, const std::filesystem::path& target)
{
    runChecked(joined(joined({"qemu-img", "convert", "-O", "raw"}, arguments), {target.string()}));
    return readFile(target);
}

/// Any range of the disk, but for those that begin and end on a sector.
GuestRange unalignedRange(Random& random, std::uint64_t size)
{
    const std::uint64_t start = random.below(size);
    const std::uint64_t length = random.between(1, std::min<std::uint64_t>(size - start, 1 << 20));
    if (start % 512 == 0 && (start + length) % 512 == 0 && length > 1)
        return {GuestOffset(start), length - 1};
    return {GuestOffset(start), length};
}

}  // namespace

class OracleChainsTest : public QObject {
    Q_OBJECT

private slots:
    void chain_data();
    void chain();

private:
    void compareAll();
    void compareMaps() const;
    void compareContent();
    void compareWindows() const;
    void compareSnapshots() const;
    void compareChecks() const;
    void compareCommand() const;

    const Scratch common_;
    LuksTemplate luks_{common_ / "luks.qcow2"};
    std::uint64_t seed_ = 0;
    std::optional<Scratch> scratch_;
    GeneratedChain generated_;
    std::string content_;
};

void OracleChainsTest::chain_data()
{
    QTest::addColumn<quint64>("seed");
    const std::uint64_t first = numberFromEnvironment("LAMELLA_SEED", 20'000);
    const std::uint64_t count = numberFromEnvironment("LAMELLA_CHAINS", 300);
    const std::uint64_t shards = numberFromEnvironment("LAMELLA_SHARDS", 1);
    for (std::uint64_t index = numberFromEnvironment("LAMELLA_SHARD", 0); index < count; index += shards)
        QTest::addRow("seed %llu", static_cast<unsigned long long>(first + index)) << quint64(first + index);
}

void OracleChainsTest::chain()
{
    QFETCH(quint64, seed);
    seed_ = seed;
    scratch_.emplace();
    std::filesystem::create_directory(*scratch_ / "images");
    generated_ = {};
    try {
        generated_ = generateChain(*scratch_ / "images", seed, luks_);
        compareAll();
    } catch (const std::exception& error) {
        QTest::qFail(error.what(), __FILE__, __LINE__);
    }
    if (QTest::currentTestFailed())
        qInfo().noquote() << QString::fromStdString(generated_.historyText());
}

void OracleChainsTest::compareAll()
{
    compareMaps();
    compareWindows();
    compareChecks();
    // Without the key there is no content to speak of.
    if (generated_.encrypted())
        return;
    compareContent();
    compareSnapshots();
    compareCommand();
}

void OracleChainsTest::compareMaps() const
{
    const std::size_t top = generated_.layers.size() - 1;
    const std::string ours = runChecked(joined(ourCommand("map", generated_, top), {generated_.top().string()}));
    const std::string theirs =
        runChecked(joined({"qemu-img", "map", "--output=json"}, generated_.qemuArguments(top)));
    const std::string differs = difference(parseMap(ours), parseMap(theirs));
    QVERIFY2(differs.empty(), differs.c_str());
}

void OracleChainsTest::compareWindows() const
{
    Random random(seed_);
    const Chain chain = openOurs(generated_, generated_.layers.size() - 1);
    for (const engine::Layer& layer : chain.layers()) {
        const std::uint64_t size = layer.image->info().virtualSize;
        const engine::ExtentMap whole = layer.image->map({GuestOffset(0), size}, {});
        for (std::uint64_t query = 0; query < unalignedQueries / chain.layers().size() + 1; ++query) {
            const GuestRange window = unalignedRange(random, size);
            QVERIFY2(layer.image->map(window, {}) == whole.restrictedTo(window),
                     qPrintable(QString("%1, window %2 + %3")
                                    .arg(layer.path.c_str())
                                    .arg(window.start.bytes())
                                    .arg(window.length)));
        }
    }
}

void OracleChainsTest::compareContent()
{
    const std::size_t top = generated_.layers.size() - 1;
    content_ = convertedBy(generated_.qemuArguments(top), *scratch_ / "whole.raw");
    const Chain chain = openOurs(generated_, top);
    QCOMPARE(std::size_t(chain.virtualSize()), content_.size());
    const QString differs = contentDifference(readThrough(chain, 0, content_.size()), content_);
    QVERIFY2(differs.isEmpty(), qPrintable(differs));
    Random random(seed_);
    for (std::uint64_t query = 0; query < unalignedQueries; ++query) {
        const GuestRange range = unalignedRange(random, content_.size());
        const std::string expected = content_.substr(range.start.bytes(), range.length);
        const QString partDiffers =
            contentDifference(readThrough(chain, range.start.bytes(), range.length), expected);
        QVERIFY2(partDiffers.isEmpty(),
                 qPrintable(QString("range %1 + %2 %3").arg(range.start.bytes()).arg(range.length).arg(partDiffers)));
    }
}

void OracleChainsTest::compareSnapshots() const
{
    for (std::size_t layer = 0; layer < generated_.layers.size(); ++layer)
        for (unsigned snapshot = 1; snapshot <= generated_.layers[layer].recipe.snapshots; ++snapshot) {
            const std::string id = std::to_string(snapshot);
            const std::string theirs = convertedBy(
                joined({"-l", "snapshot.id=" + id}, generated_.qemuArguments(layer)), *scratch_ / "snapshot.raw");
            const Chain chain = openOurs(generated_, layer, id);
            const QString differs = contentDifference(readThrough(chain, 0, chain.virtualSize()), theirs);
            QVERIFY2(differs.isEmpty(), qPrintable(QString("layer %1 snapshot %2 %3").arg(layer).arg(snapshot).arg(differs)));
        }
}

void OracleChainsTest::compareChecks() const
{
    for (std::size_t layer = 0; layer < generated_.layers.size(); ++layer) {
        if (generated_.layers[layer].recipe.raw)
            continue;
        const Finished ours =
            run(joined(ourCommand("check", generated_, layer), {generated_.layers[layer].path.string()}));
        const Finished theirs =
            run(joined({"qemu-img", "check", "--output=json"}, generated_.qemuArgumentsAlone(layer)));
        const auto our = nlohmann::json::parse(ours.out);
        const auto their = nlohmann::json::parse(theirs.out);
        for (const char* count : {"leaks", "corruptions"}) {
            // qemu-img leaves out what is 0.
            const auto expected = their.value(count, std::uint64_t{0});
            QVERIFY2(our.at(count).get<std::uint64_t>() == expected,
                     qPrintable(QString("layer %1: %2 %3, qemu says %4\n%5\n%6")
                                    .arg(layer)
                                    .arg(our.at(count).get<std::uint64_t>())
                                    .arg(count)
                                    .arg(expected)
                                    .arg(ours.out.c_str(), theirs.out.c_str())));
        }
    }
}

void OracleChainsTest::compareCommand() const
{
    const std::filesystem::path copy = *scratch_ / "whole.raw";
    const Command command = joined(ourCommand("compare", generated_, generated_.layers.size() - 1),
                                   {"--allow", scratch_->path().string(), generated_.top().string(), copy.string()});
    const Finished equal = run(command);
    QVERIFY2(equal.exitCode == 0, (equal.err + equal.out).c_str());
    QVERIFY(nlohmann::json::parse(equal.out).at("equal").get<bool>());

    Random random(seed_);
    const std::uint64_t changed = random.below(content_.size());
    writeAt(copy, changed, std::string(1, static_cast<char>(content_[changed] ^ 0x40)));
    const Finished different = run(command);
    QCOMPARE(different.exitCode, 1);
    QCOMPARE(different.err, std::string());
    const auto report = nlohmann::json::parse(different.out);
    QVERIFY(!report.at("equal").get<bool>());
    QCOMPARE(report.at("firstDifference").get<std::uint64_t>(), changed);
}

QTEST_GUILESS_MAIN(OracleChainsTest)
#include "oracle_chains_test.moc"
