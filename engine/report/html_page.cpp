#include "report/html_page.h"

#include "report/charts.h"

#include <algorithm>
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

}  // namespace

std::string fileName(const Json& path)
{
    return std::filesystem::path(path.get<std::string>()).filename().string();
}

std::string HtmlPage::write(const std::string& map)
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

void HtmlPage::head()
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

void HtmlPage::openTable(std::initializer_list<std::string> columns)
{
    html_ += "<div class=\"scroll\"><table>\n<tr>";
    for (const std::string& column : columns)
        html_ += "<th>" + column + "</th>";
    html_ += "</tr>\n";
}

void HtmlPage::sizes()
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

std::string HtmlPage::layerName(const Json& layer) const
{
    return layer.is_null() ? std::string() : markup(fileName(diagnosis_["layers"][layer.get<std::size_t>()]["path"]));
}

std::string HtmlPage::volumeName(const Json& index) const
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
void HtmlPage::parts(std::string_view title, const Json& rows, bool volumes)
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

}  // namespace engine::report
