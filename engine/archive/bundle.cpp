#include "archive/bundle.h"

#include "archive/layer_tables.h"
#include "archive/name_hasher.h"
#include "archive/system_facts.h"
#include "report/charts.h"
#include "report/explained.h"
#include "report/report_csv.h"
#include "report/report_html.h"

#include <KCompressionDevice>
#include <KTar>
#include <KZip>
#include <QBuffer>

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

Error notWritten(const std::filesystem::path& target, const QString& reason)
{
    return Error(ErrorKind::Io, "bundle.notWritten", {{"reason", reason.toStdString()}}).at(target);
}

/// In memory: a bundle is small, and a file of ours is opened by nobody else.
template <class Archive>
QByteArray archived(const std::filesystem::path& target, const std::vector<BundleFile>& files)
{
    QBuffer bytes;
    Archive archive(&bytes);
    const auto require = [&](bool done) {
        if (!done)
            throw notWritten(target, archive.errorString());
    };
    require(archive.open(QIODevice::WriteOnly));
    for (const BundleFile& file : files)
        require(archive.writeFile(
            QString::fromStdString(file.name),
            QByteArray::fromRawData(file.content.data(), static_cast<qsizetype>(file.content.size()))));
    require(archive.close());
    return bytes.data();
}

QByteArray compressed(const std::filesystem::path& target, const QByteArray& plain)
{
    QBuffer bytes;
    KCompressionDevice device(&bytes, false, KCompressionDevice::Zstd);
    if (!device.open(QIODevice::WriteOnly) || device.write(plain) != plain.size())
        throw notWritten(target, device.errorString());
    device.close();
    return bytes.data();
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

void writeBundle(const std::filesystem::path& target, const std::vector<BundleFile>& files,
                 const DocumentOptions& options)
{
    const std::string name = target.filename().string();
    const bool isZip = name.ends_with(".zip");
    if (!isZip && !name.ends_with(".tar.zst"))
        throw Error(ErrorKind::InvalidArgument, "bundle.format", {{"name", name}});
    DocumentFile document(target, options);
    const QByteArray content =
        isZip ? archived<KZip>(target, files) : compressed(target, archived<KTar>(target, files));
    document.write({content.data(), static_cast<std::size_t>(content.size())});
}

}  // namespace engine::archive
