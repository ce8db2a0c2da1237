#pragma once

#include <filesystem>

namespace testsupport {

/// Makes LUKS images quickly: the slow derivation of a key is done once.
class LuksTemplate {
public:
    explicit LuksTemplate(std::filesystem::path path) : path_(std::move(path)) {}

    void copyTo(const std::filesystem::path& path);

private:
    void make();

    std::filesystem::path path_;
    bool made_ = false;
};

}  // namespace testsupport
