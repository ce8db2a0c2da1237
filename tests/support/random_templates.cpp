#include "support/random_templates.h"

#include <algorithm>

namespace testsupport {

namespace fs = std::filesystem;

void RandomTemplates::add(std::size_t layers, const GeneratedChain* below, const GuestDisk* guest, Random& random)
{
    const std::string name = "t" + std::to_string(templates_.size());
    const fs::path guestFolder = folder_ / ("guest of " + name);
    fs::create_directories(guestFolder);
    fs::create_directories(images() / name);
    GuestDisk disk = guest ? GuestDisk(*guest, guestFolder) : GuestDisk(guestFolder, random);
    TemplateChain chain = below ? TemplateChain(images() / name, *below) : TemplateChain(images() / name);
    Template& made = templates_.emplace_back(std::move(disk), std::move(chain));
    traits_.insert(made.guest.layout());
    for (std::size_t layer = 0; layer < layers; ++layer) {
        made.guest.use(random);
        if (layer + 1 == layers)
            made.guest.crash(random);
        made.layers.addLayer(made.guest.content(), made.guest.end(), random);
    }
    for (const GuestVolume& volume : made.guest.volumes()) {
        traits_.insert(volume.kind);
        if (volume.crashed())
            traits_.insert("crashed " + volume.kind.substr(0, 3));
    }
}

bool RandomTemplates::anyRaw() const
{
    return std::any_of(templates_.begin(), templates_.end(),
                       [](const Template& made) { return isRaw(made.layers.chain()); });
}

std::string RandomTemplates::text() const
{
    std::string text;
    for (const Template& made : templates_) {
        text += made.guest.layout();
        for (const GuestVolume& volume : made.guest.volumes())
            text += ", " + volume.kind + (volume.untouchable ? " (untouchable)" : "") + " at " +
                    std::to_string(volume.start) + " + " + std::to_string(volume.length);
        text += "\n" + made.layers.chain().historyText() + "\n";
    }
    return text;
}

}  // namespace testsupport
