#include "guest/btrfs/checksum.h"

#include "bytes/byte_reader.h"
#include "bytes/error.h"
#include "guest/checksum.h"

#include <algorithm>
#include <array>
#include <ext2fs/ext2fs.h>
#include <gcrypt.h>
#include <xxhash.h>

namespace engine::btrfs {

namespace {

using Digest = std::array<std::byte, checksumLength>;

/// libgcrypt wants to be asked for its version before anything else.
void prepareLibrary()
{
    static const bool prepared = [] {
        if (gcry_control(GCRYCTL_INITIALIZATION_FINISHED_P) == 0) {
            gcry_check_version(nullptr);
            gcry_control(GCRYCTL_DISABLE_SECMEM, 0);
            gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
        }
        return true;
    }();
    static_cast<void>(prepared);
}

Digest digestOf(int algorithm, std::span<const std::byte> content)
{
    prepareLibrary();
    Digest digest{};
    gcry_buffer_t buffer{};
    buffer.len = content.size();
    buffer.data = const_cast<std::byte*>(content.data());
    if (gcry_md_hash_buffers(algorithm, 0, digest.data(), &buffer, 1) != 0)
        throw Error(ErrorKind::Unsupported, "btrfs.checksum", {{"name", std::string(gcry_md_algo_name(algorithm))}});
    return digest;
}

bool digestMatches(int algorithm, std::span<const std::byte> content, std::span<const std::byte> stored)
{
    return checksumMatches(std::ranges::equal(digestOf(algorithm, content), stored) ? 1 : 0, 1);
}

}  // namespace

bool checksumIsRight(ChecksumType type, std::span<const std::byte> block)
{
    const auto stored = block.first(checksumLength);
    const auto content = block.subspan(checksumLength);
    switch (type) {
    case ChecksumType::XxHash:
        return checksumMatches(XXH64(content.data(), content.size(), 0),
                               loadLittleEndian<std::uint64_t>(stored.data()));
    case ChecksumType::Sha256:
        return digestMatches(GCRY_MD_SHA256, content, stored);
    case ChecksumType::Blake2b:
        return digestMatches(GCRY_MD_BLAKE2B_256, content, stored);
    case ChecksumType::Crc32c:
        break;
    }
    const std::uint32_t sum =
        ~ext2fs_crc32c_le(~0U, reinterpret_cast<const unsigned char*>(content.data()), content.size());
    return checksumMatches(sum, loadLittleEndian<std::uint32_t>(stored.data()));
}

}  // namespace engine::btrfs
