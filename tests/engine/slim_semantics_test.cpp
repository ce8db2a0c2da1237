#include "support/exported_image.h"
#include "support/gpt_poke.h"
#include "support/guest_tree.h"
#include "support/map_json.h"
#include "support/scratch.h"
#include "support/slim_oracle.h"
#include "work/operation.h"

#include <QtTest>

// What becomes of one cluster, and what stops or should warn before a run: small chains made by hand.

using namespace engine;
using namespace testsupport;

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t mebibyte = 1 << 20;
constexpr std::uint64_t cluster = 64 << 10;
constexpr std::uint64_t diskSize = 8 * mebibyte;
constexpr std::uint64_t freeBytesAtStart = 4096;

/// The first cluster of a kind: in a partition, between partitions, and where a partition begins 4 KiB inside it.
enum Place : std::uint64_t { Used = 1 * mebibyte, Free = 2 * mebibyte, Partly = 4 * mebibyte };

/// An MBR with two partitions that no reader knows: 1 to 2 MiB, and 4 MiB + 4 KiB to 5 MiB.
std::string partitioned()
{
    const auto entry = [](std::uint64_t start, std::uint64_t end) {
        return std::string(4, '\0') + '\x83' + std::string(3, '\0') +
               littleEndian(static_cast<std::uint32_t>(start / 512)) +
               littleEndian(static_cast<std::uint32_t>((end - start) / 512));
    };
    return std::string(446, '\0') + entry(mebibyte, 2 * mebibyte) +
           entry(4 * mebibyte + freeBytesAtStart, 5 * mebibyte) + std::string(32, '\0') + "\x55\xaa";
}

/// A chain of qcow2 images of 64 KiB clusters, each with at most one cluster written at `place`.
/// '.' nothing, 'a' or another letter: content, '0': zeros that are stored, 'z': a zero entry.
class SmallChain {
public:
    SmallChain(std::uint64_t place, const std::string& layers, const std::string& baseOptions = {})
    {
        for (std::size_t index = 0; index < layers.size(); ++index)
            add(index, place, layers[index], index == 0 ? baseOptions : std::string());
    }

    fs::path layer(std::size_t index) const { return scratch_ / ("layer" + std::to_string(index)); }
    fs::path top() const { return layer(count_ - 1); }
    fs::path operator/(std::string_view name) const { return scratch_ / name; }
    void overlay(std::size_t backing, std::string_view name) const
    {
        runChecked({"qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", layer(backing).string(),
                    (scratch_ / name).string()});
    }

    Chain open() const
    {
        ChainOptions options;
        options.policy.openFolder(scratch_.path());
        Chain chain = Chain::open(top(), options);
        chain.requireComplete();
        return chain;
    }

private:
    void add(std::size_t index, std::uint64_t place, char state, const std::string& options)
    {
        Command create{"qemu-img", "create", "-q", "-f", "qcow2", "-o", "cluster_size=64k" + options};
        if (index > 0)
            create.insert(create.end(), {"-F", "qcow2", "-b", layer(index - 1).filename().string()});
        create.insert(create.end(), {layer(index).string(), std::to_string(diskSize)});
        runChecked(create);
        count_ = index + 1;
        Command write{"qemu-io", "-f", "qcow2"};
        if (index == 0) {
            writeFile(scratch_ / "table", partitioned());
            write.insert(write.end(), {"-c", "write -q -s " + (scratch_ / "table").string() + " 0 512"});
            fs::resize_file(scratch_ / "table", 512);
        }
        const std::string where = ' ' + std::to_string(place) + " 64k";
        if (state == 'z')
            write.insert(write.end(), {"-c", "write -q -z" + where});
        else if (state != '.')
            write.insert(write.end(), {"-c", "write -q -P " + std::to_string(state == '0' ? 0 : int(state)) + where});
        write.push_back(layer(index).string());
        runChecked(write);
    }

    Scratch scratch_;
    std::size_t count_ = 0;
};

SlimPlan planned(const SmallChain& chain, SlimKind kind, const ImageOptions& options)
{
    Progress progress;
    return planSlim(chain.open(), kind, options, progress, {});
}

Receipt slimmed(const SmallChain& chain, SlimKind kind, const ImageOptions& options)
{
    RunProgress progress;
    return runSlim(planned(chain, kind, options), chain.open(), progress, {});
}

