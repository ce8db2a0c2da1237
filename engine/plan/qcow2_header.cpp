#include "plan/qcow2_header.h"

#include "bytes/byte_reader.h"

#include <algorithm>
#include <array>
#include <bit>
#include <string>
#include <string_view>

namespace engine {

namespace {

constexpr std::uint32_t headerLength = 112;
constexpr std::size_t backingOffsetAt = 8;
constexpr std::size_t featureNameBytes = 46;

class Encoder {
public:
    template <class Number>
    void number(Number value)
    {
        std::array<std::byte, sizeof(Number)> encoded{};
        storeBigEndian(value, encoded.data());
        bytes_.insert(bytes_.end(), encoded.begin(), encoded.end());
    }
    void text(std::string_view text)
    {
        const auto* start = reinterpret_cast<const std::byte*>(text.data());
        bytes_.insert(bytes_.end(), start, start + text.size());
    }
    void pad()
    {
        while (bytes_.size() % 8 != 0)
            bytes_.push_back(std::byte{0});
    }
    std::vector<std::byte>& bytes() { return bytes_; }

private:
    std::vector<std::byte> bytes_;
};

void encodeFields(Encoder& out, const qcow2::Header& header)
{
    out.text("QFI\xfb");
    out.number(std::uint32_t{3});
    out.number(std::uint64_t{0});  // the backing name's place: known last
    out.number(static_cast<std::uint32_t>(header.backingName.size()));
    out.number(std::uint32_t{header.geometry.clusterBits});
    out.number(header.virtualSize);
    out.number(std::uint32_t{0});  // not encrypted
    out.number(header.l1Entries);
    out.number(header.l1Offset);
    out.number(header.refcountTableOffset);
    out.number(header.refcountTableClusters);
    out.number(std::uint32_t{0});  // no snapshots
    out.number(std::uint64_t{0});
    out.number(header.incompatible);
    out.number(std::uint64_t{0});  // compatible features
    out.number(std::uint64_t{0});  // autoclear features
    out.number(std::uint32_t{header.geometry.refcountOrder});
    out.number(headerLength);
    out.number(static_cast<std::uint8_t>(header.compression));
    out.pad();
}

void encodeExtension(Encoder& out, std::uint32_t type, std::string_view content)
{
    out.number(type);
    out.number(static_cast<std::uint32_t>(content.size()));
    out.text(content);
    out.pad();
}

/// For a program that knows less than this image needs: what it is that it does not know.
std::string featureNames(const qcow2::Header& header)
{
    constexpr std::pair<qcow2::Incompatible, std::string_view> names[] = {
        {qcow2::Incompatible::CompressionType, "compression type"},
        {qcow2::Incompatible::ExtendedL2, "extended L2 entries"},
    };
    std::string table;
    for (const auto& [feature, name] : names) {
        if (!header.has(feature))
            continue;
        table += '\0';  // incompatible
        table += static_cast<char>(std::countr_zero(static_cast<std::uint64_t>(feature)));
        table += name;
        table.append(featureNameBytes - name.size(), '\0');
    }
    return table;
}

}  // namespace

std::size_t backingNameRoom(std::uint64_t clusterSize, std::string_view backingFormat)
{
    constexpr std::size_t extensionHead = 8;
    const std::size_t format = backingFormat.empty() ? 0 : extensionHead + (backingFormat.size() + 7) / 8 * 8;
    return std::min<std::size_t>(clusterSize - (headerLength + format + extensionHead), qcow2::maxBackingNameBytes);
}

std::vector<std::byte> encodeQcow2Header(const qcow2::Header& header)
{
    constexpr std::size_t extensionHead = 8;
    Encoder out;
    encodeFields(out, header);
    if (!header.backingName.empty() && !header.backingFormat.empty())
        encodeExtension(out, qcow2::extensionBackingFormat, header.backingFormat);
    const std::size_t clusterSize = header.geometry.clusterSize();
    const std::string names = featureNames(header);
    const std::size_t needed = 2 * extensionHead + names.size() + header.backingName.size();
    if (!names.empty() && out.bytes().size() + needed <= clusterSize)
        encodeExtension(out, qcow2::extensionFeatureNames, names);
    encodeExtension(out, 0, {});

    const std::size_t start = out.bytes().size();
    const std::size_t room =
        std::min<std::size_t>(clusterSize - std::min(start, clusterSize), qcow2::maxBackingNameBytes);
    if (header.backingName.size() > room)
        throw Error(ErrorKind::Refused, "layout.nameTooLong",
                    {{"name", header.backingName},
                     {"value", std::uint64_t{header.backingName.size()}},
                     {"limit", std::uint64_t{room}}});
    if (!header.backingName.empty())
        storeBigEndian(std::uint64_t{start}, out.bytes().data() + backingOffsetAt);
    out.text(header.backingName);
    return std::move(out.bytes());
}

}  // namespace engine
