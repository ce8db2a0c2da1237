#include "guest/recognised/file_system.h"

#include "guest/doubt.h"
#include "guest/recognised/signatures.h"

namespace engine::recognised {

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
    facts.reason = encrypted ? Error(ErrorKind::Unsupported, "volume.encrypted", {{"type", std::string(found.type)}})
                             : volumeNotRead(found.type);
    return std::make_unique<FileSystem>(std::move(facts));
}

}  // namespace engine::recognised
