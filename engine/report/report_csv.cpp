#include "report/report_csv.h"

#include "bytes/plain_text.h"

namespace engine::report {

namespace {

std::string quoted(std::string text)
{
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos)
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
    return quoted(value.is_string() ? escaped(value.get<std::string>()) : value.dump());
}

class Table {
public:
    void add(std::string_view section, const Json& layer, const Json& volume, const Json& name, std::string_view item,
             const Json& bytes)
    {
        // Negative numbers are numbers, not formulas.
        text_ += quoted(std::string(section)) + ',' + fieldOf(layer) + ',' + fieldOf(volume) + ',' + fieldOf(name) +
                 ',' + quoted(std::string(item)) + ',' + (bytes.is_null() ? "" : bytes.dump()) + "\r\n";
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
    std::string text_ = "\"section\",\"layer\",\"volume\",\"name\",\"item\",\"bytes\"\r\n";
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

void addNotes(Table& table, std::string_view section, const Json& operation, const Json& notes)
{
    for (const Json& note : notes)
        table.add(section, nullptr, nullptr, operation, note["code"].get<std::string>(), nullptr);
}

void addPlans(Table& table, const Json& plans)
{
    for (const Json& plan : plans) {
        const Json& name = plan["operation"];
        table.add("plan", nullptr, nullptr, name, "lengthBefore", plan["before"]["fileLength"]);
        table.add("plan", nullptr, nullptr, name, "lengthAfter", plan["after"]["fileLength"]);
        table.add("plan", nullptr, nullptr, name, "saved", plan["savedBytes"]);
        addNotes(table, "planBlocker", name, plan["blockers"]);
        addNotes(table, "planCaution", name, plan["cautions"]);
    }
}

void addReceipt(Table& table, const Json& receipt)
{
    const Json& name = receipt["operation"];
    table.add("receipt", nullptr, nullptr, name, "lengthBefore", receipt["before"]["fileLength"]);
    table.add("receipt", nullptr, nullptr, name, "lengthActual", receipt["actual"]["fileLength"]);
    table.add("receipt", nullptr, nullptr, name, "saved", receipt["actual"]["savedBytes"]);
}

}  // namespace

std::string reportCsv(const Json& report)
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
                  symptom["bytes"]);
    addPlans(table, report["plans"]);
    if (!report["receipt"].is_null())
        addReceipt(table, report["receipt"]);
    return table.text();
}

}  // namespace engine::report
