#include "work/temporary_file.h"

#include "bytes/error.h"
#include "plan/limits.h"
#include "storage/hold.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <sys/random.h>
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

bool failedWith(const Error& error, int errorNumber)
{
    const Error::Value* value = error.find("errno");
    return value != nullptr && *value == Error::Value(static_cast<std::uint64_t>(errorNumber));
}

}  // namespace

TemporaryFile TemporaryFile::beside(const fs::path& target)
{
    return beside(FilePlace::toWrite(target));
}

TemporaryFile TemporaryFile::beside(FilePlace target)
{
    for (int tries = 0;; ++tries) {
        try {
            TemporaryFile made(target.folder->create(newTemporaryName(target.name)), target);
            // `recover` may have come between its making and its hold.
            if (takeHold(made.file()) != Hold::Held && made.keepsItsName())
                return made;
        } catch (const Error& error) {
            if (!failedWith(error, EEXIST) || tries >= mostTries)
                throw;
        }
        if (tries >= mostTries)
            throw systemError(EBUSY, "file.create").at(target.path());
    }
}

TemporaryFile::TemporaryFile(File file, FilePlace target) noexcept : file_(std::move(file)), target_(std::move(target))
{
}

TemporaryFile::TemporaryFile(TemporaryFile&& other) noexcept
    : file_(std::move(other.file_)), target_(std::move(other.target_)), ours_(std::exchange(other.ours_, false))
{
}

TemporaryFile::~TemporaryFile()
{
    if (!ours_)
        return;
    try {
        if (keepsItsName())
            folder()->remove(name());
    } catch (const Error&) {
        // `recover` will find it.
    }
}

bool TemporaryFile::keepsItsName() const
{
    const std::optional<FileStatus> status = folder()->status(name());
    return status && status->identity == file_.status().identity;
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
