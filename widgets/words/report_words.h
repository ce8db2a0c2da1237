#pragma once

#include "report/words.h"

#include <QString>

namespace widgets {

/// A report's words in the language of the window. To be made on the window's thread; may be used on any.
engine::report::Words reportWords();
/// One of them: a key of resources/report_words.h.
QString reportWord(std::string_view key);
/// What a report says that made it: name and version.
std::string programName();

}  // namespace widgets
