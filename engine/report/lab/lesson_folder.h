#pragma once

#include "bytes/error.h"
#include "report/lab/lesson_json.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace engine::report {

struct LessonFolder {
    std::vector<std::shared_ptr<const lab::Lesson>> lessons;  ///< by the names of their files
    std::vector<Error> refused;                               ///< files that are no lessons, with their paths
};

/// The lessons (*.json) of a folder. Throws Error where the folder cannot be read.
LessonFolder readLessonFolder(const std::filesystem::path& folder);

}  // namespace engine::report
