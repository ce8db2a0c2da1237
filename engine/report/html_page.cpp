#include "report/html_page.h"

#include "report/charts.h"
#include "report/explained.h"

#include <filesystem>

namespace engine::report {

namespace {

constexpr std::string_view style =
    ":root{color-scheme:light dark}"
    "body{font:14px/1.45 sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}"
    "h1{font-size:1.6em}h2{font-size:1.2em;margin-top:2em;border-bottom:1px solid #8886}"
    "table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}"
    "th,td{padding:.25em .6em;text-align:left;vertical-align:top;border-bottom:1px solid #8883}"
    "td.n,th.n{text-align:right;white-space:nowrap}td.p{overflow-wrap:anywhere}td.total{font-weight:bold}"
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

void HtmlPage::open(const std::string& title)
{
    html_ = "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"" + markup(words_.language) +
            "\">\n<head><meta charset=\"utf-8\"/>"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/><title>" +
            title + "</title>\n<style>" + std::string(style) + chartStyle() + "</style></head>\n<body>\n" +
            chartPatterns() + "<h1>" + title + "</h1>\n";
}

std::string HtmlPage::sentence(const Json& note) const
{
    return markup(words_.sentence(note["code"].get<std::string>(), valuesFrom(note["values"])));
}

std::string HtmlPage::remedy(const Json& note) const
{
    return markup(remedyText(note, words_));
}

void HtmlPage::openTable(std::initializer_list<std::string> texts, const std::vector<std::string>& numbers)
{
    html_ += "<div class=\"scroll\"><table>\n";
    if (texts.size() + numbers.size() == 0)
        return;
    html_ += "<tr>";
    for (const std::string& column : texts)
        html_ += "<th>" + column + "</th>";
    for (const std::string& column : numbers)
        html_ += "<th class=\"n\">" + column + "</th>";
    html_ += "</tr>\n";
}

void HtmlPage::cell(const std::string& escaped, std::string_view rule)
{
    html_ += "<td class=\"" + std::string(rule) + "\">" + escaped + "</td>";
}

void HtmlPage::number(const Json& bytes)
{
    html_ += "<td class=\"n\" title=\"" + std::to_string(bytes.get<std::int64_t>()) + "\">" + size(bytes) + "</td>";
}

}  // namespace engine::report
