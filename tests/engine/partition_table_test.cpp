// shards: 2
#include "guest/partition_table.h"
#include "support/file_source.h"
#include "support/guest_tree.h"
#include "support/partition_oracle.h"
#include "support/process.h"
#include "support/random.h"
#include "support/scratch.h"

#include <QTest>

#include <functional>
#include <future>
#include <sstream>

using engine::GuestOffset;
using engine::GuestRange;
using engine::PartitionTable;
using testsupport::OracleTable;
using testsupport::Random;
using testsupport::runChecked;

namespace {

constexpr std::uint64_t mebibyte = 1 << 20;

void partition(const std::string& disk, const std::string& script)
{
    runChecked({"sh", "-c", "printf '%s' \"$2\" | sfdisk -q \"$1\"", "sh", disk, script});
}

/// Images made at the same time: the tools spend a second each asleep.
class Images {
public:
    /// Of `count` images those of this shard.
    Images(std::uint64_t count, const std::function<void(const std::filesystem::path&, Random&)>& make)
    {
        const auto shard = static_cast<std::uint64_t>(qEnvironmentVariableIntValue("LAMELLA_SHARD"));
        const auto shards = static_cast<std::uint64_t>(std::max(qEnvironmentVariableIntValue("LAMELLA_SHARDS"), 1));
        std::vector<std::future<void>> made;
        for (std::uint64_t seed = shard; seed < count; seed += shards) {
            paths_.push_back(scratch_ / ("seed-" + std::to_string(seed) + ".img"));
            made.push_back(std::async(std::launch::async, [seed, make, path = paths_.back()] {
                Random random(seed);
                make(path, random);
            }));
            if (made.size() % 16 == 0)
                made[made.size() - 16].wait();
        }
        for (auto& one : made)
            one.get();
    }

    const std::vector<std::filesystem::path>& paths() const noexcept { return paths_; }

private:
    testsupport::Scratch scratch_;
    std::vector<std::filesystem::path> paths_;
};

std::string mbrScript(Random& random, std::uint64_t sectors)
{
    std::ostringstream script;
    script << "label: dos\nunit: sectors\n";
    const std::uint64_t slice = sectors / 4;
    const std::uint64_t extended = random.below(5);
    for (std::uint64_t i = 0; i < 4; ++i) {
        if (random.chance(25) && i != extended)
            continue;
        const std::uint64_t start = i * slice + (i == 0 ? 64 : 0) + random.below(slice / 2);
        const std::uint64_t size = 30'000 + random.below((i + 1) * slice - start - 30'000);
        script << i + 1 << " : start=" << start << ", size=" << size << ", type=";
        if (i == extended)
            script << random.pick(std::array{"5", "f", "85"}) << '\n';
        else
            script << random.pick(std::array{"83", "7", "82", "8e", "ef", "c"})
                   << (random.chance(20) ? ", bootable\n" : "\n");
    }
    if (extended < 4) {
        for (std::uint64_t i = 0; i < random.between(1, 6); ++i)
            script << 5 + i << " : size=" << random.between(50, 2000) << ", type=83\n";
    }
    return script.str();
}

std::string gptScript(Random& random, std::uint64_t sectors, std::uint64_t firstSector)
{
    std::ostringstream script;
    script << "label: gpt\nunit: sectors\nfirst-lba: " << firstSector
           << "\ntable-length: " << random.pick(std::array{128, 128, 64, 256}) << '\n';
    const std::uint64_t count = random.between(1, 12);
    const std::uint64_t slice = (sectors - 2 * firstSector) / count;
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::uint64_t start = firstSector + i * slice + random.below(slice / 2);
        const std::uint64_t size = 1 + random.below(firstSector + (i + 1) * slice - start);
        script << (i + 1) * (count < 6 ? 3 : 1) << " : start=" << start << ", size=" << size << ", name=\""
               << random.pick(std::array{"", "plain", "EFI system partition", "Gr\xc3\xbc\xc3\x9f", "\xf0\x9f\x90\xa7"})
               << "\", type="
               << random.pick(std::array{"C12A7328-F81F-11D2-BA4B-00A0C93EC93B", "E3C9E316-0B5C-4DB8-817D-F92DF00215AE",
                                         "0657FD6D-A4AB-43C4-84E5-0933C84B4F4F", "E6D6D379-F507-44C2-A23C-238F2A3DF928",
                                         "0FC63DAF-8483-4772-8E79-3D69D8477DE4"})
               << '\n';
    }
    return script.str();
}

void makeWithSgdisk(const std::string& disk, Random& random, std::uint64_t sectors)
{
    testsupport::Command command{"sgdisk", "-o", "-a", "1", "-S", random.pick(std::array{"128", "132", "512"})};
    const std::uint64_t count = random.between(1, 8);
    const std::uint64_t slice = (sectors - 600) / count;
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::string number = std::to_string(i + 1);
        const std::uint64_t start = 300 + i * slice + random.below(slice / 2);
        const std::uint64_t end = start + random.below(300 + (i + 1) * slice - start);
        command.insert(command.end(), {"-n", number + ':' + std::to_string(start) + ':' + std::to_string(end)});
        command.insert(command.end(), {"-t", number + ':' + random.pick(std::array{"8300", "ef00", "8e00", "0700"})});
        command.insert(command.end(), {"-c", number + ":name " + number});
    }
    command.push_back(disk);
    runChecked(command);
}

