#pragma once

#include "image/image.h"
#include "storage/open_policy.h"

#include <memory>
#include <string_view>

namespace engine {

/// The format that a file's signature tells, as qemu-img spells it (bochs, cloop, dmg, iso, luks, parallels, qcow,
/// qcow2, qed, vdi, vhdx, vmdk, vpc), of those that it does not know by the name of their makers (dmg-encrypted, ewf,
/// sparseimage, vma), of packed files by that of the tool that unpacks them; raw where it tells none. Reads a few
/// sectors. Throws Error(Io).
std::string_view probeFormat(const File& file);

/// What a disk that somebody calls raw looks like, where that is hardly a disk: the signature of a format whose files
/// are no disks byte for byte (qcow, qcow2, qed, vdi, vhdx, vmdk). Empty for all others: a guest's disk may begin as an
/// ISO image or a LUKS container does. A guest can write any signature: a reason to ask, not to read it so. Throws
/// Error(Io).
std::string_view disguisedFormat(const File& file);

/// Whether the name is one of an image's format.
bool isFormatName(std::string_view format) noexcept;

/// Whether it is that of a packed file, in which an image may be.
bool isPacked(std::string_view format) noexcept;

/// Opens an image of a known format; the content is not asked what it is.
/// @param path how the image was named, for resolving the names in its header; links not resolved
/// @throws Error: what the format's reader refuses; Unsupported "format.unknown"
std::unique_ptr<Image> openImage(File file, const std::filesystem::path& path, std::string_view format,
                                 const OpenPolicy& policy);

}  // namespace engine
