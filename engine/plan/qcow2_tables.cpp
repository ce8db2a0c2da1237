#include "plan/qcow2_tables.h"

#include "bytes/byte_reader.h"

#include <algorithm>

namespace engine {

namespace {

using Kind = Qcow2Piece::Kind;

constexpr std::size_t partBytes = 1 << 20;

std::uint64_t compressedEntry(const Qcow2Piece& piece, const qcow2::Geometry& geometry)
{
    const std::uint64_t offset = piece.host.bytes();
    const std::uint64_t sectors = (offset + piece.compressedLength - 1) / 512 - offset / 512;
    return qcow2::entryCompressed | sectors << (62 - (geometry.clusterBits - 8)) | offset;
}

}  // namespace

void Qcow2Layout::visitTables(const TableVisitor& visit) const
{
    Qcow2Tables(*this, visit).run();
}

Qcow2Tables::Qcow2Tables(const Qcow2Layout& layout, const Qcow2Layout::TableVisitor& visit)
    : layout_(layout), geometry_(layout.geometry()), visit_(visit), partStart_(layout.refcountTableStart()),
      part_(partBytes)
{
}

void Qcow2Tables::run()
{
    refcountTable();
    refcountBlocks();
    l1Table();
    l2Tables();
    flush();
}

void Qcow2Tables::refcountTable()
{
    for (std::uint64_t block = 0; block < layout_.refcountBlocks_; ++block)
        put((layout_.refcountBlocksStart() + (block << geometry_.clusterBits)).bytes());
    padTo(layout_.refcountBlocksStart());
}

void Qcow2Tables::refcountBlocks()
{
    putOnes(layout_.metadataBytes() >> geometry_.clusterBits);
    dataRefcounts();
    streamRefcounts();
    padTo(layout_.l1Start());
}

void Qcow2Tables::dataRefcounts()
{
    std::uint64_t done = 0;
    for (const SharedClusters::Leader& leader : layout_.shared_.leaders()) {
        putOnes(leader.hostIndex - done);
        put(static_cast<std::uint16_t>(leader.refcount));
        done = leader.hostIndex + 1;
    }
    putOnes(layout_.dataClusters_ - done);
}

void Qcow2Tables::streamRefcounts()
{
    CompressedPlacer placer(geometry_.clusterSize());
    std::uint64_t cluster = 0;
    std::uint16_t references = 0;
    const auto leave = [&] {
        put(references);
        references = 0;
        ++cluster;
    };
    for (const std::uint32_t length : layout_.map().compressedLengths) {
        if (length == 0)
            continue;
        if (placer.place(length) >> geometry_.clusterBits != cluster)
            leave();
        ++references;
        if ((placer.end() - 1) >> geometry_.clusterBits != cluster) {
            leave();
            ++references;
        }
    }
    if (references > 0)
        leave();
}

void Qcow2Tables::l1Table()
{
    std::uint64_t done = 0;
    HostOffset table = layout_.l2Start();
    for (const Qcow2Layout::TableRun& run : layout_.tableRuns_) {
        putZeros((run.first - done) * 8);
        for (std::uint64_t i = 0; i < run.count; ++i, table = table + geometry_.clusterSize())
            put(table.bytes() | qcow2::entryCopied);
        done = run.first + run.count;
    }
    padTo(layout_.l2Start());
}

void Qcow2Tables::l2Tables()
{
    const std::uint64_t entries = geometry_.l2Entries();
    Qcow2Walk walk = layout_.walk();
    while (const auto piece = walk.next()) {
        // Tables without an entry are not there: from the end of this one straight to that of the piece.
        const std::uint64_t tableStart = piece->firstCluster / entries * entries;
        const std::uint64_t inTable = nextEntry_ % entries;
        if (nextEntry_ < tableStart) {
            putZeros((inTable == 0 ? 0 : entries - inTable) * geometry_.l2EntryBytes());
            nextEntry_ = tableStart;
        }
        putZeros((piece->firstCluster - nextEntry_) * geometry_.l2EntryBytes());
        l2Entries(*piece);
        nextEntry_ = piece->firstCluster + piece->clusters;
    }
    padTo(layout_.dataStart());
}

void Qcow2Tables::l2Entries(const Qcow2Piece& piece)
{
    std::uint64_t entry = piece.host.bytes() | (piece.copied ? qcow2::entryCopied : 0);
    if (piece.kind == Kind::Compressed)
        entry = compressedEntry(piece, geometry_);
    if (piece.kind == Kind::Zero)
        entry = geometry_.extendedL2 ? 0 : qcow2::entryZero;
    const std::uint64_t step = piece.kind == Kind::Stored ? geometry_.clusterSize() : 0;
    for (std::uint64_t i = 0; i < piece.clusters; ++i, entry += step) {
        put(entry);
        if (geometry_.extendedL2)
            put(piece.subclusters);
    }
}

void Qcow2Tables::putOnes(std::uint64_t clusters)
{
    for (std::uint64_t i = 0; i < clusters; ++i)
        put(std::uint16_t{1});
}

void Qcow2Tables::putZeros(std::uint64_t bytes)
{
    while (bytes > 0) {
        if (used_ == part_.size())
            flush();
        const std::uint64_t here = std::min<std::uint64_t>(bytes, part_.size() - used_);
        std::fill_n(part_.begin() + static_cast<std::ptrdiff_t>(used_), here, std::byte{0});
        used_ += here;
        bytes -= here;
    }
}

void Qcow2Tables::flush()
{
    if (used_ > 0)
        visit_(partStart_, std::span(part_).first(used_));
    partStart_ = partStart_ + used_;
    used_ = 0;
}

}  // namespace engine
