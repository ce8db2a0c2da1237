#pragma once

#include "report/json.h"
#include "work/kept_originals.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace engine::report {

/// Receipts that a store reads, newest first.
inline constexpr std::size_t mostStoredReceipts = 1000;

/// Where every run leaves its receipt: $XDG_STATE_HOME/lamella/receipts, without that ~/.local/state/lamella/receipts
/// (XDG Base Directory Specification). Nothing where the environment names no such place.
std::optional<std::filesystem::path> receiptStore();

/// Keeps a receipt there, for this user alone to read. The run is done, whatever becomes of it: gives
/// "receipt.notStored" where that failed.
std::vector<PlanNote> storeReceipt(const Json& receipt);

struct StoredReceipt {
    std::filesystem::path path;
    std::int64_t time = 0;  ///< when the run ended: seconds since 1970
    std::string operation;  ///< "standard", "deep", "share"
    Receipt run;            ///< its originals and results
};
/// Newest first. What is no receipt, or tells nothing of its files, is left out. Throws Error (Io).
std::vector<StoredReceipt> storedReceipts();

/// The receipt of the run that has kept a file; null where there is none any more. Points into `receipts`.
const StoredReceipt* receiptOf(const KeptFile& kept, const std::vector<StoredReceipt>& receipts);

}  // namespace engine::report
