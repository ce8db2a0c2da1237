#include "guest/recognised/file_system.h"

#include "guest/doubt.h"
#include "guest/recognised/prober.h"
#include "guest/recognised/signatures.h"

namespace engine::recognised {

namespace {

/// LUKS2 with integrity: a tag for each sector, also for those that nobody wrote since.
bool hasIntegrity(const Prober& volume)
{
    constexpr std::uint64_t mostBytes = 4 << 20;
    if (!volume.has(0, "LUKS\xba\xbe") || volume.big<std::uint16_t>(6) != 2)
        return false;
    const auto length = std::min(volume.big<std::uint64_t>(8), mostBytes);
    return volume.text(0, length).find("\"integrity\":{") != std::string::npos;
}

Error reasonOf(std::string_view type, const BlockSource& source)
{
    const Error::Values values{{"type", std::string(type)}};
    if (type == "DM_integrity" || (type == "crypto_LUKS" && hasIntegrity(Prober(source))))
        return Error(ErrorKind::Unsupported, "volume.integrityInside", values);
    if (type == "crypto_LUKS" || type == "BitLocker")
        return Error(ErrorKind::Unsupported, "volume.encrypted", values);
    return volumeNotRead(type);
}

}  // namespace

bool recognises(const BlockSource& source)
{
    return findSignature(source).has_value();
}

std::unique_ptr<engine::FileSystem> open(std::shared_ptr<const BlockSource> source)
{
    const Recognition found = findSignature(*source).value();
    const bool encrypted = found.type == "crypto_LUKS" || found.type == "BitLocker";
    VolumeFacts facts;
    facts.type = found.type;
    facts.uuid = found.uuid;
    facts.label = found.label;
    facts.length = source->size();
    facts.state = encrypted ? VolumeState::Encrypted : VolumeState::Unknown;
    facts.reason = reasonOf(found.type, *source);
    return std::make_unique<FileSystem>(std::move(facts));
}

}  // namespace engine::recognised
