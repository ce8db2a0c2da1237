#include "guest/vouching/verified_boot.h"

#include "guest/recognised/prober.h"

namespace engine::vouching {

namespace {

constexpr std::uint64_t footerLength = 64;
constexpr std::uint64_t headerLength = 256;
/// Real ones have some KiB; avbtool's own limit is 64 KiB.
constexpr std::uint64_t mostBytes = 1 << 20;

}  // namespace

bool hasFooter(const BlockSource& volume)
{
    const recognised::Prober prober(volume);
    return volume.size() >= footerLength && prober.has(volume.size() - footerLength, "AVBf");
}

std::optional<std::string> readVbmeta(const BlockSource& volume)
{
    const recognised::Prober prober(volume);
    if (!prober.has(0, "AVB0"))
        return std::nullopt;
    const auto authentication = prober.big<std::uint64_t>(12);
    const auto auxiliary = prober.big<std::uint64_t>(20);
    const std::uint64_t most = std::min(mostBytes, volume.size());
    const bool sound = authentication <= most && auxiliary <= most;
    const std::uint64_t length = sound ? std::min(headerLength + authentication + auxiliary, most) : most;
    return prober.text(0, length);
}

bool namesPartition(std::string_view vbmeta, std::string_view partition)
{
    if (partition.ends_with("_a") || partition.ends_with("_b"))
        partition.remove_suffix(2);
    return vbmeta.find(partition) != std::string_view::npos;
}

}  // namespace engine::vouching
