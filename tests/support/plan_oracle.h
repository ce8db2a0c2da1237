#pragma once

#include "plan/share_plan.h"
#include "support/slim_oracle.h"
#include "work/operation.h"

#include <list>

/// What a plan says, held against what was there and what came of it. Every `require` throws std::runtime_error.
namespace testsupport {

/// Each byte that the merged layers store is kept or has one reason to go.
void requireReasons(const engine::ImagePlan& plan, const engine::Chain& chain, std::size_t firstMerged);

/// The files below a folder before an operation.
class FilesBefore {
public:
    explicit FilesBefore(std::filesystem::path folder);

    /// Every file that was there is there, under its own or its kept name; every new file was planned, with its length.
    void requireKept(const engine::FileSizes& planned, const engine::Receipt& receipt) const;
    /// Nothing has changed.
    void requireSame() const;

private:
    std::filesystem::path folder_;
    std::map<std::string, std::string> files_;
};

/// No base costs more than the quick preview said.
void requireAtMost(const engine::SharePlan& exact, const engine::SharePlan& quick);

/// At least two templates have each cluster of the new base.
void requireNewBase(const engine::SharePlan& plan, const std::list<TemplateBefore>& before);

}  // namespace testsupport
