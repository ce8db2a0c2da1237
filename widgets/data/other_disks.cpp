#include "widgets/data/other_disks.h"

#include "guest/chain_source.h"
#include "plan/limits.h"

namespace widgets {

OtherDisks openDisks(const std::vector<std::filesystem::path>& images, engine::ChainOptions options,
                     const std::stop_token& stop)
{
    options.format.clear();
    options.snapshot.clear();
    OtherDisks disks;
    for (const std::filesystem::path& image : images) {
        options.policy.openFolder(image.parent_path());
        engine::Chain chain = engine::Chain::open(image, options);
        chain.requireComplete();
        disks.push_back(engine::ownedSource(std::move(chain), stop));
    }
    return disks;
}

std::optional<engine::PlanNote> missingDisk(const engine::Guest& guest)
{
    for (const engine::Volume& volume : guest.volumes) {
        const std::string_view code = volume.reason ? volume.reason->code() : std::string_view();
        if (code == "lvm.missing" || code == "lvm.noMetadata")
            return engine::PlanNote{"plan.volumeUntrimmed", engine::untrustedValues(volume)};
    }
    return std::nullopt;
}

}  // namespace widgets
