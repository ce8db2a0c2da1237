#include "support/plan_oracle.h"

#include "plan/merge_input.h"
#include "support/guest_tree.h"

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace testsupport {

namespace fs = std::filesystem;
using namespace engine;

namespace {

void require(bool condition, const std::string& what)
{
    if (!condition)
        throw std::runtime_error(what);
}

/// Path -> content of every file below.
std::map<std::string, std::string> filesBelow(const fs::path& folder)
{
    auto tree = hashTree(folder);
    std::erase_if(tree, [](const auto& entry) { return entry.second == "folder"; });
    return tree;
}

}  // namespace

void requireReasons(const ImagePlan& plan, const Chain& chain, std::size_t firstMerged)
{
    Progress progress;
    const std::vector<LayerMap> maps = readLayerMaps(chain, MapDepth::Quick, progress, {});
    const std::span merged = std::span(maps).subspan(firstMerged);
    std::uint64_t stored = 0;
    for (const LayerMap& map : merged)
        stored += map.own.select({ExtentState::Data, ExtentState::Compressed}).total();
    const SavedBytes& saved = plan.saved;
    const std::uint64_t kept = intersectionOf(visibleOf(merged).stored, plan.result.data).total();
    const std::uint64_t reasons = saved.hidden + saved.garbage + saved.zero + saved.duplicate;
    require(reasons + kept == stored, "of " + std::to_string(stored) + " stored bytes " + std::to_string(kept) +
                                          " are kept and " + std::to_string(reasons) + " have a reason: hidden " +
                                          std::to_string(saved.hidden) + ", garbage " + std::to_string(saved.garbage) +
                                          ", zero " + std::to_string(saved.zero) + ", duplicate " +
                                          std::to_string(saved.duplicate));
}

FilesBefore::FilesBefore(fs::path folder) : folder_(std::move(folder)), files_(filesBelow(folder_)) {}

void FilesBefore::requireKept(const FileSizes& planned, const Receipt& receipt) const
{
    const auto nameOf = [&](const fs::path& path) { return fs::relative(fs::canonical(path), folder_).string(); };
    std::map<std::string, std::string> expected = files_;
    for (const KeptOriginal& original : receipt.originals) {
        const auto moved = expected.extract(fs::relative(original.path, folder_).string());
        require(!moved.empty(), original.path.string() + " was never there");
        expected[nameOf(original.keptAs)] = moved.mapped();
    }
    require(planned.files.size() == receipt.actual.files.size(), "the receipt has other files");
    const auto now = filesBelow(folder_);
    for (std::size_t index = 0; index < planned.files.size(); ++index) {
        const FileSize& file = planned.files[index];
        require(file.length == fs::file_size(file.path) && file.length == receipt.actual.files[index].length,
                file.path.string() + " has not the planned length");
        expected.emplace(nameOf(file.path), now.at(nameOf(file.path)));
    }
    const std::string differs = difference(expected, now);
    require(differs.empty(), differs);
}

void FilesBefore::requireSame() const
{
    const std::string differs = difference(files_, filesBelow(folder_));
    require(differs.empty(), differs);
}

void requireAtMost(const SharePlan& exact, const SharePlan& quick)
{
    const auto lengthOn = [](const SharePlan& plan, const fs::path& base) -> std::optional<std::uint64_t> {
        for (const BaseCandidate& candidate : plan.candidates) {
            if (candidate.path == base)
                return candidate.totalLength;
        }
        return std::nullopt;
    };
    for (const BaseCandidate& candidate : exact.candidates) {
        const auto most = lengthOn(quick, candidate.path);
        require(candidate.path.empty() || (most && candidate.totalLength <= *most),
                "quick is " + std::to_string(most.value_or(0)) + " bytes on " + candidate.path.string() + ", exact " +
                    std::to_string(candidate.totalLength));
    }
    require(exact.base != quick.base || exact.after.length() <= quick.after.length(),
            "the quick preview promised too much");
}

void requireNewBase(const SharePlan& plan, const std::list<TemplateBefore>& templates)
{
    requireNewFile(*plan.newBase, plan.base);
    const std::string disk = diskOf(plan.base, "qcow2");
    std::vector<std::string> kept;
    for (const TemplateBefore& before : templates) {
        kept.push_back(keptOf(before.disk(), plan.newBaseContent.free[kept.size()]));
        kept.back().resize(disk.size());
    }
    const std::uint64_t clusterSize = plan.newBase->result.clusterSize;
    for (std::uint64_t start = 0; start < disk.size(); start += clusterSize) {
        const std::uint64_t length = std::min<std::uint64_t>(clusterSize, disk.size() - start);
        if (plan.newBase->result.data.restrictedTo({GuestOffset(start), length}).empty())
            continue;
        const auto have = std::count_if(kept.begin(), kept.end(), [&](const std::string& one) {
            return one.compare(start, length, disk, start, length) == 0;
        });
        require(have >= 2, "the new base holds at " + std::to_string(start) + " what fewer than two templates have");
    }
}

}  // namespace testsupport
