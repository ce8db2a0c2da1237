#pragma once

#include "bytes/error.h"

#include <string_view>

namespace engine {

/// Something that a plan has to say: a reason not to run, or a caution. Code and values, as in Error.
struct PlanNote {
    std::string_view code;  ///< stable, dotted, lower camel case; a literal
    Error::Values values;

    bool operator==(const PlanNote&) const = default;
};

}  // namespace engine
