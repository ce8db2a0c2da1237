#pragma once

#include "storage/folder.h"

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace engine::sample {

/// The folder of all samples; goes with the object where it was made for it and nothing was placed in it.
class Showroom {
public:
    /// Throws Error.
    explicit Showroom(const std::filesystem::path& path) : work_(WorkFolder::at(path)) {}
    Showroom(const Showroom&) = delete;
    Showroom& operator=(const Showroom&) = delete;
    ~Showroom();

    const SharedFolder& folder() const noexcept { return work_.folder; }
    void keep() noexcept { work_.made.reset(); }

private:
    WorkFolder work_;
};

/// Where templates are made, a hidden folder in the showroom that nobody else can enter; goes with the object. It is
/// held (storage/hold.h) while the object lives, so that one can be told from what a process left behind.
class Workshop {
public:
    /// Throws Error.
    explicit Workshop(const std::filesystem::path& folder);
    Workshop(const Workshop&) = delete;
    Workshop& operator=(const Workshop&) = delete;
    ~Workshop();

    const Folder& folder() const noexcept { return *folder_; }

    /// Gives all templates their final names, or none. Throws Error, also Refused "target.exists".
    void place(const std::set<std::string_view>& names);

private:
    Showroom showroom_;
    std::string name_;
    std::optional<Folder> folder_;
    std::optional<File> hold_;
    std::vector<std::string> placed_;
};

bool isWorkshopName(std::string_view name) noexcept;

enum class LeftWorkshop : std::uint8_t { Removed, InUse, Unknown };  ///< Unknown: nothing tells whose it is
/// Removes a workshop whose process is gone.
/// @param dryRun only says what would be done
/// Throws Error.
LeftWorkshop removeLeftWorkshop(const Folder& folder, const std::string& name, bool dryRun = false);
/// All of a folder, where it is there. Throws Error: it is no folder to write in.
void removeLeftWorkshops(const std::filesystem::path& folder);

}  // namespace engine::sample
