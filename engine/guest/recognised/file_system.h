#pragma once

#include "guest/file_system.h"

#include <memory>

namespace engine::recognised {

/// A volume of which only the name is known: nothing in it is free. Its state and reason say why.
class FileSystem : public engine::FileSystem {
public:
    explicit FileSystem(VolumeFacts facts) : facts_(std::move(facts)) {}

    const VolumeFacts& facts() const noexcept override { return facts_; }
    VolumeRangeSet freeSpace() override { return {}; }

private:
    VolumeFacts facts_;
};

/// What is known by its signature alone, also at the end of the volume.
bool recognises(const BlockSource& source);
std::unique_ptr<engine::FileSystem> open(std::shared_ptr<const BlockSource> source);

}  // namespace engine::recognised
