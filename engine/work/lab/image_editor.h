#pragma once

#include "work/lab/tables.h"

#include <span>
#include <string>

namespace engine::lab {

/// Most internal snapshots of a practice image, and most bytes of the name of one.
inline constexpr std::size_t mostSnapshots = 5;
inline constexpr std::size_t mostNameBytes = 40;

/// Changes a practice image in place, as a virtual machine would: clusters that a snapshot shares are copied before
/// they are written. Content goes to the file at once, tables with `finish`; without it the file is not to be used.
/// Members throw Error.
class ImageEditor {
public:
    /// @param image open for writing
    explicit ImageEditor(File image);

    /// @param content a whole cluster
    void store(std::uint64_t guestCluster, std::span<const std::byte> content);
    /// Reads as zero from now on, whatever the layers below have.
    void zero(std::uint64_t guestCluster) { setEntry(guestCluster, qcow2::entryZero); }
    /// Falls through to the layers below.
    void clear(std::uint64_t guestCluster) { setEntry(guestCluster, 0); }

    /// Refused "lab.snapshotExists", "lab.tooManySnapshots", "lab.name".
    void takeSnapshot(const std::string& name);
    /// Refused "lab.noSnapshot".
    void revertTo(const std::string& name);
    void deleteSnapshot(const std::string& name);

    const Tables& tables() const noexcept { return tables_; }
    /// Brings refcounts and flags up to date, writes what changed, and gives the blocks of free clusters back to the
    /// file system. The file never becomes shorter.
    void finish();

private:
    std::uint64_t allocate();
    /// The L2 table of a guest cluster, the image's own: made, or copied, where it is not.
    L2Table& ownTable(std::uint64_t guestCluster);
    void setEntry(std::uint64_t guestCluster, std::uint64_t entry);
    std::size_t indexOf(const std::string& name) const;

    void setFlags(const std::vector<HostCluster>& clusters);
    void writeRefcounts(const std::vector<HostCluster>& clusters);
    void writeTables();
    void writeSnapshots();
    void punch(const std::vector<HostCluster>& clusters) const;
    void writeTable(std::uint64_t offset, std::span<const std::uint64_t> entries) const;

    File file_;
    Tables tables_;
    std::uint64_t nextSnapshotId_ = 1;
};

}  // namespace engine::lab
