#include "image/qcow2/inflate.h"

#include "bytes/error.h"

#include <memory>
#include <zlib.h>
#include <zstd.h>

namespace engine::qcow2 {

namespace {

/// QEMU deflates with a window of 4 KiB; negative: no zlib header.
constexpr int windowBits = -12;

Error brokenCluster(std::string_view code, std::size_t produced, std::size_t expected)
{
    return Error(ErrorKind::Refused, code, {{"value", std::uint64_t{produced}}, {"limit", std::uint64_t{expected}}});
}

void unpackZlib(std::span<const std::byte> packed, std::span<std::byte> cluster)
{
    z_stream stream = {};
    if (inflateInit2(&stream, windowBits) != Z_OK)
        throw std::bad_alloc();
    const std::unique_ptr<z_stream, int (*)(z_streamp)> owner(&stream, inflateEnd);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(cluster.data());
    stream.avail_out = static_cast<uInt>(cluster.size());
    const int result = inflate(&stream, Z_FINISH);
    if (result != Z_STREAM_END && result != Z_BUF_ERROR)
        throw brokenCluster("compressed.broken", cluster.size() - stream.avail_out, cluster.size());
    // Z_BUF_ERROR with a full cluster: QEMU reads such streams too, the end marker may lie behind.
    if (stream.avail_out != 0)
        throw brokenCluster("compressed.short", cluster.size() - stream.avail_out, cluster.size());
}

void unpackZstd(std::span<const std::byte> packed, std::span<std::byte> cluster)
{
    const std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx*)> context(ZSTD_createDCtx(), ZSTD_freeDCtx);
    if (!context)
        throw std::bad_alloc();
    ZSTD_inBuffer input{packed.data(), packed.size(), 0};
    ZSTD_outBuffer output{cluster.data(), cluster.size(), 0};
    std::size_t left = 1;
    while (output.pos < output.size) {
        const std::size_t before = output.pos + input.pos;
        left = ZSTD_decompressStream(context.get(), &output, &input);
        if (ZSTD_isError(left) != 0)
            throw brokenCluster("compressed.broken", output.pos, output.size);
        if (output.pos + input.pos == before)
            throw brokenCluster("compressed.short", output.pos, output.size);
    }
    if (left != 0)
        throw brokenCluster("compressed.long", output.pos, output.size);
}

}  // namespace

void unpackCluster(CompressionType type, std::span<const std::byte> packed, std::span<std::byte> cluster)
{
    if (type == CompressionType::Zstd)
        unpackZstd(packed, cluster);
    else
        unpackZlib(packed, cluster);
}

}  // namespace engine::qcow2
