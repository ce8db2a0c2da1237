#pragma once

#include "storage/file.h"

#include <filesystem>
#include <string_view>
#include <vector>

namespace engine {

/// Why a file is named, which decides how much trust it needs.
enum class NameRole : std::uint8_t {
    BackingFile,       ///< followed inside the opened folders
    ExternalDataFile,  ///< followed only where the user allowed that very path (CVE-2024-32498)
};

/// Decides which files that an image header names may be opened; asked before every such open. The default says no.
/// Copyable; read from several threads once it is set up.
class OpenPolicy {
public:
    /// A folder that the user opened: names that resolve to below it are followed.
    void openFolder(const std::filesystem::path& folder);
    /// A file or a folder that the user allowed by name.
    void allow(const std::filesystem::path& path);

    /// Where a name leads that the image at `namedBy` gives: relative to the folder of that image, as QEMU does
    /// (path_combine), links not resolved; "." and ".." are tidied away where that leads to the same place in spite of
    /// links. What `file:` and plain `json:` names say (local_name.h) is taken so too. Throws Error(Refused):
    /// "name.protocol" (nbd:, any driver prefix, other json:), "name.invalid" (empty, NUL byte).
    static std::filesystem::path resolve(std::string_view name, const std::filesystem::path& namedBy);

    /// Opens what `resolve` gave, read-only, where the policy lets it. Links are resolved once and the file that is
    /// opened is the one that was judged. Throws Error: "name.outsideFolders", "name.dataFile", "name.blockDevice",
    /// "name.system" (/proc, /sys, /dev), "file.notRegular", NotFound, AccessDenied.
    File open(const std::filesystem::path& resolved, NameRole role) const;

private:
    bool allows(const std::filesystem::path& canonical, NameRole role) const;

    std::vector<std::filesystem::path> folders_;
    std::vector<std::filesystem::path> allowed_;
};

}  // namespace engine
