#pragma once

#include "chain/naming.h"
#include "plan/dependents.h"
#include "plan/limits.h"
#include "storage/name_search.h"

#include <span>
#include <stop_token>
#include <vector>

/// Files have more names than the one that a person gives: links, and hard links. A result takes the place of one name;
/// the links to it lead to the result from then on, another hard link keeps the old content and all that it needs.
namespace engine {

/// The path itself, then what each link leads to, the file's own name last; folders without links.
std::vector<std::filesystem::path> namesOnTheWay(const std::filesystem::path& path);

/// The names of the files of some chains besides those that the chains go by.
/// @param folders besides those of the files, and the folders beside them
/// Throws Error: Cancelled, Io.
std::vector<FoundName> findOtherNames(std::span<const Chain> chains, const std::vector<std::filesystem::path>& folders,
                                      const std::stop_token& stop);
/// The same for one file that stands alone.
std::vector<FoundName> findOtherNames(const std::filesystem::path& file, const FileIdentity& identity,
                                      const std::vector<std::filesystem::path>& folders, const std::stop_token& stop);

/// By what paths the successor of an image will be opened.
struct ResultPaths {
    std::vector<std::filesystem::path> paths;  ///< the final name, the path as it was given, links that lead there
    /// Links to the image from where its backing name leads to other files: who opens them would find another disk.
    std::vector<std::filesystem::path> elsewhere;
};
/// @param given the path of the image that is replaced
/// @param before the image with all it rests on
/// @param mend whether links from where it cannot be opened count as well
ResultPaths resultPaths(const std::filesystem::path& given, const ExpectedLayers& before,
                        std::span<const FoundName> names, bool mend);

/// Names that need layers of a chain which is replaced: links to layers below the top, and hard links with what they
/// lead to by the names that the layers lose.
std::vector<Dependent> dependentsByName(const Chain& chain, std::span<const FoundName> names);

/// Sets the backing name of an image whose paths and backing format are set: "plan.noBackingName" (blocker),
/// "plan.wholePath" (caution: a relative name had to become a whole path).
/// @param old the name in the header of the image that it takes the place of; may be empty
/// @param clusterSize of the new image, bytes
void noteBackingName(ImagePlan& image, const ExpectedLayers& backing, const std::string& old, std::uint64_t clusterSize,
                     PlanNotes& notes);

/// Names for new files that stand in one folder: those of the images that they come from, with the name of the image's
/// folder before it where two are alike ("a-disk", "b-disk"), and a number where that is not enough.
/// @param taken a name that none may have; empty: none
std::vector<std::string> distinctNames(std::span<const std::filesystem::path> images, std::string_view taken);

/// "plan.leadsElsewhere" (blockers), and for hard links that were not found "plan.otherNames".
void noteElsewhere(const ResultPaths& result, const std::filesystem::path& image, PlanNotes& notes);
/// @param first index of the first layer that is replaced
void noteOtherNames(const Chain& chain, std::size_t first, std::span<const FoundName> names, PlanNotes& notes);

}  // namespace engine
