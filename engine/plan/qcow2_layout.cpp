#include "plan/qcow2_layout.h"

#include "bytes/checked.h"
#include "bytes/error.h"
#include "image/field_check.h"
#include "image/qcow2/header.h"
#include "plan/qcow2_header.h"

#include <algorithm>
#include <bit>

namespace engine {

namespace {

constexpr std::uint64_t mebibyte = 1 << 20;

Error inconsistent(std::string_view field)
{
    return Error(ErrorKind::InvalidArgument, "plan.inconsistent", {{"field", std::string(field)}});
}

/// The host offsets that an L2 entry can name (specification, "Cluster mapping").
std::uint64_t hostLimit(const qcow2::Geometry& geometry, bool compressed)
{
    const unsigned offsetBits = compressed ? std::min(56U, 62 - (geometry.clusterBits - 8)) : 56U;
    return 1ULL << offsetBits;
}

}  // namespace

Qcow2Layout::Qcow2Layout(ResultMap map, Qcow2Options options) : map_(std::move(map)), options_(std::move(options))
{
    checkMap();
    geometry_.clusterBits = static_cast<unsigned>(std::countr_zero(map_.clusterSize));
    geometry_.extendedL2 = map_.extendedL2;
    l1Entries_ = divideUp(map_.virtualSize, geometry_.bytesPerL2());
    const std::uint64_t maxL1Entries = qcow2::maxL1Bytes / 8;
    if (l1Entries_ > maxL1Entries)
        throw Error(ErrorKind::Refused, "layout.diskTooLarge",
                    {{"value", map_.virtualSize},
                     {"clusterSize", map_.clusterSize},
                     {"limit", maxL1Entries * geometry_.bytesPerL2()}});
    shared_ = SharedClusters(map_);
    measure();
    place();
    checkLimits();
    header();  // a name that does not fit is known now
}

void Qcow2Layout::checkMap() const
{
    requireAtLeast("cluster_size", map_.clusterSize, map_.extendedL2 ? 16384 : 512);
    requireAtMost("cluster_size", map_.clusterSize, 2 * mebibyte);
    if (!std::has_single_bit(map_.clusterSize))
        throw inconsistent("clusterSize");
    requireAtMost("virtual size", map_.virtualSize, INT64_MAX);
    requireAligned("virtual size", map_.virtualSize, 512);
    const bool compressed = !map_.compressedLengths.empty();
    if (compressed && !options_.compression)
        throw inconsistent("compressedLengths");
    checkRanges("data", map_.data, compressed ? map_.clusterSize : map_.unit());
    checkRanges("zero", map_.zero, map_.unit());
    if (!intersectionOf(map_.data, map_.zero).empty())
        throw inconsistent("zero");
    const auto tooLong = [this](std::uint32_t length) { return length >= map_.clusterSize; };
    if (std::any_of(map_.compressedLengths.begin(), map_.compressedLengths.end(), tooLong))
        throw inconsistent("compressedLengths");
}

void Qcow2Layout::checkRanges(std::string_view field, const GuestRangeSet& set, std::uint64_t unit) const
{
    for (const GuestRange& range : set.ranges()) {
        const std::uint64_t end = range.end().bytes();
        if (!fits(range.start.bytes(), range.length, map_.virtualSize) || !isAligned(range.start.bytes(), unit) ||
            (!isAligned(end, unit) && end != map_.virtualSize))
            throw inconsistent(field);
    }
}

/// How much there is of everything; where it begins is known after that.
void Qcow2Layout::measure()
{
    Qcow2Walk walk(map_, shared_, HostOffset(0), HostOffset(0));
    while (const auto piece = walk.next())
        addTables(*piece);
    if (walk.lengthsUsed() != map_.compressedLengths.size())
        throw inconsistent("compressedLengths");
    dataClusters_ = walk.dataEnd().bytes() >> geometry_.clusterBits;
    streamBytes_ = walk.streamEnd().bytes();
    contentBytes_ = map_.data.total();
    for (const auto& follower : shared_.followers())
        contentBytes_ -= std::min(map_.clusterSize, map_.virtualSize - follower.cluster * map_.clusterSize);
}

void Qcow2Layout::addTables(const Qcow2Piece& piece)
{
    std::uint64_t first = piece.firstCluster / geometry_.l2Entries();
    const std::uint64_t end = (piece.firstCluster + piece.clusters - 1) / geometry_.l2Entries() + 1;
    const bool begun = !tableRuns_.empty();
    const std::uint64_t before = begun ? tableRuns_.back().first + tableRuns_.back().count : 0;
    first = std::max(first, before);
    if (first >= end)
        return;
    if (begun && first == before)
        tableRuns_.back().count += end - first;
    else
        tableRuns_.push_back({first, end - first});
    l2Tables_ += end - first;
}

/// The refcounts count the clusters that they lie in.
void Qcow2Layout::place()
{
    l1Clusters_ = divideUp(l1Entries_ * 8, map_.clusterSize);
    const std::uint64_t others = 1 + l1Clusters_ + l2Tables_ + dataClusters_ + divideUp(streamBytes_, map_.clusterSize);
    std::uint64_t before = 0;
    do {
        before = totalClusters_;
        refcountBlocks_ = divideUp(std::max(others, totalClusters_), geometry_.refcountsPerBlock());
        refcountTableClusters_ = divideUp(refcountBlocks_ * 8, map_.clusterSize);
        totalClusters_ = others + refcountBlocks_ + refcountTableClusters_;
    } while (totalClusters_ != before);
}

void Qcow2Layout::checkLimits() const
{
    const std::uint64_t tableLimit = qcow2::maxRefcountTableBytes / 8 * geometry_.refcountsPerBlock()
                                     << geometry_.clusterBits;
    const std::uint64_t limit = std::min(tableLimit, hostLimit(geometry_, streamBytes_ > 0));
    if (totalClusters_ > limit >> geometry_.clusterBits)
        throw Error(ErrorKind::Refused, "layout.fileTooLarge",
                    {{"value", totalClusters_ > UINT64_MAX >> geometry_.clusterBits ? UINT64_MAX : fileLength()},
                     {"clusterSize", map_.clusterSize},
                     {"limit", limit}});
}

std::vector<std::byte> Qcow2Layout::header() const
{
    qcow2::Header header;
    header.virtualSize = map_.virtualSize;
    header.geometry = geometry_;
    header.l1Entries = static_cast<std::uint32_t>(l1Entries_);
    header.l1Offset = l1Entries_ > 0 ? l1Start().bytes() : 0;
    header.refcountTableOffset = refcountTableStart().bytes();
    header.refcountTableClusters = static_cast<std::uint32_t>(refcountTableClusters_);
    header.compression = options_.compression.value_or(qcow2::CompressionType::Zlib);
    if (header.compression != qcow2::CompressionType::Zlib)
        header.incompatible |= static_cast<std::uint64_t>(qcow2::Incompatible::CompressionType);
    if (map_.extendedL2)
        header.incompatible |= static_cast<std::uint64_t>(qcow2::Incompatible::ExtendedL2);
    header.backingName = options_.backingName;
    header.backingFormat = options_.backingFormat;
    return encodeQcow2Header(header);
}

}  // namespace engine
