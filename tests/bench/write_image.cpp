/// write_image SOURCE TARGET none|zlib|zstd: makes a qcow2 file of a raw one; prints the seconds of measuring what it
/// compresses to (part of an exact preview) and of writing it, flush included.

#include "plan/measure_compression.h"
#include "work/qcow2_writer.h"

#include <chrono>
#include <cstdio>
#include <string_view>

namespace {

using namespace engine;

class RawContent final : public ContentSource {
public:
    explicit RawContent(const File& file) : file_(file) {}
    void read(GuestOffset offset, std::span<std::byte> out) const override { file_.readPadded(offset.bytes(), out); }

private:
    const File& file_;
};

template <class Work>
double secondsOf(const Work& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void writeImage(const char* source, const char* target, std::string_view compression)
{
    const File file = File::open(source);
    const RawContent content(file);
    ResultMap map;
    map.virtualSize = file.length();
    map.clusterSize = 64 << 10;
    map.data.append({GuestOffset(0), map.virtualSize});
    Qcow2Options options;
    Progress progress;
    if (compression != "none")
        options.compression = compression == "zstd" ? qcow2::CompressionType::Zstd : qcow2::CompressionType::Zlib;
    const double measuring = secondsOf([&] {
        if (options.compression)
            map.compressedLengths = measureCompression(content, map, *options.compression, progress, {});
    });
    const Qcow2Layout layout(std::move(map), options);
    const double writing = secondsOf([&] { writeQcow2(layout, content, File::create(target), progress, {}); });
    std::printf("%.3f %.3f\n", measuring, writing);
}

}  // namespace

int main(int count, char** arguments)
{
    if (count != 4)
        return 2;
    try {
        writeImage(arguments[1], arguments[2], arguments[3]);
    } catch (const engine::Error& error) {
        std::fprintf(stderr, "%s: %s\n", error.path().c_str(), error.what());
        return 1;
    }
    return 0;
}
