#include "plan/doctor/backing_search.h"

#include "chain/compare.h"
#include "chain/forest.h"

#include <algorithm>
#include <set>
#include <system_error>

namespace engine {

namespace {

namespace fs = std::filesystem;

/// Two content scores so near are no difference.
constexpr unsigned nearScore = 5;

class Searcher {
public:
    Searcher(const Chain& chain, const std::vector<fs::path>& folders, const ChainOptions& open, Progress& progress,
             const std::stop_token& stop)
        : upper_(chain.layers().subspan(1)), places_(folders), open_(open), progress_(progress), stop_(stop)
    {
        search_.overlay = upper_.front();
        const BackingReference& backing = *search_.overlay.image->info().backing;
        search_.name = backing.name;
        search_.format = backing.format;
        places_.push_back(fs::absolute(search_.overlay.path).parent_path());
        keepReadablePlaces();
        for (const Layer& layer : upper_)
            if (layer.status)
                ours_.insert(layer.status->identity);
        for (const fs::path& place : places_) {
            std::error_code failed;
            open_.policy.openFolder(fs::is_directory(place, failed) ? place : fs::absolute(place).parent_path());
        }
        open_.format.clear();
        open_.snapshot.clear();
    }

    BackingSearch run()
    {
        gather();
        sort();
        for (std::size_t index = 0; index < std::min(mostExamined, search_.candidates.size()); ++index)
            examine(search_.candidates[index]);
        sort();
        search_.places = places_;
        search_.ambiguous = isAmbiguous();
        return std::move(search_);
    }

private:
    /// What one place holds is of use without the others.
    void keepReadablePlaces();
    void gather();
    bool mayBack(const Forest& forest, std::size_t node) const;
    Chain open(const BackingCandidate& candidate) const
    {
        ChainOptions options = open_;
        options.format = candidate.format;
        return Chain::open(candidate.path, options);
    }
    void examine(BackingCandidate& candidate)
    {
        const Chain chain = open(candidate);
        candidate.complete = chain.complete();
        if (candidate.complete)
            candidate.layers = expectedLayers(chain);
        readEvidence(candidate.evidence, chain, upper_, progress_, stop_);
    }
    void sort();
    bool isAmbiguous();

    std::span<const Layer> upper_;
    std::vector<fs::path> places_;
    ChainOptions open_;
    std::set<FileIdentity> ours_;  ///< the chain's layers
    Progress& progress_;
    const std::stop_token& stop_;
    BackingSearch search_;
};

void Searcher::keepReadablePlaces()
{
    const auto isUnreadable = [this](const fs::path& place) {
        std::error_code failed;
        if (fs::is_directory(place, failed))
            fs::directory_iterator(place, failed);
        else if (!failed && !fs::is_regular_file(place, failed))
            failed = std::make_error_code(std::errc::not_a_directory);
        if (failed)
            search_.skipped.push_back(systemError(failed.value(), "folder.read").at(place));
        return static_cast<bool>(failed);
    };
    places_.erase(std::remove_if(places_.begin(), places_.end(), isUnreadable), places_.end());
}

/// Whether the image itself, or what it rests on, is none of the chain's layers.
bool Searcher::mayBack(const Forest& forest, std::size_t node) const
{
    for (std::optional<std::size_t> at = node; at; at = forest.nodes()[*at].parent) {
        const auto& status = forest.nodes()[*at].status;
        if (status && ours_.contains(status->identity))
            return false;
    }
    return true;
}

void Searcher::gather()
{
    const Forest forest = Forest::scan(places_, open_, progress_, stop_);
    search_.skipped.insert(search_.skipped.end(), forest.skipped().begin(), forest.skipped().end());
    for (std::size_t index = 0; index < forest.nodes().size(); ++index) {
        const ForestNode& node = forest.nodes()[index];
        if (!node.status || node.state != LayerState::Ok)
            continue;
        ++search_.looked;
        if ((!search_.format.empty() && node.format != search_.format) || !mayBack(forest, index))
            continue;
        BackingCandidate candidate{node.path, *node.status, node.format, node.virtualSize, false, {}, {}};
        candidate.layers = {{node.path, node.status->identity, node.format}};
        candidate.evidence = evidenceOf(search_.name, search_.overlay, node.path, *node.status, node.virtualSize);
        search_.candidates.push_back(std::move(candidate));
    }
}

void Searcher::sort()
{
    std::stable_sort(search_.candidates.begin(), search_.candidates.end(),
                     [](const BackingCandidate& a, const BackingCandidate& b) {
                         const auto rank = [](const BackingCandidate& candidate) {
                             const BackingEvidence& evidence = candidate.evidence;
                             return std::tuple(evidence.verdict(), evidence.contentScore(), evidence.nameScore());
                         };
                         return rank(a) > rank(b);
                     });
}

/// A copy of the best one is no rival.
bool Searcher::isAmbiguous()
{
    if (search_.candidates.empty() || search_.candidates.front().evidence.verdict() != BackingEvidence::Verdict::Proven)
        return false;
    const BackingCandidate& best = search_.candidates.front();
    const Chain bestChain = open(best);
    for (std::size_t index = 1; index < std::min(mostExamined, search_.candidates.size()); ++index) {
        const BackingCandidate& other = search_.candidates[index];
        if (other.evidence.verdict() != BackingEvidence::Verdict::Proven ||
            other.evidence.contentScore() + nearScore < best.evidence.contentScore())
            break;
        const Chain chain = open(other);
        if (chain.virtualSize() != bestChain.virtualSize() || firstDifference(bestChain, chain, progress_, stop_))
            return true;
    }
    return false;
}

}  // namespace

const BackingCandidate* BackingSearch::proven() const noexcept
{
    const bool taken =
        !ambiguous && !candidates.empty() && candidates.front().evidence.verdict() == BackingEvidence::Verdict::Proven;
    return taken ? &candidates.front() : nullptr;
}

std::optional<BackingSearch> searchBacking(const Chain& chain, const std::vector<fs::path>& folders,
                                           const ChainOptions& open, Progress& progress, const std::stop_token& stop)
{
    const auto layers = chain.layers();
    const bool missing = layers.size() > 1 && layers.front().state == LayerState::Missing &&
                         std::all_of(layers.begin() + 1, layers.end(), [](const Layer& l) { return l.usable(); });
    if (!missing)
        return std::nullopt;
    return Searcher(chain, folders, open, progress, stop).run();
}

}  // namespace engine
