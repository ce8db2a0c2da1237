#pragma once

#include "bytes/error.h"

#include <QString>

#include <filesystem>
#include <optional>

namespace widgets {

/// What a person can be asked about an image that is not read for want of trust.
struct TrustQuestion {
    enum class Kind : std::uint8_t {
        AllowFile,   ///< it lies elsewhere, or is an external data file
        NameFormat,  ///< no header says its format
    };
    Kind kind = Kind::AllowFile;
    std::filesystem::path file;  ///< that would be read

    bool operator==(const TrustQuestion&) const = default;
};

/// @param image that has the reason
/// @returns nothing where trust does not help
std::optional<TrustQuestion> trustQuestion(const std::filesystem::path& image, const engine::Error& reason);

/// "Allow this file..." or "Name its format...": what the sentences of these reasons speak of.
QString askText(TrustQuestion::Kind kind);

}  // namespace widgets
