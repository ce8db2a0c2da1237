#pragma once

#include "widgets/library/library_model.h"

#include <QByteArray>

#include <span>
#include <string>

namespace widgets {

/// One image of an export: what is known, in bytes; nothing where it is not known.
struct FleetRow {
    std::string path;
    std::string format;
    std::string state;   ///< the stable name, as JSON spells it
    std::string reason;  ///< in words, escaped; empty: nothing is wrong
    std::string backing;
    std::size_t templates = 0;
    bool isTemplate = false;
    bool isKept = false;  ///< an original that a run has kept
    std::optional<std::uint64_t> virtualSize;
    std::optional<std::uint64_t> fileLength;
    std::optional<std::uint64_t> diskSize;
    std::optional<std::uint64_t> uniqueBytes;
    std::optional<std::uint64_t> garbageBytes;
    std::optional<std::uint64_t> savingBytes;    ///< of file lengths
    std::optional<std::uint64_t> returnedBytes;  ///< of disk space
};

/// Sums over all images but kept originals, whose sum is their own; the virtual size counts what guests see, so that of
/// templates alone.
struct FleetTotals {
    std::size_t templates = 0;
    std::size_t files = 0;
    std::uint64_t virtualSize = 0;
    std::uint64_t fileLength = 0;
    std::uint64_t diskSize = 0;
    std::uint64_t garbageBytes = 0;
    std::uint64_t savingBytes = 0;
    std::uint64_t returnedBytes = 0;
    std::uint64_t keptDiskSize = 0;

    bool operator==(const FleetTotals&) const = default;
};

std::vector<FleetRow> fleetOf(const LibraryModel& model);
FleetTotals totalsOf(std::span<const FleetRow> rows);
/// RFC 4180, UTF-8, with a line of titles. Text that a spreadsheet would take for a formula gets an apostrophe in
/// front.
QByteArray fleetCsv(std::span<const FleetRow> rows);

}  // namespace widgets
