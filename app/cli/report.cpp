#include "commands.h"
#include "english_words.h"
#include "error_text.h"
#include "map_picture.h"
#include "progress_line.h"
#include "report/charts.h"
#include "report/explained.h"
#include "report/operation_html.h"
#include "report/receipt_json.h"
#include "report/report_csv.h"
#include "report/report_html.h"
#include "report/report_json.h"

#include <chrono>
#include <iostream>

namespace cli {

namespace {

namespace fs = std::filesystem;
using engine::report::Json;

constexpr const char* programName = "lamella-cli " LAMELLA_VERSION;

std::int64_t now()
{
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

/// @param image what is wished of the new images
std::vector<engine::SlimPlan> plansOf(const engine::Diagnosis& diagnosis, engine::ImageOptions image,
                                      engine::Progress& progress, const std::stop_token& stop)
{
    std::vector<engine::SlimPlan> plans;
    // `--to` names the report, not a new image.
    image.target.clear();
    if (!diagnosis.complete)
        return plans;
    for (const engine::SlimKind kind : {engine::SlimKind::Standard, engine::SlimKind::Deep}) {
        // A base alone has no diffs to merge.
        if (kind == engine::SlimKind::Deep || diagnosis.layers.size() > 1)
            plans.push_back(engine::planSlim(diagnosis.chain, kind, image, progress, stop));
    }
    return plans;
}

std::string formatted(const GatheredReport& gathered, const std::string& format)
{
    const engine::report::Words words = englishWords();
    const auto map = [&](bool alone) {
        return engine::report::mapSvg(gathered.diagnosis, gathered.json["diagnosis"], words, alone);
    };
    if (format == "html")
        return engine::report::reportHtml(gathered.json, map(false), words);
    if (format == "csv")
        return engine::report::reportCsv(gathered.json, words);
    if (format == "svg")
        return map(true) + '\n';
    if (format == "png")
        return pngOf(map(true));
    return jsonText(gathered.json);
}

void printSummary(const Json& diagnosis)
{
    const engine::report::Words words = englishWords();
    for (const char* key : {"virtualSize", "fileLength", "diskSize"})
        std::cout << words.word(key) << ": " << words.size(diagnosis["sizes"][key].get<std::int64_t>()) << '\n';
    for (const Json& step : diagnosis["waterfall"]) {
        if (step["bytes"] != 0)
            std::cout << "  " << words.word(engine::report::partKey(step["part"].get<std::string>())) << ": "
                      << words.size(step["bytes"].get<std::int64_t>()) << '\n';
    }
    for (const Json& symptom : diagnosis["symptoms"]) {
        std::cout << sentence(symptom["code"].get<std::string>(), engine::report::valuesFrom(symptom["values"]))
                  << '\n';
        printRemedy(std::cout, "    ", escaped(engine::report::remedyText(symptom, words)));
    }
}

}  // namespace

engine::DocumentOptions documentOptions(const Options& options, std::uint32_t readers)
{
    return {options.overwrite, readers};
}

std::string operationText(const Json& operation, const fs::path& file)
{
    if (file.extension() == ".html")
        return engine::report::operationHtml(operation, programName, now(), englishWords());
    return file.extension() == ".csv" ? engine::report::operationCsv(operation, englishWords()) : jsonText(operation);
}

GatheredReport gatherReport(const Options& options, std::stop_token stop)
{
    const fs::path& image = options.paths.front();
    const engine::Chain chain = openChain(image, options.format, options);
    const Json receipt = options.receipt.empty() ? Json() : engine::report::readReceipt(options.receipt);
    engine::Progress progress;
    const ProgressLine line(progress, options.progress);
    const engine::ChainOptions open = chainOptions(image, options.format, options);
    const engine::ImageOptions wished = imageOptions(options, stop);
    engine::Diagnosis diagnosis = engine::diagnose(
        chain, {.exact = options.exact, .changes = true, .open = open, .beside = wished.beside}, progress, stop);
    Json json = engine::report::reportJson(
        {diagnosis, plansOf(diagnosis, wished, progress, stop), receipt, programName, now()});
    return {std::move(diagnosis), std::move(json)};
}

Exit runReport(const Options& options, std::stop_token stop)
{
    const GatheredReport gathered = gatherReport(options, std::move(stop));
    if (!options.target.empty())
        engine::writeDocument(options.target, formatted(gathered, options.target.extension().string().substr(1)),
                              documentOptions(options, engine::readersOf(gathered.diagnosis.chain)));
    else if (options.json)
        std::cout << jsonText(gathered.json);
    else if (!options.quiet)
        printSummary(gathered.json["diagnosis"]);
    return Exit::Done;
}

}  // namespace cli
