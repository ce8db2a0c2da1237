#pragma once

#include "report/json.h"
#include "report/words.h"

namespace cli {

/// A report's words in English.
engine::report::Words englishWords();

/// A document for another program, and what its codes mean for whoever reads it.
std::string jsonText(engine::report::Json document);

}  // namespace cli
