#include "report/report_csv.h"

#include "bytes/plain_text.h"
#include "report/explained.h"

namespace engine::report {

namespace {

/// @param value not escaped yet
std::string textField(std::string_view value)
{
    std::string text = escaped(value);
    if (!text.empty() && std::string_view("=+-@").find(text.front()) != std::string_view::npos)
        text.insert(0, 1, '\'');
    std::string field = "\"";
    for (const char character : text) {
        field += character;
        if (character == '"')
            field += '"';
    }
    return field + '"';
}

/// A text, a number, or nothing.
std::string fieldOf(const Json& value)
{
    if (value.is_null())
        return "\"\"";
    return textField(value.is_string() ? value.get<std::string>() : value.dump());
}

class Table {
public:
    void add(std::string_view section, const Json& layer, const Json& volume, const Json& name, std::string_view item,
             const Json& bytes, const std::string& text = {})
    {
        // Negative numbers are numbers, not formulas.
        text_ += textField(section) + ',' + fieldOf(layer) + ',' + fieldOf(volume) + ',' + fieldOf(name) + ',' +
                 textField(item) + ',' + (bytes.is_null() ? "" : bytes.dump()) + ',' +
                 (text.empty() ? "" : textField(text)) + "\r\n";
    }
    void addSizes(std::string_view section, const Json& layer, const Json& name, const Json& sizes)
    {
        for (const char* item : {"virtualSize", "fileLength", "diskSize"})
            add(section, layer, nullptr, name, item, sizes[item]);
    }
    void addWaterfall(std::string_view section, const Json& layer, const Json& name, const Json& waterfall)
    {
        for (const Json& step : waterfall)
            add(section, layer, nullptr, name, step["part"].get<std::string>(), step["bytes"]);
    }
    const std::string& text() const noexcept { return text_; }

private:
    std::string text_ = "\"section\",\"layer\",\"volume\",\"name\",\"item\",\"bytes\",\"text\"\r\n";
};

void addFiles(Table& table, std::string_view section, const Json& files)
{
    for (const Json& file : files) {
        table.add(section, nullptr, file["volume"], file["path"], "storedBytes", file["storedBytes"]);
        for (std::size_t layer = 0; layer < file["bytesByLayer"].size(); ++layer)
            table.add(section, layer, file["volume"], file["path"], "bytesInLayer", file["bytesByLayer"][layer]);
    }
}

void addVolumes(Table& table, const Json& volumes)
{
    for (const Json& volume : volumes) {
        const Json name = volume.value("type", Json());
        if (volume.contains("length")) {
            for (const char* item : {"length", "usedBytes", "freeBytes"})
                table.add("volume", nullptr, volume["volume"], name, item, volume[item]);
        }
        for (std::size_t layer = 0; layer < volume["layers"].size(); ++layer) {
            for (const auto& [part, bytes] : volume["layers"][layer].items())
                table.add("volume", layer, volume["volume"], name, part, bytes);
        }
    }
}

void addChanges(Table& table, const Json& changes)
{
    for (const Json& change : changes) {
        for (const char* kind : {"added", "removed", "changed"})
            table.add("changes", change["layer"], nullptr, change["snapshotName"], kind, change[kind]["bytes"]);
        for (const Json& file : change["files"])
            table.add("changedFile", change["layer"], file["volume"], file["path"], file["kind"].get<std::string>(),
                      file["bytes"]);
    }
}

/// What it says, and what can be done about it.
std::string textOf(const Json& note, const Words& words)
{
    std::string text = words.sentence(note["code"].get<std::string>(), valuesFrom(note["values"]));
    const std::string remedy = remedyText(note, words);
    return remedy.empty() ? text : std::move(text) + " - " + remedy;
}

void addNotes(Table& table, std::string_view section, const Json& operation, const Json& notes, const Words& words)
{
    for (const Json& note : notes)
        table.add(section, nullptr, nullptr, operation, note["code"].get<std::string>(), nullptr, textOf(note, words));
}

void addFileSizes(Table& table, std::string_view section, std::string_view when, const Json& files)
{
    for (const Json& file : files) {
        table.add(section, nullptr, nullptr, file["path"], "fileLength" + std::string(when), file["fileLength"]);
        table.add(section, nullptr, nullptr, file["path"], "diskSize" + std::string(when), file["diskSize"]);
    }
}

/// A plan; a receipt has what was done too.
void addOperation(Table& table, const Json& operation, const Words& words)
{
    const bool ran = operation.contains("actual");
    const std::string section = ran ? "receipt" : "plan";
    const Json& name = operation["operation"];
    const Json& after = operation[ran ? "actual" : "after"];
    const auto add = [&](std::string_view item, const Json& bytes) {
        table.add(section, nullptr, nullptr, name, item, bytes);
    };
    add("lengthBefore", operation["before"]["fileLength"]);
    add(ran ? "lengthActual" : "lengthAfter", after["fileLength"]);
    add("saved", (ran ? after : operation)["savedBytes"]);
    add("returned", (ran ? after : operation).value("returnedBytes", Json()));
    if (ran)
        add("originalsReturn", after.value("originalsReturnBytes", Json()));
    for (const char* item : {"garbageBytes", "duplicateBytes", "zeroBytes", "hiddenBytes", "sharedBytes",
                             "fragmentationLossBytes", "unknownBytes", "peakBytes"})
        add(item, operation[item]);
    addFileSizes(table, section + "File", "Before", operation["before"]["files"]);
    addFileSizes(table, section + "File", ran ? "Actual" : "After", after["files"]);
    for (const Json& candidate : operation.value("candidates", Json::array())) {
        for (const char* item : {"baseLength", "totalLength", "savedBytes"})
            table.add(section + "Base", nullptr, nullptr, candidate["path"], item, candidate[item]);
    }
    addNotes(table, section + "Blocker", name, operation["blockers"], words);
    addNotes(table, section + "Caution", name, operation["cautions"], words);
    addNotes(table, section + "Caution", name, operation.value("runCautions", Json::array()), words);
}

}  // namespace

std::string reportCsv(const Json& report, const Words& words)
{
    const Json& diagnosis = report["diagnosis"];
    Table table;
    table.addSizes("chain", nullptr, diagnosis["image"], diagnosis["sizes"]);
    table.addWaterfall("waterfall", nullptr, diagnosis["image"], diagnosis["waterfall"]);
    for (std::size_t layer = 0; layer < diagnosis["layers"].size(); ++layer) {
        const Json& json = diagnosis["layers"][layer];
        table.addSizes("layer", layer, json["path"], json);
        table.addWaterfall("layerWaterfall", layer, json["path"], json["waterfall"]);
    }
    addVolumes(table, diagnosis["volumes"]);
    addFiles(table, "largestFile", diagnosis["largestFiles"]);
    addFiles(table, "largestFolder", diagnosis["largestFolders"]);
    addChanges(table, diagnosis["changes"]);
    for (const Json& symptom : diagnosis["symptoms"])
        table.add("symptom", symptom["layer"], symptom["volume"], symptom["code"], symptom["remedy"].get<std::string>(),
                  symptom["bytes"], textOf(symptom, words));
    for (const Json& plan : report["plans"])
        addOperation(table, plan, words);
    if (!report["receipt"].is_null())
        addOperation(table, report["receipt"], words);
    return table.text();
}

std::string operationCsv(const Json& operation, const Words& words)
{
    Table table;
    addOperation(table, operation, words);
    return table.text();
}

}  // namespace engine::report
