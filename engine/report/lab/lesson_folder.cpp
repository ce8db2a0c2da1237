#include "report/lab/lesson_folder.h"

#include <algorithm>

namespace engine::report {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t mostLessons = 100;

}  // namespace

LessonFolder readLessonFolder(const fs::path& folder)
{
    std::error_code failed;
    std::vector<fs::path> files;
    for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
        if (at->path().extension() == ".json" && files.size() < mostLessons)
            files.push_back(at->path());
    }
    if (failed)
        throw systemError(failed.value(), "folder.read").at(folder);
    std::sort(files.begin(), files.end());
    LessonFolder found;
    for (const fs::path& file : files) {
        // A lesson that is none is told in its place, and the others are there all the same.
        try {
            found.lessons.push_back(std::make_shared<const lab::Lesson>(parseLesson(readDocument(file))));
        } catch (const Error& error) {
            found.refused.push_back(error.at(file));
        }
    }
    return found;
}

}  // namespace engine::report
