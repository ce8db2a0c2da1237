#pragma once

#include "guest/ntfs/names.h"
#include "guest/ntfs/volume.h"

#include <functional>

namespace engine::ntfs {

/// Calls visit(reference, name) for every entry of a folder's index $I30, in the order of its blocks; a file with two
/// names comes twice. Each block is read once, so that no loop in the tree matters. Throws Error(Corrupt) where the
/// index cannot be right.
void visitFolder(const Volume& volume, std::uint64_t number,
                 const std::function<void(FileReference, const FileName&)>& visit);

/// The entry of that name, whatever the case of its ASCII letters.
std::optional<FileReference> findInFolder(const Volume& volume, std::uint64_t number, std::string_view lowerAscii);

}  // namespace engine::ntfs
