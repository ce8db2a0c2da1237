#pragma once

#include "report/json.h"

#include <string>
#include <string_view>

/// JSON as text. Names are bytes, and JSON is UTF-8: a byte 0x80 to 0xff that is not UTF-8 is written as the character
/// U+10FE80 to U+10FEFF (`\udbff\ude80` to `\udbff\udeff`), which every reader takes. A name that has such a
/// character itself has its four bytes written so: what is read gives the same bytes again.
namespace engine::report {

/// Valid UTF-8 that stands for any bytes, as texts of JSON do.
std::string textForBytes(std::string_view bytes);
/// Those bytes again; of valid UTF-8.
std::string bytesOfText(std::string_view text);

/// In all texts of a document that was read, what stands for a byte becomes that byte again; not in keys.
void restoreNames(Json& document);

}  // namespace engine::report
