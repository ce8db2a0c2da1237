#include "support/guest_tree.h"

#include "support/scratch.h"

#include <algorithm>
#include <fcntl.h>
#include <fstream>
#include <mutex>
#include <sstream>
#include <stdexcept>
#include <sys/xattr.h>
#include <thread>
#include <unistd.h>
#include <vector>
#include <xxhash.h>

namespace testsupport {

namespace fs = std::filesystem;

namespace {

/// By another process than this one, which may well read the image on.
bool isOpenByProcess(const fs::path& image)
{
    std::error_code ignored;
    for (const auto& process : fs::directory_iterator("/proc", ignored)) {
        const std::string name = process.path().filename().string();
        if (name == std::to_string(::getpid()) || name == "self" || name == "thread-self")
            continue;
        for (const auto& descriptor : fs::directory_iterator(process.path() / "fd", ignored)) {
            if (fs::read_symlink(descriptor.path(), ignored) == image)
                return true;
        }
    }
    return false;
}

bool isOpenByLoop(const fs::path& image)
{
    std::error_code ignored;
    for (const auto& device : fs::directory_iterator("/sys/block", ignored)) {
        std::ifstream file(device.path() / "loop" / "backing_file");
        std::string backing;
        if (std::getline(file, backing) && backing == image.string())
            return true;
    }
    return false;
}

/// FUSE servers and loop devices let go some time after umount returned.
void waitUntilClosed(const fs::path& image)
{
    for (int tries = 0; isOpenByProcess(image) || isOpenByLoop(image); ++tries) {
        if (tries > 3000)
            throw std::runtime_error(image.string() + " stays open after it was unmounted");
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
}

std::string randomBytes(Random& random, std::size_t length)
{
    std::string bytes(length, '\0');
    for (char& byte : bytes)
        byte = static_cast<char>(random.next());
    return bytes;
}

/// Changes a tree and remembers what is in it.
class Ager {
public:
    Ager(fs::path folder, Random& random, const Ageing& ageing)
        : folders_{std::move(folder)}, random_(random), ageing_(ageing)
    {
    }

    void run()
    {
        for (unsigned step = 0; step < ageing_.steps && !full_; ++step)
            this->step();
    }

private:
    struct Known {
        fs::path path;
        std::uint64_t length;
    };

    void step()
    {
        const std::uint64_t dice = random_.below(100);
        if (files_.empty() || dice < 45)
            create();
        else if (dice < 70 || used_ > ageing_.mostBytes)
            remove();
        else if (dice < 80)
            writeInto(random_.pick(files_), true);
        else if (dice < 86)
            writeInto(random_.pick(files_), false);
        else if (dice < 90)
            truncate();
        else if (dice < 94)
            rename();
        else if (ageing_.posix)
            decorate();
    }

    fs::path freshPath()
    {
        if (folders_.size() < 20 && random_.chance(8)) {
            const fs::path folder = random_.pick(folders_) / ("folder " + std::to_string(++names_));
            fs::create_directory(folder);
            folders_.push_back(folder);
        }
        const std::string tail = random_.chance(10) ? std::string(random_.below(150), 'n') : "";
        return random_.pick(folders_) / ("file-" + std::to_string(++names_) + tail + ".bin");
    }

    std::uint64_t someLength()
    {
        const std::uint64_t dice = random_.below(10);
        const std::uint64_t most = dice < 3 ? 700 : dice < 8 ? 60'000 : 1'500'000;
        return random_.below(most);
    }

    void create()
    {
        files_.push_back({freshPath(), 0});
        writeInto(files_.back(), true);
    }

    void writeInto(const Known& known, bool append)
    {
        Known& file = files_[static_cast<std::size_t>(&known - files_.data())];
        const std::string bytes = randomBytes(random_, someLength());
        const int descriptor = ::open(file.path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
        if (descriptor < 0) {
            full_ = true;
            return;
        }
        std::uint64_t offset = append ? file.length : random_.below(file.length + 1);
        if (ageing_.posix && random_.chance(10))
            offset += random_.below(300'000);  // leaves a hole
        const ssize_t written = ::pwrite(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        full_ = written < static_cast<ssize_t>(bytes.size());
        if (random_.chance(20))
            ::fsync(descriptor);
        ::close(descriptor);
        const std::uint64_t length = std::max<std::uint64_t>(file.length, offset + bytes.size());
        used_ += length - file.length;
        file.length = length;
    }

    void remove()
    {
        const std::size_t index = random_.below(files_.size());
        fs::remove(files_[index].path);
        used_ -= files_[index].length;
        files_[index] = files_.back();
        files_.pop_back();
    }

    void truncate()
    {
        Known& file = files_[random_.below(files_.size())];
        const std::uint64_t length = random_.below(file.length + 1);
        fs::resize_file(file.path, length);
        used_ -= file.length - length;
        file.length = length;
    }

    void rename()
    {
        Known& file = files_[random_.below(files_.size())];
        const fs::path target = freshPath();
        fs::rename(file.path, target);
        file.path = target;
    }

    void decorate()
    {
        const Known& file = random_.pick(files_);
        std::error_code ignored;
        if (random_.chance(40))
            fs::create_hard_link(file.path, freshPath(), ignored);
        else if (random_.chance(50))
            fs::create_symlink(std::string(1 + random_.below(200), 't'), freshPath(), ignored);
        else
            ::setxattr(file.path.c_str(), "user.note", randomBytes(random_, 900).data(), random_.below(900), 0);
    }

    std::vector<fs::path> folders_;
    std::vector<Known> files_;
    Random& random_;
    const Ageing& ageing_;
    std::uint64_t used_ = 0;
    std::uint64_t names_ = 0;
    bool full_ = false;
};

std::string hashOf(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    XXH3_state_t* const state = XXH3_createState();
    XXH3_128bits_reset(state);
    std::vector<char> buffer(1 << 18);
    while (file.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || file.gcount() > 0)
        XXH3_128bits_update(state, buffer.data(), static_cast<std::size_t>(file.gcount()));
    const XXH128_hash_t hash = XXH3_128bits_digest(state);
    XXH3_freeState(state);
    if (file.bad())
        throw std::runtime_error("cannot read " + path.string());
    std::ostringstream text;
    text << std::hex << hash.high64 << '-' << hash.low64;
    return text.str();
}

}  // namespace

std::string whyNoMounts()
{
    static const std::string reason = [] {
        if (::geteuid() != 0)
            return std::string("mounting needs root");
        const Finished found = run({"losetup", "-f"});
        return found.exitCode == 0 ? std::string() : "no loop device: " + found.err;
    }();
    return reason;
}

Mount::Mount(const fs::path& image, Command command) : image_(fs::canonical(image))
{
    std::string pattern = (fs::temp_directory_path() / "lamella-mount-XXXXXX").string();
    if (!::mkdtemp(pattern.data()))
        throw std::runtime_error("mkdtemp failed");
    folder_ = pattern;
    command.push_back(image_.string());
    command.push_back(folder_.string());
    try {
        runChecked(command);
    } catch (...) {
        fs::remove(folder_);
        throw;
    }
}

Mount::~Mount()
{
    Finished done = run({"umount", folder_.string()});
    for (int tries = 0; done.exitCode != 0 && tries < 20; ++tries) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        done = run({"umount", folder_.string()});
    }
    waitUntilClosed(image_);
    fs::remove(folder_);
}

void age(const fs::path& folder, Random& random, const Ageing& ageing)
{
    try {
        Ager(folder, random, ageing).run();
    } catch (const fs::filesystem_error& error) {
        if (error.code() != std::errc::no_space_on_device)
            throw;
    }
}

std::map<std::string, std::string> hashTree(const fs::path& folder)
{
    std::map<std::string, std::string> tree;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        std::string& value = tree[fs::relative(entry.path(), folder).string()];
        if (entry.is_symlink())
            value = "link " + fs::read_symlink(entry.path()).string();
        else if (entry.is_regular_file())
            value = "file " + std::to_string(entry.file_size()) + ' ' + hashOf(entry.path());
        else
            value = "folder";
    }
    return tree;
}

std::string difference(const std::map<std::string, std::string>& before,
                       const std::map<std::string, std::string>& after)
{
    for (const auto& [path, value] : before) {
        const auto found = after.find(path);
        if (found == after.end())
            return path + " is gone";
        if (found->second != value)
            return path + " was '" + value + "' and is '" + found->second + "'";
    }
    for (const auto& [path, value] : after) {
        if (!before.contains(path))
            return path + " is new";
    }
    return {};
}

void createSparse(const fs::path& path, std::uint64_t length)
{
    writeFile(path, "");
    fs::resize_file(path, length);
}

void syncFileSystem(const fs::path& folder)
{
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool done = descriptor >= 0 && ::syncfs(descriptor) == 0;
    ::close(descriptor);
    if (!done)
        throw std::runtime_error("cannot flush the file system of " + folder.string());
}

}  // namespace testsupport
