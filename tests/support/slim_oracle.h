#pragma once

#include "plan/image_plan.h"
#include "support/generated_chain.h"
#include "support/guest_disk.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

/// What an operation must have done to a template, told by QEMU's tools, the kernel and each file system's checker:
/// none of it by code that did it. Every `require` throws std::runtime_error with what is wrong.
namespace testsupport {

/// What `qemu-img convert` reads.
std::string diskOf(const std::filesystem::path& image, const std::string& format);

/// A template as it was. What it is made of outlives it.
class TemplateBefore {
public:
    TemplateBefore(const GeneratedChain& chain, const GuestDisk& guest);

    const std::string& disk() const noexcept { return disk_; }
    const GeneratedChain& chain() const noexcept { return chain_; }
    /// Where the layers from `firstMerged` on say anything, by `qemu-img map`.
    engine::GuestRangeSet coveredFrom(std::size_t firstMerged) const;

    /// Volumes that must not be touched are as they were, files of the others are the same and their checker is
    /// content.
    /// @param systemFilesGone the content of page and swap files is zeros
    void requireGuest(const std::string& after, const engine::GuestRangeSet& free, bool systemFilesGone) const;

private:
    const GeneratedChain& chain_;
    const GuestDisk& guest_;
    std::string disk_;
    std::vector<std::map<std::string, std::string>> trees_;
    std::vector<bool> sound_;  ///< by the volume's own checker; some kernels write what some checkers do not like
};

/// The file of a new image: its predicted length, `qemu-img check`, the plan's map by `qemu-img map`.
void requireNewFile(const engine::ImagePlan& plan, const std::filesystem::path& path);

/// What a new image has to show.
struct NewContent {
    const engine::ImagePlan& plan;
    std::string before;             ///< the disk that it takes the place of
    std::string backing;            ///< what its backing image shows; empty: none
    engine::GuestRangeSet covered;  ///< where the layers that it takes the place of say anything
    std::uint64_t unit = 0;         ///< bytes: what is stored or dropped as one
};
/// Every byte: used ones unchanged; free ones zeros where the image says anything, and where merged layers said
/// something in units that are free as a whole. Nothing is stored that is zeros or that the backing image shows.
void requireContent(const NewContent& expected, const std::string& after);

/// Zeros where nothing is used.
std::string keptOf(std::string disk, const engine::GuestRangeSet& free);

}  // namespace testsupport
