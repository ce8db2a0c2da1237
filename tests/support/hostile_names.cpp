#include "support/hostile_case.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

/// Names in a header that lead where nobody wanted to go.
namespace testsupport {

namespace {

constexpr std::uint32_t dataFileName = 0x44415441;
constexpr const char* secret = "root:x:0:0 secret";

const std::vector<Command> readers = {{"map", "--output=json"}, {"info", "--output=json"}};
const std::vector<Command> map = {{"map", "--output=json"}};

void setBacking(ImageEditor& image, std::string_view name)
{
    image.writeText(image.read(8), name);
    image.write(16, name.size(), 4);
}

void setDataFile(ImageEditor& image, std::string_view name)
{
    const std::uint64_t at = image.extension(dataFileName);
    image.writeText(at, std::string(512, '\0'));
    image.writeText(at, name);
    image.write(at - 4, name.size(), 4);
}

/// An overlay with this backing name. `file` is what the message is about.
HostileCase backing(std::string name, std::string backingName, std::vector<std::string> expected, std::string file,
                    const std::function<void(HostileFolder&)>& prepare = {})
{
    HostileCase result{std::move(name), "overlay", {}, std::move(expected), readers};
    result.change = [=](HostileFolder& hostile) {
        if (prepare)
            prepare(hostile);
        setBacking(hostile.image, backingName);
    };
    result.file = std::move(file);
    result.notInOutput = {secret};
    return result;
}

std::vector<HostileCase> protocols()
{
    std::vector<HostileCase> cases;
    for (const char* name :
         {"json:{\"driver\":\"qcow2\",\"file\":{\"driver\":\"nbd\",\"path\":\"/tmp/socket\"}}",
          "json:{\"driver\":\"qcow2\",\"file\":{\"driver\":\"file\",\"filename\":\"base.qcow2\"},"
          "\"file.filename\":\"/etc/passwd\"}",
          "json:{\"driver\":\"raw\",\"offset\":512,\"file\":{\"driver\":\"file\",\"filename\":\"base.qcow2\"}}",
          "nbd:unix:/tmp/socket", "nbd://localhost/disk", "http://localhost/disk.qcow2", "https://localhost/disk",
          "ssh://root@localhost/disk", "fat:/etc", "fat:rw:/etc", "file:", "host_device:/dev/sda",
          "blkdebug::base.qcow2", "unknown:base.qcow2", "driver:", "image:1"})
        cases.push_back(
            backing("backing " + std::string(name).substr(0, 20), name, {"is not the name of a local"}, name));
    return cases;
}

std::vector<HostileCase> systemFiles()
{
    std::vector<HostileCase> cases;
    for (const char* name : {"/dev/zero", "/dev/null", "/proc/self/mem", "/proc/self/environ",
                             "/proc/1/root/etc/passwd", "/sys/kernel/uevent_seqnum", "/dev/../dev/zero"})
        cases.push_back(backing("backing " + std::string(name), name, {"is a system file"}, name));
    // Not every machine has it.
    std::vector<std::string> expected = {"refused, /dev/vda is a system file"};
    if (std::filesystem::is_block_file("/dev/vda"))
        expected = {"refused, /dev/vda is a block device; only image files are followed",
                    "Copy the device to a file (qemu-img convert -O qcow2)"};
    cases.push_back(backing("backing /dev/vda", "/dev/vda", std::move(expected), "/dev/vda"));
    return cases;
}

void makeSocket(const std::filesystem::path& path)
{
    const int handle = socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    path.string().copy(address.sun_path, sizeof(address.sun_path) - 1);
    bind(handle, reinterpret_cast<const sockaddr*>(&address), sizeof(address));
    close(handle);
}

std::vector<HostileCase> otherPlaces()
{
    HostileCase localAbsent =
        backing("file: inside, but absent", "file:sub/base.qcow2", {"not found"}, "sub/base.qcow2");
    localAbsent.commands = map;
    return {
        backing("backing /etc/passwd", "/etc/passwd", {"/etc/passwd is outside the opened folders", "--allow"},
                "/etc/passwd"),
        backing("backing up to /etc/passwd", "../../../../../../../../etc/passwd",
                {"/etc/passwd is outside the opened folders"}, "../../../../../../../../etc/passwd"),
        backing("backing in the folder above", "../outside/base.qcow2", {"outside/base.qcow2 is outside the opened"},
                "../outside/base.qcow2",
                [](HostileFolder& hostile) { writeFile(hostile.outside / "base.qcow2", secret); }),
        backing("link out of the folder", "base.qcow2", {"outside/base is outside the opened folders"}, "base.qcow2",
                [](HostileFolder& hostile) {
                    writeFile(hostile.outside / "base", secret);
                    symlink((hostile.outside / "base").c_str(), (hostile / "base.qcow2").c_str());
                }),
        backing("link to a folder outside", "link/base.qcow2", {"outside/base.qcow2 is outside the opened folders"},
                "link/base.qcow2",
                [](HostileFolder& hostile) {
                    writeFile(hostile.outside / "base.qcow2", secret);
                    symlink(hostile.outside.c_str(), (hostile / "link").c_str());
                }),
        backing("file: outside", "file:/etc/passwd", {"/etc/passwd is outside the opened folders"}, "/etc/passwd"),
        backing("file:// outside", "file:///etc/passwd", {"/etc/passwd is outside the opened folders"}, "/etc/passwd"),
        backing("file: up and outside", "file:../../../../../../../../etc/passwd",
                {"/etc/passwd is outside the opened folders"}, "../../../../../../../../etc/passwd"),
        localAbsent,
        backing("file: in the folder above", "file:../outside/base.qcow2",
                {"outside/base.qcow2 is outside the opened folders"}, "../outside/base.qcow2",
                [](HostileFolder& hostile) { writeFile(hostile.outside / "base.qcow2", secret); }),
        backing("file: a device", "file:/dev/zero", {"is a system file"}, "/dev/zero"),
        backing("json: outside",
                "json:{\"driver\":\"qcow2\",\"file\":{\"driver\":\"file\",\"filename\":\"/etc/passwd\"}}",
                {"/etc/passwd is outside the opened folders"}, "/etc/passwd"),
        backing("json: dotted, outside", "json:{\"file.driver\":\"file\",\"file.filename\":\"/etc/passwd\"}",
                {"/etc/passwd is outside the opened folders"}, "/etc/passwd"),
        backing("link to /dev/zero", "base.qcow2", {"/dev/zero is a system file"}, "base.qcow2",
                [](HostileFolder& hostile) { symlink("/dev/zero", (hostile / "base.qcow2").c_str()); }),
        backing("link to /proc/self/mem", "base.qcow2", {"is a system file"}, "base.qcow2",
                [](HostileFolder& hostile) { symlink("/proc/self/mem", (hostile / "base.qcow2").c_str()); }),
        backing("backing is a pipe", "base.qcow2", {"not a regular file"}, "base.qcow2",
                [](HostileFolder& hostile) { mkfifo((hostile / "base.qcow2").c_str(), 0600); }),
        backing("backing is a socket", "base.qcow2", {"not a regular file"}, "base.qcow2",
                [](HostileFolder& hostile) { makeSocket(hostile / "base.qcow2"); }),
        backing("backing is a folder", "base.qcow2", {"is a folder"}, "base.qcow2",
                [](HostileFolder& hostile) { std::filesystem::create_directory(hostile / "base.qcow2"); }),
    };
}

std::vector<HostileCase> spellings()
{
    const auto place = [](std::string name, std::uint64_t at, unsigned bytes, std::uint64_t value,
                          std::vector<std::string> expected) {
        return HostileCase{std::move(name), "overlay",
                           [=](HostileFolder& hostile) { hostile.image.write(at, value, bytes); }, std::move(expected)};
    };
    HostileCase longest = backing("backing name of 1023 bytes, unterminated", std::string(1023, 'n'),
                                  {"File name too long"}, std::string(1023, 'n'));
    longest.commands = map;
    HostileCase zeroByte = backing("backing name with a zero byte", std::string("base.qcow2\0.raw", 15),
                                   {"base.qcow2\\x00.raw is empty or holds a zero byte"}, "base.qcow2\\x00.raw");
    HostileCase controls =
        backing("backing name that drives a terminal", "json:\x1b]0;title\x07\nlamella-cli: all is well",
                {"\\x1b]0;title\\x07\\x0alamella-cli: all is well is not the name"}, "");
    controls.file = "json:\\x1b]0;title\\x07\\x0alamella-cli";
    return {
        place("backing name of 1024 bytes", 16, 4, 1024, {"backing_file_size is 1024", "at most 1023"}),
        place("backing name of 2^32 - 1 bytes", 16, 4, 0xffffffff, {"backing_file_size is 4294967295", "1023"}),
        place("backing name in the header", 8, 8, 8, {"backing_file_offset is 8", "at least 112"}),
        place("backing name over the end of the cluster", 8, 8, 65530, {"backing_file_offset is 65530", "65536"}),
        place("backing name at 2^63", 8, 8, std::uint64_t{1} << 63,
              {"backing_file_offset is 9223372036854775808", "65536"}),
        longest,
        zeroByte,
        controls,
    };
}

/// `links` images in a row, the last of which is backed by the first again.
HostileCase loop(std::string name, unsigned links, const std::function<std::string(unsigned)>& nameOf)
{
    HostileCase result{std::move(name), "overlay", {}, {"is already a layer of this chain"}, readers};
    result.change = [=](HostileFolder& hostile) {
        for (unsigned number = 1; number < links; ++number) {
            const auto path = hostile / ("layer" + std::to_string(number));
            std::filesystem::copy_file(hostile.image.path(), path);
            ImageEditor layer(path);
            setBacking(layer, nameOf((number + 1) % links));
        }
        symlink("image.qcow2", (hostile / "link0").c_str());
        for (unsigned number = 1; number < links; ++number)
            symlink(("layer" + std::to_string(number)).c_str(), (hostile / ("link" + std::to_string(number))).c_str());
        setBacking(hostile.image, nameOf(1 % links));
    };
    result.file = nameOf(0);
    return result;
}

std::string plainName(unsigned number)
{
    return number == 0 ? "image.qcow2" : "layer" + std::to_string(number);
}

std::string linkName(unsigned number)
{
    return "link" + std::to_string(number);
}

std::vector<HostileCase> loops()
{
    HostileCase hardLink = loop("backed by a hard link to itself", 1, [](unsigned) { return std::string("twin"); });
    hardLink.change = [before = hardLink.change](HostileFolder& hostile) {
        before(hostile);
        std::filesystem::create_hard_link(hostile.image.path(), hostile / "twin");
    };
    HostileCase deep{"chain of 250 layers", "overlay", {}, {"layers is 201", "limit is 200"}, readers};
    deep.change = [](HostileFolder& hostile) {
        for (unsigned number = 1; number < 250; ++number) {
            const auto path = hostile / ("layer" + std::to_string(number));
            std::filesystem::copy_file(hostile.image.path(), path);
            ImageEditor layer(path);
            setBacking(layer, "layer" + std::to_string(number + 1));
        }
        setBacking(hostile.image, "layer1");
    };
    deep.file = "layer200";
    return {loop("backed by itself", 1, plainName),
            loop("two images that back each other", 2, plainName),
            loop("three images in a circle", 3, plainName),
            loop("backed by a link to itself", 1, linkName),
            loop("two images in a circle of links", 2, linkName),
            loop("three images in a circle of links", 3, linkName),
            hardLink,
            deep};
}

/// An image whose external data file has this name; `allowed` is what the user allowed.
HostileCase dataFile(std::string name, std::string dataName, std::vector<std::string> expected,
                     const std::string& allowed = {}, const std::function<void(HostileFolder&)>& prepare = {})
{
    HostileCase result{std::move(name), "dataFile", {}, std::move(expected), readers};
    result.change = [=](HostileFolder& hostile) {
        if (prepare)
            prepare(hostile);
        setDataFile(hostile.image, dataName);
    };
    if (!allowed.empty())
        for (Command& command : result.commands)
            command.insert(command.end(), {"--allow", allowed});
    result.file = dataName;
    result.notInOutput = {secret};
    return result;
}

std::vector<HostileCase> dataFiles()
{
    const auto besides = [](HostileFolder& hostile) { writeFile(hostile / "disk.bin", secret); };
    HostileCase protocol = dataFile("data file json:", "json:{\"driver\":\"file\"}", {"is not the name of a local"});
    protocol.file = "image.qcow2";
    HostileCase zeroByte =
        dataFile("data file with a zero byte", std::string("a\0b", 3), {"a\\x00b is empty or holds"});
    zeroByte.file = "image.qcow2";
    return {
        dataFile("data file beside the image", "disk.bin", {"names the external data file", "--allow PATH"}, {},
                 besides),
        dataFile("data file /etc/passwd", "/etc/passwd", {"external data file /etc/passwd", "--allow PATH"}),
        dataFile("data file /dev/zero, allowed", "/dev/zero", {"is a system file"}, "/dev/zero"),
        dataFile("data file /proc/self/mem", "/proc/self/mem", {"is a system file"}, "/"),
        dataFile("data file is a pipe, allowed", "disk.bin", {"not a regular file"}, "%f/disk.bin",
                 [](HostileFolder& hostile) { mkfifo((hostile / "disk.bin").c_str(), 0600); }),
        dataFile("another data file than the allowed", "disk.bin", {"names the external data file"}, "%f/other.bin",
                 besides),
        dataFile("data file is a link out of the folder", "disk.bin", {"outside/secret", "--allow PATH"},
                 "%f/other.bin",
                 [](HostileFolder& hostile) {
                     writeFile(hostile.outside / "secret", secret);
                     symlink((hostile.outside / "secret").c_str(), (hostile / "disk.bin").c_str());
                 }),
        protocol,
        zeroByte,
    };
}

}  // namespace

std::vector<HostileCase> hostileNames()
{
    std::vector<HostileCase> cases;
    for (const auto& part : {protocols(), systemFiles(), otherPlaces(), spellings(), loops(), dataFiles()})
        cases.insert(cases.end(), part.begin(), part.end());
    return cases;
}

}  // namespace testsupport
