#include "report/receipt_json.h"

#include "report/lab/document.h"

namespace engine::report {

namespace {

/// A run of a thousand templates stays below it, with what each two of them have in common. Parsed it takes some 20
/// times as much memory.
constexpr std::uint64_t mostBytes = 16 << 20;
constexpr std::size_t mostItems = 1'000'000;
constexpr std::uint64_t mostNumber = INT64_MAX;

void requireOperation(const Field& field)
{
    const std::string operation = field.text(mostBytes);
    if (operation != "standard" && operation != "deep" && operation != "share")
        field.refuse();
}

void requireNotes(const Field& field)
{
    for (const Field& note : field.items(mostItems)) {
        // What a code means is said anew, in the reader's language.
        note.requireKeys({"code", "values", "text", "remedyText"});
        note.at("code").text(mostBytes);
        const Field values = note.at("values");
        for (const std::string& key : values.keys()) {
            if (const Field value = values.at(key); !value.isText())
                value.number(0, UINT64_MAX);
        }
    }
}

void requireSizes(const Field& field)
{
    for (const Field& file : field.at("files").items(mostItems)) {
        file.requireKeys({"path", "fileLength", "diskSize"});
        if (const Field path = file.at("path"); !path.isNull())
            path.text(mostBytes);
        file.at("fileLength").number(0, mostNumber);
        file.at("diskSize").number(0, mostNumber);
    }
    field.at("fileLength").number(0, mostNumber);
    field.at("diskSize").number(0, mostNumber);
}

/// Receipts of former versions have none of it.
void requireReturned(const Field& field)
{
    for (const char* bytes : {"returnedBytes", "originalsReturnBytes"})
        if (field.has(bytes) && !field.at(bytes).isNull())
            field.at(bytes).requireInteger();
    if (field.has("returnedExact") && !field.at("returnedExact").isNull())
        field.at("returnedExact").truth();
}

/// Receipts of former versions do not have it.
void requireFile(const Field& of)
{
    if (!of.has("file"))
        return;
    const Field file = of.at("file");
    file.requireKeys({"device", "inode", "fileLength", "modified", "born"});
    for (const char* number : {"device", "inode"})
        file.at(number).number(0, UINT64_MAX);
    file.at("fileLength").number(0, mostNumber);
    file.at("modified").requireInteger();
    if (const Field born = file.at("born"); !born.isNull())
        born.requireInteger();
}

void requireRun(const Field& root)
{
    requireNotes(root.at("runCautions"));
    root.at("seconds").requireNumber(0, 1e12);
    for (const char* bytes : {"bytesRead", "bytesWritten", "bytesShared"})
        root.at(bytes).number(0, mostNumber);
    for (const Field& original : root.at("originals").items(mostItems)) {
        original.requireKeys({"path", "keptAs", "file"});
        original.at("path").text(mostBytes);
        original.at("keptAs").text(mostBytes);
        requireFile(original);
    }
    if (!root.has("results"))
        return;
    for (const Field& result : root.at("results").items(mostItems)) {
        result.requireKeys({"path", "file"});
        result.at("path").text(mostBytes);
        requireFile(result);
    }
}

void requireSharing(const Field& root)
{
    for (const Field& candidate : root.at("candidates").items(mostItems)) {
        candidate.requireKeys({"path", "baseLength", "totalLength", "savedBytes"});
        if (const Field path = candidate.at("path"); !path.isNull())
            path.text(mostBytes);
        candidate.at("baseLength").number(0, mostNumber);
        candidate.at("totalLength").number(0, mostNumber);
        candidate.at("savedBytes").requireInteger();
    }
    root.at("formulaBytes").number(0, mostNumber);
    const std::vector<Field> templates = root.at("templates").items(mostItems);
    for (const Field& path : templates)
        path.text(mostBytes);
    const std::vector<Field> rows = root.at("similarity").items(mostItems);
    if (!rows.empty() && rows.size() != templates.size())
        root.at("similarity").refuse();
    for (const Field& row : rows) {
        for (const Field& bytes : row.items(templates.size()))
            bytes.number(0, mostNumber);
    }
}

}  // namespace

namespace {

FileTime timeFrom(const Json& nanoseconds)
{
    return FileTime(std::chrono::nanoseconds(nanoseconds.get<std::int64_t>()));
}

/// A file system can have another number after a restart.
FileStatus statusFrom(const Json& file, const std::filesystem::path& path)
{
    FileStatus status;
    status.regular = true;
    status.identity = {file["device"].get<std::uint64_t>(), file["inode"].get<std::uint64_t>()};
    status.length = file["fileLength"].get<std::uint64_t>();
    status.modified = timeFrom(file["modified"]);
    if (!file["born"].is_null())
        status.born = timeFrom(file["born"]);
    std::error_code gone;
    if (std::filesystem::is_regular_file(path, gone)) {
        const FileStatus now = statusOf(path);
        if (now.identity.inode == status.identity.inode && now.born == status.born)
            status.identity.device = now.identity.device;
    }
    return status;
}

}  // namespace

std::optional<Receipt> filesOfReceipt(const Json& receipt)
{
    Receipt files;
    if (!receipt.contains("results"))
        return std::nullopt;
    for (const Json& original : receipt["originals"]) {
        if (!original.contains("file"))
            return std::nullopt;
        const std::filesystem::path kept = original["keptAs"].get<std::string>();
        files.originals.push_back({original["path"].get<std::string>(), kept, statusFrom(original["file"], kept)});
    }
    for (const Json& result : receipt["results"]) {
        if (!result.contains("file"))
            return std::nullopt;
        const std::filesystem::path path = result["path"].get<std::string>();
        files.results.push_back({path, statusFrom(result["file"], path)});
    }
    return files;
}

Json parseReceipt(std::string_view text)
{
    Json json = Field::parse(text);
    const Field root(json, {});
    requireOperation(root.at("operation"));
    root.at("exact").truth();
    for (const char* notes : {"blockers", "cautions"})
        requireNotes(root.at(notes));
    for (const char* sizes : {"before", "after"}) {
        root.at(sizes).requireKeys({"files", "fileLength", "diskSize"});
        requireSizes(root.at(sizes));
    }
    const Field actual = root.at("actual");
    actual.requireKeys(
        {"files", "fileLength", "diskSize", "savedBytes", "returnedBytes", "returnedExact", "originalsReturnBytes"});
    requireSizes(actual);
    requireReturned(actual);
    requireReturned(root);
    for (const Field& saved : {root.at("savedBytes"), actual.at("savedBytes")})
        saved.requireInteger();
    for (const char* bytes : {"garbageBytes", "duplicateBytes", "zeroBytes", "hiddenBytes", "sharedBytes",
                              "fragmentationLossBytes", "unknownBytes", "peakBytes"})
        root.at(bytes).number(0, mostNumber);
    requireRun(root);
    if (json["operation"] == "share")
        requireSharing(root);
    return json;
}

Json readReceipt(const std::filesystem::path& path)
{
    try {
        return parseReceipt(readDocument(path, mostBytes));
    } catch (const Error& error) {
        throw error.at(path);
    }
}

}  // namespace engine::report
