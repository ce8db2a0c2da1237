#include "guest/saved_machine.h"

#include "storage/folder.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>

namespace engine {

namespace fs = std::filesystem;

namespace {

/// Of the file's start: the domain's description follows a header of 92 bytes.
constexpr std::uint64_t mostRead = 256 << 10;
constexpr std::size_t mostFiles = 1000;
/// Each of an image's snapshots can have a map of its own as large as the disk's.
constexpr std::size_t mostSnapshots = 256;
constexpr std::size_t mostComparedExtents = 64 << 20;
constexpr std::array endings{".save", ".sav", ".mem", ".memory", ".ram", ".state", ".vmstate", ".snapshot"};

/// qemu_saveimage.h: QEMU_SAVE_MAGIC. One that was not written to its end has another.
constexpr std::string_view libvirtMagic = "LibvirtQemudSave";
/// migration/qemu-file: QEMU_VM_FILE_MAGIC.
constexpr std::string_view streamMagic = "QEVM";

std::string startOf(const fs::path& path)
{
    try {
        const File file = File::open(path);
        std::string text(std::min(file.length(), mostRead), '\0');
        file.read(0, std::as_writable_bytes(std::span(text)));
        return text;
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Cancelled)
            throw;
        return {};
    }
}

/// As libxml writes it into an attribute in single quotes.
std::string escaped(const std::string& text)
{
    std::string out;
    for (const char letter : text) {
        switch (letter) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '\'':
            out += "&apos;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            out += letter;
        }
    }
    return out;
}

/// "vm-100-" of "vm-100-disk-0.qcow2"; empty for other names.
std::string_view proxmoxMachine(std::string_view name)
{
    if (!name.starts_with("vm-"))
        return {};
    const std::size_t digits = name.find_first_not_of("0123456789", 3);
    return digits == std::string_view::npos || digits == 3 || name[digits] != '-' ? std::string_view()
                                                                                  : name.substr(0, digits + 1);
}

class Search {
public:
    explicit Search(const Layer& top) : path_(fs::absolute(top.path)), modified_(top.status->modified)
    {
        std::error_code failed;
        const fs::path real = fs::canonical(path_, failed);
        for (const fs::path& path : {path_.lexically_normal(), failed ? path_ : real}) {
            paths_.insert(path);
            folders_.insert(path.parent_path());
        }
    }

    std::optional<fs::path> run() const
    {
        for (const fs::path& folder : libvirtFolders()) {
            if (const auto found = among(folder, [&](const fs::path& file) { return savesPath(startOf(file)); }))
                return found;
        }
        for (const fs::path& folder : folders_) {
            if (const auto found = among(folder, [&](const fs::path& file) { return isBeside(file); }))
                return found;
        }
        return std::nullopt;
    }

private:
    static std::vector<fs::path> libvirtFolders()
    {
        std::vector<fs::path> folders{"/var/lib/libvirt/qemu/save"};
        const char* const config = std::getenv("XDG_CONFIG_HOME");
        const char* const home = std::getenv("HOME");
        if (config && *config != '\0')
            folders.push_back(fs::path(config) / "libvirt/qemu/save");
        else if (home && *home != '\0')
            folders.push_back(fs::path(home) / ".config/libvirt/qemu/save");
        return folders;
    }

    template <class Wanted>
    static std::optional<fs::path> among(const fs::path& path, Wanted&& wanted)
    {
        std::vector<std::string> names;
        try {
            names = Folder::open(path).names(mayBeMemory);
        } catch (const Error&) {
            return std::nullopt;
        }
        names.resize(std::min(names.size(), mostFiles));
        for (const std::string& name : names) {
            if (wanted(path / name))
                return path / name;
        }
        return std::nullopt;
    }

    static bool mayBeMemory(const std::string& name)
    {
        return std::ranges::any_of(endings, [&](const char* ending) { return name.ends_with(ending); }) ||
               (!proxmoxMachine(name).empty() && name.find("-state-") != std::string::npos);
    }

    bool savesPath(const std::string& start) const
    {
        return start.starts_with(libvirtMagic) && std::ranges::any_of(paths_, [&](const fs::path& path) {
                   return start.find('\'' + escaped(path.string()) + '\'') != std::string::npos;
               });
    }

    /// The folder may have been moved with all that is in it, so that only names agree.
    bool isBeside(const fs::path& file) const
    {
        std::error_code failed;
        if (!fs::is_regular_file(file, failed) || statusOf(file).modified < modified_)
            return false;
        const std::string start = startOf(file);
        if (start.starts_with(libvirtMagic))
            return std::ranges::any_of(paths_, [&](const fs::path& path) {
                return start.find('/' + escaped(path.filename().string()) + '\'') != std::string::npos;
            });
        return start.starts_with(streamMagic) && isNamedAfterImage(file.filename().string());
    }

    bool isNamedAfterImage(const std::string& name) const
    {
        return std::ranges::any_of(paths_, [&](const fs::path& path) {
            const std::string machine(proxmoxMachine(path.filename().string()));
            return name.starts_with(path.stem().string()) || (!machine.empty() && name.starts_with(machine));
        });
    }

    fs::path path_;
    FileTime modified_;
    std::set<fs::path> paths_;
    std::set<fs::path> folders_;
};

/// Nothing where the snapshot cannot be read: no machine goes on from that.
std::optional<ExtentMap> mapOf(const Image& image, const Snapshot& snapshot, GuestRange whole,
                               const std::stop_token& stop)
{
    try {
        return image.snapshot(snapshot.id)->map(whole, stop);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Io || error.kind() == ErrorKind::Cancelled)
            throw;
        return std::nullopt;
    }
}

/// A snapshot of a running machine that the disk did not leave since; in doubt there is one.
std::optional<Error> unleftSnapshot(const Image& image, const std::stop_token& stop)
{
    std::optional<ExtentMap> now;
    const GuestRange whole{GuestOffset(0), image.info().virtualSize};
    std::size_t compared = 0;
    for (const Snapshot& snapshot : image.info().snapshots) {
        if ((snapshot.vmStateSize == 0 && snapshot.guestClock == 0) || snapshot.virtualSize != whole.length)
            continue;
        if (!now)
            now = image.map(whole, stop);
        if (compared == mostSnapshots || compared * now->extents().size() > mostComparedExtents)
            return Error(ErrorKind::Unsupported, "disk.savedTooMany", {{"limit", std::uint64_t{compared}}});
        ++compared;
        if (mapOf(image, snapshot, whole, stop) == now)
            return Error(ErrorKind::Unsupported, "disk.savedSnapshot",
                         {{"snapshot", snapshot.name.empty() ? snapshot.id : snapshot.name}});
    }
    return std::nullopt;
}

}  // namespace

std::optional<Error> savedMachine(const Chain& chain, const std::stop_token& stop)
{
    const Layer& top = chain.top();
    if (const std::optional<Error> snapshot = unleftSnapshot(*top.image, stop))
        return snapshot;
    if (!top.status)
        return std::nullopt;
    if (const auto file = Search(top).run())
        return Error(ErrorKind::Unsupported, "disk.savedMachine", {{"path", file->string()}});
    return std::nullopt;
}

}  // namespace engine