/// What the image itself has there: '.', 'd' or 'z'.
char entryAt(const fs::path& image, std::uint64_t offset)
{
    for (const MapEntry& entry : parseMap(runChecked({"qemu-img", "map", "--output=json", image.string()}))) {
        if (offset >= entry.start && offset < entry.start + entry.length)
            return entry.depth > 0 || !entry.present ? '.' : entry.data ? 'd' : 'z';
    }
    return '?';
}

QStringList codes(const std::vector<PlanNote>& notes)
{
    QStringList list;
    for (const PlanNote& note : notes)
        list << QString::fromUtf8(note.code.data(), static_cast<qsizetype>(note.code.size()));
    return list;
}

std::string valueOf(const std::vector<PlanNote>& notes, std::string_view code, std::string_view key)
{
    for (const PlanNote& note : notes) {
        for (const auto& [name, value] : note.values) {
            if (note.code == code && name == key)
                return std::holds_alternative<std::string>(value) ? std::get<std::string>(value)
                                                                  : std::to_string(std::get<std::uint64_t>(value));
        }
    }
    return "(no such note)";
}

ImageOptions toFile(const fs::path& target)
{
    ImageOptions options;
    options.target = target;
    return options;
}

}  // namespace

class SlimSemanticsTest : public QObject {
    Q_OBJECT

private slots:
    void oneCluster_data();
    void oneCluster();
    void diffLargerThanBase();
    void withoutTrimEveryByteStays();
    void namesInternalSnapshots();
    void sharedBase();
    void layerThatOthersNeed();
    void imageInUse();
    void compressedBase();
    void newerBase();
    void fullFolder();
    void readOnlyFolder();
};

void SlimSemanticsTest::oneCluster_data()
{
    QTest::addColumn<quint64>("place");
    QTest::addColumn<QString>("layers");    // base first
    QTest::addColumn<QString>("standard");  // the entry, then the first byte of the cluster and its last one; 0: zero
    QTest::addColumn<QString>("deep");
    const auto row = [](const char* name, Place place, const char* layers, const char* standard, const char* deep) {
        QTest::newRow(name) << quint64(place) << layers << standard << deep;
    };
    row("used: a zero entry hides data of the base", Used, "a.z", "z00", ".00");
    row("used: stored zeros hide data of the base", Used, "a0", "z00", ".00");
    row("used: a zero entry above nothing", Used, ".z", ".00", ".00");
    row("used: zeros above zeros", Used, "z0", ".00", ".00");
    row("used: equal to the base", Used, "aa", ".aa", "daa");
    row("used: changed and changed back", Used, "aba", ".aa", "daa");
    row("used: changed", Used, "abc", "dcc", "dcc");
    row("used: written, then zeros", Used, ".bz", ".00", ".00");
    row("used: data above a zero entry", Used, "azb", "dbb", "dbb");
    row("used: only in the base", Used, "a..", ".aa", "daa");
    row("free: garbage above data of the base", Free, "ab", "z00", ".00");
    row("free: garbage above nothing", Free, ".b", ".00", ".00");
    row("free: garbage above zeros", Free, "zb", ".00", ".00");
    row("free: garbage of the base, untouched", Free, "a.", ".aa", ".00");
    row("free: a zero entry above data of the base", Free, "az", "z00", ".00");
    row("free: equal to the base", Free, "aa", "z00", ".00");
    row("partly: free bytes of a stored cluster", Partly, ".b", "d0b", "d0b");
    row("partly: the same above data of the base", Partly, "ab", "d0b", "d0b");
    row("partly: garbage of the base, untouched", Partly, "a.", ".aa", "d0a");
    row("partly: live bytes equal to the base", Partly, "aa", ".aa", "d0a");
    row("partly: zeros above data of the base", Partly, "az", "z00", ".00");
}

void SlimSemanticsTest::oneCluster()
{
    QFETCH(quint64, place);
    QFETCH(QString, layers);
    const SmallChain chain(place, layers.toStdString());
    for (const SlimKind kind : {SlimKind::Deep, SlimKind::Standard}) {
        const fs::path target = chain / name(kind);
        slimmed(chain, kind, toFile(target));
        const std::string disk = diskOf(target, "qcow2");
        std::string found(1, entryAt(target, place + freeBytesAtStart));
        for (const std::uint64_t offset : {place, place + cluster - 1})
            found += disk[offset] == '\0' ? '0' : disk[offset];
        QFETCH(QString, standard);
        QFETCH(QString, deep);
        QCOMPARE(QString::fromStdString(found), kind == SlimKind::Standard ? standard : deep);
    }
}

