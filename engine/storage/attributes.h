#pragma once

#include "bytes/error.h"
#include "storage/file.h"

#include <map>
#include <span>
#include <string>
#include <sys/types.h>
#include <vector>

namespace engine {

/// Who may do what with a file: owner, group, permissions, access control list, SELinux label, user attributes.
struct FileAttributes {
    std::filesystem::path path;  ///< of the file, for messages
    uid_t owner = 0;
    gid_t group = 0;
    mode_t mode = 0;                              ///< permissions alone
    std::map<std::string, std::string> extended;  ///< by name; not what the system makes itself
    std::vector<std::string> unread;              ///< names of extended attributes that cannot be read

    /// Throws Error (Io).
    static FileAttributes of(const File& file);
};

/// What a file gets that is made of several.
struct MergedAttributes {
    FileAttributes attributes;
    bool ownersDiffer = false;  ///< the caller owns it, and nobody else may read it
    bool narrowed = false;      ///< some who could read or write the last of them cannot any more
};

/// Of a file that holds what all `sources` hold, and takes the place of the last: nobody may read or write it who could
/// not do so with each of them. Throws Error (Io).
MergedAttributes mergedAttributes(std::span<const File* const> sources);

/// Gives them to `to`, as far as the system lets us. Answers what could not be given, each as an Error with the code
/// "attribute.lost" and the value `attribute` ("owner", "group", "mode" or the name of an extended attribute).
/// Permissions that would mean more than they did, because the group is another, are not given. Throws Error where the
/// disk fails or is full.
std::vector<Error> giveAttributes(const FileAttributes& attributes, const File& to);

}  // namespace engine
