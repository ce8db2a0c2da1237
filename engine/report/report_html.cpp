#include "report/report_html.h"
#include "report/html_page.h"

namespace engine::report {

namespace {

/// "harm" is "severityHarm".
std::string keyOf(std::string_view prefix, std::string name)
{
    name.front() = static_cast<char>(name.front() - 'a' + 'A');
    return std::string(prefix) + name;
}

}  // namespace

void HtmlPage::files()
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

void HtmlPage::changes()
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

void HtmlPage::changedFiles(const Json& change)
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

void HtmlPage::symptoms()
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

void HtmlPage::plans()
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

void HtmlPage::receipt()
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
    return HtmlPage(report, words).write(map);
}

}  // namespace engine::report
