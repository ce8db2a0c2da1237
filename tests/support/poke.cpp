#include "support/poke.h"

#include <stdexcept>

namespace testsupport {

namespace {

constexpr std::uint64_t offsetMask = 0x00ff'ffff'ffff'fe00;

}  // namespace

Poke::Poke(const QString& path) : file_(path)
{
    if (!file_.open(QIODevice::ReadWrite | QIODevice::ExistingOnly | QIODevice::Unbuffered))
        throw std::runtime_error((path + QStringLiteral(": ") + file_.errorString()).toStdString());
    lengthBefore_ = file_.size();
}

Poke::~Poke()
{
    for (auto change = before_.rbegin(); change != before_.rend(); ++change) {
        file_.seek(change->first);
        file_.write(change->second);
    }
    file_.resize(lengthBefore_);
}

std::uint64_t Poke::read(std::uint64_t offset, unsigned bytes)
{
    file_.seek(static_cast<qint64>(offset));
    QByteArray raw = file_.read(bytes);
    raw.append(QByteArray(static_cast<qsizetype>(bytes) - raw.size(), '\0'));
    std::uint64_t value = 0;
    for (const char byte : raw)
        value = value << 8 | static_cast<unsigned char>(byte);
    return value;
}

void Poke::write(std::uint64_t offset, std::uint64_t value, unsigned bytes)
{
    const auto place = static_cast<qint64>(offset);
    file_.seek(place);
    before_.emplace_back(place, file_.read(bytes));
    QByteArray raw;
    for (unsigned i = bytes; i-- > 0;)
        raw.append(static_cast<char>(value >> (8 * i)));
    file_.seek(place);
    file_.write(raw);
}

void Poke::resize(std::uint64_t length)
{
    const auto end = static_cast<qint64>(length);
    if (end < file_.size()) {
        file_.seek(end);
        before_.emplace_back(end, file_.read(file_.size() - end));
    }
    file_.resize(end);
}

Qcow2Places::Qcow2Places(Poke& poke)
    : clusterSize(std::uint64_t{1} << poke.read(20, 4)), l2EntryBytes(8), refcountBits(16), l1Offset(poke.read(40)),
      l1Entries(poke.read(36, 4)), refcountTable(poke.read(48)), snapshotCount(poke.read(60, 4)),
      snapshots(poke.read(64))
{
    if (poke.read(4, 4) == 3) {
        l2EntryBytes = (poke.read(72) & 16) != 0 ? 16 : 8;
        refcountBits = 1U << poke.read(96, 4);
        for (std::uint64_t at = poke.read(100, 4); poke.read(at, 4) != 0;
             at += 8 + (poke.read(at + 4, 4) + 7) / 8 * 8) {
            if (poke.read(at, 4) == 0x23852875)
                bitmapDirectory = poke.read(at + 24);
        }
    }
    for (std::uint64_t i = 0; i < l1Entries; ++i)
        if (const std::uint64_t l2 = poke.read(l1Offset + i * 8) & offsetMask; l2 != 0)
            l2Tables.push_back(l2);
    for (const std::uint64_t l2 : l2Tables)
        for (std::uint64_t at = l2; at < l2 + clusterSize; at += l2EntryBytes)
            if (poke.read(at) != 0)
                l2Entries.push_back(at);
    for (std::uint64_t at = refcountTable; at < refcountTable + poke.read(56, 4) * clusterSize; at += 8)
        if (const std::uint64_t block = poke.read(at); block != 0)
            refcountBlocks.push_back(block);
}

std::uint64_t Qcow2Places::refcountAt(Poke& poke, std::uint64_t cluster) const
{
    const std::uint64_t perBlock = clusterSize * 8 / refcountBits;
    const std::uint64_t block = poke.read(refcountTable + cluster / perBlock * 8);
    return block == 0 ? 0 : block + cluster % perBlock * refcountBits / 8;
}

}  // namespace testsupport
