#include "work/lab/outcome.h"

#include <algorithm>
#include <cstdio>

namespace engine::lab {

namespace {

std::string place(std::uint64_t offset)
{
    char text[24];
    std::snprintf(text, sizeof text, "0x%llx", static_cast<unsigned long long>(offset));
    return text;
}

/// What one of both does not have is 0.
template <class At>
std::vector<EntryChange> compare(std::uint64_t before, std::uint64_t after, At&& at)
{
    std::vector<EntryChange> changes;
    for (std::uint64_t index = 0; index < std::max(before, after); ++index) {
        const auto [old, now] = at(index);
        if (old != now)
            changes.push_back({index, old, now});
    }
    return changes;
}

std::uint64_t entryOf(const std::vector<std::uint64_t>& table, std::uint64_t index)
{
    return index < table.size() ? table[index] : 0;
}

ImageChange compareImage(const ImageState* before, const ImageState* after)
{
    static const Tables nothing;
    const Tables& old = before ? before->tables : nothing;
    const Tables& now = after ? after->tables : nothing;
    const std::uint64_t oldClusters = before ? old.guestClusters() : 0;
    const std::uint64_t newClusters = after ? now.guestClusters() : 0;
    ImageChange change;
    change.made = !before;
    change.removed = !after;
    change.before = before ? before->sizes : Sizes{};
    change.after = after ? after->sizes : Sizes{};
    change.l1 = compare(old.l1.size(), now.l1.size(),
                        [&](std::uint64_t index) { return std::pair(entryOf(old.l1, index), entryOf(now.l1, index)); });
    change.l2 = compare(oldClusters, newClusters, [&](std::uint64_t index) {
        return std::pair(index < oldClusters ? old.entry(index) : 0, index < newClusters ? now.entry(index) : 0);
    });
    change.refcounts = compare(old.refcounts.size(), now.refcounts.size(), [&](std::uint64_t index) {
        return std::pair(entryOf(old.refcounts, index), entryOf(now.refcounts, index));
    });
    const auto oldFields = before ? headerFields(old) : std::vector<HeaderField>{};
    const auto newFields = after ? headerFields(now) : std::vector<HeaderField>{};
    for (std::size_t at = 0; at < std::max(oldFields.size(), newFields.size()); ++at) {
        const std::string oldValue = before ? oldFields[at].value : std::string();
        const std::string newValue = after ? newFields[at].value : std::string();
        if (oldValue != newValue)
            change.header.push_back({before ? oldFields[at].name : newFields[at].name, oldValue, newValue});
    }
    return change;
}

bool isNothing(const ImageChange& change)
{
    return !change.made && !change.removed && change.header.empty() && change.l1.empty() && change.l2.empty() &&
           change.refcounts.empty() && change.before == change.after;
}

}  // namespace

ImageState readImageState(const File& file)
{
    ImageState state;
    state.tables = Tables::read(file);
    state.sizes = {state.tables.header.virtualSize, file.length(), file.status().diskSize};
    return state;
}

std::vector<HeaderField> headerFields(const Tables& tables)
{
    const qcow2::Header& header = tables.header;
    return {{"version", std::to_string(header.version)},
            {"backing_file", header.backingName},
            {"backing_format", header.backingFormat},
            {"cluster_bits", std::to_string(header.geometry.clusterBits)},
            {"size", std::to_string(header.virtualSize)},
            {"l1_size", std::to_string(header.l1Entries)},
            {"l1_table_offset", place(header.l1Offset)},
            {"refcount_table_offset", place(header.refcountTableOffset)},
            {"refcount_table_clusters", std::to_string(header.refcountTableClusters)},
            {"refcount_order", std::to_string(header.geometry.refcountOrder)},
            {"nb_snapshots", std::to_string(header.snapshotCount)},
            {"snapshots_offset", place(header.snapshotsOffset)}};
}

std::vector<ImageChange> compareImages(const ImageStates& before, const ImageStates& after)
{
    std::vector<ImageChange> changes;
    const auto add = [&](const std::string& file, const ImageState* old, const ImageState* now) {
        ImageChange change = compareImage(old, now);
        change.file = file;
        if (!isNothing(change))
            changes.push_back(std::move(change));
    };
    for (const auto& [file, state] : after) {
        const auto old = before.find(file);
        add(file, old == before.end() ? nullptr : &old->second, &state);
    }
    for (const auto& [file, state] : before) {
        if (!after.contains(file))
            add(file, &state, nullptr);
    }
    return changes;
}

}  // namespace engine::lab
