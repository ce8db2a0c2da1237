#include "bytes/error.h"
#include "work/exchange_steps.h"
#include "work/recover.h"

#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <xxhash.h>

using namespace engine;
namespace fs = std::filesystem;

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

const std::array<std::string, 12> names{"a",
                                        "b",
                                        "a.before-slim",
                                        "a.before-slim.1",
                                        ".a.lamella-000000.tmp",
                                        ".b.lamella-000000.tmp",
                                        ".b.lamella-000001.tmp",
                                        "sub/c",
                                        "sub/c.before-slim",
                                        "sub/.c.lamella-000000.tmp",
                                        "sub/.c.lamella-000001.tmp",
                                        "outside"};

/// A folder in which each choice of files can be made again, and one beside it that must stay as it is.
class Folders {
public:
    Folders()
    {
        const fs::path memory = "/dev/shm";
        std::string pattern =
            ((fs::exists(memory) ? memory : fs::temp_directory_path()) / "lamella-fuzz-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr)
            std::abort();
        root_ = fs::canonical(pattern);
        fs::create_directories(opened() / "sub");
        fs::create_directories(root_ / "closed");
        std::ofstream(root_ / "closed/a") << "closed";
    }
    Folders(const Folders&) = delete;
    Folders& operator=(const Folders&) = delete;
    ~Folders()
    {
        std::error_code ignored;
        fs::remove_all(root_, ignored);
    }

    const fs::path& root() const { return root_; }
    fs::path opened() const { return root_ / "opened"; }

    /// Those files that a bit is set for; each holds its own name.
    void fill(unsigned chosen) const
    {
        for (const auto& entry : fs::recursive_directory_iterator(opened()))
            if (!entry.is_directory())
                fs::remove(entry.path());
        for (std::size_t i = 0; i < names.size(); ++i)
            if ((chosen >> i & 1U) != 0)
                std::ofstream(opened() / names[i]) << names[i];
    }
    /// Content -> name.
    std::map<std::string, std::string> contents() const
    {
        std::map<std::string, std::string> found;
        for (const auto& entry : fs::recursive_directory_iterator(root_)) {
            if (entry.is_directory())
                continue;
            std::ifstream file(entry.path());
            found[std::string(std::istreambuf_iterator<char>(file), {})] = entry.path().lexically_relative(root_);
        }
        return found;
    }

private:
    fs::path root_;
};

/// High bytes of the input stand for what a journal needs: the identity, length and time of a file that is there, its
/// name, a folder; all others for themselves.
std::string spell(std::string_view input, const Folders& folders)
{
    std::string text;
    for (const char c : input) {
        const auto byte = static_cast<unsigned char>(c);
        const std::string& name = names[byte % 16 % names.size()];
        const fs::path path = folders.opened() / name;
        if (byte < 0xc0) {
            text += c;
        } else if (byte < 0xd0) {
            text += fs::path(name).filename().string();
        } else if (byte < 0xe0 && fs::exists(path)) {
            const FileStatus status = statusOf(path);
            text += std::to_string(status.identity.device) + ' ' + std::to_string(status.identity.inode) + ' ' +
                    std::to_string(status.length) + ' ' + std::to_string(nanoseconds(status.modified));
        } else if (byte >= 0xe0) {
            const std::array folder{folders.opened(), folders.opened() / "sub", folders.root() / "closed"};
            const fs::path& chosen = folder[byte % folder.size()];
            const FileStatus status = statusOf(chosen);
            text += "folder " + std::to_string(status.identity.device) + ' ' + std::to_string(status.identity.inode) +
                    ' ' + chosen.string() + '\n';
        }
    }
    return text;
}

/// With a checksum that fits.
std::string sealed(const std::string& text)
{
    const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
    std::array<char, 44> line{};
    std::snprintf(line.data(), line.size(), "checksum %016llx%016llx\n", static_cast<unsigned long long>(hash.high64),
                  static_cast<unsigned long long>(hash.low64));
    return text + line.data();
}

void tryText(const std::string& text)
{
    try {
        require(journalText(parseJournal(text)) == text);
    } catch (const Error& error) {
        require(error.code() == "journal.invalid");
    }
}

}  // namespace

/// One journal has one spelling, and whatever it says: no original is lost, nothing gets a name that an exchange would
/// not give, a second recovery finds nothing to do, and the other folder stays as it is.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const Folders folders;
    if (size < 2)
        return 0;
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    tryText(std::string(input));
    folders.fill(static_cast<unsigned>(data[0] | (data[1] << 8)));
    const std::string text = sealed("lamella-journal 1\n" + spell(input.substr(2), folders));
    tryText(text);
    std::ofstream(folders.opened() / ".lamella-journal-000000") << text;

    const auto before = folders.contents();
    recover(folders.opened(), {true, {}}, {});
    const auto after = folders.contents();
    recover(folders.opened(), {true, {}}, {});
    require(folders.contents() == after);
    for (const auto& [content, name] : before) {
        const auto found = after.find(content);
        const bool temporary = targetOfTemporary(fs::path(name).filename().string()).has_value();
        if (found == after.end())
            require(temporary || content == text);
        else if (found->second != name)
            require((temporary && found->second == fs::path(name).parent_path() /
                                                       *targetOfTemporary(fs::path(name).filename().string())) ||
                    found->second.starts_with(name + ".before-slim") ||
                    (name.starts_with(found->second) && name.find(".before-slim") != std::string::npos));
    }
    require(after.at("closed") == "closed/a");
    return 0;
}
