#include "widgets/library/same_names.h"

namespace widgets {

namespace fs = std::filesystem;

void SameNames::add(const fs::path& file)
{
    ++counts_[file.filename()];
    ++counts_[file.parent_path().filename() / file.filename()];
}

bool SameNames::repeats(const std::string& name) const
{
    const auto found = counts_.find(name);
    return found != counts_.end() && found->second > 1;
}

fs::path SameNames::folderOf(const fs::path& file) const
{
    if (!repeats(file.filename()))
        return {};
    const fs::path folder = file.parent_path();
    return repeats(folder.filename() / file.filename()) ? folder.parent_path().filename() / folder.filename()
                                                        : folder.filename();
}

}  // namespace widgets
