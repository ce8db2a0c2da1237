#include "support/qcow2_header.h"

#include "support/scratch.h"

namespace testsupport {

std::string bigEndian(std::uint64_t value, int bytes)
{
    std::string text;
    while (bytes-- > 0)
        text += static_cast<char>(value >> (8 * bytes));
    return text;
}

std::string qcow2Header(const Qcow2Numbers& numbers, std::string_view backing)
{
    constexpr std::uint64_t length = 112;
    std::string header = "QFI\xfb" + bigEndian(3, 4);
    // The header's extensions end at once.
    header += bigEndian(backing.empty() ? 0 : length + 8) + bigEndian(backing.size(), 4);
    header += bigEndian(numbers.clusterBits, 4) + bigEndian(numbers.virtualSize) + bigEndian(0, 4);
    header += bigEndian(numbers.l1Entries, 4) + bigEndian(numbers.l1);
    header += bigEndian(numbers.refcountTable) + bigEndian(numbers.refcountTableClusters, 4);
    header += bigEndian(numbers.snapshotCount, 4) + bigEndian(numbers.snapshots);
    header += bigEndian(0) + bigEndian(0) + bigEndian(0) + bigEndian(4, 4) + bigEndian(length, 4) + bigEndian(0);
    return header + bigEndian(0) + std::string(backing);
}

void writeEmptyQcow2(const std::filesystem::path& path, std::string_view backing)
{
    constexpr std::uint64_t cluster = 1 << 16;
    Qcow2Numbers numbers;
    numbers.refcountTable = cluster;
    numbers.refcountTableClusters = 1;
    numbers.l1 = 3 * cluster;
    numbers.l1Entries = 1;
    writeFile(path, qcow2Header(numbers, backing));
    std::filesystem::resize_file(path, 4 * cluster);
    writeAt(path, cluster, bigEndian(2 * cluster));
    writeAt(path, 2 * cluster, bigEndian(0x0001000100010001));
}

}  // namespace testsupport
