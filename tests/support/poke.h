#pragma once

#include <QByteArray>
#include <QFile>
#include <QString>

#include <cstdint>
#include <utility>
#include <vector>

namespace testsupport {

/// Changes numbers of a file in place, big-endian, and puts everything back when it goes. Does not know what it pokes.
class Poke {
public:
    /// Throws std::runtime_error where the file cannot be opened.
    explicit Poke(const QString& path);
    Poke(const Poke&) = delete;
    Poke& operator=(const Poke&) = delete;
    ~Poke();

    /// What lies beyond the end reads as zero.
    std::uint64_t read(std::uint64_t offset, unsigned bytes = 8);
    void write(std::uint64_t offset, std::uint64_t value, unsigned bytes = 8);
    void flip(std::uint64_t offset, std::uint64_t bits) { write(offset, read(offset) ^ bits); }
    void resize(std::uint64_t length);
    std::uint64_t length() const { return static_cast<std::uint64_t>(file_.size()); }
    /// How much was changed so far.
    std::size_t changes() const { return before_.size(); }

private:
    QFile file_;
    qint64 lengthBefore_;
    /// In the order of the changes: where, and what was there.
    std::vector<std::pair<qint64, QByteArray>> before_;
};

/// Where the structures of a qcow2 file lie, read from its own header without any check. Offsets in bytes.
struct Qcow2Places {
    explicit Qcow2Places(Poke& poke);

    std::uint64_t clusterSize;
    std::uint64_t l2EntryBytes;
    unsigned refcountBits;
    std::uint64_t l1Offset;
    std::uint64_t l1Entries;
    std::uint64_t refcountTable;
    std::uint64_t snapshotCount;
    std::uint64_t snapshots;
    std::uint64_t bitmapDirectory = 0;     ///< 0: none
    std::vector<std::uint64_t> l2Tables;   ///< of the active state
    std::vector<std::uint64_t> l2Entries;  ///< places of entries above zero in those tables
    std::vector<std::uint64_t> refcountBlocks;

    /// Where the refcount of a cluster is stored; widths of a byte and more. 0 where there is no block.
    std::uint64_t refcountAt(Poke& poke, std::uint64_t cluster) const;
};

}  // namespace testsupport
