#include "storage/path_walk.h"

#include "bytes/error.h"
#include "storage/acting_user.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <deque>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace engine {

namespace {

namespace fs = std::filesystem;

constexpr uid_t nobody = 65534;
constexpr unsigned mostLinks = 40;

/// A descriptor that closes itself.
class Opened {
public:
    explicit Opened(int descriptor) noexcept : descriptor_(descriptor) {}
    Opened(Opened&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    Opened& operator=(Opened&& other) noexcept
    {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    ~Opened()
    {
        if (descriptor_ >= 0)
            ::close(descriptor_);
    }
    int get() const noexcept { return descriptor_; }
    int release() noexcept { return std::exchange(descriptor_, -1); }

private:
    int descriptor_;
};

class Walk {
public:
    explicit Walk(const fs::path& path) : path_(path), here_(openRoot())
    {
        for (const fs::path& part : fs::absolute(path).relative_path())
            parts_.push_back(part.string());
        judge(here_);
    }

    void run()
    {
        while (!parts_.empty()) {
            const std::string part = std::move(parts_.front());
            parts_.pop_front();
            const bool last = std::all_of(parts_.begin(), parts_.end(), [](const auto& rest) { return rest.empty(); });
            if (part.empty() || part == ".")
                continue;
            if (last && part != "..")
                name_ = part;
            step(part, last);
        }
        requireLeadersWrite();
    }

    Opened takeFolder()
    {
        const int folder = ::openat(here_.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (folder < 0)
            throw failed(errno);
        return Opened(folder);
    }
    fs::path where() const { return where_; }
    std::string name() const { return name_; }
    std::vector<uid_t> leaders() const { return leaders_; }

private:
    /// Of the path as it was asked for: one of a folder ends with a dot here.
    Error failed(int errorNumber) const
    {
        return systemError(errorNumber, "folder.open").at(path_.filename() == "." ? path_.parent_path() : path_);
    }

    Opened openRoot() const
    {
        Opened root(::open("/", O_PATH | O_DIRECTORY | O_CLOEXEC));
        if (root.get() < 0)
            throw failed(errno);
        return root;
    }

    static struct stat statusOf(const Opened& opened, const Error& failure)
    {
        struct stat status = {};
        if (::fstat(opened.get(), &status) != 0)
            throw failure;
        return status;
    }

    void step(const std::string& part, bool last)
    {
        Opened next(::openat(here_.get(), part.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
        if (next.get() < 0) {
            if (last && errno == ENOENT && part != "..")
                return;
            throw failed(errno);
        }
        const struct stat status = statusOf(next, failed(EIO));
        if (S_ISLNK(status.st_mode)) {
            follow(next, status, part);
            return;
        }
        if (last && part != "..")
            return;
        if (!S_ISDIR(status.st_mode))
            throw failed(ENOTDIR);
        here_ = std::move(next);
        where_ = part == ".." ? where_.parent_path() : where_ / part;
        judge(here_);
    }

    void follow(const Opened& link, const struct stat& status, const std::string& part)
    {
        if (++links_ > mostLinks)
            throw failed(ELOOP);
        std::string target(PATH_MAX, '\0');
        const ssize_t length = ::readlinkat(link.get(), "", target.data(), target.size());
        if (length <= 0 || static_cast<std::size_t>(length) >= target.size())
            throw failed(length < 0 ? errno : ENAMETOOLONG);
        target.resize(static_cast<std::size_t>(length));
        suspect(status.st_uid, where_ / part);
        const fs::path to(target);
        std::deque<std::string> parts;
        for (const fs::path& each : to.relative_path())
            parts.push_back(each.string());
        parts_.insert(parts_.begin(), parts.begin(), parts.end());
        if (!to.is_absolute())
            return;
        here_ = openRoot();
        where_ = "/";
        judge(here_);
    }

    /// Who may put something else into the folder decides with us.
    void judge(const Opened& folder)
    {
        const struct stat status = statusOf(folder, failed(EIO));
        for (const uid_t user : leaders_) {
            if (!mayAccess(user, folder.get(), X_OK))
                refuse(user);
        }
        // Without privileges we do no more than the owner of a folder lets us; only links mislead.
        if (::geteuid() != 0)
            return;
        if ((status.st_mode & S_IWOTH) != 0 && (status.st_mode & S_ISVTX) == 0)
            suspect(nobody, where_);
        suspect(status.st_uid, where_);
    }

    void suspect(uid_t user, const fs::path& part)
    {
        if (user == 0 || user == ::geteuid() || std::find(leaders_.begin(), leaders_.end(), user) != leaders_.end())
            return;
        part_ = part;
        if (::geteuid() != 0)
            refuse(user);
        leaders_.push_back(user);
    }

    void requireLeadersWrite() const
    {
        const struct stat status = statusOf(here_, failed(EIO));
        const bool sticky = (status.st_mode & S_ISVTX) != 0;
        for (const uid_t user : leaders_) {
            // Of a sticky folder he could take away only what is his own.
            if (!mayAccess(user, here_.get(), W_OK | X_OK) || (sticky && status.st_uid != user))
                refuse(user);
        }
    }

    [[noreturn]] void refuse(uid_t user) const
    {
        throw Error(ErrorKind::Refused, "path.foreign",
                    {{"user", std::uint64_t{user}}, {"part", part_.string()}, {"folder", where_.string()}})
            .at(path_);
    }

    const fs::path& path_;
    fs::path where_ = "/";
    Opened here_;
    std::deque<std::string> parts_;
    std::string name_;
    std::vector<uid_t> leaders_;
    fs::path part_;  ///< the last one that a leader owns
    unsigned links_ = 0;
};

}  // namespace

WalkedPath WalkedPath::to(const fs::path& path)
{
    Walk walk(path);
    walk.run();
    return {walk.takeFolder().release(), walk.where(), walk.name(), walk.leaders()};
}

WalkedPath::WalkedPath(int opened, fs::path where, std::string last, std::vector<uid_t> others)
    : descriptor(opened), folder(std::move(where)), name(std::move(last)), leaders(std::move(others))
{
}

WalkedPath::WalkedPath(WalkedPath&& other) noexcept
    : descriptor(std::exchange(other.descriptor, -1)), folder(std::move(other.folder)), name(std::move(other.name)),
      leaders(std::move(other.leaders))
{
}

WalkedPath::~WalkedPath()
{
    if (descriptor >= 0)
        ::close(descriptor);
}

}  // namespace engine
