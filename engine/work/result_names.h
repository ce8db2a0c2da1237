#pragma once

#include "chain/naming.h"

#include <filesystem>
#include <vector>

namespace engine {

/// By which paths a result will be opened, and what the names in it have to lead to then.
struct ResultNames {
    std::vector<std::filesystem::path> openedAs;  ///< absolute
    ExpectedLayers layers;                        ///< the result itself, then what it rests on; identities are known

    bool operator==(const ResultNames&) const = default;
};

/// Opens a result that has its final name by each of its paths, follows its own name afresh, and compares device and
/// inode of all that it comes to. Throws Error: Corrupt "verify.path"; Io.
void verifyNames(const ResultNames& result);

}  // namespace engine
