#pragma once

#include "report/lab/document.h"
#include "work/lab/lesson.h"

#include <string_view>

namespace engine::report {

/// A lesson as resources/lessons/writing-a-lesson.md describes it. Throws Error, as Field does; Refused "lab.option".
lab::Lesson parseLesson(std::string_view text);

}  // namespace engine::report
