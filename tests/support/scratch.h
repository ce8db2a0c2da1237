#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace testsupport {

/// A folder of its own that goes with the object. Nothing lies beside it: what looks there finds no other test.
class Scratch {
public:
    Scratch();
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch();

    const std::filesystem::path& path() const noexcept { return path_; }
    std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

void writeFile(const std::filesystem::path& path, std::string_view content);
/// Overwrites in place; the file grows where the content reaches beyond its end.
void writeAt(const std::filesystem::path& path, std::uint64_t offset, std::string_view content);
std::string readFile(const std::filesystem::path& path);

}  // namespace testsupport
