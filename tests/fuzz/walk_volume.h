#pragma once

#include "guest/file_system.h"

#include <cstdlib>

namespace fuzz {

/// Asks a file system everything. Any answer is right but a crash, a hang, another exception than Error, and ranges
/// outside the volume or out of order.
class VolumeWalk : public engine::FileVisitor {
public:
    explicit VolumeWalk(std::uint64_t size) : size_(size) {}

    void run(engine::FileSystem& fileSystem)
    {
        const engine::VolumeFacts& facts = fileSystem.facts();
        const bool replayed = facts.state == engine::VolumeState::NeedsRecovery && facts.caution.has_value();
        require((facts.state == engine::VolumeState::Clean || replayed) == !facts.reason.has_value());
        if (!facts.reason)
            attempt([&] { requireInside(fileSystem.freeSpace(), facts.length); });
        if (!fileSystem.listsFiles())
            return;
        attempt([&] { fileSystem.visitFiles(engine::WalkScope::Sample, *this); });
        attempt([&] { fileSystem.visitFiles(engine::WalkScope::All, *this); });
    }

    void file(const engine::GuestFile& file) override
    {
        for (const engine::VolumeRange& range : file.stored)
            require(range.length <= size_ && range.start.bytes() <= size_ - range.length);
    }
    void named(std::uint64_t, std::uint64_t, std::string_view) override {}

private:
    static void require(bool condition)
    {
        if (!condition)
            std::abort();
    }
    template <class Work>
    static void attempt(Work&& work)
    {
        try {
            work();
        } catch (const engine::Error&) {
        }
    }
    void requireInside(const engine::VolumeRangeSet& free, std::uint64_t length) const
    {
        require(length <= size_);
        std::uint64_t position = 0;
        for (const engine::VolumeRange& range : free.ranges()) {
            require(range.length > 0 && range.start.bytes() >= position && range.end().bytes() <= length);
            position = range.end().bytes();
        }
    }

    std::uint64_t size_;
};

}  // namespace fuzz
