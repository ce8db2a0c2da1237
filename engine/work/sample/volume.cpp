#include "work/sample/volume.h"

#include "work/sample/tool.h"

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <span>
#include <sstream>

namespace engine::sample {

namespace {

namespace fs = std::filesystem;

constexpr const char* volumeName = "volume";
constexpr const char* contentFolder = "contents";
constexpr std::uint64_t blockBytes = 4096;

/// The options say all that the machine's own settings would decide. For NTFS: where the partition starts.
constexpr VolumeTools ext4Tools{
    "mke2fs",
    "-q -F -t ext4 -b 4096 -I 256 -N 4096 -J size=4 -U 6c616d65-6c6c-4101-8000-000000000003 "
    "-O none,has_journal,ext_attr,dir_index,filetype,extent,64bit,flex_bg,sparse_super,large_file,huge_file,dir_nlink,"
    "extra_isize,metadata_csum "
    "-E hash_seed=6c616d65-6c6c-4101-8000-000000000004,root_owner=0:0,lazy_itable_init=1",
    "debugfs",
    "e2fsprogs",
    {0xaf, 0x3d, 0xc6, 0x0f, 0x83, 0x84, 0x72, 0x47, 0x8e, 0x79, 0x3d, 0x69, 0xd8, 0x47, 0x7d, 0xe4}};
constexpr VolumeTools ntfsTools{
    "mkntfs",
    "-F -q -Q -T -p 2048 -H 255 -S 63 -s 512 -c 4096",
    "ntfscp",
    "ntfs-3g",
    {0xa2, 0xa0, 0xd0, 0xeb, 0xe5, 0xb9, 0x33, 0x44, 0x87, 0xc0, 0x68, 0xb6, 0xb7, 0x26, 0x99, 0xc7}};
static_assert(volumeStart == 2048 * 512);

std::string contentName(std::size_t number)
{
    return std::string(contentFolder) + '/' + std::to_string(number);
}

/// Lines of text that name the file, with numbers that hardly compress.
std::string contentOf(const GuestFile& file)
{
    constexpr std::size_t lineBytes = 64;
    std::uint64_t seed = 14695981039346656037U;
    for (const char c : file.name)
        seed = (seed ^ static_cast<unsigned char>(c)) * 1099511628211U;
    const auto next = [&seed] {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        return static_cast<unsigned long long>(seed);
    };
    std::string content;
    content.reserve(file.bytes + lineBytes);
    std::array<char, lineBytes + 1> line{};
    for (unsigned number = 0; content.size() < file.bytes; ++number) {
        const auto first = next();
        std::snprintf(line.data(), line.size(), "%-20.20s%010u %016llx%016llx\n", file.name.c_str(), number, first,
                      next());
        content.append(line.data(), lineBytes);
    }
    content.resize(file.bytes);
    return content;
}

void create(const Folder& folder, const std::string& name, std::string_view content, std::uint64_t length)
{
    const File file = folder.create(name);
    file.write(0, std::as_bytes(std::span(content)));
    file.resize(length);
}

fs::path require(std::string_view name, const VolumeTools& tools)
{
    const std::optional<fs::path> program = findTool(std::string(name));
    if (!program)
        throw missingTool(std::string(name), tools.package);
    return *program;
}

}  // namespace

const VolumeTools& toolsOf(VolumeType type)
{
    return type == VolumeType::Ext4 ? ext4Tools : ntfsTools;
}

std::optional<Error> whyNotMade(VolumeType type)
{
    const VolumeTools& tools = toolsOf(type);
    for (const std::string& name : {std::string(tools.make), std::string(tools.change)})
        if (!findTool(name))
            return missingTool(name, tools.package);
    return std::nullopt;
}

Volume Volume::make(const Recipe& recipe, SharedFolder folder, const std::stop_token& stop)
{
    Volume volume(recipe.volume, std::move(folder));
    create(*volume.folder_, volumeName, {}, volumeSize);
    const VolumeTools& tools = toolsOf(recipe.volume);
    std::istringstream options{std::string(tools.options)};
    std::vector<std::string> arguments{std::istream_iterator<std::string>(options), {}};
    arguments.insert(arguments.end(), {"-L", std::string(recipe.label), volumeName});
    runTool(require(tools.make, tools), arguments, *volume.folder_, stop);
    return volume;
}

File Volume::open() const
{
    return folder_->open(volumeName, File::Access::ReadOnly);
}

void Volume::bring(const State& state, const std::stop_token& stop)
{
    folder_->makeFolder(contentFolder);
    const Folder contents = folder_->openFolder(contentFolder);
    for (std::size_t number = 0; number < state.written.size(); ++number)
        create(contents, std::to_string(number), contentOf(state.written[number]), state.written[number].bytes);
    if (type_ == VolumeType::Ext4)
        bringExt4(state, contents, stop);
    else
        bringNtfs(state, contents, stop);
    folder_->removeTree(contentFolder);
}

void Volume::bringExt4(const State& state, const Folder& contents, const std::stop_token& stop)
{
    std::string script;
    for (std::size_t number = 0; number < state.written.size(); ++number) {
        const std::string& name = state.written[number].name;
        const std::string parent = fs::path(name).parent_path();
        if (!parent.empty() && folders_.insert(parent).second)
            script += "mkdir " + parent + "\n";
        script += "write " + contentName(number) + ' ' + name + '\n';
    }
    for (const std::string& name : state.removed)
        script += "rm " + name + '\n';
    if (state.powerCut) {
        create(contents, "journalled", std::string(blockBytes, 'j'), blockBytes);
        script += "journal_open -c\njournal_write -b " + std::to_string(volumeSize / blockBytes - 1) + ' ' +
                  contentFolder + "/journalled\njournal_close\ndirty\n";
    }
    create(contents, "script", script, script.size());
    const fs::path program = require(ext4Tools.change, ext4Tools);
    const std::string said =
        runTool(program, {"-w", "-f", std::string(contentFolder) + "/script", volumeName}, *folder_, stop);
    // Its exit code says nothing of its commands. The first line is its version.
    if (std::count(said.begin(), said.end(), '\n') > 1)
        throwToolFailed(program, said);
}

void Volume::bringNtfs(const State& state, const Folder& contents, const std::stop_token& stop) const
{
    const fs::path program = require(ntfsTools.change, ntfsTools);
    const auto copy = [&](const std::string& from, const std::string& to) {
        runTool(program, {"-q", volumeName, from, to}, *folder_, stop);
    };
    for (std::size_t number = 0; number < state.written.size(); ++number)
        copy(contentName(number), state.written[number].name);
    create(contents, "empty", {}, 0);
    for (const std::string& name : state.removed)
        copy(std::string(contentFolder) + "/empty", name);
}

}  // namespace engine::sample
