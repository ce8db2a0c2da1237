#include "support/scratch.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace testsupport {

namespace fs = std::filesystem;

namespace {

/// Runs keep receipts with the user's state: not with that of whoever runs the tests.
class StateHome {
public:
    StateHome()
    {
        std::string pattern = (fs::temp_directory_path() / "lamella-state-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr)
            throw std::runtime_error("no state folder: " + pattern);
        path_ = fs::canonical(pattern);
        setenv("XDG_STATE_HOME", path_.c_str(), 1);
    }
    StateHome(const StateHome&) = delete;
    StateHome& operator=(const StateHome&) = delete;
    ~StateHome()
    {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }

private:
    fs::path path_;
};

const StateHome stateHome;

}  // namespace

Scratch::Scratch()
{
    std::string pattern = (fs::temp_directory_path() / "lamella-test-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr)
        throw std::runtime_error("no scratch folder: " + pattern);
    // For whoever a test runs as, too.
    fs::permissions(pattern, fs::perms::owner_all | fs::perms::group_exec | fs::perms::others_exec);
    path_ = fs::canonical(pattern) / "scratch";
    fs::create_directory(path_);
}

Scratch::~Scratch()
{
    std::error_code ignored;
    fs::remove_all(path_.parent_path(), ignored);
}

void writeFile(const fs::path& path, std::string_view content)
{
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
    if (!file.flush())
        throw std::runtime_error("cannot write " + path.string());
}

void writeAt(const fs::path& path, std::uint64_t offset, std::string_view content)
{
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(static_cast<std::streamoff>(offset));
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
    if (!file.flush())
        throw std::runtime_error("cannot write " + path.string());
}

std::string readFile(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw std::runtime_error("cannot read " + path.string());
    std::string content(fs::file_size(path), '\0');
    if (!file.read(content.data(), static_cast<std::streamsize>(content.size())))
        throw std::runtime_error("cannot read " + path.string());
    return content;
}

}  // namespace testsupport
