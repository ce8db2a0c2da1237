#include "support/hostile_case.h"

#include <sys/stat.h>
#include <zlib.h>

/// Content that is not what it seems: compressed streams, raw disks that look like images, names and texts.
namespace testsupport {

namespace {

constexpr std::uint64_t clusterSize = 65536;
constexpr std::uint64_t compressed = std::uint64_t{1} << 62;
constexpr std::uint32_t backingFormat = 0xe2792aca;

const std::vector<Command> compareWithZeros = {{"compare", "%f/zeros.raw", "--output=json"}};

/// The first guest cluster is this stream; compared with a disk of zeros.
HostileCase stream(std::string name, std::string base, const std::string& bytes, std::vector<std::string> expected)
{
    HostileCase result{std::move(name), std::move(base), {}, std::move(expected), compareWithZeros};
    result.change = [bytes](HostileFolder& hostile) {
        const std::uint64_t place = hostile.image.append(bytes);
        const std::uint64_t sectors = (bytes.size() + 511) / 512 - 1;
        hostile.image.write(hostile.image.l2Entry(), compressed | (sectors << 54) | place);
        writeFile(hostile / "zeros.raw", {});
        std::filesystem::resize_file(hostile / "zeros.raw", 1 << 20);
    };
    return result;
}

std::string deflated(const std::string& content)
{
    z_stream packer = {};
    deflateInit2(&packer, Z_BEST_COMPRESSION, Z_DEFLATED, -12, 9, Z_DEFAULT_STRATEGY);
    std::string packed(deflateBound(&packer, content.size()), '\0');
    packer.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
    packer.avail_in = static_cast<uInt>(content.size());
    packer.next_out = reinterpret_cast<Bytef*>(packed.data());
    packer.avail_out = static_cast<uInt>(packed.size());
    deflate(&packer, Z_FINISH);
    packed.resize(packer.total_out);
    deflateEnd(&packer);
    return packed;
}

std::string noise()
{
    std::string noise;
    for (std::uint32_t state = 1; noise.size() < clusterSize; state = state * 1664525 + 1013904223)
        noise += static_cast<char>(state >> 24);
    return noise;
}

/// A zstd frame of blocks that repeat one byte (RFC 8878), with a window of 2^windowLog bytes.
std::string zstdFrame(const std::vector<std::uint32_t>& blockSizes, unsigned windowLog = 17)
{
    std::string frame("\x28\xb5\x2f\xfd\0", 5);
    frame += static_cast<char>((windowLog - 10) << 3);
    for (std::size_t i = 0; i < blockSizes.size(); ++i) {
        const std::uint32_t header = (i + 1 == blockSizes.size() ? 1 : 0) | (1U << 1) | (blockSizes[i] << 3);
        for (unsigned shift = 0; shift < 24; shift += 8)
            frame += static_cast<char>(header >> shift);
        frame += '\0';
    }
    return frame;
}

std::vector<HostileCase> streams()
{
    HostileCase zlibBomb = stream("zlib bomb of 64 MiB", "zlib", deflated(std::string(64 << 20, '\0')), {});
    // As QEMU does: what the cluster holds is read, what comes behind is not looked at.
    zlibBomb.exitCode = 0;
    zlibBomb.output = {"\"equal\": true"};
    // Valid, and costs no more memory than what it unpacks to.
    HostileCase zstdWindow = stream("zstd: window of 128 MiB", "zstd", zstdFrame({65536}, 27), {});
    zstdWindow.exitCode = 0;
    zstdWindow.output = {"\"equal\": true"};
    return {
        zlibBomb,
        stream("zlib: bad block type", "zlib", std::string(600, '\x07'), {"cannot be unpacked after 0 of 65536 bytes"}),
        stream("zlib: stream of 100 bytes", "zlib", deflated(std::string(100, 'x')),
               {"unpacks to 100 bytes instead of 65536"}),
        stream("zlib: stream that does not end", "zlib", deflated(noise()).substr(0, 512), {"instead of 65536"}),
        stream("zlib: a hole of the file", "zlib", std::string(512, '\0'), {"of 65536"}),
        stream("zstd: bad magic", "zstd", std::string(600, 'z'), {"cannot be unpacked after 0 of 65536 bytes"}),
        stream("zstd: frame of 100 bytes", "zstd", zstdFrame({100}), {"cannot be unpacked after 100 of 65536 bytes"}),
        stream("zstd: frame that does not end", "zstd", zstdFrame({65536, 1}).substr(0, 10),
               {"unpacks to more than the limit of 65536 bytes"}),
        stream("zstd: frame of a cluster and one byte", "zstd", zstdFrame({65536, 1}),
               {"more than the limit of 65536 bytes"}),
        stream("zstd bomb of 2 GiB", "zstd", zstdFrame(std::vector<std::uint32_t>(16000, 131072)),
               {"more than the limit of 65536 bytes"}),
        zstdWindow,
        stream("zstd: window of 2 TiB", "zstd", zstdFrame({65536}, 41), {"cannot be unpacked"}),
    };
}

/// base.qcow2 is a raw disk on which the guest wrote a qcow2 header that names a file.
void makeDisguisedDisk(HostileFolder& hostile)
{
    const auto base = hostile / "base.qcow2";
    std::filesystem::copy_file(hostile.image.path(), base);
    ImageEditor(base).writeText(ImageEditor(base).read(8), "/etc/passwd");
}

std::vector<HostileCase> disguises()
{
    HostileCase named{"raw disk with a qcow2 header, called raw", "overlay", {}, {}, {{"map", "--output=json"}}};
    named.change = [](HostileFolder& hostile) {
        makeDisguisedDisk(hostile);
        const std::uint64_t at = hostile.image.extension(backingFormat);
        hostile.image.writeText(at, std::string("raw\0\0", 5));
        hostile.image.write(at - 4, 3, 4);
    };
    named.exitCode = 0;
    named.output = {"\"depth\": 1, \"present\": true, \"zero\": false, \"data\": true, \"offset\": 0}"};
    named.notInOutput = {"\"depth\": 2"};

    HostileCase shown = named;
    shown.name = "raw disk with a qcow2 header is shown as raw";
    shown.commands = {{"info", "--output=json"}};
    shown.output = {"\"format\": \"raw\""};
    shown.notInOutput = {"/etc/passwd"};

    HostileCase silent{"silent header over raw content",
                       "overlay",
                       {},
                       {"does not say the format of base.qcow2"},
                       {{"map"}, {"info", "--output=json"}}};
    silent.change = [](HostileFolder& hostile) {
        writeFile(hostile / "base.qcow2", std::string(70000, 'r'));
        hostile.image.write(hostile.image.extension(backingFormat) - 8, 0x12345678, 4);
    };
    silent.file = "base.qcow2";

    HostileCase unknown{
        "backing format that nobody knows", "overlay", {}, {"the format q\\x0aw2 is not known"}, {{"map"}}};
    unknown.change = [](HostileFolder& hostile) {
        writeFile(hostile / "base.qcow2", "x");
        hostile.image.writeText(hostile.image.extension(backingFormat), "q\nw2\0");
        hostile.image.write(hostile.image.extension(backingFormat) - 4, 4, 4);
    };
    unknown.file = "base.qcow2";
    return {named, shown, silent, unknown};
}

std::vector<HostileCase> texts()
{
    const auto withSnapshotName = [](std::string name, Command command) {
        HostileCase result{std::move(name), "snapshots", {}, {}, {std::move(command)}};
        result.change = [](HostileFolder& hostile) {
            // Behind the fixed part, 24 bytes of extra data and the id.
            hostile.image.writeText(hostile.image.snapshots() + 40 + 24 + 1, "\x1b[2J\xff");
        };
        result.exitCode = 0;
        return result;
    };
    HostileCase human = withSnapshotName("snapshot name that drives a terminal", {"info", "--output=human"});
    human.output = {"\\x1b[2J"};
    HostileCase json = withSnapshotName("snapshot name that is no UTF-8", {"info", "--output=json"});
    json.output = {"\\u001b[2J"};
    return {human, json};
}

std::vector<HostileCase> notImages()
{
    const auto only = [](std::string name, std::function<void(HostileFolder&)> change,
                         std::vector<std::string> expected) {
        return HostileCase{std::move(name), "", std::move(change), std::move(expected)};
    };
    return {
        only("the image is a pipe", [](HostileFolder& hostile) { mkfifo(hostile.image.path().c_str(), 0600); },
             {"not a regular file"}),
        only("the image is a folder",
             [](HostileFolder& hostile) { std::filesystem::create_directory(hostile.image.path()); }, {"is a folder"}),
        only("the image is a link to /dev/zero",
             [](HostileFolder& hostile) { std::filesystem::create_symlink("/dev/zero", hostile.image.path()); },
             {"not a regular file"}),
        only("the image is a link to itself",
             [](HostileFolder& hostile) { std::filesystem::create_symlink("image.qcow2", hostile.image.path()); },
             {"Too many levels of symbolic links"}),
        only("there is no image", [](HostileFolder&) {}, {"No such file"}),
    };
}

}  // namespace

std::vector<HostileCase> hostileContent()
{
    std::vector<HostileCase> cases;
    for (const auto& part : {streams(), disguises(), texts(), notImages()})
        cases.insert(cases.end(), part.begin(), part.end());
    return cases;
}

}  // namespace testsupport
