#pragma once

#include "support/poke.h"

#include <QDir>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <functional>
#include <vector>

namespace testsupport {

/// How to make a small qcow2 image that has much of what the format offers.
struct Qcow2Sample {
    QString name;
    QString options;             ///< of qemu-img create -o; %1 is the path of the image
    std::uint64_t clusters = 0;  ///< size of the disk
    std::uint64_t clusterSize = 0;
    int snapshots = 0;
    bool bitmaps = false;
    bool crashes = false;  ///< the last writer is killed
    bool encrypted = false;

    /// Makes the image in the folder; returns its path.
    QString make(const QDir& folder) const;
    /// What --image-opts asks for where the image is encrypted.
    QString checkOptions(const QString& path) const;
};

/// Cluster sizes from 512 to 2 MiB, refcount widths from 1 to 64, both versions, and every feature.
std::vector<Qcow2Sample> qcow2Samples();

/// One way to break an image. Does nothing where the image lacks what it would break.
struct Qcow2Fault {
    const char* name;
    std::function<void(Poke&, const Qcow2Places&)> apply;
};

std::vector<Qcow2Fault> qcow2Faults();

/// One to five random changes of entries, refcounts and tables.
void pokeRandomly(Poke& poke, const Qcow2Places& places, std::uint64_t seed);

}  // namespace testsupport
