#include "report/report_html.h"

#include "report/charts.h"
#include "report/html_page.h"
#include "report/operation_html.h"

#include <algorithm>

namespace engine::report {

namespace {

/// "harm" is "severityHarm".
std::string keyOf(std::string_view prefix, std::string name)
{
    name.front() = static_cast<char>(name.front() - 'a' + 'A');
    return std::string(prefix) + name;
}

/// The sections of a report. What it is given outlives it.
class ReportPage {
public:
    ReportPage(const Json& report, const Words& words) : report_(report), diagnosis_(report["diagnosis"]), page_(words)
    {
    }

    std::string write(const std::string& map);

private:
    /// The file name of a layer, escaped; of null: nothing.
    std::string layerName(const Json& layer) const;
    std::string volumeName(const Json& index) const;
    std::vector<std::string> layerNames() const;
    void head();
    void sizes();
    void parts(std::string_view title, const Json& rows, const std::vector<std::string>& names);
    void files();
    void changes();
    void changedFiles(const Json& change);
    void symptoms();
    void plans();

    const Json& report_;
    const Json& diagnosis_;
    HtmlPage page_;
};

std::string ReportPage::write(const std::string& map)
{
    head();
    sizes();
    if (!diagnosis_["complete"].get<bool>()) {
        page_.paragraph(page_.word("incomplete"));
    } else {
        if (!diagnosis_["exact"].get<bool>())
            page_.paragraph(page_.word("quick"));
        page_.heading("waterfall");
        page_.add(waterfallSvg(diagnosis_["waterfall"], page_.words()) + '\n');
        parts("layers", diagnosis_["layers"], layerNames());
        std::vector<std::string> volumes;
        for (const Json& volume : diagnosis_["volumes"])
            volumes.push_back(volumeName(volume["volume"]));
        parts("volumes", diagnosis_["volumes"], volumes);
        if (!map.empty()) {
            page_.heading("map");
            page_.add(map + '\n');
        }
        files();
        changes();
    }
    symptoms();
    plans();
    if (const Json& receipt = report_["receipt"]; !receipt.is_null()) {
        page_.heading("receipt");
        addOperation(page_, receipt);
    }
    return page_.close();
}

void ReportPage::head()
{
    page_.open(page_.filled("title", {{"name", fileName(diagnosis_["image"])}}));
    page_.paragraph(markup(diagnosis_["image"].get<std::string>()));
    page_.paragraph(page_.filled("created", {{"program", report_["program"].get<std::string>()},
                                             {"created", report_["created"].get<std::string>()}}));
}

void ReportPage::sizes()
{
    page_.heading("sizes");
    page_.openTable({"", ""}, {page_.word("bytes")});
    for (const char* key : {"virtualSize", "fileLength", "diskSize"}) {
        page_.openRow();
        page_.cell(page_.word(key));
        page_.cell(page_.word(std::string(key) + "Meaning"));
        page_.number(diagnosis_["sizes"][key]);
        page_.closeRow();
    }
    page_.closeTable();
}

std::string ReportPage::layerName(const Json& layer) const
{
    return layer.is_null() ? std::string() : markup(fileName(diagnosis_["layers"][layer.get<std::size_t>()]["path"]));
}

std::vector<std::string> ReportPage::layerNames() const
{
    std::vector<std::string> names;
    for (const Json& layer : diagnosis_["layers"])
        names.push_back(markup(fileName(layer["path"])));
    return names;
}

std::string ReportPage::volumeName(const Json& index) const
{
    for (const Json& volume : diagnosis_["volumes"]) {
        if (volume["volume"] != index || index.is_null())
            continue;
        const auto type = volume["type"].get<std::string>();
        std::string name = type.empty() ? page_.words().word("unknownVolume") : type;
        for (const char* key : {"label", "logicalVolume"}) {
            const auto text = volume[key].get<std::string>();
            name += text.empty() ? "" : ' ' + text;
        }
        return markup(name);
    }
    return page_.word("outside");
}

/// The parts of layers, or of volumes in all layers: a row a part that is anywhere, a column each.
void ReportPage::parts(std::string_view title, const Json& rows, const std::vector<std::string>& names)
{
    page_.heading(title);
    page_.openTable({""}, names);
    for (const Json& step : diagnosis_["waterfall"]) {
        const auto part = step["part"].get<std::string>();
        std::vector<std::int64_t> bytes;
        for (const Json& row : rows) {
            std::int64_t& sum = bytes.emplace_back(0);
            for (const Json& own : row.value("waterfall", Json::array()))
                sum += own["part"] == part ? own["bytes"].get<std::int64_t>() : 0;
            for (const Json& layer : row.value("layers", Json::array()))
                sum += layer.value(part, std::int64_t{0});
        }
        if (std::all_of(bytes.begin(), bytes.end(), [](std::int64_t value) { return value == 0; }))
            continue;
        page_.openRow();
        page_.cell(page_.word(partKey(part)));
        for (const std::int64_t value : bytes)
            page_.number(value);
        page_.closeRow();
    }
    for (const char* key : {"virtualSize", "fileLength", "diskSize"}) {
        if (rows.empty() || !rows.front().contains(key))
            break;
        page_.openRow();
        page_.cell(page_.word(key), "total");
        for (const Json& row : rows)
            page_.number(row[key]);
        page_.closeRow();
    }
    page_.closeTable();
}

void ReportPage::files()
{
    page_.heading("files");
    std::vector<std::string> numbers = layerNames();
    numbers.insert(numbers.begin(), page_.word("stored"));
    for (const auto& [list, title] : {std::pair("largestFiles", "file"), {"largestFolders", "folder"}}) {
        page_.openTable({page_.word(title), page_.word("volume")}, numbers);
        for (const Json& file : diagnosis_[list]) {
            page_.openRow();
            page_.cell(markup(file["path"].get<std::string>()));
            page_.cell(volumeName(file["volume"]));
            page_.number(file["storedBytes"]);
            for (const Json& bytes : file["bytesByLayer"])
                page_.number(bytes);
            page_.closeRow();
        }
        page_.closeTable();
    }
}

void ReportPage::changes()
{
    if (diagnosis_["changes"].empty())
        return;
    page_.heading("changes");
    for (const Json& change : diagnosis_["changes"]) {
        page_.subheading(change["layer"].is_null()
                             ? page_.filled("sinceSnapshot", {{"name", change["snapshotName"].get<std::string>()}})
                             : layerName(change["layer"]));
        std::string counts;
        for (const char* kind : {"added", "removed", "changed"})
            counts += page_.word(kind) + ": " + change[kind]["files"].dump() + " (" +
                      page_.size(change[kind]["bytes"]) + ") ";
        page_.paragraph(counts);
        if (!change["files"].empty())
            changedFiles(change);
    }
}

void ReportPage::changedFiles(const Json& change)
{
    page_.openTable({page_.word("fileName"), ""}, {page_.word("bytes")});
    for (const Json& file : change["files"]) {
        page_.openRow();
        page_.cell(markup(file["path"].get<std::string>()));
        page_.cell(page_.word(file["kind"].get<std::string>()));
        page_.number(file["bytes"]);
        page_.closeRow();
    }
    page_.closeTable();
}

void ReportPage::symptoms()
{
    page_.heading("symptoms");
    if (diagnosis_["symptoms"].empty())
        return page_.paragraph(page_.word("nothingWrong"));
    page_.openTable({"", "", page_.word("whatHelps")}, {page_.word("bytes")});
    for (const Json& symptom : diagnosis_["symptoms"]) {
        const auto severity = symptom["severity"].get<std::string>();
        page_.openRow();
        page_.cell(page_.word(keyOf("severity", severity)), severity);
        page_.cell(page_.sentence(symptom));
        page_.cell(page_.remedy(symptom));
        if (symptom["bytes"] == 0)
            page_.cell({});
        else
            page_.number(symptom["bytes"]);
        page_.closeRow();
    }
    page_.closeTable();
}

void ReportPage::plans()
{
    if (report_["plans"].empty())
        return;
    page_.heading("plans");
    page_.openTable({""}, {page_.word("returned"), page_.word("before"), page_.word("after"), page_.word("saved")});
    for (const Json& plan : report_["plans"]) {
        page_.openRow();
        page_.cell(page_.word(plan["operation"].get<std::string>()));
        if (plan["returnedBytes"].is_null())
            page_.cell({});
        else
            page_.number(plan["returnedBytes"]);
        page_.number(plan["before"]["fileLength"]);
        page_.number(plan["after"]["fileLength"]);
        page_.number(plan["savedBytes"]);
        page_.closeRow();
    }
    page_.closeTable();
    page_.paragraph(page_.word("returnedMeaning"));
    if (std::any_of(report_["plans"].begin(), report_["plans"].end(),
                    [](const Json& plan) { return plan["returnedExact"] == false; }))
        page_.paragraph(page_.word("returnedAbout"));
    for (const Json& plan : report_["plans"]) {
        page_.subheading(page_.word(plan["operation"].get<std::string>()));
        addNotes(page_, plan);
    }
}

}  // namespace

std::string reportHtml(const Json& report, const std::string& map, const Words& words)
{
    return ReportPage(report, words).write(map);
}

}  // namespace engine::report
