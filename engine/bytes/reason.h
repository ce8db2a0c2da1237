#pragma once

#include "bytes/error.h"

namespace engine {

/// `values`, and why it is so: the code of a reason as the value `name`, and each of its own values as `name`.KEY, so
/// that whoever makes text of it can tell the reason in full.
Error::Values withReason(Error::Values values, std::string_view code, const Error::Values& own,
                         std::string_view name = "reason");
inline Error::Values withReason(Error::Values values, const Error& reason)
{
    return withReason(std::move(values), reason.code(), reason.values());
}

/// The values of the reason that `withReason` put in: without its name in front.
Error::Values valuesOfReason(const Error::Values& values, std::string_view name = "reason");

}  // namespace engine
