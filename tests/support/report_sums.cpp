#include "support/report_sums.h"

#include "support/report_forms.h"

#include <stdexcept>

namespace testsupport {

using engine::report::Json;

namespace {

void addFiles(ReportSums& sums, const Json& diagnosis)
{
    for (const auto& [section, list] :
         {std::pair("largestFile", "largestFiles"), {"largestFolder", "largestFolders"}}) {
        for (const Json& file : diagnosis[list]) {
            sums[{section, "storedBytes"}] += file["storedBytes"].get<std::int64_t>();
            for (const Json& bytes : file["bytesByLayer"])
                sums[{section, "bytesInLayer"}] += bytes.get<std::int64_t>();
        }
    }
}

void addDiagnosis(ReportSums& sums, const Json& diagnosis)
{
    const auto add = [&](const char* section, const std::string& item, const Json& bytes) {
        sums[{section, item}] += bytes.get<std::int64_t>();
    };
    for (const char* size : {"virtualSize", "fileLength", "diskSize"}) {
        add("chain", size, diagnosis["sizes"][size]);
        for (const Json& layer : diagnosis["layers"])
            add("layer", size, layer[size]);
    }
    for (const Json& step : diagnosis["waterfall"])
        add("waterfall", step["part"], step["bytes"]);
    for (const Json& layer : diagnosis["layers"]) {
        for (const Json& step : layer["waterfall"])
            add("layerWaterfall", step["part"], step["bytes"]);
    }
    for (const Json& volume : diagnosis["volumes"]) {
        for (const char* item : {"length", "usedBytes", "freeBytes"}) {
            if (volume.contains(item))
                add("volume", item, volume[item]);
        }
        for (const Json& layer : volume["layers"]) {
            for (const auto& [part, bytes] : layer.items())
                add("volume", part, bytes);
        }
    }
    addFiles(sums, diagnosis);
    for (const Json& change : diagnosis["changes"]) {
        for (const char* kind : {"added", "removed", "changed"})
            add("changes", kind, change[kind]["bytes"]);
        for (const Json& file : change["files"])
            add("changedFile", file["kind"], file["bytes"]);
    }
    for (const Json& symptom : diagnosis["symptoms"])
        add("symptom", symptom["remedy"], symptom["bytes"]);
}

void addOperation(ReportSums& sums, const Json& operation)
{
    const bool ran = operation.contains("actual");
    const std::string section = ran ? "receipt" : "plan";
    const Json& after = operation[ran ? "actual" : "after"];
    const auto add = [&](const std::string& part, const std::string& item, const Json& bytes) {
        sums[{section + part, item}] += bytes.is_null() ? 0 : bytes.get<std::int64_t>();
    };
    add("", "lengthBefore", operation["before"]["fileLength"]);
    add("", ran ? "lengthActual" : "lengthAfter", after["fileLength"]);
    add("", "saved", ran ? after["savedBytes"] : operation["savedBytes"]);
    add("", "returned", (ran ? after : operation)["returnedBytes"]);
    if (ran)
        add("", "originalsReturn", after["originalsReturnBytes"]);
    for (const auto& [key, value] : operation.items()) {
        if (key.ends_with("Bytes") && key != "savedBytes" && key != "returnedBytes" && key != "formulaBytes")
            add("", key, value);
    }
    for (const auto& [files, when] : {std::pair(&operation["before"], "Before"), {&after, ran ? "Actual" : "After"}}) {
        for (const Json& file : (*files)["files"]) {
            add("File", std::string("fileLength") + when, file["fileLength"]);
            add("File", std::string("diskSize") + when, file["diskSize"]);
        }
    }
    for (const Json& candidate : operation.value("candidates", Json::array())) {
        for (const char* item : {"baseLength", "totalLength", "savedBytes"})
            add("Base", item, candidate[item]);
    }
    for (const auto& [part, list] :
         {std::pair("Blocker", "blockers"), {"Caution", "cautions"}, {"Caution", "runCautions"}}) {
        for (const Json& note : operation.value(list, Json::array()))
            add(part, note["code"], 0);
    }
}

/// Its rows say what a code means; others have no text.
bool isNote(std::string_view section)
{
    return section == "symptom" || section.ends_with("Blocker") || section.ends_with("Caution");
}

}  // namespace

ReportSums sumsOfCsv(const std::string& csv)
{
    ReportSums sums;
    const auto rows = parseCsv(csv);
    for (std::size_t at = 1; at < rows.size(); ++at) {
        if (rows[at].size() != 7)
            throw std::runtime_error("a row of " + std::to_string(rows[at].size()));
        if (rows[at][6].empty() == isNote(rows[at][0]))
            throw std::runtime_error("the text of " + rows[at][0] + ' ' + rows[at][4] + ": " + rows[at][6]);
        sums[{rows[at][0], rows[at][4]}] += rows[at][5].empty() ? 0 : std::stoll(rows[at][5]);
    }
    return sums;
}

ReportSums sumsOfJson(const Json& report)
{
    ReportSums sums;
    addDiagnosis(sums, report["diagnosis"]);
    for (const Json& plan : report["plans"])
        addOperation(sums, plan);
    if (const Json& receipt = report["receipt"]; !receipt.is_null())
        addOperation(sums, receipt);
    return sums;
}

ReportSums sumsOfOperation(const Json& operation)
{
    ReportSums sums;
    addOperation(sums, operation);
    return sums;
}

}  // namespace testsupport
