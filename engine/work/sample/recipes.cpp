#include "work/sample/recipes.h"

namespace engine::sample {

namespace {

constexpr std::uint64_t kib = 1024;
constexpr std::uint64_t mib = 1024 * kib;

/// Its first file fills what the file system left of a cluster of 64 KiB: what follows begins with a cluster.
std::vector<GuestFile> system(std::uint64_t bytes)
{
    return {{"system/release", 24 * kib}, {"system/kernel", bytes}};
}

std::vector<GuestFile> systemWith(std::uint64_t bytes, const GuestFile& more)
{
    std::vector<GuestFile> files = system(bytes);
    files.push_back(more);
    return files;
}

std::string numbered(const std::string& name, int number)
{
    return name + std::to_string(number);
}

State garbageDiff()
{
    constexpr int downloads = 24;
    State state{"diff", {}, {}};
    for (int number = 0; number < downloads; ++number) {
        const std::string name = numbered("downloads/update-", number);
        state.written.push_back({name, 256 * kib});
        if (number % 12 != 0)
            state.removed.push_back(name);
    }
    return state;
}

/// Of each cluster of 64 KiB one block stays.
State fragmentedDiff()
{
    constexpr int clusters = 80;
    State state{"diff", {}, {}};
    for (int number = 0; number < clusters; ++number) {
        state.written.push_back({numbered("mail/letter-", number), 4 * kib});
        state.written.push_back({numbered("mail/attachment-", number), 60 * kib});
        state.removed.push_back(state.written.back().name);
    }
    return state;
}

Recipe copyOfOneSystem(const std::string& name)
{
    return {"sample.fleet",
            "fleet",
            VolumeType::Ext4,
            "desktop",
            {{name, systemWith(2 * mib, {"applications/" + name, 256 * kib}), {}}}};
}

}  // namespace

std::string imageName(const State& state)
{
    return state.layer + ".qcow2";
}

std::vector<Recipe> recipes()
{
    const State plainBase{"base", system(512 * kib), {}};
    return {
        {"sample.classic",
         "classic",
         VolumeType::Ext4,
         "classic",
         {{"base", systemWith(512 * kib, {"File1", 2 * mib}), {}},
          {"diff", {{"File2", 1536 * kib}, {"File3", 2560 * kib}}, {}},
          {"second-diff", {{"File4", 1 * mib}, {"File5", 1536 * kib}}, {"File3", "File4"}}}},
        {"sample.garbage", "garbage", VolumeType::Ext4, "garbage", {plainBase, garbageDiff()}},
        {"sample.fragmented", "fragmented", VolumeType::Ext4, "fragmented", {plainBase, fragmentedDiff()}},
        copyOfOneSystem("office"),
        copyOfOneSystem("accounting"),
        copyOfOneSystem("engineering"),
        copyOfOneSystem("call-centre"),
        {"sample.dirtyVolume",
         "dirty-volume",
         VolumeType::Ext4,
         "dirty",
         {plainBase, {"diff", {{"report", 512 * kib}, {"draft", 512 * kib}}, {"draft"}, true}}},
        {"sample.brokenLink",
         "broken-link",
         VolumeType::Ext4,
         "broken",
         {{"golden-image", system(512 * kib), {}}, {"diff", {{"notes", 256 * kib}}, {}}},
         true},
        {"sample.windows",
         "windows",
         VolumeType::Ntfs,
         "Windows",
         {{"base", {{"System.dll", 1 * mib}}, {}},
          {"diff", {{"Report.docx", 512 * kib}, {"Setup.exe", 2 * mib}}, {"Setup.exe"}}}},
    };
}

}  // namespace engine::sample
