#pragma once

#include "guest/file_system.h"

namespace engine::clusters {

/// The facts before anything speaks against the volume.
inline VolumeFacts cleanFacts(std::string type, const std::string& serial, std::uint64_t clusterSize,
                              std::uint64_t length)
{
    VolumeFacts facts;
    facts.type = std::move(type);
    facts.uuid = serial;
    facts.state = VolumeState::Clean;
    facts.blockSize = clusterSize;
    facts.length = length;
    return facts;
}

/// Runs a check; what it throws is the reason of the facts from then on, unless they have one. Throws Io and Cancelled.
template <class Check>
void noteDoubt(VolumeFacts& facts, Check&& check)
{
    try {
        check();
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Io || error.kind() == ErrorKind::Cancelled)
            throw;
        if (facts.reason)
            return;
        facts.state = error.code() == "volume.dirty"        ? VolumeState::Dirty
                      : error.code() == "volume.hibernated" ? VolumeState::Hibernated
                                                            : VolumeState::Unknown;
        facts.reason = error;
    }
}

}  // namespace engine::clusters
