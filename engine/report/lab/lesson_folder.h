#pragma once

#include "bytes/error.h"
#include "report/lab/lesson_json.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace engine::report {

/// Files of a folder that are read.
inline constexpr std::size_t mostLessons = 100;

struct LessonFolder {
    std::vector<std::shared_ptr<const lab::Lesson>> lessons;  ///< by the names of their files
    /// Files that are no lessons, with their paths; then, with that of the folder, "lesson.leftOut".
    std::vector<Error> refused;
};

/// The lessons (*.json) of a folder. Throws Error where the folder cannot be read.
LessonFolder readLessonFolder(const std::filesystem::path& folder);

}  // namespace engine::report
