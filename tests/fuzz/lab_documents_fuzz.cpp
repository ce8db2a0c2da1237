#include "memory_file.h"
#include "report/lab/lesson_json.h"
#include "report/lab/practice_json.h"

using namespace engine;
using namespace engine::report;
using fuzz::require;

namespace {

template <class Work>
void attempt(Work&& work)
{
    try {
        work();
    } catch (const Error& error) {
        require(error.kind() == ErrorKind::Refused &&
                (error.code().starts_with("document.") || error.code() == "lab.option"));
    }
}

/// What is read is what is written, and can be read again.
void tryPractice(std::string_view text)
{
    const SavedPractice practice = parsePractice(text);
    const SavedPractice again = parsePractice(practiceText(practice));
    require(again.options == practice.options && again.steps == practice.steps);
}

void tryLesson(std::string_view text)
{
    const lab::Lesson lesson = parseLesson(text);
    require(!lesson.tasks.empty() && lesson.title.contains("en") && lesson.about.contains("en"));
    requireValid(lesson.practice);
    for (const lab::Task& task : lesson.tasks) {
        require(task.text.contains("en"));
        for (const lab::Check& check : task.checks)
            lab::isMet(check, {}, {});
    }
}

}  // namespace

/// Lessons and practices are given on by trainers: anything else in their place is refused, and nothing more.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    attempt([&] { tryPractice(text); });
    attempt([&] { tryLesson(text); });
    return 0;
}
