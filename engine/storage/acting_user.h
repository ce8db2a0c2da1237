#pragma once

#include <sys/types.h>

namespace engine {

/// While it lives, what this thread does with files has the rights of that user and his groups, and no more
/// (setfsuid(2), which is of one thread). Needs root.
class ActingUser {
public:
    /// Throws Error(AccessDenied) where the system does not let us.
    explicit ActingUser(uid_t user);
    ActingUser(const ActingUser&) = delete;
    ActingUser& operator=(const ActingUser&) = delete;
    ~ActingUser();
};

/// Whether the user may do with an open file or folder what `mode` says (access(2)). False where that cannot be told.
bool mayAccess(uid_t user, int descriptor, int mode);

}  // namespace engine
