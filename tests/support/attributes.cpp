#include "support/attributes.h"

#include "support/process.h"

#include <linux/xattr.h>
#include <stdexcept>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace testsupport {

namespace {

std::string attributeOf(const std::filesystem::path& path, const char* name)
{
    std::string value(1000, '\0');
    const ssize_t length = getxattr(path.c_str(), name, value.data(), value.size());
    return length < 0 ? "none" : value.substr(0, static_cast<std::size_t>(length));
}

}  // namespace

std::string attributesOf(const std::filesystem::path& path)
{
    struct stat status = {};
    stat(path.c_str(), &status);
    std::string text = std::to_string(status.st_uid) + ' ' + std::to_string(status.st_gid) + ' ' +
                       std::to_string(status.st_mode) + ' ' +
                       runChecked({"getfacl", "--absolute-names", "--omit-header", path.string()});
    for (const char* name : {"user.note", "user.empty", XATTR_NAME_SELINUX})
        text += attributeOf(path, name) + ';';
    return text;
}

void setAttributes(const std::filesystem::path& path)
{
    const std::string label = "system_u:object_r:virt_image_t:s0";
    if (chown(path.c_str(), 1234, 5678) != 0 || setxattr(path.c_str(), "user.note", "kept", 4, 0) != 0 ||
        setxattr(path.c_str(), "user.empty", "", 0, 0) != 0 ||
        setxattr(path.c_str(), XATTR_NAME_SELINUX, label.c_str(), label.size() + 1, 0) != 0)
        throw std::runtime_error("cannot give attributes to " + path.string());
    runChecked({"setfacl", "-m", "u:99:rw,g:98:r,m::rw", path.string()});
}

}  // namespace testsupport
