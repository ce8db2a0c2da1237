#include "guest/ntfs/runs.h"

#include "bytes/checked.h"
#include "guest/doubt.h"

namespace engine::ntfs {

namespace {

/// Little-endian and signed, of 0 to 8 bytes.
std::int64_t signedNumber(std::span<const std::byte> bytes)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        value |= std::to_integer<std::uint64_t>(bytes[i]) << (8 * i);
    const auto unused = static_cast<unsigned>(8 * (8 - bytes.size()));
    return bytes.empty() ? 0 : static_cast<std::int64_t>(value << unused) >> unused;
}

}  // namespace

void appendRuns(std::vector<Run>& runs, std::span<const std::byte> mappingPairs, std::uint64_t lowestVcn,
                std::uint64_t clusters, std::uint64_t volumeClusters, std::uint64_t offset)
{
    const auto require = [offset](bool sound) {
        if (!sound)
            throw contradiction("mapping pairs", offset);
    };
    std::uint64_t covered = 0;
    std::int64_t lcn = 0;
    while (!mappingPairs.empty() && mappingPairs.front() != std::byte{0}) {
        const auto sizes = std::to_integer<std::size_t>(mappingPairs.front());
        const std::size_t lengthBytes = sizes & 15;
        const std::size_t lcnBytes = sizes >> 4;
        mappingPairs = mappingPairs.subspan(1);
        require(lengthBytes >= 1 && lengthBytes <= 8 && lcnBytes <= 8);
        require(lengthBytes + lcnBytes <= mappingPairs.size());
        const std::int64_t length = signedNumber(mappingPairs.first(lengthBytes));
        const std::int64_t delta = signedNumber(mappingPairs.subspan(lengthBytes, lcnBytes));
        mappingPairs = mappingPairs.subspan(lengthBytes + lcnBytes);
        require(length > 0 && static_cast<std::uint64_t>(length) <= clusters - covered);
        Run run{lowestVcn + covered, Run::nowhere, static_cast<std::uint64_t>(length)};
        if (lcnBytes > 0) {
            require(!__builtin_add_overflow(lcn, delta, &lcn) && lcn >= 0);
            run.lcn = static_cast<std::uint64_t>(lcn);
            require(fits(run.lcn, run.length, volumeClusters));
        }
        runs.push_back(run);
        covered += run.length;
    }
    require(covered == clusters);
}

}  // namespace engine::ntfs