void SlimSemanticsTest::diffLargerThanBase()
{
    const SmallChain chain(Used, "aab");
    runChecked({"qemu-img", "resize", "-q", chain.top().string(), "13M"});
    runChecked({"qemu-io", "-f", "qcow2", "-c", "write -q -P 5 12M 64k", chain.top().string()});
    const std::string before = diskOf(chain.top(), "qcow2");
    for (const SlimKind kind : {SlimKind::Deep, SlimKind::Standard}) {
        slimmed(chain, kind, toFile(chain / name(kind)));
        const std::string after = diskOf(chain / name(kind), "qcow2");
        QCOMPARE(after.size(), before.size());
        QVERIFY(after.compare(Used, mebibyte, before, Used, mebibyte) == 0);
    }
    // Behind the last MiB of the old disk nothing is proven free before the new one's last MiB.
    ImageOptions options = toFile(chain / "whole");
    options.trim = false;
    slimmed(chain, SlimKind::Standard, options);
    QVERIFY(diskOf(chain / "whole", "qcow2") == before);
}

void SlimSemanticsTest::withoutTrimEveryByteStays()
{
    for (const std::uint64_t place : {Used, Free, Partly}) {
        const SmallChain chain(place, "abc");
        for (const SlimKind kind : {SlimKind::Deep, SlimKind::Standard}) {
            ImageOptions options = toFile(chain / name(kind));
            options.trim = false;
            slimmed(chain, kind, options);
            const Finished compared = run({"qemu-img", "compare", chain.top().string(), (chain / name(kind)).string()});
            QVERIFY2(compared.exitCode == 0, (compared.out + compared.err).c_str());
        }
    }
}

void SlimSemanticsTest::namesInternalSnapshots()
{
    const SmallChain chain(Used, "abc");
    runChecked({"qemu-img", "snapshot", "-c", "before the update", chain.layer(1).string()});
    const SlimPlan plan = planned(chain, SlimKind::Standard, toFile(chain / "new"));
    QCOMPARE(codes(plan.blockers), QStringList());
    QCOMPARE(valueOf(plan.cautions, "plan.snapshotsLost", "names"), std::string("before the update"));
    QCOMPARE(valueOf(plan.cautions, "plan.snapshotsLost", "path"), chain.layer(1).string());
}

void SlimSemanticsTest::sharedBase()
{
    const SmallChain chain(Used, "abc");
    chain.overlay(0, "other");
    const SlimPlan deep = planned(chain, SlimKind::Deep, toFile(chain / "new"));
    QCOMPARE(codes(deep.blockers), QStringList());
    QCOMPARE(valueOf(deep.cautions, "plan.baseStays", "overlay"), (chain / "other").string());
    ImageOptions replace;
    replace.replace = true;
    const SlimPlan replaced = planned(chain, SlimKind::Deep, replace);
    QCOMPARE(codes(replaced.blockers), QStringList("plan.baseShared"));
    QCOMPARE(valueOf(replaced.blockers, "plan.baseShared", "overlay"), (chain / "other").string());
    RunProgress progress;
    QVERIFY_EXCEPTION_THROWN(runSlim(replaced, chain.open(), progress, {}), engine::Error);
    QVERIFY(fs::exists(chain.layer(0)));
    QCOMPARE(codes(planned(chain, SlimKind::Standard, toFile(chain / "new")).blockers), QStringList());
}

