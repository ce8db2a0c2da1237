#include "report/receipt_store.h"

#include "bytes/reason.h"
#include "report/receipt_json.h"
#include "work/document_file.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>

namespace engine::report {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view ending = ".json";

/// An absolute path in the environment: others count as not set.
std::optional<fs::path> placeNamed(const char* variable)
{
    const char* const value = std::getenv(variable);
    if (!value || *value != '/')
        return std::nullopt;
    return value;
}

/// Names in the order of time.
std::string newReceiptName()
{
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    std::array<char, 32> text{};
    const std::size_t length = std::strftime(text.data(), text.size(), "%Y%m%dT%H%M%SZ-", gmtime_r(&now, &parts));
    return std::string(text.data(), length) + randomSuffix() + std::string(ending);
}

std::optional<StoredReceipt> readStored(const fs::path& path)
{
    try {
        const Json json = readReceipt(path);
        std::optional<Receipt> run = filesOfReceipt(json);
        if (!run)
            return std::nullopt;
        const auto time = std::chrono::floor<std::chrono::seconds>(statusOf(path).modified);
        return StoredReceipt{path, time.time_since_epoch().count(), json["operation"].get<std::string>(),
                             std::move(*run)};
    } catch (const Error&) {
        return std::nullopt;
    }
}

}  // namespace

std::optional<fs::path> receiptStore()
{
    if (const auto state = placeNamed("XDG_STATE_HOME"))
        return *state / "lamella/receipts";
    if (const auto home = placeNamed("HOME"))
        return *home / ".local/state/lamella/receipts";
    return std::nullopt;
}

std::vector<PlanNote> storeReceipt(const Json& receipt)
{
    const std::optional<fs::path> store = receiptStore();
    if (!store)
        return {};
    try {
        const SharedFolder folder = WorkFolder::at(*store, forUs).folder;
        writeDocument(*folder / newReceiptName(), toText(receipt), {.readers = 0600});
        return {};
    } catch (const Error& error) {
        return {{"receipt.notStored", withReason({{"path", store->string()}}, error)}};
    }
}

std::vector<StoredReceipt> storedReceipts()
{
    const std::optional<fs::path> store = receiptStore();
    std::error_code failed;
    if (!store || !fs::is_directory(*store, failed))
        return {};
    const Folder folder = Folder::open(*store);
    std::vector<std::string> names = folder.names([](const std::string& name) { return name.ends_with(ending); });
    std::reverse(names.begin(), names.end());
    names.resize(std::min(names.size(), mostStoredReceipts));
    std::vector<StoredReceipt> receipts;
    for (const std::string& name : names)
        if (std::optional<StoredReceipt> receipt = readStored(folder / name))
            receipts.push_back(std::move(*receipt));
    return receipts;
}

const StoredReceipt* receiptOf(const KeptFile& kept, const std::vector<StoredReceipt>& receipts)
{
    const auto keeps = [&kept](const StoredReceipt& receipt) {
        return std::any_of(
            receipt.run.originals.begin(), receipt.run.originals.end(), [&](const KeptOriginal& original) {
                return original.keptAs == kept.path && original.status.identity == kept.status.identity &&
                       original.status.modified == kept.status.modified;
            });
    };
    const auto found = std::find_if(receipts.begin(), receipts.end(), keeps);
    return found == receipts.end() ? nullptr : &*found;
}

}  // namespace engine::report
