#pragma once

#include "bytes/byte_reader.h"
#include "plan/qcow2_layout.h"

#include <vector>

namespace engine {

/// The tables of a layout as one stream of bytes, front to back; memory is one part of it.
class Qcow2Tables {
public:
    Qcow2Tables(const Qcow2Layout& layout, const Qcow2Layout::TableVisitor& visit);

    void run();

private:
    void refcountTable();
    void refcountBlocks();
    void dataRefcounts();
    void streamRefcounts();
    void l1Table();
    void l2Tables();
    void l2Entries(const Qcow2Piece& piece);

    template <class Number>
    void put(Number value)
    {
        if (part_.size() - used_ < sizeof(Number))
            flush();
        storeBigEndian(value, part_.data() + used_);
        used_ += sizeof(Number);
    }
    void putOnes(std::uint64_t clusters);
    void putZeros(std::uint64_t bytes);
    void padTo(HostOffset end) { putZeros(end - (partStart_ + used_)); }
    void flush();

    const Qcow2Layout& layout_;
    const qcow2::Geometry& geometry_;
    const Qcow2Layout::TableVisitor& visit_;
    HostOffset partStart_;
    std::vector<std::byte> part_;
    std::size_t used_ = 0;
    std::uint64_t nextEntry_ = 0;  ///< of all L2 tables that an L1 table could name
};

}  // namespace engine
