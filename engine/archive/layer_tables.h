#pragma once

#include "plan/diagnosis/diagnosis.h"
#include "report/json.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace engine::archive {

/// One structure of an image file, written out: numbers, and names where it has some.
struct LayerTable {
    std::string name;                  ///< of a file
    std::optional<report::Json> json;  ///< what may hold names
    std::string text;                  ///< otherwise, and it holds none
};

/// Lines of one table at most; the last line says how many are left out.
inline constexpr std::size_t mostTableLines = 1'000'000;

/// header.json and l1.csv, refcount-table.csv, file.csv (what each part of the file is for), check.json of qcow2 files;
/// extents.csv (the L2 tables, run-length) of all that was mapped. No content of clusters.
/// Throws Error (Cancelled, Io); an image without a sound header has no tables.
std::vector<LayerTable> layerTables(const Diagnosis& diagnosis, std::size_t layer, const std::stop_token& stop);

}  // namespace engine::archive
