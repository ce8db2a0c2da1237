#pragma once

#include "support/random.h"

#include <filesystem>
#include <string>
#include <vector>

namespace testsupport {

/// What kind of disk a script writes to. Bytes.
struct WriteTarget {
    std::uint64_t virtualSize = 0;
    std::uint64_t clusterSize = 0;
    bool compresses = false;
    bool zerosWhole = true;  ///< zero clusters are entries of their own, as in version 3 without subclusters
    std::filesystem::path source;  ///< a file of varied content, which writes repeat; no spaces in its path
};

/// Invents qemu-io commands that give a disk many states next to each other: content, compressed content, both kinds of
/// zero clusters, discards and untouched ranges. Neighbours differ, and borders mostly lie inside a cluster.
class WriteScript {
public:
    WriteScript(Random& random, WriteTarget target);

    /// The disk became longer.
    void grow(std::uint64_t virtualSize);
    /// The next round of commands, over those before.
    std::vector<std::string> round();

private:
    enum class Kind { Untouched, Fill, Source, Compressed, Zero, ZeroUnmap, Discard };
    struct Span {
        std::uint64_t start = 0;
        std::uint64_t end = 0;
    };

    void walk(std::uint64_t steps);
    void scatter(std::uint64_t count);
    Kind otherThan(Kind last);
    std::uint64_t randomLength();
    /// Compressed writes take whole clusters that store nothing yet; the result is empty where there are none.
    Span wholeFreeClusters(Span span) const;
    Span add(Kind kind, Span span);
    void note(Kind kind, Span span);
    std::string verb(Kind kind);

    Random& random_;
    WriteTarget target_;
    std::vector<bool> stored_;  ///< by cluster: may hold content
    std::vector<std::string> commands_;
};

}  // namespace testsupport
