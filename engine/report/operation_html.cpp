#include "report/operation_html.h"

#include "report/report_json.h"

#include <array>
#include <cstdio>
#include <string_view>

namespace engine::report {

namespace {

/// What was done where there is a receipt, what is planned otherwise.
const Json& outcome(const Json& operation)
{
    return operation.contains("actual") ? operation["actual"] : operation["after"];
}

/// What comes back on disk, null where it is not known.
Json returnedOf(const Json& operation)
{
    const Json& told = operation.contains("actual") ? operation["actual"] : operation;
    return told.value("returnedBytes", Json());
}

std::string pathOf(const Json& path)
{
    return path.is_null() ? std::string() : markup(path.get<std::string>());
}

/// What the figure of disk space means, and how well it is known.
void addReturned(HtmlPage& page, const Json& operation)
{
    const Json& told = operation.contains("actual") ? operation["actual"] : operation;
    if (returnedOf(operation).is_null())
        return;
    page.paragraph(page.word("returnedMeaning"));
    if (told.value("returnedExact", Json()) == false)
        page.paragraph(page.word("returnedAbout"));
    if (const Json originals = told.value("originalsReturnBytes", Json()); !originals.is_null())
        page.paragraph(page.filled("originalsReturn", {{"bytes", page.words().size(originals.get<std::int64_t>())}}));
}

void addSizes(HtmlPage& page, const Json& operation)
{
    const bool ran = operation.contains("actual");
    page.openTable({""}, {page.word("before"), page.word(ran ? "actual" : "after"), page.word("saved")});
    const Json returned = returnedOf(operation);
    for (const char* key : {"diskSize", "fileLength"}) {
        page.openRow();
        page.cell(page.word(key));
        page.number(operation["before"][key]);
        page.number(outcome(operation)[key]);
        if (key == std::string_view("fileLength"))
            page.number((ran ? operation["actual"] : operation)["savedBytes"]);
        else if (returned.is_null())
            page.cell({});
        else
            page.number(returned);
        page.closeRow();
    }
    page.closeTable();
    addReturned(page, operation);
    if (!operation["exact"].get<bool>())
        page.paragraph(page.word("quickPlan"));
}

/// @param rows word and key of each; those of nothing are left out
void addBytes(HtmlPage& page, std::string_view title, const Json& operation,
              std::initializer_list<std::pair<std::string_view, std::string_view>> rows)
{
    bool any = false;
    for (const auto& [word, key] : rows) {
        if (operation[key] == 0)
            continue;
        if (!any) {
            page.subheading(page.word(title));
            page.openTable({""}, {page.word("bytes")});
        }
        any = true;
        page.openRow();
        page.cell(page.word(word));
        page.number(operation[key]);
        page.closeRow();
    }
    if (any)
        page.closeTable();
}

void addReasons(HtmlPage& page, const Json& operation)
{
    addBytes(page, "leftOut", operation,
             {{"partGarbage", "garbageBytes"},
              {"partHidden", "hiddenBytes"},
              {"partZero", "zeroBytes"},
              {"partDuplicate", "duplicateBytes"},
              {"equalClusters", "sharedBytes"}});
    addBytes(page, "kept", operation, {{"partRounding", "fragmentationLossBytes"}, {"partUnknown", "unknownBytes"}});
    page.paragraph(page.word("peak") + ": " + page.size(operation["peakBytes"]));
}

void addBases(HtmlPage& page, const Json& operation)
{
    page.subheading(page.word("bases"));
    page.openTable({page.word("base")}, {page.word("fileLength"), page.word("inAll"), page.word("saved")});
    for (const Json& candidate : operation["candidates"]) {
        page.openRow();
        page.cell(candidate["path"].is_null() ? page.word("newBase") : pathOf(candidate["path"]));
        page.number(candidate["baseLength"]);
        page.number(candidate["totalLength"]);
        page.number(candidate["savedBytes"]);
        page.closeRow();
    }
    page.closeTable();
    page.paragraph(
        page.filled("ruleOfThumb", {{"bytes", page.words().size(operation["formulaBytes"].get<std::int64_t>())}}));
}

void addSimilarity(HtmlPage& page, const Json& operation)
{
    const Json& templates = operation["templates"];
    if (operation["similarity"].empty())
        return;
    page.subheading(page.word("similarity"));
    std::vector<std::string> names;
    for (const Json& path : templates)
        names.push_back(markup(fileName(path)));
    page.openTable({""}, names);
    for (std::size_t row = 0; row < names.size(); ++row) {
        page.openRow();
        page.cell(pathOf(templates[row]));
        for (const Json& bytes : operation["similarity"][row])
            page.number(bytes);
        page.closeRow();
    }
    page.closeTable();
}

void addFiles(HtmlPage& page, std::string_view title, const Json& files)
{
    page.subheading(page.word(title));
    page.openTable({page.word("file")}, {page.word("fileLength"), page.word("diskSize")});
    for (const Json& file : files) {
        page.openRow();
        page.cell(file["path"].is_null() ? page.word("notNamed") : pathOf(file["path"]));
        page.number(file["fileLength"]);
        page.number(file["diskSize"]);
        page.closeRow();
    }
    page.closeTable();
}

std::string secondsText(double seconds)
{
    std::array<char, 32> text{};
    return {text.data(), static_cast<std::size_t>(std::snprintf(text.data(), text.size(), "%.1f", seconds))};
}

void addRun(HtmlPage& page, const Json& operation)
{
    page.paragraph(page.filled("run", {{"seconds", secondsText(operation["seconds"].get<double>())},
                                       {"read", page.words().size(operation["bytesRead"].get<std::int64_t>())},
                                       {"written", page.words().size(operation["bytesWritten"].get<std::int64_t>())}}));
    if (operation["originals"].empty())
        return;
    page.subheading(page.word("originals"));
    page.openTable({page.word("file"), page.word("keptAs")});
    for (const Json& original : operation["originals"]) {
        page.openRow();
        page.cell(pathOf(original["path"]));
        page.cell(pathOf(original["keptAs"]));
        page.closeRow();
    }
    page.closeTable();
}

}  // namespace

void addNotes(HtmlPage& page, const Json& operation)
{
    bool any = false;
    for (const auto& [list, severity] :
         {std::pair("blockers", "harm"), {"cautions", "warning"}, {"runCautions", "warning"}}) {
        for (const Json& note : operation.value(list, Json::array())) {
            if (!any)
                page.openTable({});
            any = true;
            page.openRow();
            page.cell(page.word(severity == std::string_view("harm") ? "blocker" : "severityWarning"), severity);
            page.cell(page.sentence(note));
            page.cell(page.remedy(note));
            page.closeRow();
        }
    }
    if (any)
        page.closeTable();
    else
        page.paragraph(page.word("nothingAgainst"));
}

void addOperation(HtmlPage& page, const Json& operation)
{
    const bool ran = operation.contains("actual");
    addSizes(page, operation);
    page.subheading(page.word("notes"));
    addNotes(page, operation);
    addReasons(page, operation);
    if (operation["operation"] == "share") {
        addBases(page, operation);
        addSimilarity(page, operation);
    }
    addFiles(page, "filesBefore", operation["before"]["files"]);
    addFiles(page, ran ? "filesActual" : "filesAfter", outcome(operation)["files"]);
    if (ran)
        addRun(page, operation);
}

std::string operationHtml(const Json& operation, const std::string& program, std::int64_t created, const Words& words)
{
    HtmlPage page(words);
    page.open(page.filled(operation.contains("actual") ? "receiptTitle" : "planTitle",
                          {{"operation", words.word(operation["operation"].get<std::string>())}}));
    page.paragraph(page.filled("created", {{"program", program}, {"created", timeText(created)}}));
    page.heading(operation.contains("actual") ? "receipt" : "plans");
    addOperation(page, operation);
    return page.close();
}

}  // namespace engine::report
