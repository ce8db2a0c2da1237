#include "support/write_script.h"

#include <algorithm>
#include <utility>

namespace testsupport {

namespace {

constexpr std::uint64_t kindCount = 7;

}  // namespace

WriteScript::WriteScript(Random& random, WriteTarget target) : random_(random), target_(std::move(target))
{
    grow(target_.virtualSize);
}

void WriteScript::grow(std::uint64_t virtualSize)
{
    const std::size_t before = stored_.size();
    target_.virtualSize = virtualSize;
    stored_.resize((virtualSize + target_.clusterSize - 1) / target_.clusterSize);
    // What is added over a longer backing image is zeroed, by writing where it is a part of a cluster.
    if (before > 0)
        stored_[before - 1] = stored_.back() = true;
}

std::vector<std::string> WriteScript::round()
{
    commands_.clear();
    walk(random_.between(4, 14));
    scatter(random_.below(8));
    return commands_;
}

/// Side by side from somewhere near the start, each of another kind than the one before.
void WriteScript::walk(std::uint64_t steps)
{
    std::uint64_t position = randomLength() / 2;
    Kind last = Kind::Untouched;
    while (steps-- > 0 && position < target_.virtualSize) {
        const Kind kind = otherThan(last);
        const Span span = add(kind, {position, std::min(position + randomLength(), target_.virtualSize)});
        position = std::max(span.end, position + 1);
        last = kind;
    }
}

/// Anywhere, over what is there.
void WriteScript::scatter(std::uint64_t count)
{
    while (count-- > 0) {
        const std::uint64_t start = random_.below(target_.virtualSize);
        add(otherThan(Kind::Untouched), {start, std::min(start + randomLength(), target_.virtualSize)});
    }
}

WriteScript::Kind WriteScript::otherThan(Kind last)
{
    for (;;) {
        const auto kind = static_cast<Kind>(random_.below(kindCount));
        if (kind != last && (kind != Kind::Compressed || target_.compresses))
            return kind;
    }
}

/// Some clusters, and mostly a part of one.
std::uint64_t WriteScript::randomLength()
{
    const std::uint64_t cluster = target_.clusterSize;
    const std::uint64_t clusters = random_.below(std::max<std::uint64_t>(2, target_.virtualSize / cluster / 10));
    switch (random_.below(4)) {
    case 0:
        return std::max(cluster, clusters * cluster);
    case 1:
        return clusters * cluster + 512 * random_.between(1, std::max<std::uint64_t>(1, cluster / 512));
    default:
        return clusters * cluster + random_.between(1, cluster);
    }
}

WriteScript::Span WriteScript::wholeFreeClusters(Span span) const
{
    const std::uint64_t cluster = target_.clusterSize;
    std::uint64_t first = span.start / cluster;
    while (first < stored_.size() && stored_[first])
        ++first;
    std::uint64_t end = first;
    while (end * cluster < span.end && !stored_[end])
        ++end;
    return {first * cluster, std::min(end * cluster, target_.virtualSize)};
}

WriteScript::Span WriteScript::add(Kind kind, Span span)
{
    if (kind == Kind::Compressed)
        span = wholeFreeClusters(span);
    if (kind == Kind::Untouched || span.start >= span.end)
        return span;
    commands_.push_back(verb(kind) + ' ' + std::to_string(span.start) + ' ' + std::to_string(span.end - span.start));
    note(kind, span);
    return span;
}

void WriteScript::note(Kind kind, Span span)
{
    const std::uint64_t first = span.start / target_.clusterSize;
    const std::uint64_t last = (span.end - 1) / target_.clusterSize;
    const bool writes = kind == Kind::Fill || kind == Kind::Source || kind == Kind::Compressed;
    // Zeros are written out where they cover a part of a cluster only.
    for (std::uint64_t cluster = first; cluster <= last; ++cluster)
        if (writes || !target_.zerosWhole || cluster == first || cluster == last)
            stored_[cluster] = true;
}

std::string WriteScript::verb(Kind kind)
{
    const std::string source = " -s " + target_.source.string();
    switch (kind) {
    case Kind::Fill:
        return "write -q -P " + std::to_string(random_.between(1, 255));
    case Kind::Compressed:
        return "write -q -c" + (random_.chance(70) ? source : " -P " + std::to_string(random_.between(1, 255)));
    case Kind::Zero:
        return "write -q -z";
    case Kind::ZeroUnmap:
        return "write -q -z -u";
    case Kind::Discard:
        return "discard -q";
    default:
        return "write -q" + source;
    }
}

}  // namespace testsupport
