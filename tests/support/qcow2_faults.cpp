#include "support/qcow2_samples.h"

#include <random>

namespace testsupport {

namespace {

constexpr std::uint64_t copied = 1ULL << 63;
constexpr std::uint64_t compressed = 1ULL << 62;
constexpr std::uint64_t offsetMask = 0x00ff'ffff'ffff'fe00;

std::uint64_t endOf(const Poke& poke, const Qcow2Places& places)
{
    return (poke.length() + places.clusterSize - 1) / places.clusterSize * places.clusterSize;
}

using Change = std::function<std::uint64_t(std::uint64_t, Poke&, const Qcow2Places&)>;

/// A change of the first L1 entry that is in use.
Qcow2Fault l1(const char* name, const Change& change)
{
    return {name, [change](Poke& poke, const Qcow2Places& places) {
                for (std::uint64_t i = 0; i < places.l1Entries; ++i) {
                    const std::uint64_t at = places.l1Offset + i * 8;
                    if (const std::uint64_t entry = poke.read(at); entry != 0)
                        return poke.write(at, change(entry, poke, places));
                }
            }};
}

/// A change of a standard L2 entry; of one in the middle, which no edge case protects.
Qcow2Fault l2(const char* name, const Change& change)
{
    return {name, [change](Poke& poke, const Qcow2Places& places) {
                for (std::size_t i = places.l2Entries.size() / 3; i < places.l2Entries.size(); ++i) {
                    const std::uint64_t at = places.l2Entries[i];
                    const std::uint64_t entry = poke.read(at);
                    if ((entry & compressed) == 0 && (entry & offsetMask) != 0)
                        return poke.write(at, change(entry, poke, places));
                }
            }};
}

Qcow2Fault compressedL2(const char* name, const Change& change)
{
    return {name, [change](Poke& poke, const Qcow2Places& places) {
                for (const std::uint64_t at : places.l2Entries)
                    if (const std::uint64_t entry = poke.read(at); (entry & compressed) != 0)
                        return poke.write(at, change(entry, poke, places));
            }};
}

Qcow2Fault subclusters(const char* name, bool allocated, std::uint64_t value)
{
    return {name, [=](Poke& poke, const Qcow2Places& places) {
                if (places.l2EntryBytes != 16 || places.l2Tables.empty())
                    return;
                for (std::uint64_t at = places.l2Tables.front(); at < places.l2Tables.front() + 16 * 32; at += 16)
                    if (((poke.read(at) & offsetMask) != 0) == allocated)
                        return poke.write(at + 8, value);
            }};
}

/// The byte that holds the refcount of a cluster.
Qcow2Fault refcount(const char* name, std::uint64_t cluster, std::uint64_t value)
{
    return {name, [=](Poke& poke, const Qcow2Places& places) {
                const std::uint64_t at = places.refcountAt(poke, cluster);
                if (at != 0)
                    poke.write(at + (places.refcountBits >= 8 ? places.refcountBits / 8 - 1 : 0), value, 1);
            }};
}

Qcow2Fault refcountTable(const char* name, const Change& change)
{
    return {name, [change](Poke& poke, const Qcow2Places& places) {
                poke.write(places.refcountTable, change(poke.read(places.refcountTable), poke, places));
            }};
}

/// @param field offset in the entry of the first snapshot
Qcow2Fault snapshot(const char* name, std::uint64_t field, unsigned bytes, const Change& change)
{
    return {name, [=](Poke& poke, const Qcow2Places& places) {
                if (places.snapshotCount > 0)
                    poke.write(places.snapshots + field,
                               change(poke.read(places.snapshots + field, bytes), poke, places), bytes);
            }};
}

/// The first bitmap is marked as in use: qemu-img opens an image with a broken table only then.
Qcow2Fault bitmapEntry(const char* name, const Change& change)
{
    return {name, [change](Poke& poke, const Qcow2Places& places) {
                if (places.bitmapDirectory == 0)
                    return;
                poke.write(places.bitmapDirectory + 12, 1, 4);
                const std::uint64_t table = poke.read(places.bitmapDirectory);
                poke.write(table, change(poke.read(table), poke, places));
            }};
}

Qcow2Fault bitmapDirectory(const char* name, std::uint64_t field, std::uint64_t value, unsigned bytes)
{
    return {name, [=](Poke& poke, const Qcow2Places& places) {
                if (places.bitmapDirectory == 0)
                    return;
                poke.write(places.bitmapDirectory + 12, 1, 4);
                poke.write(places.bitmapDirectory + field, value, bytes);
            }};
}

void addL1(std::vector<Qcow2Fault>& faults)
{
    faults.push_back(l1("l1 copied flag", [](auto entry, Poke&, auto&) { return entry ^ copied; }));
    faults.push_back(l1("l1 low reserved bit", [](auto entry, Poke&, auto&) { return entry | 4; }));
    faults.push_back(l1("l1 high reserved bit", [](auto entry, Poke&, auto&) { return entry | 1ULL << 60; }));
    faults.push_back(l1("l1 unaligned", [](auto entry, Poke&, auto&) { return entry + 512; }));
    faults.push_back(l1("l1 none", [](auto, Poke&, auto&) { return 0; }));
    faults.push_back(l1("l1 flag only", [](auto, Poke&, auto&) { return copied; }));
    faults.push_back(l1("l1 behind the end", [](auto, Poke& poke, auto& at) { return copied | endOf(poke, at); }));
    faults.push_back(l1("l1 far away", [](auto, Poke&, auto&) { return copied | 0x00ff'ffff'ffe0'0000; }));
    faults.push_back(l1("l1 names itself", [](auto, Poke&, auto& at) { return copied | at.l1Offset; }));
    faults.push_back(l1("l1 shares a table", [](auto, Poke&, auto& at) { return copied | at.l2Tables.back(); }));
    faults.push_back(
        l1("l1 names refcounts", [](auto, Poke&, auto& at) { return copied | at.refcountBlocks.front(); }));
}

void addL2(std::vector<Qcow2Fault>& faults)
{
    faults.push_back(l2("l2 copied flag", [](auto entry, Poke&, auto&) { return entry ^ copied; }));
    faults.push_back(l2("l2 low reserved bit", [](auto entry, Poke&, auto&) { return entry | 2; }));
    faults.push_back(l2("l2 high reserved bit", [](auto entry, Poke&, auto&) { return entry | 1ULL << 59; }));
    faults.push_back(l2("l2 zero flag", [](auto entry, Poke&, auto&) { return entry ^ 1; }));
    faults.push_back(l2("l2 unaligned", [](auto entry, Poke&, auto&) { return entry + 512; }));
    faults.push_back(l2("l2 unaligned zero", [](auto entry, Poke&, auto&) { return (entry + 512) | 1; }));
    faults.push_back(l2("l2 none", [](auto, Poke&, auto&) { return 0; }));
    faults.push_back(l2("l2 flag only", [](auto, Poke&, auto&) { return copied; }));
    faults.push_back(l2("l2 behind the end", [](auto, Poke& poke, auto& at) { return copied | endOf(poke, at); }));
    faults.push_back(l2("l2 far away", [](auto, Poke&, auto&) { return 0x00ff'ffff'ffe0'0000; }));
    faults.push_back(l2("l2 names the L1 table", [](auto, Poke&, auto& at) { return copied | at.l1Offset; }));
    faults.push_back(l2("l2 names refcounts", [](auto, Poke&, auto& at) { return at.refcountBlocks.front(); }));
    faults.push_back(
        l2("l2 shares a cluster", [](auto, Poke& poke, auto& at) { return poke.read(at.l2Entries.front()); }));
    faults.push_back(l2("l2 becomes compressed", [](auto entry, Poke&, auto&) { return entry | compressed; }));
    faults.push_back(compressedL2("compressed copied", [](auto entry, Poke&, auto&) { return entry | copied; }));
    faults.push_back(compressedL2("compressed elsewhere", [](auto entry, Poke&, auto&) { return entry ^ 0x1234; }));
    faults.push_back(compressedL2("compressed behind the end",
                                  [](auto entry, Poke& poke, auto& at) { return entry + endOf(poke, at); }));
    faults.push_back(compressedL2("compressed longer", [](auto entry, Poke&, auto&) { return entry | 0x3fULL << 56; }));
    faults.push_back(subclusters("subclusters both", true, 0x0000'0003'0000'0005));
    faults.push_back(subclusters("subclusters none", true, 0));
    faults.push_back(subclusters("subclusters without cluster", false, 0x8000'0000));
}

void addRefcounts(std::vector<Qcow2Fault>& faults)
{
    faults.push_back(refcount("refcount of the header too low", 0, 0));
    faults.push_back(refcount("refcount of the header too high", 0, 2));
    faults.push_back(refcount("refcount of a cluster too low", 5, 0));
    faults.push_back(refcount("refcount of a cluster too high", 6, 3));
    faults.push_back(refcount("refcount behind the end", 400, 1));
    faults.push_back(refcountTable("refcount table reserved bit", [](auto entry, Poke&, auto&) { return entry | 8; }));
    faults.push_back(refcountTable("refcount block unaligned", [](auto entry, Poke&, auto&) { return entry + 512; }));
    faults.push_back(refcountTable("refcount block missing", [](auto, Poke&, auto&) { return 0; }));
    faults.push_back(
        refcountTable("refcount block behind the end", [](auto, Poke& poke, auto& at) { return endOf(poke, at); }));
    faults.push_back(
        refcountTable("refcount block far away", [](auto, Poke&, auto&) { return 0xffff'ffff'ffe0'0000; }));
    faults.push_back(
        refcountTable("refcount block is the L1 table", [](auto, Poke&, auto& at) { return at.l1Offset; }));
    faults.push_back({"refcount block shared", [](Poke& poke, const Qcow2Places& places) {
                          poke.write(places.refcountTable + 8, places.refcountBlocks.front());
                      }});
    faults.push_back({"refcount block in the next place", [](Poke& poke, const Qcow2Places& places) {
                          poke.write(places.refcountTable + 8, endOf(poke, places) - places.clusterSize);
                      }});
}

void addOthers(std::vector<Qcow2Fault>& faults)
{
    faults.push_back(snapshot("snapshot L1 unaligned", 0, 8, [](auto at, Poke&, auto&) { return at + 256; }));
    faults.push_back(
        snapshot("snapshot L1 behind the end", 0, 8, [](auto, Poke& poke, auto& at) { return endOf(poke, at); }));
    faults.push_back(
        snapshot("snapshot L1 is the active one", 0, 8, [](auto, Poke&, auto& at) { return at.l1Offset; }));
    faults.push_back(snapshot("snapshot L1 too large", 8, 4, [](auto, Poke&, auto&) { return 5'000'000; }));
    faults.push_back(snapshot("snapshot L1 longer", 8, 4, [](auto size, Poke&, auto&) { return size + 90; }));
    faults.push_back(snapshot("snapshot L1 empty", 8, 4, [](auto, Poke&, auto&) { return 0; }));
    faults.push_back(snapshot("snapshot without sizes", 36, 4, [](auto, Poke&, auto&) { return 8; }));
    faults.push_back(snapshot("snapshot with too much", 36, 4, [](auto, Poke&, auto&) { return 2000; }));
    faults.push_back(bitmapEntry("bitmap in use", [](auto entry, Poke&, auto&) { return entry; }));
    faults.push_back(bitmapEntry("bitmap behind the end", [](auto, Poke& poke, auto& at) { return endOf(poke, at); }));
    faults.push_back(bitmapEntry("bitmap in the header", [](auto, Poke&, auto& at) { return at.clusterSize; }));
    faults.push_back(bitmapEntry("bitmap all ones", [](auto, Poke&, auto&) { return 1; }));
    faults.push_back(bitmapEntry("bitmap reserved bit", [](auto entry, Poke&, auto&) { return entry | 2; }));
    faults.push_back(bitmapDirectory("bitmap table far away", 0, 1ULL << 40, 8));
    faults.push_back(bitmapDirectory("bitmap type", 16, 7, 1));
    faults.push_back({"corrupt bit", [](Poke& poke, const Qcow2Places&) {
                          if (poke.read(4, 4) == 3)
                              poke.write(79, poke.read(79, 1) | 2, 1);
                      }});
    faults.push_back({"dirty bit", [](Poke& poke, const Qcow2Places&) {
                          if (poke.read(4, 4) == 3)
                              poke.write(79, poke.read(79, 1) | 1, 1);
                      }});
    faults.push_back({"longer file", [](Poke& poke, const Qcow2Places& places) {
                          poke.resize(poke.length() + places.clusterSize * 2 + 100);
                      }});
    faults.push_back({"last cluster cut", [](Poke& poke, const Qcow2Places& places) {
                          poke.resize(endOf(poke, places) - places.clusterSize / 2 - 100);
                      }});
}

}  // namespace

std::vector<Qcow2Fault> qcow2Faults()
{
    std::vector<Qcow2Fault> faults;
    addL1(faults);
    addL2(faults);
    addRefcounts(faults);
    addOthers(faults);
    return faults;
}

void pokeRandomly(Poke& poke, const Qcow2Places& places, std::uint64_t seed)
{
    std::mt19937_64 random(seed);
    const auto below = [&random](std::uint64_t limit) { return random() % limit; };
    const auto someOffset = [&] {
        return below(4) == 0 ? below(poke.length()) & ~511ULL
                             : below(endOf(poke, places) / places.clusterSize + 1) * places.clusterSize;
    };
    const auto mutate = [&](std::uint64_t at) {
        const std::uint64_t entry = poke.read(at);
        switch (below(5)) {
        case 0:
            return poke.write(at, entry ^ 1ULL << below(64));
        case 1:
            return poke.write(at, random());
        default:
            return poke.write(at, (entry & ~offsetMask) | someOffset());
        }
    };
    for (std::uint64_t i = 0, count = 1 + below(5); i < count; ++i) {
        switch (below(6)) {
        case 0:
            mutate(places.l1Offset + below(places.l1Entries) * 8);
            break;
        case 1:
            mutate(places.refcountTable + below(3) * 8);
            break;
        case 2:
            poke.write(places.refcountBlocks.front() + below(places.clusterSize), below(4), 1);
            break;
        default:
            mutate(places.l2Entries[below(places.l2Entries.size())]);
        }
    }
}

}  // namespace testsupport
