#pragma once

#include "bytes/offsets.h"
#include "bytes/range_set.h"

#include <chrono>
#include <compare>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <stop_token>
#include <string_view>

namespace engine {

/// Two paths are one file where these are equal.
struct FileIdentity {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    auto operator<=>(const FileIdentity&) const = default;
};

using FileTime = std::chrono::sys_time<std::chrono::nanoseconds>;

/// What the file system says of a file at one moment.
struct FileStatus {
    FileIdentity identity;
    std::uint64_t length = 0;    ///< st_size, bytes
    std::uint64_t diskSize = 0;  ///< st_blocks * 512, bytes
    FileTime modified;
    FileTime changed;              ///< st_ctime: also names, permissions and attributes
    std::uint32_t owner = 0;       ///< st_uid
    std::uint32_t mode = 0;        ///< permissions: st_mode & 0777
    std::uint32_t links = 1;       ///< st_nlink: names that the file has
    std::optional<FileTime> born;  ///< where the file system records it
    bool regular = false;
    bool folder = false;
};

/// Follows links. Throws Error (NotFound, AccessDenied, Io).
FileStatus statusOf(const std::filesystem::path& path);
/// The path with its links resolved. Throws Error (NotFound, AccessDenied, Io).
std::filesystem::path canonicalPath(const std::filesystem::path& path);
/// Absolute, without "." and "..", as the system goes: behind a linked folder ".." is the parent of where the link
/// leads. Other links stay. What the path names need not exist.
std::filesystem::path tidyPath(const std::filesystem::path& path);
/// The name in its folder, whose links are resolved; the name itself may be a link, or be free.
std::filesystem::path inRealFolder(const std::filesystem::path& path);
/// Of a name in an open folder; of a link itself. Nothing where the name is free. `named` is for messages.
std::optional<FileStatus> statusIn(int folder, const char* name, const std::filesystem::path& named);

/// A regular file, open. Positional access only, so every member but the constructors and `close` may be called from
/// several threads. The length is that of the moment of opening: what an image's numbers are checked against.
class File {
public:
    enum class Access : std::uint8_t { ReadOnly, ReadWrite };

    /// Refuses what is not a regular file (devices, pipes, sockets, folders) without blocking on it, and follows links
    /// unless told otherwise. Throws Error.
    static File open(const std::filesystem::path& path, Access access = Access::ReadOnly, bool followLinks = true);

    /// Makes a new, empty file for reading and writing; its permissions let nobody else in. Throws Error, also where
    /// the path exists.
    static File create(const std::filesystem::path& path);
    /// Takes over what a call has opened; a descriptor below 0 throws Error with that code.
    static File adopt(int descriptor, std::string_view code, const std::filesystem::path& path);

    File(File&& other) noexcept;
    File& operator=(File&& other) noexcept;
    ~File();

    const std::filesystem::path& path() const noexcept { return path_; }
    const FileStatus& status() const noexcept { return status_; }
    /// Bytes, at opening.
    std::uint64_t length() const noexcept { return status_.length; }
    /// Valid while the File lives; for locks and in-kernel copies.
    int descriptor() const noexcept { return descriptor_; }

    /// Fills the buffer from `offset`, or throws Error: Refused "file.truncated" where the file ends before, or Io.
    void read(std::uint64_t offset, std::span<std::byte> buffer) const;
    /// Like read, but what lies beyond the end of the file becomes zeros.
    void readPadded(std::uint64_t offset, std::span<std::byte> buffer) const;
    /// Writes the whole buffer or throws Error (Io). Only for files opened ReadWrite.
    void write(std::uint64_t offset, std::span<const std::byte> buffer) const;
    enum class Clone : std::uint8_t {
        Done,
        NotThis,  ///< not in whole blocks, or from another file system
        Never,    ///< this file system cannot
    };
    /// Lets this file share the blocks of `from` on disk: nothing is read or written, until one of both changes it.
    /// Throws Error (Io). Only for files opened ReadWrite.
    Clone clone(const File& from, HostRange range, HostOffset to) const;
    /// Cuts or grows the file; what is new reads as zeros and takes no space. `length()` stays. Throws Error (Io).
    void resize(std::uint64_t length) const;
    /// Has the system begin to send what was written in the range to the device; a hint.
    void startWriteBack(HostRange range) const noexcept;
    /// Waits until it has sent it. Says nothing of metadata: `sync` is needed all the same, but finds less to do.
    /// Throws Error (Io).
    void awaitWriteBack(HostRange range) const;
    /// Content and metadata to stable storage; throws Error (Io).
    void sync() const;

    /// Whether the whole range is a hole (SEEK_DATA finds nothing in it). False where the file system cannot tell.
    bool isHole(HostRange range) const;
    /// The first byte at or after `offset` that the file system stores, the length where there is none; `offset` where
    /// it cannot tell.
    std::uint64_t nextData(std::uint64_t offset) const;
    /// What the file system stores of `window`, by SEEK_DATA and SEEK_HOLE; all of it where it cannot tell. Nothing
    /// beyond the end of the file. Throws Error (Io, Cancelled).
    HostRangeSet dataRanges(HostRange window, const std::stop_token& stop = {}) const;

private:
    File(int descriptor, std::filesystem::path path) noexcept;
    /// Reads up to the end of the file; returns the bytes read.
    std::size_t readSome(std::uint64_t offset, std::span<std::byte> buffer) const;

    int descriptor_ = -1;
    std::filesystem::path path_;
    FileStatus status_;
};

}  // namespace engine
