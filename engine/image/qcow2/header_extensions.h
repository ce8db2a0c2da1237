#pragma once

#include "bytes/byte_reader.h"
#include "image/qcow2/header.h"

#include <cstdint>
#include <string_view>

namespace engine::qcow2 {

/// A table that a header names starts on a cluster behind the header's own, and ends inside the file. Throws
/// Error(Refused) with the field, the value and the limit.
void checkTable(std::string_view field, std::uint64_t offset, std::uint64_t bytes, const Header& header,
                std::uint64_t fileLength);

/// Reads the header extensions into the header (specification, "Header extensions").
/// @param area from the end of the header to the backing name, or to the end of the cluster
/// @throws Error(Refused) with the field, the value and the limit
void readExtensions(ByteReader area, Header& header, std::uint64_t fileLength);

}  // namespace engine::qcow2
