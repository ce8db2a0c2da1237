/// Makes a chain of qcow2 files with scattered clusters: complete metadata with consistent refcounts, and
/// holes of the host file where the data would be, so that it takes little space and any tool reads it as valid.
///
/// make_scattered_chain FOLDER [VIRTUAL_GIB LOWER_CLUSTERS UPPER_CLUSTERS...]
/// leaves FOLDER/lower.qcow2, FOLDER/upper.qcow2 (then upper2.qcow2 and so on, as many as there are numbers) and
/// FOLDER/metadata.bin, the same metadata bytes as one plain file.

#include "bytes/byte_reader.h"
#include "image/qcow2/entries.h"

#include <algorithm>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <iostream>
#include <iterator>
#include <numeric>
#include <random>
#include <string>
#include <unistd.h>
#include <vector>

namespace {

using engine::divideUp;
using engine::storeBigEndian;
namespace qcow2 = engine::qcow2;

constexpr qcow2::Geometry geometry{};
constexpr std::uint64_t cluster = geometry.clusterSize();

class Writer {
public:
    explicit Writer(const std::string& path, std::ofstream& metadata)
        : descriptor_(::open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0644)), metadata_(metadata)
    {
        if (descriptor_ < 0)
            throw std::runtime_error("cannot create " + path);
    }
    ~Writer() { ::close(descriptor_); }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    void write(std::uint64_t offset, const std::vector<std::byte>& bytes)
    {
        if (::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset)) !=
            static_cast<ssize_t>(bytes.size()))
            throw std::runtime_error("write failed");
        metadata_.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    }
    void resize(std::uint64_t length)
    {
        if (::ftruncate(descriptor_, static_cast<off_t>(length)) != 0)
            throw std::runtime_error("resize failed");
    }

private:
    int descriptor_;
    std::ofstream& metadata_;
};

/// `count` different guest clusters, in the order in which a guest happened to write them.
std::vector<std::uint32_t> scatteredClusters(std::uint64_t all, std::uint64_t count, unsigned seed)
{
    std::vector<std::uint32_t> clusters(all);
    std::iota(clusters.begin(), clusters.end(), 0U);
    std::shuffle(clusters.begin(), clusters.end(), std::mt19937(seed));
    clusters.resize(count);
    return clusters;
}

std::vector<std::byte> header(std::uint64_t virtualSize, std::uint64_t l1Entries, const std::string& backing)
{
    std::vector<std::byte> bytes(cluster);
    const auto put = [&bytes](std::size_t at, auto value) { storeBigEndian(value, bytes.data() + at); };
    put(0, std::uint32_t{0x514649fb});
    put(4, std::uint32_t{3});
    put(20, std::uint32_t{geometry.clusterBits});
    put(24, virtualSize);
    put(36, static_cast<std::uint32_t>(l1Entries));
    put(40, cluster);      // L1 table
    put(48, 2 * cluster);  // refcount table
    put(56, std::uint32_t{1});
    put(96, std::uint32_t{geometry.refcountOrder});
    put(100, std::uint32_t{104});
    if (backing.empty())
        return bytes;
    put(104, std::uint32_t{0xe2792aca});
    put(108, std::uint32_t{5});
    std::copy_n(reinterpret_cast<const std::byte*>("qcow2"), 5, bytes.begin() + 112);
    put(8, std::uint64_t{128});
    put(16, static_cast<std::uint32_t>(backing.size()));
    std::copy_n(reinterpret_cast<const std::byte*>(backing.data()), backing.size(), bytes.begin() + 128);
    return bytes;
}

/// Gives host clusters out one after the other from `next`: an L2 table when its first cluster comes, then the data.
struct Tables {
    std::vector<std::byte> l1 = std::vector<std::byte>(cluster);
    std::vector<std::vector<std::byte>> l2;
    std::vector<std::uint64_t> l2Offsets;

    std::uint64_t fill(const std::vector<std::uint32_t>& guestClusters, std::uint64_t next)
    {
        for (const std::uint32_t guest : guestClusters) {
            const std::uint64_t table = guest / geometry.l2Entries();
            if (l2[table].empty()) {
                l2[table].resize(cluster);
                l2Offsets[table] = cluster * next++;
                storeBigEndian(l2Offsets[table] | qcow2::entryCopied, l1.data() + table * 8);
            }
            const std::uint64_t entry = (cluster * next++) | qcow2::entryCopied;
            storeBigEndian(entry, l2[table].data() + guest % geometry.l2Entries() * 8);
        }
        return next;
    }
};

void writeLayer(const std::string& path, const std::string& backing, std::uint64_t virtualSize, std::uint64_t count,
                unsigned seed, std::ofstream& metadata)
{
    const std::uint64_t guestClusters = divideUp(virtualSize, cluster);
    const std::uint64_t l1Entries = divideUp(guestClusters, geometry.l2Entries());
    const std::uint64_t blocks = divideUp(count + l1Entries + 4096, geometry.refcountsPerBlock()) + 1;
    Tables tables;
    tables.l2.resize(l1Entries);
    tables.l2Offsets.resize(l1Entries);
    const std::uint64_t end = tables.fill(scatteredClusters(guestClusters, count, seed), 3 + blocks);

    Writer file(path, metadata);
    file.write(0, header(virtualSize, l1Entries, backing));
    file.write(cluster, tables.l1);
    std::vector<std::byte> refcountTable(cluster);
    for (std::uint64_t block = 0; block < blocks; ++block) {
        storeBigEndian((3 + block) * cluster, refcountTable.data() + block * 8);
        std::vector<std::byte> refcounts(cluster);
        const std::uint64_t first = block * geometry.refcountsPerBlock();
        for (std::uint64_t index = 0; index < geometry.refcountsPerBlock() && first + index < end; ++index)
            qcow2::setRefcountAt(refcounts.data(), index, geometry.refcountOrder, 1);
        file.write((3 + block) * cluster, refcounts);
    }
    file.write(2 * cluster, refcountTable);
    for (std::uint64_t table = 0; table < l1Entries; ++table)
        if (!tables.l2[table].empty())
            file.write(tables.l2Offsets[table], tables.l2[table]);
    file.resize(end * cluster);
}

}  // namespace

int main(int argc, char** argv)
try {
    if (argc != 2 && argc < 5) {
        std::cerr << "usage: make_scattered_chain FOLDER [VIRTUAL_GIB LOWER_CLUSTERS UPPER_CLUSTERS...]\n";
        return 2;
    }
    const std::string folder = argv[1];
    const std::uint64_t virtualSize = (argc > 2 ? std::stoull(argv[2]) : 1024) << 30;
    std::vector<std::uint64_t> layers{5'000'000, 1'700'000};
    if (argc > 2) {
        layers.clear();
        std::transform(argv + 3, argv + argc, std::back_inserter(layers), [](auto text) { return std::stoull(text); });
    }
    std::ofstream metadata(folder + "/metadata.bin", std::ios::binary);
    std::string backing;
    for (unsigned layer = 0; layer < layers.size(); ++layer) {
        const std::string name = (layer == 0   ? "lower"
                                  : layer == 1 ? "upper"
                                               : "upper" + std::to_string(layer)) +
                                 std::string(".qcow2");
        writeLayer(folder + "/" + name, backing, virtualSize, layers[layer], layer + 1, metadata);
        backing = name;
    }
    return 0;
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
