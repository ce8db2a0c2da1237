#include "work/document_file.h"

#include "storage/file_kind.h"

#include <cerrno>
#include <fstream>
#include <sys/stat.h>

namespace engine {

namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t everybody = 0666;
constexpr std::uint32_t ours = 0600;

/// What this process takes from new files: umask(2) could only tell that by changing it for all threads for a moment.
std::uint32_t maskOfProcess()
{
    std::ifstream process("/proc/self/status");
    for (std::string line; std::getline(process, line);) {
        if (line.starts_with("Umask:"))
            return static_cast<std::uint32_t>(std::stoul(line.substr(6), nullptr, 8));
    }
    return 0077;
}

/// A link in the last part is not followed: it takes a name like any other file.
FilePlace placeOf(const fs::path& path)
{
    if (path.filename().empty())
        throw systemError(EISDIR, "file.create").at(path);
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    return {std::make_shared<const Folder>(Folder::openToWrite(folder)), path.filename()};
}

}  // namespace

std::uint32_t readersOf(const Chain& chain)
{
    std::uint32_t readers = everybody;
    for (const Layer& layer : chain.layers()) {
        if (layer.status)
            readers &= layer.status->mode | ours;
    }
    return readers;
}

std::uint32_t readersOf(std::span<const PlannedSource> sources)
{
    std::uint32_t readers = everybody;
    for (const PlannedSource& source : sources)
        readers &= source.status.mode | ours;
    return readers;
}

std::uint32_t readersOf(std::span<const fs::path> files)
{
    std::uint32_t readers = everybody;
    for (const fs::path& file : files) {
        try {
            readers &= statusOf(file).mode | ours;
        } catch (const Error&) {
            continue;
        }
    }
    return readers;
}

DocumentFile::DocumentFile(const fs::path& path, const DocumentOptions& options)
    : options_(options), file_(TemporaryFile::beside(placeOf(path)))
{
    requireFree();
}

void DocumentFile::requireFree() const
{
    const std::optional<FileStatus> there = file_.folder()->status(file_.targetName());
    if (!there)
        return;
    if (!options_.overwrite)
        throw Error(ErrorKind::Refused, "target.exists").at(file_.target());
    if (!there->regular)
        throw Error(ErrorKind::Refused, "file.notRegular").at(file_.target());
}

void DocumentFile::write(std::string_view content)
{
    const File& file = file_.file();
    file.write(0, std::as_bytes(std::span(content)));
    const mode_t mode = ours | (everybody & ~maskOfProcess() & options_.readers);
    if (::fchmod(file.descriptor(), mode) != 0)
        throw systemError(errno, "file.attributes").at(file_.target());
    file.sync();
    requireFree();
    if (!file_.keepsItsName())
        throw Error(ErrorKind::Refused, "file.exchanged").at(file_.path());
    if (options_.overwrite)
        file_.folder()->replace(file_.name(), file_.targetName());
    else
        file_.folder()->rename(file_.name(), file_.targetName());
    file_.release();
    file_.folder()->sync();
}

void writeDocument(const fs::path& path, std::string_view content, const DocumentOptions& options)
{
    DocumentFile(path, options).write(content);
}

}  // namespace engine
