#include "archive/bundle.h"

#include "archive/layer_tables.h"
#include "archive/name_hasher.h"
#include "archive/system_facts.h"
#include "report/charts.h"
#include "report/explained.h"
#include "report/report_csv.h"
#include "report/report_html.h"

#include <KTar>
#include <KZip>

#include <memory>
#include <optional>

namespace engine::archive {

namespace {

using report::Json;

std::string contentsOf(const std::vector<BundleFile>& files)
{
    std::string list;
    for (const BundleFile& file : files)
        list += std::to_string(file.content.size()) + '\t' + file.name + '\n';
    return list;
}

std::unique_ptr<KArchive> archiveFor(const std::filesystem::path& target)
{
    const std::string name = target.filename().string();
    const QString path = QString::fromStdString(target.string());
    if (name.ends_with(".zip"))
        return std::make_unique<KZip>(path);
    if (name.ends_with(".tar.zst"))
        return std::make_unique<KTar>(path, QStringLiteral("application/zstd"));
    throw Error(ErrorKind::InvalidArgument, "bundle.format", {{"name", name}});
}

}  // namespace

std::vector<BundleFile> bundleFiles(const BundleInput& input, const std::stop_token& stop)
{
    std::optional<NameHasher> hasher;
    if (input.hashNames)
        hasher.emplace();
    const auto shown = [&](const Json& json) { return hasher ? hasher->json(json) : json; };
    const Json report = shown(input.report);
    const auto map = [&](bool alone) { return mapSvg(input.diagnosis, report["diagnosis"], input.words, alone); };
    std::vector<BundleFile> files;
    files.push_back({"report.html", reportHtml(report, map(false), input.words)});
    files.push_back({"report.json", report::toText(report::explained(report, input.words))});
    files.push_back({"report.csv", report::reportCsv(report, input.words)});
    if (input.diagnosis.complete)
        files.push_back({"map.svg", map(true)});
    files.push_back(
        {"chain.json", report::toText(report::explained(shown(report::infoJson(input.diagnosis.chain)), input.words))});
    for (std::size_t index = 0; index < input.diagnosis.layers.size(); ++index) {
        const std::string folder = "layers/" + std::to_string(index) + '/';
        for (LayerTable& table : layerTables(input.diagnosis, index, stop))
            files.push_back({folder + table.name, table.json ? report::toText(shown(*table.json)) : table.text});
    }
    files.push_back({"system.json", report::toText(shown(systemFacts(input.diagnosis.chain)))});
    std::string log;
    for (const std::string& line : input.log)
        log += line + '\n';
    files.push_back({"log.txt", std::move(log)});
    files.insert(files.begin(), {"contents.txt", contentsOf(files)});
    return files;
}

void writeBundle(const std::filesystem::path& target, const std::vector<BundleFile>& files)
{
    const std::unique_ptr<KArchive> archive = archiveFor(target);
    const auto fail = [&] {
        return Error(ErrorKind::Io, "bundle.notWritten", {{"reason", archive->errorString().toStdString()}}).at(target);
    };
    if (!archive->open(QIODevice::WriteOnly))
        throw fail();
    for (const BundleFile& file : files) {
        const QByteArray content =
            QByteArray::fromRawData(file.content.data(), static_cast<qsizetype>(file.content.size()));
        if (!archive->writeFile(QString::fromStdString(file.name), content))
            throw fail();
    }
    if (!archive->close())
        throw fail();
}

}  // namespace engine::archive
