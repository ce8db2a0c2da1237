#pragma once

#include "report/vocabulary.h"

namespace widgets {

/// How numbers that are not sizes are written: as an offset is, or in groups.
enum class Digits : std::uint8_t { Plain, Grouped };

/// The window's words, in the person's language.
engine::report::Vocabulary vocabulary(Digits digits = Digits::Plain);

}  // namespace widgets
