#include "bytes/error.h"
#include "storage/open_policy.h"

#include <array>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <unistd.h>

using namespace engine;
namespace fs = std::filesystem;

namespace {

/// A folder that the user opened, one that nobody opened, and every way that leads from one into the other.
class Folders {
public:
    Folders()
    {
        std::string pattern = (fs::temp_directory_path() / "lamella-fuzz-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr)
            std::abort();
        root_ = fs::canonical(pattern);
        fs::create_directories(opened() / "sub" / "deep");
        fs::create_directories(outside() / "sub");
        for (const fs::path& file : {opened() / "a", opened() / "sub" / "b", opened() / "sub" / "a:b",
                                     opened() / "data", outside() / "a", outside() / "sub" / "b", outside() / "data"})
            std::ofstream(file) << "content";
        fs::create_symlink("a", opened() / "in");
        fs::create_symlink("../outside/a", opened() / "out");
        fs::create_symlink(outside(), opened() / "sub" / "away");
        fs::create_symlink("../../outside", opened() / "sub" / "up");
        fs::create_symlink("round", opened() / "round");
        fs::create_symlink("/", opened() / "root");
        fs::create_symlink("../opened", outside() / "back");
        fs::create_symlink("/dev/zero", opened() / "zero");
    }
    ~Folders()
    {
        std::error_code ignored;
        fs::remove_all(root_, ignored);
    }
    Folders(const Folders&) = delete;
    Folders& operator=(const Folders&) = delete;

    fs::path opened() const { return root_ / "opened"; }
    fs::path outside() const { return root_ / "outside"; }
    fs::path root() const { return root_; }

private:
    fs::path root_;
};

/// Low bytes of the input stand for pieces of paths, so that names lead somewhere; all others for themselves.
std::string spell(std::string_view input, const Folders& folders)
{
    static const std::array pieces{
        std::string("/"),
        std::string(".."),
        std::string("."),
        std::string("a"),
        std::string("b"),
        std::string("sub"),
        std::string("deep"),
        std::string("in"),
        std::string("out"),
        std::string("away"),
        std::string("up"),
        std::string("round"),
        std::string("root"),
        std::string("back"),
        std::string("opened"),
        std::string("outside"),
        std::string("data"),
        std::string("zero"),
        std::string("/dev/zero"),
        std::string("/proc/self/fd/"),
        std::string("json:"),
        std::string("nbd:"),
        std::string("/../"),
        std::string("//"),
        std::string(1, '\0'),
        std::string("%2e"),
        std::string("/sys/"),
        folders.root().string(),
        std::string("/etc/passwd"),
        std::string(":"),
        std::string("/./"),
        std::string("\\"),
        std::string("file:"),
        std::string(R"(json:{"driver":"qcow2","file":{"driver":"file","filename":")"),
        std::string(R"(json:{"file.driver":"file","file.filename":")"),
        std::string(R"("}})"),
        std::string(R"("})"),
    };
    std::string text;
    for (const char c : input) {
        const auto byte = static_cast<unsigned char>(c);
        text += byte < pieces.size() ? pieces[byte] : std::string(1, c);
    }
    return text;
}

void require(bool condition)
{
    if (!condition)
        std::abort();
}

fs::path realPath(const File& file)
{
    return fs::read_symlink("/proc/self/fd/" + std::to_string(file.descriptor()));
}

bool isBelow(const fs::path& path, const fs::path& folder)
{
    return path.string().starts_with(folder.string() + '/');
}

/// What QEMU takes for a protocol; of two of these some names are those of local files.
bool hasProtocol(std::string_view name)
{
    const auto mark = name.find_first_of(":/");
    return mark != std::string_view::npos && name[mark] == ':';
}

bool mustBeRefused(std::string_view name)
{
    return name.empty() || name.find('\0') != std::string_view::npos ||
           (hasProtocol(name) && !name.starts_with("file:") && !name.starts_with("json:"));
}

void tryName(const OpenPolicy& policy, const Folders& folders, std::string_view name, const fs::path& namedBy)
{
    std::optional<fs::path> resolved;
    try {
        resolved = OpenPolicy::resolve(name, namedBy);
    } catch (const Error& error) {
        require(error.kind() == ErrorKind::Refused);
    }
    require(!resolved || !mustBeRefused(name));
    require(resolved || mustBeRefused(name) || hasProtocol(name));
    if (!resolved)
        return;
    try {
        require(isBelow(realPath(policy.open(*resolved, NameRole::BackingFile)), folders.opened()));
    } catch (const Error&) {
    }
    try {
        require(realPath(policy.open(*resolved, NameRole::ExternalDataFile)) == folders.opened() / "data");
    } catch (const Error&) {
    }
}

}  // namespace

/// Whatever an image names and wherever it lies, nothing outside the opened folder is opened, and no data file but the
/// allowed one.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const Folders folders;
    static const OpenPolicy policy = [] {
        OpenPolicy made;
        made.openFolder(folders.opened());
        made.allow(folders.opened() / "data");
        return made;
    }();
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const auto border = std::min(input.find('\xff'), input.size());
    const std::string name = spell(input.substr(0, border), folders);
    const std::string place = spell(input.substr(std::min(border + 1, input.size())), folders);
    if (place.find('\0') == std::string::npos) {
        tryName(policy, folders, name, folders.opened() / (place + "/image"));
        tryName(policy, folders, name, fs::path(place));
    }
    return 0;
}
