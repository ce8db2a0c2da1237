#pragma once

#include <filesystem>
#include <string>

namespace testsupport {

/// Owner, group, mode, access control list, user attributes `user.note` and `user.empty`, and SELinux label, as text.
std::string attributesOf(const std::filesystem::path& path);

/// Gives a file all of them: owner 1234, group 5678. Needs root.
void setAttributes(const std::filesystem::path& path);

}  // namespace testsupport
