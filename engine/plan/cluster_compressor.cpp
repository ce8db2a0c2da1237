#include "plan/cluster_compressor.h"

#include <new>
#include <zlib.h>
#include <zstd.h>

namespace engine {

class ClusterCompressor::Method {
public:
    virtual ~Method() = default;
    /// 0 where `out` is too short.
    virtual std::size_t compress(std::span<const std::byte> cluster, std::span<std::byte> out) = 0;
};

class ClusterCompressor::Deflate final : public Method {
public:
    Deflate()
    {
        constexpr int windowBits = -12;  // negative: no zlib header
        constexpr int memoryLevel = 9;
        if (deflateInit2(&stream_, Z_DEFAULT_COMPRESSION, Z_DEFLATED, windowBits, memoryLevel, Z_DEFAULT_STRATEGY) !=
            Z_OK)
            throw std::bad_alloc();
    }
    ~Deflate() override { deflateEnd(&stream_); }
    Deflate(const Deflate&) = delete;
    Deflate& operator=(const Deflate&) = delete;

    std::size_t compress(std::span<const std::byte> cluster, std::span<std::byte> out) override
    {
        deflateReset(&stream_);
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(cluster.data()));
        stream_.avail_in = static_cast<uInt>(cluster.size());
        stream_.next_out = reinterpret_cast<Bytef*>(out.data());
        stream_.avail_out = static_cast<uInt>(out.size());
        return deflate(&stream_, Z_FINISH) == Z_STREAM_END ? out.size() - stream_.avail_out : 0;
    }

private:
    z_stream stream_ = {};
};

class ClusterCompressor::Zstd final : public Method {
public:
    Zstd() : context_(ZSTD_createCCtx(), ZSTD_freeCCtx)
    {
        if (!context_)
            throw std::bad_alloc();
    }

    std::size_t compress(std::span<const std::byte> cluster, std::span<std::byte> out) override
    {
        const std::size_t length =
            ZSTD_compress2(context_.get(), out.data(), out.size(), cluster.data(), cluster.size());
        return ZSTD_isError(length) != 0 ? 0 : length;
    }

private:
    std::unique_ptr<ZSTD_CCtx, std::size_t (*)(ZSTD_CCtx*)> context_;
};

ClusterCompressor::ClusterCompressor(qcow2::CompressionType type)
{
    if (type == qcow2::CompressionType::Zstd)
        method_ = std::make_unique<Zstd>();
    else
        method_ = std::make_unique<Deflate>();
}

ClusterCompressor::ClusterCompressor(ClusterCompressor&&) noexcept = default;
ClusterCompressor& ClusterCompressor::operator=(ClusterCompressor&&) noexcept = default;
ClusterCompressor::~ClusterCompressor() = default;

std::size_t ClusterCompressor::compress(std::span<const std::byte> cluster, std::span<std::byte> out)
{
    // An entry's sectors can describe no more than that.
    return method_->compress(cluster, out.first(cluster.size() - 1));
}

}  // namespace engine
