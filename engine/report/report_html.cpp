#include "report/report_html.h"

#include "report/charts.h"
#include "report/markup.h"
#include "report/placeholders.h"

#include <filesystem>

namespace engine::report {

namespace {

constexpr std::string_view style =
    ":root{color-scheme:light dark}"
    "body{font:14px/1.45 sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}"
    "h1{font-size:1.6em}h2{font-size:1.2em;margin-top:2em;border-bottom:1px solid #8886}"
    "table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}"
    "th,td{padding:.25em .6em;text-align:left;vertical-align:top;border-bottom:1px solid #8883}"
    "td.n,th.n{text-align:right;white-space:nowrap}td.p{overflow-wrap:anywhere}"
    ".scroll{overflow-x:auto}.harm{color:#b3261e;font-weight:bold}.warning{font-weight:bold}"
    ".patterns{position:absolute}"
    "@media screen and (prefers-color-scheme:dark){body{color:#ddd;background:#1e1e1e}.harm{color:#ff897d}}"
    "@page{margin:15mm}"
    "@media print{body{max-width:none;margin:0;padding:0;font-size:10pt}h2{break-after:avoid}"
    "tr,svg{break-inside:avoid}.scroll{overflow:visible}"
    "svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}}";

std::string fileName(const Json& path)
{
    return std::filesystem::path(path.get<std::string>()).filename().string();
}

class Page {
public:
    Page(const Json& report, const Words& words) : report_(report), diagnosis_(report["diagnosis"]), words_(words) {}

    std::string write(const std::string& map);

private:
    std::string word(std::string_view key) const { return markup(words_.word(key)); }
    std::string filled(std::string_view key, const Error::Values& values) const
    {
        return markup(fillIn(words_.word(key), values));
    }
    void head();
    void heading(std::string_view key) { html_ += "<h2>" + word(key) + "</h2>\n"; }
    void paragraph(const std::string& escapedText) { html_ += "<p>" + escapedText + "</p>\n"; }
    void openTable(std::initializer_list<std::string> columns);
    void closeTable() { html_ += "</table></div>\n"; }
    void cell(const std::string& escapedText) { html_ += "<td class=\"p\">" + escapedText + "</td>"; }
    void number(const Json& bytes)
    {
        const auto value = bytes.get<std::int64_t>();
        html_ += "<td class=\"n\" title=\"" + std::to_string(value) + "\">" + markup(words_.size(value)) + "</td>";
    }
    std::string layerName(const Json& layer) const
    {
        return layer.is_null() ? std::string()
                               : markup(fileName(diagnosis_["layers"][layer.get<std::size_t>()]["path"]));
    }
    std::string volumeName(const Json& index) const;
    void sizes();
    void parts(std::string_view title, const Json& rows, bool volumes);
    void files();
    void changes();
    void changedFiles(const Json& change);
    void symptoms();
    void plans();
    void receipt();

