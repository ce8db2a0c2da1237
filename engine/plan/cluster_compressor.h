#pragma once

#include "image/qcow2/entries.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace engine {

/// Compresses clusters as QEMU does: raw deflate with a window of 4 KiB, or one zstd frame, with the libraries' default
/// levels. The same cluster always gives the same bytes, whatever was compressed before it (with the same version of
/// the library). For one thread; to be reused.
class ClusterCompressor {
public:
    explicit ClusterCompressor(qcow2::CompressionType type);
    ClusterCompressor(ClusterCompressor&&) noexcept;
    ClusterCompressor& operator=(ClusterCompressor&&) noexcept;
    ~ClusterCompressor();

    /// @param cluster one whole cluster
    /// @param out as long as a cluster
    /// @returns the bytes that it takes in `out`; 0 where it does not become smaller than a cluster
    std::size_t compress(std::span<const std::byte> cluster, std::span<std::byte> out);

private:
    class Method;
    class Deflate;
    class Zstd;

    std::unique_ptr<Method> method_;
};

}  // namespace engine
