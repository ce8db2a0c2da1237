#include "support/grown_inputs.h"
#include "support/qcow2_header.h"
#include "support/scratch.h"

/// Valid images with as many extents, snapshots or files as their tables can hold; where the data would be is a hole.
namespace testsupport {

namespace {

namespace fs = std::filesystem;

constexpr unsigned clusterBits = 12;
constexpr std::uint64_t cluster = 1 << clusterBits;
constexpr std::uint64_t clustersOfTable = cluster / 8;
constexpr std::uint64_t countsOfBlock = cluster / 2;
constexpr std::uint64_t copied = std::uint64_t{1} << 63;

std::uint64_t divideUp(std::uint64_t value, std::uint64_t by)
{
    return (value + by - 1) / by;
}

/// An image whose data clusters lie in the file in the opposite order of the disk: no two of them are one extent.
class ScatteredImage {
public:
    /// @param step the disk's clusters from one that is stored to the next
    ScatteredImage(std::size_t size, std::uint64_t step) : size_(size), step_(step)
    {
        l2Tables_ = divideUp(size * step, clustersOfTable);
        l1Clusters_ = divideUp(l2Tables_, clustersOfTable);
        refcountTable_ = 1 + l1Clusters_ + l2Tables_;
        do {
            ++refcountBlocks_;
            refcountTableClusters_ = divideUp(refcountBlocks_, clustersOfTable);
        } while (refcountBlocks_ * countsOfBlock < clusters());
    }

    void write(const fs::path& path, std::string_view backing = {}) const
    {
        Qcow2Numbers numbers;
        numbers.clusterBits = clusterBits;
        numbers.virtualSize = size_ * step_ * cluster;
        numbers.l1 = cluster;
        numbers.l1Entries = l2Tables_;
        numbers.refcountTable = refcountTable_ * cluster;
        numbers.refcountTableClusters = refcountTableClusters_;
        writeFile(path, qcow2Header(numbers, backing));
        fs::resize_file(path, clusters() * cluster);
        writeAt(path, cluster, l1());
        writeAt(path, (1 + l1Clusters_) * cluster, l2());
        std::string blocks;
        for (std::uint64_t block = 0; block < refcountBlocks_; ++block)
            blocks += bigEndian((refcountTable_ + refcountTableClusters_ + block) * cluster);
        writeAt(path, refcountTable_ * cluster, blocks);
        std::string counts;
        for (std::uint64_t number = 0; number < clusters(); ++number)
            counts += bigEndian(1, 2);
        writeAt(path, (refcountTable_ + refcountTableClusters_) * cluster, counts);
    }

private:
    std::uint64_t clusters() const { return refcountTable_ + refcountTableClusters_ + refcountBlocks_ + size_; }

    std::string l1() const
    {
        std::string table;
        for (std::uint64_t number = 0; number < l2Tables_; ++number)
            table += bigEndian(copied | (1 + l1Clusters_ + number) * cluster);
        return table;
    }

    std::string l2() const
    {
        std::string tables;
        for (std::uint64_t number = 0; number < size_ * step_; ++number)
            tables += bigEndian(number % step_ == 0 ? copied | (clusters() - 1 - number / step_) * cluster : 0);
        return tables;
    }

    std::uint64_t size_;
    std::uint64_t step_;
    std::uint64_t l2Tables_ = 0;
    std::uint64_t l1Clusters_ = 0;
    std::uint64_t refcountTable_ = 0;
    std::uint64_t refcountTableClusters_ = 0;
    std::uint64_t refcountBlocks_ = 0;
};

void makeScattered(const fs::path& folder, std::size_t size)
{
    ScatteredImage(size, 1).write(folder / "base.qcow2");
    ScatteredImage(size / 2, 2).write(folder / "image.qcow2", "base.qcow2");
}

/// Snapshots of a running machine, all of one state that the disk has left.
void makeSnapshots(const fs::path& folder, std::size_t size)
{
    const fs::path image = folder / "image.qcow2";
    writeEmptyQcow2(image);
    constexpr std::uint64_t bytes = 1 << 16;
    constexpr std::uint64_t l1 = 4 * bytes;
    constexpr std::uint64_t table = 6 * bytes;
    std::string entries;
    for (std::size_t number = 0; number < size; ++number) {
        const std::string name = std::to_string(10'000'000 + number);
        entries += bigEndian(l1) + bigEndian(1, 4) + bigEndian(name.size(), 2) + bigEndian(name.size(), 2);
        entries += bigEndian(0) + bigEndian(1) + bigEndian(4096, 4) + bigEndian(16, 4);
        entries += bigEndian(4096) + bigEndian(1 << 20) + name + name;
    }
    fs::resize_file(image, table + divideUp(entries.size(), bytes) * bytes);
    // The state: one cluster of zeros.
    writeAt(image, l1, bigEndian(5 * bytes));
    writeAt(image, 5 * bytes, bigEndian(1));
    writeAt(image, table, entries);
    writeAt(image, 60, bigEndian(size, 4) + bigEndian(table));
}

/// What a run of that many templates would leave.
void makeReceipt(const fs::path& folder, std::size_t size)
{
    writeEmptyQcow2(folder / "image.qcow2");
    std::string files;
    for (std::size_t number = 0; number < size; ++number)
        files += (number == 0 ? "" : ",") + ("{\"path\":\"/templates/" + std::to_string(number)) +
                 ".qcow2\",\"fileLength\":1,\"diskSize\":1}";
    const std::string sizes = "{\"files\":[" + files + "],\"fileLength\":1,\"diskSize\":1";
    std::string receipt = "{\"operation\":\"deep\",\"exact\":true,\"blockers\":[],\"cautions\":[],\"before\":" + sizes +
                          "},\"after\":" + sizes + "},\"actual\":" + sizes +
                          ",\"savedBytes\":0},\"savedBytes\":0,\"runCautions\":[],\"seconds\":1,\"originals\":[]";
    for (const char* bytes :
         {"garbageBytes", "duplicateBytes", "zeroBytes", "hiddenBytes", "sharedBytes", "fragmentationLossBytes",
          "unknownBytes", "peakBytes", "bytesRead", "bytesWritten", "bytesShared"})
        receipt += ",\"" + std::string(bytes) + "\":0";
    writeFile(folder / "receipt.json", receipt + "}");
}

}  // namespace

std::vector<GrownInput> grownImages()
{
    const auto of = [](Command command) {
        command.emplace_back("%f/image.qcow2");
        return command;
    };
    const Command report{"report", "--output=json"};
    return {{"scattered clusters",
             50'000,
             4'000'000,
             makeScattered,
             {of(report), of({"layers", "--output=json"}), of({"map", "--output=json"}), of({"check"}),
              of({"plan", "deep"})}},
            {"snapshots", 1000, 60'000, makeSnapshots, {of(report), of({"guest"}), of({"info"})}},
            {"files of a receipt",
             1000,
             50'000,
             makeReceipt,
             {of({"report", "--output=json", "--receipt", "%f/receipt.json"})}}};
}

}  // namespace testsupport