    const Json& report_;
    const Json& diagnosis_;
    const Words& words_;
    std::string html_;
};

std::string Page::write(const std::string& map)
{
    head();
    sizes();
    if (!diagnosis_["complete"].get<bool>()) {
        paragraph(word("incomplete"));
    } else {
        if (!diagnosis_["exact"].get<bool>())
            paragraph(word("quick"));
        heading("waterfall");
        html_ += waterfallSvg(diagnosis_["waterfall"], words_) + '\n';
        parts("layers", diagnosis_["layers"], false);
        parts("volumes", diagnosis_["volumes"], true);
        if (!map.empty()) {
            heading("map");
            html_ += map + '\n';
        }
        files();
        changes();
    }
    symptoms();
    plans();
    receipt();
    return std::move(html_) + "</body>\n</html>\n";
}

void Page::head()
{
    const std::string title = filled("title", {{"name", fileName(diagnosis_["image"])}});
    html_ = "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"" + markup(words_.language) +
            "\">\n<head><meta charset=\"utf-8\"/>"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/><title>" +
            title + "</title>\n<style>" + std::string(style) + chartStyle() + "</style></head>\n<body>\n" +
            chartPatterns() + "<h1>" + title + "</h1>\n";
    paragraph(markup(diagnosis_["image"].get<std::string>()));
    paragraph(filled("created", {{"program", report_["program"].get<std::string>()},
                                 {"created", report_["created"].get<std::string>()}}));
}

void Page::openTable(std::initializer_list<std::string> columns)
{
    html_ += "<div class=\"scroll\"><table>\n<tr>";
    for (const std::string& column : columns)
        html_ += "<th>" + column + "</th>";
    html_ += "</tr>\n";
}

void Page::sizes()
{
    heading("sizes");
    openTable({"", word("bytes"), ""});
    for (const char* key : {"virtualSize", "fileLength", "diskSize"}) {
        html_ += "<tr>";
        cell(word(key));
        number(diagnosis_["sizes"][key]);
        cell(word(std::string(key) + "Meaning"));
        html_ += "</tr>\n";
    }
    closeTable();
}

std::string Page::volumeName(const Json& index) const
{
    for (const Json& volume : diagnosis_["volumes"]) {
        if (volume["volume"] != index || index.is_null())
            continue;
        const auto type = volume["type"].get<std::string>();
        std::string name = type.empty() ? words_.word("unknownVolume") : type;
        for (const char* key : {"label", "logicalVolume"}) {
            const auto text = volume[key].get<std::string>();
            name += text.empty() ? "" : ' ' + text;
        }
        return markup(name);
    }
    return word("outside");
}

/// The parts of layers, or of volumes: a row a part that is anywhere, a column each.
void Page::parts(std::string_view title, const Json& rows, bool volumes)
{
    heading(title);
    html_ += "<div class=\"scroll\"><table>\n<tr><th></th>";
    for (std::size_t index = 0; index < rows.size(); ++index)
        html_ += "<th class=\"n\">" + (volumes ? volumeName(rows[index]["volume"]) : layerName(index)) + "</th>";
    html_ += "</tr>\n";
    for (const Json& step : diagnosis_["waterfall"]) {
        const auto part = step["part"].get<std::string>();
        std::vector<std::int64_t> bytes;
        for (const Json& row : rows) {
            std::int64_t& sum = bytes.emplace_back(0);
            for (const Json& own : volumes ? Json::array() : row["waterfall"])
                sum += own["part"] == part ? own["bytes"].get<std::int64_t>() : 0;
            for (const Json& layer : volumes ? row["layers"] : Json::array())
                sum += layer.value(part, std::int64_t{0});
        }
        if (std::all_of(bytes.begin(), bytes.end(), [](std::int64_t value) { return value == 0; }))
            continue;
        html_ += "<tr>";
        cell(word(partKey(part)));
        for (const std::int64_t value : bytes)
            number(value);
        html_ += "</tr>\n";
    }
    for (const char* key : {"virtualSize", "fileLength", "diskSize"}) {
        if (volumes)
            break;
        html_ += "<tr><th>" + word(key) + "</th>";
        for (const Json& row : rows)
            number(row[key]);
        html_ += "</tr>\n";
    }
    closeTable();
}

void Page::files()
{
    heading("files");
    for (const char* list : {"largestFiles", "largestFolders"}) {
        html_ += "<div class=\"scroll\"><table>\n<tr><th>" + word("fileName") + "</th><th>" + word("volume") +
                 "</th><th class=\"n\">" + word("stored") + "</th>";
        for (std::size_t layer = 0; layer < diagnosis_["layers"].size(); ++layer)
            html_ += "<th class=\"n\">" + layerName(layer) + "</th>";
        html_ += "</tr>\n";
        for (const Json& file : diagnosis_[list]) {
            html_ += "<tr>";
            cell(markup(file["path"].get<std::string>()));
            cell(volumeName(file["volume"]));
            number(file["storedBytes"]);
            for (const Json& bytes : file["bytesByLayer"])
                number(bytes);
            html_ += "</tr>\n";
        }
        closeTable();
    }
}

void Page::changes()
{
    if (diagnosis_["changes"].empty())
        return;
    heading("changes");
    for (const Json& change : diagnosis_["changes"]) {
        html_ +=
            "<h3>" +
            (change["layer"].is_null() ? filled("sinceSnapshot", {{"name", change["snapshotName"].get<std::string>()}})
                                       : layerName(change["layer"])) +
            "</h3>\n<p>";
        for (const char* kind : {"added", "removed", "changed"})
            html_ += word(kind) + ": " + change[kind]["files"].dump() + " (" +
                     markup(words_.size(change[kind]["bytes"].get<std::int64_t>())) + ") ";
        html_ += "</p>\n";
        if (!change["files"].empty())
            changedFiles(change);
    }
}

void Page::changedFiles(const Json& change)
{
    openTable({word("fileName"), "", word("bytes")});
    for (const Json& file : change["files"]) {
        html_ += "<tr>";
        cell(markup(file["path"].get<std::string>()));
        cell(word(file["kind"].get<std::string>()));
        number(file["bytes"]);
        html_ += "</tr>\n";
    }
    closeTable();
}

/// "harm" is "severityHarm".
std::string keyOf(std::string_view prefix, std::string name)
{
    name.front() = static_cast<char>(name.front() - 'a' + 'A');
    return std::string(prefix) + name;
}

void Page::symptoms()
{
    heading("symptoms");
    if (diagnosis_["symptoms"].empty())
        return paragraph(word("nothingWrong"));
    openTable({"", "", word("bytes"), word("whatHelps")});
    for (const Json& symptom : diagnosis_["symptoms"]) {
        const auto severity = symptom["severity"].get<std::string>();
        html_ += "<tr><td class=\"" + severity + "\">" + word(keyOf("severity", severity)) + "</td>";
        cell(markup(words_.sentence(symptom["code"].get<std::string>(), valuesFrom(symptom["values"]))));
        if (symptom["bytes"] == 0)
            cell({});
        else
            number(symptom["bytes"]);
        cell(word(keyOf("remedy", symptom["remedy"].get<std::string>())));
        html_ += "</tr>\n";
    }
    closeTable();
}

void Page::plans()
{
    if (report_["plans"].empty())
        return;
    heading("plans");
    openTable({"", word("before"), word("after"), word("saved"), ""});
    for (const Json& plan : report_["plans"]) {
        html_ += "<tr>";
        cell(word(plan["operation"].get<std::string>()));
        number(plan["before"]["fileLength"]);
        number(plan["after"]["fileLength"]);
        number(plan["savedBytes"]);
        std::string notes;
        for (const char* list : {"blockers", "cautions"}) {
            for (const Json& note : plan[list])
                notes += "<p>" + markup(words_.sentence(note["code"].get<std::string>(), valuesFrom(note["values"]))) +
                         "</p>";
        }
        cell(notes);
        html_ += "</tr>\n";
    }
    closeTable();
}

void Page::receipt()
{
    const Json& receipt = report_["receipt"];
    if (receipt.is_null())
        return;
    heading("receipt");
    openTable({"", word("before"), word("actual"), word("saved")});
    html_ += "<tr>";
    cell(word(receipt["operation"].get<std::string>()));
    number(receipt["before"]["fileLength"]);
    number(receipt["actual"]["fileLength"]);
    number(receipt["actual"]["savedBytes"]);
    html_ += "</tr>\n";
    closeTable();
}

}  // namespace

Error::Values valuesFrom(const Json& values)
{
    Error::Values result;
    for (const auto& [key, value] : values.items()) {
        if (value.is_string())
            result.emplace_back(key, value.get<std::string>());
        else
            result.emplace_back(key, value.get<std::uint64_t>());
    }
    return result;
}

std::string reportHtml(const Json& report, const std::string& map, const Words& words)
{
    return Page(report, words).write(map);
}

}  // namespace engine::report
