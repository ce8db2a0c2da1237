#pragma once

#include <filesystem>
#include <string>
#include <unordered_map>

namespace widgets {

/// Files of one name, and how to tell them apart.
class SameNames {
public:
    void add(const std::filesystem::path& file);

    /// The last folder of the path, or the last two where one is not enough; empty where no other file has its name.
    std::filesystem::path folderOf(const std::filesystem::path& file) const;

private:
    bool repeats(const std::string& name) const;

    std::unordered_map<std::string, std::size_t> counts_;  ///< of "name", and of "folder/name"
};

}  // namespace widgets
