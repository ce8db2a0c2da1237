#pragma once

#include "report/json.h"
#include "report/words.h"

namespace engine::report {

/// What can be done about something that has a `code` and `values`: about a symptom also what its `remedy` names. Empty
/// where there is nothing to say.
std::string remedyText(const Json& note, const Words& words);

/// The document with what its codes mean beside them: each object that has a `code` and `values` gets `text`, its
/// sentence, and `remedyText`, or null. For whoever reads a document without this program.
Json explained(Json document, const Words& words);

}  // namespace engine::report
