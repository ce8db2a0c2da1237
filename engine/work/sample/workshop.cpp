#include "work/sample/workshop.h"

#include "bytes/error.h"
#include "storage/hold.h"
#include "work/temporary_file.h"

namespace engine::sample {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view prefix = ".lamella-sample-";
constexpr const char* holdName = "hold";

}  // namespace

Showroom::~Showroom()
{
    if (!work_.made)
        return;
    try {
        work_.made->folder->removeFolder(work_.made->name);
    } catch (const Error&) {
        // Somebody has put something in it.
    }
}

Workshop::Workshop(const fs::path& folder) : showroom_(folder), name_(std::string(prefix) + randomSuffix())
{
    const Folder& room = *showroom_.folder();
    room.makeFolder(name_);
    folder_.emplace(room.openFolder(name_));
    hold_.emplace(folder_->create(holdName));
    takeHold(*hold_);
}

Workshop::~Workshop()
{
    const auto remove = [&](const std::string& name) {
        try {
            showroom_.folder()->removeTree(name);
        } catch (const Error&) {
            // `recover` will find it.
        }
    };
    remove(name_);
    for (const std::string& placed : placed_)
        remove(placed);
}

void Workshop::place(const std::set<std::string_view>& names)
{
    for (const std::string_view each : names) {
        const std::string name(each);
        folder_->move(name, *showroom_.folder(), name);
        placed_.push_back(name);
    }
    placed_.clear();
    showroom_.keep();
}

bool isWorkshopName(std::string_view name) noexcept
{
    return name.starts_with(prefix) && isRandomSuffix(name.substr(prefix.size()));
}

LeftWorkshop removeLeftWorkshop(const Folder& folder, const std::string& name, bool dryRun)
{
    if (const auto there = folder.status(name); !there || !there->folder)
        return LeftWorkshop::Unknown;
    const Folder workshop = folder.openFolder(name);
    if (workshop.names([](const std::string&) { return true; }).empty()) {
        // Nobody may be about to hold it; nothing is lost where somebody is.
        if (!dryRun)
            folder.removeFolder(name);
        return LeftWorkshop::Removed;
    }
    const std::optional<FileStatus> there = workshop.status(holdName);
    if (!there || !there->regular)
        return LeftWorkshop::Unknown;
    const File hold = workshop.open(holdName, File::Access::ReadWrite);
    const Hold taken = takeHold(hold);
    if (taken != Hold::Taken)
        return taken == Hold::Held ? LeftWorkshop::InUse : LeftWorkshop::Unknown;
    if (!dryRun)
        folder.removeTree(name);
    return LeftWorkshop::Removed;
}

void removeLeftWorkshops(const fs::path& path)
{
    std::error_code ignored;
    if (!fs::exists(path, ignored))
        return;
    const Folder folder = Folder::openToWrite(path);
    for (const std::string& workshop : folder.names(isWorkshopName)) {
        // What cannot be removed is in nobody's way; `recover` tells of it.
        try {
            removeLeftWorkshop(folder, workshop);
        } catch (const Error&) {
        }
    }
}

}  // namespace engine::sample
