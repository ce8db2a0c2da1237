#pragma once

#include "bytes/error.h"
#include "storage/file.h"

#include <vector>

namespace engine {

/// Gives `to` the owner, group, permissions, access control list, SELinux label and user attributes of `from`, as far
/// as the system lets us. Answers what could not be kept, each as an Error with the code "attribute.lost" and the value
/// `attribute` ("owner", "group", "mode" or the name of an extended attribute). Permissions that would mean more than
/// they did, because the group is another, are not given. Throws Error where the disk fails or is full.
std::vector<Error> copyAttributes(const File& from, const File& to);

}  // namespace engine