/// Sector by sector, from what sfdisk says.
engine::GuestRangeSet naiveFree(const OracleTable& table, std::uint64_t size)
{
    const std::uint64_t unit = table.sectorSize;
    std::vector<bool> used(size / unit, false);
    std::uint64_t first = UINT64_MAX;
    std::uint64_t last = 0;
    for (const auto& [number, partition] : table.partitions) {
        first = std::min(first, partition.start);
        last = std::max(last, partition.start + partition.length);
        for (std::uint64_t at = partition.start; at < partition.start + partition.length; at += unit)
            used[at / unit] = true;
    }
    engine::GuestRangeSet free;
    if (table.kind == "dos" && last * 2 <= size)
        return free;
    for (std::uint64_t sector = 0; sector < used.size(); ++sector) {
        const std::uint64_t at = sector * unit;
        const bool proven = !used[sector] && at >= first && at >= mebibyte && at + unit <= size - mebibyte &&
                            (table.kind == "dos" || sector <= table.lastUsable);
        if (proven)
            free.append({GuestOffset(at), unit});
    }
    return free;
}

std::string describe(const std::optional<engine::Error>& error)
{
    return error ? error->what() : "";
}

/// Everything that the oracle says and our reader too.
OracleTable comparable(const PartitionTable& table)
{
    OracleTable result;
    result.kind = engine::name(table.kind);
    result.uuid = table.uuid;
    result.sectorSize = table.sectorSize;
    for (const engine::Partition& partition : table.partitions)
        result.partitions[partition.number] = {partition.range.start.bytes(), partition.range.length, partition.type,
                                               partition.name, partition.uuid};
    return result;
}

void compare(const std::filesystem::path& image, const std::filesystem::path& device)
{
    const std::string hint = image.filename().string() + ": ";
    const testsupport::FileSource source(image);
    const PartitionTable table = engine::readPartitionTable(source);
    const OracleTable expected = testsupport::readWithSfdisk(device);
    const OracleTable got = comparable(table);
    QVERIFY2(!table.refusal, (hint + describe(table.refusal)).c_str());
    QCOMPARE(got.kind, expected.kind);
    QCOMPARE(got.uuid, expected.uuid);
    QCOMPARE(got.sectorSize, expected.sectorSize);
    QVERIFY2(!expected.partitions.empty(), hint.c_str());
    QCOMPARE(got.partitions.size(), expected.partitions.size());
    for (const auto& [number, partition] : expected.partitions) {
        const auto found = got.partitions.find(number);
        QVERIFY2(found != got.partitions.end(), (hint + "no partition " + std::to_string(number)).c_str());
        QCOMPARE(found->second.start, partition.start);
        QCOMPARE(found->second.length, partition.length);
        QCOMPARE(found->second.type, partition.type);
        QCOMPARE(found->second.name, partition.name);
        QCOMPARE(found->second.uuid, partition.uuid);
    }
    QVERIFY2(table.free == naiveFree(expected, source.size()), hint.c_str());
}

}  // namespace

class PartitionTableTest : public QObject {
    Q_OBJECT

private slots:
    void readsRandomMbrs();
    void readsRandomGptsOfSfdisk();
    void readsRandomGptsOfSgdisk();
    void readsSectorsOf4096Bytes();
};

void PartitionTableTest::readsRandomMbrs()
{
    int withLogicals = 0;
    const Images images(120, [](const std::filesystem::path& image, Random& random) {
        const std::uint64_t size = random.between(160, 300) * mebibyte + random.below(4) * 512;
        testsupport::createSparse(image, size);
        partition(image.string(), mbrScript(random, size / 512));
        // Holes in the chain, and records whose partition is gone.
        const unsigned last = testsupport::readWithSfdisk(image).partitions.rbegin()->first;
        if (last > 5 && random.chance(70))
            runChecked({"sfdisk", "-q", "--delete", image.string(), std::to_string(random.between(5, last))});
    });
    for (const auto& image : images.paths()) {
        withLogicals += testsupport::readWithSfdisk(image).partitions.rbegin()->first > 4 ? 1 : 0;
        compare(image, image);
        if (QTest::currentTestFailed())
            return;
    }
    QVERIFY(withLogicals > 10);
}

void PartitionTableTest::readsRandomGptsOfSfdisk()
{
    const Images images(80, [](const std::filesystem::path& image, Random& random) {
        const std::uint64_t size = random.between(40, 200) * mebibyte + random.below(4) * 512;
        testsupport::createSparse(image, size);
        partition(image.string(), gptScript(random, size / 512, random.between(100, 5000)));
    });
    for (const auto& image : images.paths()) {
        compare(image, image);
        if (QTest::currentTestFailed())
            return;
    }
}

void PartitionTableTest::readsRandomGptsOfSgdisk()
{
    const Images images(60, [](const std::filesystem::path& image, Random& random) {
        const std::uint64_t size = random.between(40, 200) * mebibyte + random.below(4) * 512;
        testsupport::createSparse(image, size);
        makeWithSgdisk(image.string(), random, size / 512);
    });
    for (const auto& image : images.paths()) {
        compare(image, image);
        if (QTest::currentTestFailed())
            return;
    }
}

void PartitionTableTest::readsSectorsOf4096Bytes()
{
    if (const std::string why = testsupport::whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
    const Images images(16, [](const std::filesystem::path& image, Random& random) {
        const std::uint64_t size = random.between(80, 300) * mebibyte;
        testsupport::createSparse(image, size);
        const testsupport::LoopDevice loop(image, 0, 0, 4096);
        if (random.chance(50))
            partition(loop.path(), gptScript(random, size / 4096, random.between(100, 500)));
        else
            makeWithSgdisk(loop.path(), random, size / 4096);
    });
    for (const auto& image : images.paths()) {
        const testsupport::LoopDevice loop(image, 0, 0, 4096);
        compare(image, loop.path());
        if (QTest::currentTestFailed())
            return;
    }
}

QTEST_GUILESS_MAIN(PartitionTableTest)
#include "partition_table_test.moc"
