#include "support/superblocks.h"

#include "support/process.h"
#include "support/scratch.h"

#include <QCryptographicHash>

namespace testsupport {

using namespace std::string_literals;
namespace fs = std::filesystem;

std::string number(std::uint64_t value, unsigned bytes, bool big)
{
    std::string text;
    for (unsigned i = 0; i < bytes; ++i)
        text += static_cast<char>(value >> (8 * (big ? bytes - 1 - i : i)));
    return text;
}

namespace {

std::uint32_t word(const std::string& bytes, std::size_t at, bool big)
{
    std::uint32_t value = 0;
    for (unsigned i = 0; i < 4; ++i)
        value |= std::uint32_t{static_cast<unsigned char>(bytes[at + i])} << (8 * (big ? 3 - i : i));
    return value;
}

/// The sum of all words, as md makes it.
std::string raidSum(const std::string& superblock, bool big = false)
{
    std::uint64_t sum = 0;
    for (std::size_t at = 0; at < superblock.size(); at += 4)
        sum += word(superblock, at, big);
    return number((sum & UINT32_MAX) + (sum >> 32), 4, big);
}

}  // namespace

void raid(const fs::path& image, std::uint64_t offset)
{
    std::string superblock(256, '\0');
    superblock.replace(0, 32, number(0xa92b4efc, 4) + number(1, 4) + std::string(8, '\0') + "0123456789abcdef");
    superblock.replace(32, 6, "host:0");
    superblock.replace(144, 8, number(offset / 512, 8));
    superblock.replace(216, 4, raidSum(superblock));
    writeAt(image, offset, superblock);
}

void oldRaid(const fs::path& image, std::uint64_t size, bool big)
{
    std::string superblock(4096, '\0');
    superblock.replace(0, 12, number(0xa92b4efc, 4, big) + number(0, 4, big) + number(90, 4, big));
    superblock.replace(20, 4, number(0x01234567, 4, big));
    superblock.replace(52, 12, number(0x89abcdef, 4, big) + number(0x02468ace, 4, big) + number(0x13579bdf, 4, big));
    superblock.replace(152, 4, raidSum(superblock, big));
    writeAt(image, size / 65536 * 65536 - 65536, superblock);
}

/// The checksum is made with the place of the list where it is to stand.
void zfsLabel(const fs::path& image, std::uint64_t offset)
{
    const std::string pairs = "\1\1\0\0"s + std::string(7, '\0') + "\1" + number(0x24, 4, true) +
                              number(0x20, 4, true) + number(7, 4, true) + "version\0"s + number(8, 4, true) +
                              number(1, 4, true) + number(5000, 8, true);
    std::string list = pairs + std::string((112 << 10) - pairs.size(), '\0');
    list.replace(list.size() - 40, 16, number(0x0210da7ab10c7a11, 8) + number(offset + 16384, 8));
    const QByteArray digest =
        QCryptographicHash::hash(QByteArray::fromStdString(list), QCryptographicHash::Algorithm::Sha256);
    for (qsizetype i = 0; i < digest.size(); ++i)
        list[list.size() - 32 + static_cast<std::size_t>(i / 8 * 8 + 7 - i % 8)] = digest[i];
    writeAt(image, offset + 16384, list);
    for (unsigned i = 0; i < 8; ++i)
        writeAt(image, offset + 131072 + i * 1024, number(0x00bab10c, 8) + number(5000, 8) + number(4, 8));
}

}  // namespace testsupport
