// shards: 2
#include "ntfs_fixture.h"

using namespace ntfstest;

/// What is free and what files there are, against ntfs-3g and its tools.
class NtfsVolumeTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void freeIsFree_data();
    void freeIsFree();
    void tellsWhatBlkidTells_data();
    void tellsWhatBlkidTells();
    void listsEveryName();
    void readsAnMftInManyPieces();
    void badClustersAreUsed();
    void freeClustersOfFilesShow();
    void staysRightWhileMounted();
    void looksAtEveryFileWithoutALog();
    void mapsALargeVolumeQuickly();
};

void NtfsVolumeTest::initTestCase()
{
    if (const std::string why = testsupport::whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
}

void NtfsVolumeTest::freeIsFree_data()
{
    QTest::addColumn<quint64>("seed");
    QTest::addColumn<quint64>("sectorSize");
    QTest::addColumn<quint64>("clusterSize");
    QTest::addColumn<quint64>("mebibytes");
    struct Row {
        quint64 sectorSize;
        quint64 clusterSize;
        quint64 mebibytes;
    };
    constexpr Row rows[] = {
        {512, 512, 9},    {512, 1024, 12},  {512, 2048, 16},   {512, 4096, 24},      {512, 8192, 40},
        {512, 16384, 48}, {512, 65536, 48}, {512, 131072, 64}, {512, 2097152, 200},  {1024, 1024, 11},
        {2048, 4096, 31}, {4096, 4096, 32}, {4096, 65536, 50}, {4096, 1048576, 140}, {512, 4096, 17},
        {256, 256, 14},   {256, 1024, 13},  {256, 4096, 21},
    };
    const int shard = qEnvironmentVariableIntValue("LAMELLA_SHARD");
    const int shards = std::max(1, qEnvironmentVariableIntValue("LAMELLA_SHARDS"));
    for (int seed = shard; seed < 2 * static_cast<int>(std::size(rows)); seed += shards) {
        const Row& row = rows[static_cast<std::size_t>(seed) / 2];
        QTest::addRow("seed %d: sectors %llu, clusters %llu", seed, row.sectorSize, row.clusterSize)
            << quint64(seed) << row.sectorSize << row.clusterSize << row.mebibytes;
    }
}

void NtfsVolumeTest::freeIsFree()
{
    QFETCH(quint64, seed);
    QFETCH(quint64, sectorSize);
    QFETCH(quint64, clusterSize);
    QFETCH(quint64, mebibytes);
    const Variant variant{sectorSize, clusterSize, mebibytes * mebibyte};
    const testsupport::FileSystemTools tools{
        [&](const fs::path& image, Random&) { makeVolume(image, variant); },
        [&](const fs::path& image, Random& random) { ageVolume(image, random, variant); }, treeOf,
        [&](const fs::path& image) {
            check(image, variant.sectorSize);
            requireCovered(image);
        }};
    testsupport::requireFreeIsFree(tools, variant.size, seed,
                                   [&](const fs::path& image) { return oracleFreeBytes(image, variant.clusterSize); });
}

void NtfsVolumeTest::tellsWhatBlkidTells_data()
{
    QTest::addColumn<quint64>("clusterSize");
    for (const quint64 clusterSize : {512, 4096, 65536, 131072, 2097152})
        QTest::addRow("%llu", clusterSize) << clusterSize;
}

void NtfsVolumeTest::tellsWhatBlkidTells()
{
    QFETCH(quint64, clusterSize);
    const Scratch scratch;
    const fs::path image = scratch / "guest.raw";
    testsupport::createSparse(image, 200 * mebibyte);
    makeVolume(image, {512, clusterSize, 0});
    const auto fileSystem = testsupport::openGuestImage(image);
    const engine::VolumeFacts& facts = fileSystem->facts();
    QCOMPARE(facts.state, engine::VolumeState::Clean);
    QCOMPARE(facts.type, blkid(image, "TYPE"));
    QCOMPARE(facts.uuid, blkid(image, "UUID"));
    QCOMPARE(facts.label, std::string("Vorlage \u00e4\U0001f4be"));
    QCOMPARE(facts.blockSize, clusterSize);
    QCOMPARE(facts.length, 200 * mebibyte - 512);
    QCOMPARE(fileSystem->freeSpace().total(), oracleFreeBytes(image, clusterSize));
}

void NtfsVolumeTest::listsEveryName()
{
    const Scratch scratch;
    const fs::path image = scratch / "guest.raw";
    const Variant variant{512, 1024, 24 * mebibyte};
    testsupport::createSparse(image, variant.size);
    makeVolume(image, variant);
    {
        const Mount mount(image, {"ntfs-3g"});
        Random random(5);
        testsupport::age(mount.folder(), random, {variant.size / 3, 300, true});
        fragment(mount.folder(), variant.clusterSize);
        testsupport::writeFile(mount.folder() / "\u00e4\u4e2d\U0001f4be", "x");
    }
    const auto fileSystem = testsupport::openGuestImage(image);
    Listing listing;
    fileSystem->visitFiles(engine::WalkScope::All, listing);
    std::set<std::string> expected;
    for (const auto& [path, value] : treeOf(image)) {
        expected.insert(path);
        if (value.starts_with("file ")) {
            const std::uint64_t id = listing.idOf(fs::path(path).filename().string());
            QCOMPARE(listing.kinds.at(id), engine::FileKind::File);
            QCOMPARE(std::to_string(listing.lengths.at(id)), value.substr(5, value.find(' ', 5) - 5));
        }
    }
    std::set<std::string> found = listing.paths(fileSystem->rootFolder());
    std::erase_if(found, [](const std::string& path) { return path.starts_with('$'); });
    QCOMPARE(found.size(), expected.size());
    QVERIFY(found == expected);
}

/// So many that $MFT itself needs an attribute list.
void NtfsVolumeTest::readsAnMftInManyPieces()
{
    const Scratch scratch;
    const fs::path image = scratch / "guest.raw";
    testsupport::createSparse(image, 8 * mebibyte);
    makeVolume(image, {512, 512, 0});
    {
        const Mount mount(image, {"ntfs-3g"});
        const auto write = [&](unsigned number, std::size_t length) {
            std::ofstream file(mount.folder() / std::to_string(number), std::ios::binary);
            return (file << std::string(length, 'x') << std::flush).good();
        };
        unsigned number = 0;
        while (write(number, 800))
            ++number;
        const unsigned full = number;
        for (std::size_t length = 1 << 20; length > 400; length /= 2)
            while (write(++number, length))
                continue;
        for (unsigned other = 0; other < full; other += 2)
            fs::remove(mount.folder() / std::to_string(other));
        while (write(++number, 0))
            continue;
    }
    NtfsEditor::attribute(NtfsEditor(image).record(0), 0x20);
    check(image, 512);
    requireCovered(image);
    const auto before = treeOf(image);
    const auto fileSystem = testsupport::openGuestImage(image);
    const auto free = fileSystem->freeSpace();
    QCOMPARE(free.total(), oracleFreeBytes(image, 512));
    Listing listing;
    fileSystem->visitFiles(engine::WalkScope::All, listing);
    std::set<std::string> found = listing.paths(fileSystem->rootFolder());
    std::erase_if(found, [](const std::string& path) { return path.starts_with('$'); });
    QCOMPARE(found.size(), before.size());
    Random random(6);
    testsupport::fillWithRandom(image, free, random);
    QCOMPARE(testsupport::difference(before, treeOf(image)), std::string());
}

void NtfsVolumeTest::badClustersAreUsed()
{
    const Scratch scratch;
    const fs::path image = scratch / "guest.raw";
    makeSmall(image);
    const std::uint64_t bad = 6000;
    const auto place = engine::VolumeOffset(bad * 4096);
    const auto before = testsupport::openGuestImage(image);
    QVERIFY(before->freeSpace().contains(place));
    // 6000 clusters of nothing, the bad one, the rest of the 8191.
    const std::string pairs{"\x02\x70\x17\x21\x01\x70\x17\x02\x8e\x08\x00", 11};
    NtfsEditor(image).setMappingPairs(8, 0x80, "$Bad", pairs);
    QCOMPARE(codeOf(*testsupport::openGuestImage(image)), std::string("volume.contradiction"));
    NtfsEditor(image).mark(bad, true);
    const auto after = testsupport::openGuestImage(image);
    QVERIFY(!after->freeSpace().contains(place));
    QCOMPARE(after->freeSpace().total(), before->freeSpace().total() - 4096);
    QCOMPARE(after->freeSpace().total(), oracleFreeBytes(image, 4096));
}

void NtfsVolumeTest::freeClustersOfFilesShow()
{
    const Scratch scratch;
    const fs::path image = scratch / "guest.raw";
    makeSmall(image);
    for (const char* name : {"text", "sparse", "streams", "\u00e4\u4e2d\U0001f4be"}) {
        Listing listing;
        testsupport::openGuestImage(image)->visitFiles(engine::WalkScope::All, listing);
        const auto stored = listing.stored.at(listing.idOf(name));
        QVERIFY2(!stored.empty(), name);
        const engine::VolumeOffset last(stored.back().end().bytes() - 4096);
        NtfsEditor(image).mark(last.bytes() / 4096, false);
        const auto free = testsupport::openGuestImage(image)->freeSpace();
        QVERIFY2(free.contains(last), name);
        QCOMPARE(intersectionOf(listing.all(), free).total(), std::uint64_t{4096});
        NtfsEditor(image).mark(last.bytes() / 4096, true);
    }
}

/// libntfs-3g marks nothing while it has a volume mounted; it writes its maps before what depends on them.
void NtfsVolumeTest::staysRightWhileMounted()
{
    const Scratch scratch;
    const fs::path image = scratch / "guest.raw";
    const fs::path copy = scratch / "copy.raw";
    makeSmall(image);
    {
        const Mount mount(image, {"ntfs-3g", "-o", "streams_interface=windows"});
        Random random(3);
        testsupport::age(mount.folder(), random, {8 * mebibyte, 100, false});
        std::ofstream open(mount.folder() / "growing", std::ios::binary);
        open << std::string(2 * mebibyte, 'g') << std::flush;
        fs::remove(mount.folder() / "sparse");
        fs::copy_file(image, copy);
    }
    const auto before = treeOf(copy);
    const auto fileSystem = testsupport::openGuestImage(copy);
    QCOMPARE(fileSystem->facts().state, engine::VolumeState::Clean);
    const auto free = fileSystem->freeSpace();
    Listing listing;
    fileSystem->visitFiles(engine::WalkScope::All, listing);
    QVERIFY(intersectionOf(free, listing.all()).empty());
    Random random(4);
    testsupport::fillWithRandom(copy, free, random);
    QCOMPARE(testsupport::difference(before, treeOf(copy)), std::string());
}

/// After a crash the guest's cache may have written the records and not $Bitmap.
void NtfsVolumeTest::looksAtEveryFileWithoutALog()
{
    const Scratch scratch;
    const fs::path image = scratch / "guest.raw";
    makeSmall(image);
    {
        const Mount mount(image, {"ntfs-3g"});
        for (int i = 0; i < 2000; ++i)
            testsupport::writeFile(mount.folder() / ("file " + std::to_string(i)), std::string(1500, 'x'));
    }
    const auto idsOf = [&image](engine::WalkScope scope) {
        Listing listing;
        testsupport::openGuestImage(image)->visitFiles(scope, listing);
        return listing.ids;
    };
    const auto all = idsOf(engine::WalkScope::All);
    QVERIFY(all.size() > 2000);
    QVERIFY(idsOf(engine::WalkScope::Sample) == all);
    {
        NtfsEditor editor(image);
        setLog(editor, restartPage(100, 0xffff, 0, 1), restartPage(100, 0xffff, 0, 1));
    }
    QVERIFY(idsOf(engine::WalkScope::Sample).size() < 1000);
    QVERIFY(idsOf(engine::WalkScope::All) == all);
}

void NtfsVolumeTest::mapsALargeVolumeQuickly()
{
    constexpr std::uint64_t size = 100ULL << 30;
    const Scratch scratch;
    const fs::path image = scratch / "guest.raw";
    testsupport::createSparse(image, size);
    makeVolume(image, {512, 4096, size});
    {
        const Mount mount(image, {"ntfs-3g"});
        for (int i = 0; i < 2000; ++i)
            testsupport::writeFile(mount.folder() / ("file " + std::to_string(i)), std::string(20'000, 'x'));
    }
    const auto start = std::chrono::steady_clock::now();
    const auto fileSystem = testsupport::openGuestImage(image);
    const auto free = fileSystem->freeSpace();
    Listing listing;
    fileSystem->visitFiles(engine::WalkScope::Sample, listing);
    const auto spent = std::chrono::steady_clock::now() - start;
    QCOMPARE(free.total(), oracleFreeBytes(image, 4096));
    QVERIFY(intersectionOf(free, listing.all()).empty());
    QVERIFY(listing.ids.size() > 400);
#ifndef LAMELLA_SANITIZED
    QVERIFY2(spent < std::chrono::seconds(1), std::to_string(spent / std::chrono::milliseconds(1)).c_str());
#endif
    qInfo("100 GiB: %lld ms", static_cast<long long>(spent / std::chrono::milliseconds(1)));
}

QTEST_GUILESS_MAIN(NtfsVolumeTest)
#include "ntfs_volume_test.moc"
