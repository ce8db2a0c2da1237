#pragma once

#include "storage/file.h"

#include <filesystem>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

namespace engine::sample {

/// The folder of all samples; goes with the object where it was made for it and nothing was placed in it.
class Showroom {
public:
    explicit Showroom(std::filesystem::path path)
        : path_(std::move(path)), removed_(std::filesystem::create_directory(path_))
    {
    }
    Showroom(const Showroom&) = delete;
    Showroom& operator=(const Showroom&) = delete;
    ~Showroom();

    const std::filesystem::path& path() const noexcept { return path_; }
    void keep() noexcept { removed_ = false; }

private:
    std::filesystem::path path_;
    bool removed_;
};

/// Where templates are made, a hidden folder in the showroom; goes with the object. It is held (storage/hold.h) while
/// the object lives, so that one can be told from what a process left behind.
class Workshop {
public:
    /// Throws Error, std::filesystem::filesystem_error.
    explicit Workshop(const std::filesystem::path& folder);
    Workshop(const Workshop&) = delete;
    Workshop& operator=(const Workshop&) = delete;
    ~Workshop();

    std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

    /// Gives all templates their final names, or none. Renaming a folder replaces nothing but an empty folder.
    void place(const std::set<std::string_view>& names);

private:
    Showroom showroom_;
    std::filesystem::path path_;
    std::optional<File> hold_;
    std::vector<std::filesystem::path> placed_;
};

bool isWorkshopName(std::string_view name) noexcept;

enum class LeftWorkshop : std::uint8_t { Removed, InUse, Unknown };  ///< Unknown: nothing tells whose it is
/// Removes a workshop whose process is gone.
/// @param dryRun only says what would be done
/// Throws Error, std::filesystem::filesystem_error.
LeftWorkshop removeLeftWorkshop(const std::filesystem::path& workshop, bool dryRun = false);
/// All of a folder, where it is there.
void removeLeftWorkshops(const std::filesystem::path& folder);

}  // namespace engine::sample
