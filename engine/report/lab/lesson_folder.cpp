#include "report/lab/lesson_folder.h"

#include <set>

namespace engine::report {

namespace fs = std::filesystem;

namespace {

/// The first of the folder's files by their names, whatever order the system lists them in.
struct Listing {
    std::set<fs::path> files;
    std::uint64_t leftOut = 0;
};

Listing list(const fs::path& folder)
{
    Listing found;
    std::error_code failed;
    for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
        if (at->path().extension() != ".json")
            continue;
        found.files.insert(at->path());
        if (found.files.size() > mostLessons) {
            found.files.erase(std::prev(found.files.end()));
            ++found.leftOut;
        }
    }
    if (failed)
        throw systemError(failed.value(), "folder.read").at(folder);
    return found;
}

}  // namespace

LessonFolder readLessonFolder(const fs::path& folder)
{
    const Listing listing = list(folder);
    LessonFolder found;
    for (const fs::path& file : listing.files) {
        // A lesson that is none is told in its place, and the others are there all the same.
        try {
            found.lessons.push_back(std::make_shared<const lab::Lesson>(parseLesson(readDocument(file))));
        } catch (const Error& error) {
            found.refused.push_back(error.at(file));
        }
    }
    if (listing.leftOut > 0)
        found.refused.push_back(Error(ErrorKind::Refused, "lesson.leftOut",
                                      {{"count", listing.leftOut}, {"limit", std::uint64_t{mostLessons}}})
                                    .at(folder.has_filename() ? folder : folder.parent_path()));
    return found;
}

}  // namespace engine::report
