#include "work/sample/workshop.h"

#include "bytes/error.h"
#include "storage/hold.h"
#include "work/temporary_file.h"

namespace engine::sample {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view prefix = ".lamella-sample-";
constexpr std::string_view holdName = "hold";

}  // namespace

Showroom::~Showroom()
{
    std::error_code ignored;
    if (removed_)
        fs::remove(path_, ignored);
}

Workshop::Workshop(const fs::path& folder) : showroom_(folder), path_(folder / (std::string(prefix) + randomSuffix()))
{
    fs::create_directory(path_);
    hold_.emplace(File::create(path_ / holdName));
    takeHold(*hold_);
}

Workshop::~Workshop()
{
    std::error_code ignored;
    fs::remove_all(path_, ignored);
    for (const fs::path& placed : placed_)
        fs::remove_all(placed, ignored);
}

void Workshop::place(const std::set<std::string_view>& names)
{
    for (const std::string_view name : names) {
        fs::rename(path_ / name, showroom_.path() / name);
        placed_.push_back(showroom_.path() / name);
    }
    placed_.clear();
    showroom_.keep();
}

bool isWorkshopName(std::string_view name) noexcept
{
    return name.starts_with(prefix) && isRandomSuffix(name.substr(prefix.size()));
}

LeftWorkshop removeLeftWorkshop(const fs::path& workshop, bool dryRun)
{
    if (fs::symlink_status(workshop).type() != fs::file_type::directory)
        return LeftWorkshop::Unknown;
    if (fs::is_empty(workshop)) {
        // Nobody may be about to hold it; nothing is lost where somebody is.
        if (!dryRun)
            fs::remove(workshop);
        return LeftWorkshop::Removed;
    }
    if (!fs::is_regular_file(fs::symlink_status(workshop / holdName)))
        return LeftWorkshop::Unknown;
    const File hold = File::open(workshop / holdName, File::Access::ReadWrite, false);
    const Hold taken = takeHold(hold);
    if (taken != Hold::Taken)
        return taken == Hold::Held ? LeftWorkshop::InUse : LeftWorkshop::Unknown;
    if (!dryRun)
        fs::remove_all(workshop);
    return LeftWorkshop::Removed;
}

void removeLeftWorkshops(const fs::path& folder)
{
    std::error_code failed;
    std::vector<fs::path> left;
    for (fs::directory_iterator entry(folder, failed); !failed && entry != fs::directory_iterator();
         entry.increment(failed)) {
        if (isWorkshopName(entry->path().filename().native()))
            left.push_back(entry->path());
    }
    for (const fs::path& workshop : left) {
        // What cannot be removed is in nobody's way; `recover` tells of it.
        try {
            removeLeftWorkshop(workshop);
        } catch (const Error&) {
        } catch (const fs::filesystem_error&) {
        }
    }
}

}  // namespace engine::sample
