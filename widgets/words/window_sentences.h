#pragma once

#include <string_view>

namespace widgets {

/// The English text of a code whose own sentence speaks of the command line; null where that one will do. Its context
/// of translation is "WindowSentences". Names menus and buttons as the window does.
const char* windowSentence(std::string_view code);
/// The same for what can be done about it; in the context "Remedies".
const char* windowRemedy(std::string_view code);

}  // namespace widgets
