#include "support/ntfs_editor.h"

#include <algorithm>
#include <stdexcept>

namespace testsupport {

namespace {

constexpr std::size_t sector = 512;

}  // namespace

NtfsEditor::NtfsEditor(const std::filesystem::path& image)
    : file_(image, std::ios::in | std::ios::out | std::ios::binary)
{
    const std::string boot = read(0, sector);
    const std::uint64_t sectors = number(boot, 13, 1);
    clusterSize_ = number(boot, 11, 2) * (sectors <= 128 ? sectors : 1ULL << (256 - sectors));
    mftOffset_ = number(boot, 48, 8) * clusterSize_;
    mirrorOffset_ = number(boot, 56, 8) * clusterSize_;
    const std::uint64_t clusters = number(boot, 64, 1);
    recordSize_ = clusters < 128 ? clusters * clusterSize_ : 1ULL << (256 - clusters);
}

std::uint64_t NtfsEditor::number(const std::string& bytes, std::size_t at, unsigned length)
{
    std::uint64_t value = 0;
    for (unsigned i = length; i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(bytes.at(at + i));
    return value;
}

void NtfsEditor::setNumber(std::string& bytes, std::size_t at, unsigned length, std::uint64_t number)
{
    for (unsigned i = 0; i < length; ++i, number >>= 8)
        bytes.at(at + i) = static_cast<char>(number & 0xff);
}

std::string NtfsEditor::read(std::uint64_t offset, std::size_t length)
{
    std::string bytes(length, '\0');
    file_.seekg(static_cast<std::streamoff>(offset));
    if (!file_.read(bytes.data(), static_cast<std::streamsize>(length)))
        throw std::runtime_error("cannot read the image");
    return bytes;
}

void NtfsEditor::write(std::uint64_t offset, const std::string& bytes)
{
    file_.seekp(static_cast<std::streamoff>(offset));
    file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!file_.flush())
        throw std::runtime_error("cannot write the image");
}

std::string NtfsEditor::record(std::uint64_t number)
{
    std::string bytes = read(recordOffset(number), recordSize_);
    const std::size_t array = NtfsEditor::number(bytes, 4, 2);
    for (std::size_t i = 1; i * sector <= bytes.size(); ++i)
        bytes.replace(i * sector - 2, 2, bytes, array + 2 * i, 2);
    return bytes;
}

void NtfsEditor::writeRecord(std::uint64_t number, std::string record)
{
    const std::size_t array = NtfsEditor::number(record, 4, 2);
    for (std::size_t i = 1; i * sector <= record.size(); ++i) {
        record.replace(array + 2 * i, 2, record, i * sector - 2, 2);
        record.replace(i * sector - 2, 2, record, array, 2);
    }
    write(recordOffset(number), record);
    if (number < 4)
        write(mirrorOffset_ + number * recordSize_, record);
}

std::size_t NtfsEditor::attribute(const std::string& record, std::uint32_t type, std::string_view name)
{
    for (std::size_t at = number(record, 20, 2); number(record, at, 4) != 0xffffffff; at += number(record, at + 4, 4)) {
        std::string found;
        for (std::size_t i = 0; i < number(record, at + 9, 1); ++i)
            found.push_back(record.at(at + number(record, at + 10, 2) + 2 * i));
        if (number(record, at, 4) == type && found == name)
            return at;
    }
    throw std::runtime_error("the record has no such attribute");
}

std::size_t NtfsEditor::value(const std::string& record, std::uint32_t type)
{
    const std::size_t at = attribute(record, type);
    return at + number(record, at + 20, 2);
}

std::uint64_t NtfsEditor::dataOffset(std::uint64_t number)
{
    const std::string bytes = record(number);
    const std::size_t at = attribute(bytes, 0x80);
    const std::size_t pairs = at + NtfsEditor::number(bytes, at + 32, 2);
    const auto sizes = NtfsEditor::number(bytes, pairs, 1);
    return NtfsEditor::number(bytes, pairs + 1 + (sizes & 15), static_cast<unsigned>(sizes >> 4)) * clusterSize_;
}

void NtfsEditor::mark(std::uint64_t cluster, bool used)
{
    const std::uint64_t place = dataOffset(6) + cluster / 8;
    std::string byte = read(place, 1);
    const auto bit = static_cast<char>(1 << (cluster % 8));
    byte[0] = static_cast<char>(used ? byte[0] | bit : byte[0] & ~bit);
    write(place, byte);
}

void NtfsEditor::setMappingPairs(std::uint64_t number, std::uint32_t type, std::string_view name,
                                 const std::string& pairs)
{
    std::string bytes = record(number);
    const std::size_t at = attribute(bytes, type, name);
    const std::size_t place = at + NtfsEditor::number(bytes, at + 32, 2);
    const std::size_t length = NtfsEditor::number(bytes, at + 4, 4);
    const std::size_t more = (std::max(place + pairs.size(), at + length) - at - length + 7) / 8 * 8;
    const std::size_t size = bytes.size();
    bytes.insert(at + length, more, '\0');
    bytes.resize(size);
    setNumber(bytes, at + 4, 4, length + more);
    setNumber(bytes, 24, 4, NtfsEditor::number(bytes, 24, 4) + more);
    writeRecord(number, bytes.replace(place, pairs.size(), pairs));
}

}  // namespace testsupport
