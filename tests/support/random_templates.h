#pragma once

#include "support/guest_disk.h"
#include "support/template_chain.h"

#include <list>
#include <set>
#include <string>

namespace testsupport {

inline bool isRaw(const GeneratedChain& chain)
{
    return chain.layers.back().recipe.raw;
}

/// Templates of random layers with a guest that lives in them; the images lie below one folder.
class RandomTemplates {
public:
    struct Template {
        GuestDisk guest;
        TemplateChain layers;
    };

    /// @param folder empty; the images get a folder of their own in it
    explicit RandomTemplates(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// A guest's life, a layer for each part of it; some volumes end as a crash would leave them.
    /// @param below layers that it begins on; null: none
    /// @param guest whose copy it begins as; null: a new one
    void add(std::size_t layers, const GeneratedChain* below, const GuestDisk* guest, Random& random);

    const std::list<Template>& all() const noexcept { return templates_; }
    /// Whether the top of any is raw.
    bool anyRaw() const;
    std::filesystem::path images() const { return folder_ / "images"; }
    /// What they are, for messages.
    std::string text() const;
    /// What makes them special.
    const std::set<std::string>& traits() const noexcept { return traits_; }

private:
    std::filesystem::path folder_;
    std::list<Template> templates_;
    std::set<std::string> traits_;
};

}  // namespace testsupport
