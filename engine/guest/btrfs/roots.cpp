#include "guest/btrfs/roots.h"

#include "bytes/byte_reader.h"
#include "guest/doubt.h"

namespace engine::btrfs {

namespace {

constexpr std::uint8_t highestLevel = 7;

// struct btrfs_root_item
constexpr std::size_t generationAt = 160;
constexpr std::size_t addressAt = 176;
constexpr std::size_t referencesAt = 216;
constexpr std::size_t levelAt = 238;
constexpr std::size_t shortestRootItem = 239;

bool isHalfDeleted(const Item& item)
{
    const Key progress = Key::parse(item.data.subspan(referencesAt + 4));
    return loadLittleEndian<std::uint32_t>(item.data.data() + referencesAt) == 0 && progress != Key{};
}

}  // namespace

const TreePointer& Roots::at(std::uint64_t tree) const
{
    const auto found = trees.find(tree);
    if (found == trees.end())
        throw contradiction("root tree", tree);
    return found->second;
}

std::optional<TreePointer> parseRoot(const Item& item)
{
    if (item.data.size() < shortestRootItem)
        throw contradiction("root item", item.place);
    const std::byte* const bytes = item.data.data();
    const TreePointer root{LogicalOffset(loadLittleEndian<std::uint64_t>(bytes + addressAt)),
                           loadLittleEndian<std::uint64_t>(bytes + generationAt),
                           loadLittleEndian<std::uint8_t>(bytes + levelAt)};
    if (root.level > highestLevel)
        throw contradiction("root item", item.place);
    return root.block.bytes() == 0 ? std::nullopt : std::optional(root);
}

Roots readRoots(const TreeReader& reader, const Superblock& superblock)
{
    Roots roots;
    reader.walk(superblock.rootTree, [&](const Item& item) {
        const std::uint64_t id = item.key.objectid;
        if (item.key.type == ItemType::Temporary && id == balanceId)
            throw volumeNeedsRecovery("balance");
        if (item.key.type != ItemType::Root)
            return;
        if (id == treeRelocationId)
            throw volumeNeedsRecovery("relocation");
        const auto root = parseRoot(item);
        if (!root)
            return;
        if (id < firstFileTreeId)
            roots.trees.emplace(id, *root);
        else
            roots.subvolumes.insert(id);
        if (isHalfDeleted(item))
            roots.halfDeleted.insert(id);
    });
    return roots;
}

}  // namespace engine::btrfs
