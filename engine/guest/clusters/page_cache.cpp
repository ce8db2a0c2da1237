#include "guest/clusters/page_cache.h"

#include "bytes/checked.h"
#include "bytes/error.h"

#include <algorithm>

namespace engine::clusters {

void PageCache::read(std::uint64_t offset, std::span<std::byte> out)
{
    if (!fits(offset, out.size(), source_->size()))
        throw Error(ErrorKind::Refused, "volume.outside",
                    {{"value", offset}, {"length", std::uint64_t{out.size()}}, {"limit", source_->size()}});
    while (!out.empty()) {
        const Slot& slot = slotOf(offset / pageSize);
        const std::uint64_t inside = offset % pageSize;
        const std::size_t length = std::min<std::size_t>(out.size(), slot.bytes.size() - inside);
        std::copy_n(slot.bytes.begin() + static_cast<std::ptrdiff_t>(inside), length, out.begin());
        out = out.subspan(length);
        offset += length;
    }
}

const PageCache::Slot& PageCache::slotOf(std::uint64_t page)
{
    Slot& slot = slots_[page % slotCount];
    if (slot.page == page)
        return slot;
    slot.page = UINT64_MAX;
    slot.bytes.resize(std::min(pageSize, source_->size() - page * pageSize));
    source_->read(page * pageSize, slot.bytes);
    slot.page = page;
    return slot;
}

}  // namespace engine::clusters
