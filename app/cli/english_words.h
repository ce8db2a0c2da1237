#pragma once

#include "report/words.h"

namespace cli {

/// A report's words in English.
engine::report::Words englishWords();

}  // namespace cli
