#include "plan_text.h"

#include "bytes/size_text.h"
#include "commands.h"
#include "error_text.h"
#include "table.h"

#include <algorithm>
#include <iostream>

namespace cli {

namespace {

using engine::formatSize;

/// "1.4 GiB", with its sign.
std::string signedSize(std::int64_t bytes)
{
    const auto magnitude = static_cast<std::uint64_t>(bytes < 0 ? -bytes : bytes);
    return (bytes < 0 ? "-" : "") + formatSize(magnitude);
}

std::string percent(std::int64_t part, std::uint64_t whole)
{
    return whole == 0 ? "0 %" : std::to_string(part * 100 / static_cast<std::int64_t>(whole)) + " %";
}

void addFiles(Table& table, const char* when, const engine::FileSizes& sizes)
{
    for (const engine::FileSize& file : sizes.files)
        table.add({when, file.path.empty() ? "(new)" : escaped(file.path.string()), formatSize(file.length),
                   formatSize(file.diskSize)});
    table.add({when, "in all", formatSize(sizes.length()), formatSize(sizes.diskSize())});
}

void printFiles(std::ostream& out, const engine::FileSizes& before, const engine::FileSizes& after)
{
    Table table({{"", Align::Left}, {"file", Align::Left}, {"file length"}, {"on disk"}});
    addFiles(table, "before", before);
    addFiles(table, "after", after);
    table.print(out);
}

struct Amount {
    const char* what;
    std::uint64_t bytes;
};

/// Those that are something, on one line.
void printAmounts(std::ostream& out, const char* title, std::initializer_list<Amount> amounts)
{
    std::string text;
    for (const auto& [what, bytes] : amounts) {
        if (bytes > 0)
            text += (text.empty() ? "" : ", ") + std::string(what) + ' ' + formatSize(bytes);
    }
    out << title << (text.empty() ? "nothing" : text) << '\n';
}

void printReasons(std::ostream& out, const engine::SavedBytes& saved, std::uint64_t fragmentationLoss,
                  std::uint64_t unknown)
{
    printAmounts(out, "dropped: ",
                 {{"garbage", saved.garbage},
                  {"zeros", saved.zero},
                  {"equal to the base", saved.duplicate},
                  {"hidden by upper layers", saved.hidden},
                  {"equal to each other", saved.shared}});
    printAmounts(out, "kept all the same: ",
                 {{"free beside live data", fragmentationLoss}, {"in volumes that are not trimmed", unknown}});
}

void printSaving(std::ostream& out, bool exact, std::int64_t saved, std::uint64_t before)
{
    const bool more = saved < 0;
    out << (more ? "takes " : "saves ")
        << (exact  ? ""
            : more ? "at most "
                   : "at least ")
        << signedSize(more ? -saved : saved) << (more ? " more" : "") << " (" << percent(more ? -saved : saved, before)
        << " of the file lengths)\n";
}

/// What else may need these files was looked for there; what was found is a note.
void printSearch(std::ostream& out, const engine::SearchedPlaces& searched)
{
    if (searched.folders.empty())
        return;
    out << "looked for other overlays in";
    for (const std::filesystem::path& folder : searched.folders)
        out << (&folder == &searched.folders.front() ? " " : ", ") << escaped(folder.string());
    out << " and below: " << searched.files << " files" << (searched.boundHit ? ", not all there are" : "") << '\n';
}

/// The figure that counts comes first.
void printReturned(std::ostream& out, bool exact, const std::optional<engine::ReturnedBytes>& returned)
{
    if (!returned)
        return;
    const bool more = returned->bytes < 0;
    const std::string least = exact || !returned->exact ? "" : more ? "at most " : "at least ";
    out << (more ? "takes " : "gives back ") << least << returnedText(*returned)
        << (exact || returned->exact || more ? "" : " or more") << (more ? " more" : "")
        << " on disk, once the originals are deleted\n";
}

void printCandidates(std::ostream& out, const engine::SharePlan& plan)
{
    Table table({{"base", Align::Left}, {"its length"}, {"with all diffs"}, {"saves"}});
    for (const engine::BaseCandidate& candidate : plan.candidates)
        table.add({candidate.path.empty() ? "a new base" : escaped(candidate.path.string()),
                   formatSize(candidate.baseLength), formatSize(candidate.totalLength),
                   signedSize(static_cast<std::int64_t>(plan.before.length()) -
                              static_cast<std::int64_t>(candidate.totalLength))});
    table.print(out);
}

void printSimilarity(std::ostream& out, const engine::SharePlan& plan)
{
    std::vector<Column> columns{{"alike", Align::Left}};
    for (std::size_t index = 0; index < plan.similarity.size(); ++index)
        columns.push_back({std::to_string(index + 1)});
    Table table(std::move(columns));
    for (std::size_t row = 0; row < plan.similarity.size(); ++row) {
        std::vector<std::string> cells{std::to_string(row + 1)};
        for (const std::uint64_t bytes : plan.similarity[row])
            cells.push_back(formatSize(bytes));
        table.add(std::move(cells));
    }
    table.print(out);
}

}  // namespace

std::string returnedText(const engine::ReturnedBytes& returned)
{
    const auto magnitude = static_cast<std::uint64_t>(returned.bytes < 0 ? -returned.bytes : returned.bytes);
    return (returned.exact ? "" : "about ") + formatSize(magnitude);
}

void printPlan(std::ostream& out, const engine::SlimPlan& plan)
{
    out << (plan.kind == engine::SlimKind::Standard ? "standard slim" : "deep slim")
        << (plan.options.exact ? ", exact\n" : ", quick: from metadata alone\n");
    printFiles(out, plan.before, plan.after);
    if (!plan.returned)
        return;
    printReasons(out, plan.image.saved, plan.image.fragmentationLossBytes, plan.image.unknownBytes);
    printSearch(out, plan.searched);
    out << "needs " << formatSize(plan.peakBytes) << " while it runs\n";
    printReturned(out, plan.options.exact, plan.returned);
    printSaving(out, plan.options.exact, plan.savedBytes(), plan.before.length());
}

void printPlan(std::ostream& out, const engine::SharePlan& plan)
{
    out << "base sharing" << (plan.options.exact ? ", exact\n" : ", quick: from metadata alone\n");
    printFiles(out, plan.before, plan.after);
    printSearch(out, plan.searched);
    if (!plan.returned)
        return;
    printCandidates(out, plan);
    if (!plan.similarity.empty())
        printSimilarity(out, plan);
    out << "the rule of thumb (N - 1) x base promises " << formatSize(plan.formulaBytes) << "\nneeds "
        << formatSize(plan.peakBytes) << " while it runs\n";
    printReturned(out, plan.options.exact, plan.returned);
    printSaving(out, plan.options.exact, plan.savedBytes(), plan.before.length());
}

void printNotes(const std::vector<engine::PlanNote>& blockers, const std::vector<engine::PlanNote>& cautions)
{
    const auto print = [](const char* what, const engine::PlanNote& note) {
        std::cerr << "lamella-cli: " << what << ": " << sentence(note.code, note.values) << '\n';
        printRemedy(std::cerr, "lamella-cli:   ", remedy(note.code, note.values));
    };
    for (const engine::PlanNote& note : blockers)
        print("blocked", note);
    for (const engine::PlanNote& note : cautions)
        print("caution", note);
}

}  // namespace cli
