#include "plan/base_content.h"

#include "plan/kept_content.h"

#include <algorithm>

namespace engine {

void BaseContentSource::read(GuestOffset offset, std::span<std::byte> out) const
{
    std::fill(out.begin(), out.end(), std::byte{0});
    const GuestRange window{offset, out.size()};
    for (std::size_t index = 0; index < templates_.size(); ++index) {
        const KeptContent kept(templates_[index], content_.free[index]);
        for (const GuestRange& part : content_.fromTemplate[index].restrictedTo(window).ranges())
            kept.read(part.start, out.subspan(part.start - offset, part.length));
    }
}

}  // namespace engine
