#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace engine {

/// A local file, as a name in an image's header says it.
struct LocalName {
    std::string path;    ///< as it stands there; of a plain name unchecked, else not empty and without a NUL byte
    std::string format;  ///< that a `json:` name gives; empty: none
    /// Relative, and QEMU looks for it in the folder in which it was started, not in that of the image.
    bool fromStart = false;
};

/// The file that a name stands for, where it is a plain one. Besides plain names that is `file:NAME` (QEMU:
/// raw_parse_filename) and a `json:` name with nothing in it but a file, its format and options that change no content,
/// nested or with dotted keys. Everything else that QEMU would take for a protocol (path_has_protocol) is none:
/// nothing. The input may be hostile.
std::optional<LocalName> localName(std::string_view name);

}  // namespace engine
