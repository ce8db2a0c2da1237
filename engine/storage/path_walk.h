#pragma once

#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

namespace engine {

/// Where a path leads, and who decides that. Gone part by part from the root, every link read and followed by
/// ourselves, nothing looked up twice: what a folder's owner exchanges meanwhile leads nowhere that was not judged.
struct WalkedPath {
    /// A link in the last part is followed too. The folder of that part must exist, the part need not. Throws Error
    /// (NotFound, AccessDenied, Io), and Refused "path.foreign" (values `user`, `part`) where somebody who is not root
    /// and not the caller leads the path to where he himself could not write.
    static WalkedPath to(const std::filesystem::path& path);

    WalkedPath(WalkedPath&& other) noexcept;
    WalkedPath& operator=(WalkedPath&&) = delete;
    ~WalkedPath();

    int descriptor;                ///< of the folder, for reading; owned
    std::filesystem::path folder;  ///< absolute, without links
    std::string name;              ///< in that folder
    /// Who owns a folder or a link on the way, and is neither root nor the caller; nobody's user for folders that all
    /// may write to (not "sticky"). Each of them may write to the folder.
    std::vector<uid_t> leaders;

private:
    WalkedPath(int opened, std::filesystem::path where, std::string last, std::vector<uid_t> others);
};

}  // namespace engine
