#include "work/temporary_file.h"

#include "bytes/error.h"
#include "plan/limits.h"
#include "storage/hold.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/random.h>
#include <unistd.h>
#include <utility>

namespace engine {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view suffixCharacters = "abcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::size_t suffixLength = 6;
constexpr std::string_view mark = ".lamella-";
constexpr std::string_view ending = ".tmp";
constexpr int mostTries = 100;
static_assert(1 + mark.size() + suffixLength + ending.size() <= bytesAroundName);

/// As far as it exists without links; at least its folder must.
fs::path realTarget(const fs::path& target)
{
    std::error_code failed;
    fs::path real = fs::canonical(target, failed);
    if (!failed)
        return real;
    real = fs::canonical(target.has_parent_path() ? target.parent_path() : fs::path("."), failed);
    if (failed)
        throw systemError(failed.value(), "file.create").at(target);
    return real / target.filename();
}

bool failedWith(const Error& error, int errorNumber)
{
    const Error::Value* value = error.find("errno");
    return value != nullptr && *value == Error::Value(static_cast<std::uint64_t>(errorNumber));
}

/// Still the file of its name: `recover` may have come between its making and its hold.
bool keepsItsName(const File& file)
{
    const std::optional<FileStatus> status = statusIn(AT_FDCWD, file.path().c_str(), file.path());
    return status && status->identity == file.status().identity;
}

}  // namespace

TemporaryFile TemporaryFile::beside(const fs::path& target)
{
    const fs::path real = realTarget(target);
    for (int tries = 0;; ++tries) {
        try {
            TemporaryFile made(File::create(real.parent_path() / newTemporaryName(real.filename().native())), real);
            if (takeHold(made.file()) != Hold::Held && keepsItsName(made.file()))
                return made;
        } catch (const Error& error) {
            if (!failedWith(error, EEXIST) || tries >= mostTries)
                throw;
        }
        if (tries >= mostTries)
            throw systemError(EBUSY, "file.create").at(real);
    }
}

TemporaryFile::TemporaryFile(File file, fs::path target) noexcept : file_(std::move(file)), target_(std::move(target))
{
}

TemporaryFile::TemporaryFile(TemporaryFile&& other) noexcept
    : file_(std::move(other.file_)), target_(std::move(other.target_)), ours_(std::exchange(other.ours_, false))
{
}

TemporaryFile::~TemporaryFile()
{
    if (ours_)
        ::unlink(path().c_str());
}

std::string randomSuffix()
{
    std::array<unsigned char, suffixLength> random{};
    if (::getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size()))
        throw systemError(errno, "system.random");
    std::string suffix;
    for (const unsigned char byte : random)
        suffix += suffixCharacters[byte % suffixCharacters.size()];
    return suffix;
}

bool isRandomSuffix(std::string_view text) noexcept
{
    return text.size() == suffixLength && text.find_first_not_of(suffixCharacters) == std::string_view::npos;
}

std::string newTemporaryName(std::string_view target)
{
    return '.' + std::string(target) + std::string(mark) + randomSuffix() + std::string(ending);
}

std::optional<std::string> targetOfTemporary(std::string_view name)
{
    const std::size_t around = 1 + mark.size() + suffixLength + ending.size();
    if (name.size() <= around || name.front() != '.' || !name.ends_with(ending))
        return std::nullopt;
    name = name.substr(1, name.size() - 1 - ending.size());
    if (!isRandomSuffix(name.substr(name.size() - suffixLength)))
        return std::nullopt;
    name.remove_suffix(suffixLength);
    if (!name.ends_with(mark))
        return std::nullopt;
    name.remove_suffix(mark.size());
    return std::string(name);
}

}  // namespace engine
