#include "support/partition_oracle.h"

#include "support/process.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <sstream>

namespace testsupport {

namespace {

std::string lower(const QJsonValue& value)
{
    return value.toString().toLower().toStdString();
}

std::uint64_t number(const QJsonValue& value)
{
    return static_cast<std::uint64_t>(value.toDouble());
}

/// PARTUUIDs by number.
std::map<unsigned, std::string> uuidsOf(const std::filesystem::path& disk)
{
    std::map<unsigned, std::string> uuids;
    const Finished done = run({"partx", "--show", "--noheadings", "-o", "NR,UUID", disk.string()});
    std::istringstream lines(done.out);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        unsigned index = 0;
        words >> index;
        words >> uuids[index];
    }
    return uuids;
}

std::string blkidValue(const std::string& out, const std::string& key)
{
    std::istringstream lines(out);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(key + '='))
            return line.substr(key.size() + 1);
    }
    return {};
}

}  // namespace

OracleTable readWithSfdisk(const std::filesystem::path& disk)
{
    const Finished json = run({"sfdisk", "--json", disk.string()});
    const Finished blkid = run({"blkid", "-p", "-o", "export", disk.string()});
    OracleTable table;
    table.kind = blkidValue(blkid.out, "PTTYPE");
    table.uuid = blkidValue(blkid.out, "PTUUID");
    const auto root = QJsonDocument::fromJson(QByteArray::fromStdString(json.out))["partitiontable"].toObject();
    table.sectorSize = number(root["sectorsize"]);
    table.lastUsable = number(root["lastlba"]);
    const auto uuids = uuidsOf(disk);
    for (const QJsonValue& value : root["partitions"].toArray()) {
        const QString node = value["node"].toString();
        const QString device = root["device"].toString();
        const unsigned index = node.mid(device.size() + (device.back().isDigit() ? 1 : 0)).toUInt();
        OraclePartition& partition = table.partitions[index];
        partition.start = number(value["start"]) * table.sectorSize;
        partition.length = number(value["size"]) * table.sectorSize;
        const std::string type = lower(value["type"]);
        partition.type = table.kind == "gpt" ? type : (type.size() == 1 ? "0x0" : "0x") + type;
        partition.name = value["name"].toString().toStdString();
        if (const auto found = uuids.find(index); found != uuids.end())
            partition.uuid = found->second;
    }
    return table;
}

LoopDevice::LoopDevice(const std::filesystem::path& file, std::uint64_t offset, std::uint64_t length,
                       unsigned sectorSize)
{
    path_ = runChecked({"losetup", "--find", "--show", "--offset", std::to_string(offset), "--sizelimit",
                        std::to_string(length), "--sector-size", std::to_string(sectorSize), file.string()});
    while (!path_.empty() && path_.back() == '\n')
        path_.pop_back();
}

LoopDevice::~LoopDevice()
{
    run({"losetup", "--detach", path_});
}

}  // namespace testsupport
