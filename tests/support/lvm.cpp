#include "support/lvm.h"

#include "bytes/byte_reader.h"
#include "support/gpt_poke.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <zlib.h>

namespace testsupport {

namespace {

constexpr std::uint64_t labelAt = 512;
/// Where LVM2 puts the first metadata area.
constexpr std::uint64_t areaAt = 4096;
constexpr std::size_t headerLength = 512;
constexpr std::size_t firstLocation = 40;

std::string checksumBytes(const std::string& bytes)
{
    const auto crc = crc32_z(~0xf597a6cfU, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
    return littleEndian(~static_cast<std::uint32_t>(crc));
}

std::uint64_t numberAt(const std::string& bytes, std::size_t offset)
{
    return engine::loadLittleEndian<std::uint64_t>(reinterpret_cast<const std::byte*>(bytes.data()) + offset);
}

std::string readAt(const std::filesystem::path& image, std::uint64_t offset, std::size_t length)
{
    std::string bytes(length, '\0');
    std::ifstream file(image, std::ios::binary);
    file.seekg(static_cast<std::streamoff>(offset));
    if (!file.read(bytes.data(), static_cast<std::streamsize>(length)))
        throw std::runtime_error("cannot read " + image.string());
    return bytes;
}

}  // namespace

LvmDisk::LvmDisk(const std::filesystem::path& image, const std::vector<engine::GuestRange>& parts)
{
    std::ostringstream accepted;
    for (const engine::GuestRange& part : parts) {
        devices_.push_back(&loops_.emplace_back(image, part.start.bytes(), part.length));
        accepted << "\"a|^" << devices_.back()->path() << "$|\",";
    }
    std::ostringstream config;
    config << "devices { scan=[\"/dev\"] use_devicesfile=0 filter=[" << accepted.str() << "\"r|.*|\"]\n"
           << "obtain_device_list_from_udev=0 external_device_info_source=\"none\" }\n"
           << "global { locking_dir=\"" << (scratch_ / "lock").string() << "\" use_lvmpolld=0 event_activation=0 }\n"
           << "activation { udev_sync=0 udev_rules=0 monitoring=0 }\n"
           << "backup { backup=0 archive=0 }\n";
    writeFile(scratch_ / "lvm.conf", config.str());
}

Command LvmDisk::inSandbox(Command command) const
{
    Command all{"env", "LVM_SYSTEM_DIR=" + scratch_.path().string(), "DM_DISABLE_UDEV=1", "LVM_SUPPRESS_FD_WARNINGS=1"};
    all.insert(all.end(), {command.front(), "--driverloaded", "n"});
    all.insert(all.end(), command.begin() + 1, command.end());
    return all;
}

std::string LvmDisk::run(Command command) const
{
    return runChecked(inSandbox(std::move(command)));
}

bool LvmDisk::tryRun(Command command) const
{
    return testsupport::run(inSandbox(std::move(command))).exitCode == 0;
}

std::vector<std::map<std::string, std::string>> LvmDisk::report(Command command) const
{
    command.insert(command.end(), {"--reportformat", "json", "--units", "b", "--nosuffix"});
    const auto json = QJsonDocument::fromJson(QByteArray::fromStdString(run(command)));
    std::vector<std::map<std::string, std::string>> rows;
    for (const QJsonValue& report : json["report"].toArray()) {
        for (const QJsonValue& list : report.toObject()) {
            for (const QJsonValue& row : list.toArray()) {
                const QJsonObject columns = row.toObject();
                auto& values = rows.emplace_back();
                for (auto at = columns.begin(); at != columns.end(); ++at)
                    values[at.key().toStdString()] = at.value().toString().toStdString();
            }
        }
    }
    return rows;
}

void pokeLvmText(const std::filesystem::path& image, engine::GuestRange place,
                 const std::function<void(std::string& text)>& edit)
{
    pokeLvmArea(image, place, [&](std::string& header) {
        const std::uint64_t area = place.start.bytes() + areaAt;
        const std::uint64_t offset = numberAt(header, firstLocation);
        std::string text = readAt(image, area + offset, numberAt(header, firstLocation + 8));
        edit(text);
        writeAt(image, area + offset, text);
        header.replace(firstLocation + 8, 8, littleEndian(std::uint64_t{text.size()}));
        header.replace(firstLocation + 16, 4, checksumBytes(text));
    });
}

void pokeLvmArea(const std::filesystem::path& image, engine::GuestRange place,
                 const std::function<void(std::string& header)>& edit)
{
    const std::uint64_t area = place.start.bytes() + areaAt;
    std::string header = readAt(image, area, headerLength);
    edit(header);
    header.replace(0, 4, checksumBytes(header.substr(4)));
    writeAt(image, area, header);
}

void pokeLvmLabel(const std::filesystem::path& image, engine::GuestRange place,
                  const std::function<void(std::string& sector)>& edit)
{
    std::string sector = readAt(image, place.start.bytes() + labelAt, headerLength);
    edit(sector);
    sector.replace(16, 4, checksumBytes(sector.substr(20)));
    writeAt(image, place.start.bytes() + labelAt, sector);
}

std::string textOf(const std::optional<engine::Error>& error)
{
    return error ? error->what() : "";
}

void replaceOnce(std::string& text, const std::string& before, const std::string& after)
{
    const auto at = text.find(before);
    if (at == std::string::npos)
        throw std::runtime_error("no '" + before + "' in " + text);
    text.replace(at, before.size(), after);
}

}  // namespace testsupport