void SlimSemanticsTest::layerThatOthersNeed()
{
    const SmallChain chain(Used, "abc");
    chain.overlay(1, "other");
    const std::string before = diskOf(chain.top(), "qcow2");
    const std::string other = diskOf(chain / "other", "qcow2");
    ImageOptions options;
    options.replace = true;
    const SlimPlan plan = planned(chain, SlimKind::Standard, options);
    QCOMPARE(codes(plan.blockers), QStringList());
    QCOMPARE(valueOf(plan.cautions, "plan.layerNeeded", "path"), chain.layer(1).string());
    slimmed(chain, SlimKind::Standard, options);
    QVERIFY(fs::exists(chain.layer(1)));
    QVERIFY(fs::exists(chain.top().string() + ".before-slim"));
    QVERIFY(diskOf(chain.top(), "qcow2") == before);
    QVERIFY(diskOf(chain / "other", "qcow2") == other);
    const SmallChain needed(Used, "abc");
    needed.overlay(2, "other");
    QCOMPARE(codes(planned(needed, SlimKind::Standard, options).blockers), QStringList("plan.activeNeeded"));
}

void SlimSemanticsTest::imageInUse()
{
    const SmallChain chain(Used, "abc");
    const SlimPlan early = planned(chain, SlimKind::Standard, toFile(chain / "new"));
    const ExportedImage machine(chain.top());
    const SlimPlan plan = planned(chain, SlimKind::Standard, toFile(chain / "new"));
    QCOMPARE(codes(plan.blockers), QStringList("plan.imageInUse"));
    try {
        RunProgress progress;
        runSlim(early, chain.open(), progress, {});
        QFAIL("it ran");
    } catch (const engine::Error& error) {
        QVERIFY(error.kind() == ErrorKind::InUse);
        QCOMPARE(std::string(error.code()), std::string("image.inUse"));
    }
    QVERIFY(!fs::exists(chain / "new"));
}

void SlimSemanticsTest::compressedBase()
{
    const SmallChain chain(Used, "ab");
    runChecked({"qemu-io", "-f", "qcow2", "-c", "write -q -c -P 7 1536k 64k", chain.layer(0).string()});
    ImageOptions options = toFile(chain / "new");
    const SlimPlan plan = planned(chain, SlimKind::Deep, options);
    QCOMPARE(valueOf(plan.cautions, "plan.compressedBase", "bytes"), std::string("65536"));
    QVERIFY(!codes(planned(chain, SlimKind::Standard, options).cautions).contains("plan.compressedBase"));
    options.compression = Compression::Zlib;
    QVERIFY(!codes(planned(chain, SlimKind::Deep, options).cautions).contains("plan.compressedBase"));
}

void SlimSemanticsTest::newerBase()
{
    const SmallChain chain(Used, "ab");
    const ImageOptions options = toFile(chain / "new");
    if (!statusOf(chain.top()).born)
        QSKIP("the file system does not tell when a file was made");
    QVERIFY(!codes(planned(chain, SlimKind::Standard, options).cautions).contains("plan.baseNewer"));
    runChecked({"qemu-io", "-f", "qcow2", "-c", "write -q -P 9 1M 64k", chain.layer(0).string()});
    const SlimPlan plan = planned(chain, SlimKind::Standard, options);
    QCOMPARE(valueOf(plan.cautions, "plan.baseNewer", "base"), chain.layer(0).string());
}

void SlimSemanticsTest::fullFolder()
{
    if (const std::string why = whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
    const SmallChain chain(Used, "ab");
    runChecked({"qemu-io", "-f", "qcow2", "-c", "write -q -P 9 1M 1M", chain.top().string()});
    const Mount small(chain.layer(0), {"mount", "-t", "tmpfs", "-o", "size=512k"});
    const SlimPlan plan = planned(chain, SlimKind::Standard, toFile(small.folder() / "new"));
    QCOMPARE(codes(plan.blockers), QStringList("plan.spaceMissing"));
    QCOMPARE(valueOf(plan.blockers, "plan.spaceMissing", "available"), std::string("524288"));
    QCOMPARE(valueOf(plan.blockers, "plan.spaceMissing", "needed"), std::to_string(plan.peakBytes));
}

void SlimSemanticsTest::readOnlyFolder()
{
    if (const std::string why = whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
    const SmallChain chain(Used, "ab");
    const Mount readOnly(chain.layer(0), {"mount", "-t", "tmpfs", "-o", "ro"});
    const SlimPlan plan = planned(chain, SlimKind::Standard, toFile(readOnly.folder() / "new"));
    QCOMPARE(codes(plan.blockers), QStringList("plan.folderNotWritable"));
}

QTEST_GUILESS_MAIN(SlimSemanticsTest)
#include "slim_semantics_test.moc"
