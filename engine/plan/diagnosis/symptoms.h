#pragma once

#include "bytes/error.h"
#include "bytes/range_set.h"
#include "chain/chain.h"
#include "guest/guest.h"
#include "plan/diagnosis/layer_account.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace engine {

enum class Severity : std::uint8_t {
    Note,     ///< costs space
    Warning,  ///< may do harm, or hides what could be saved
    Harm,     ///< content is lost or cannot be reached
};
std::string_view name(Severity severity) noexcept;

/// What helps; what a button of the window starts, or a person has to do.
enum class Remedy : std::uint8_t {
    None,
    FindBacking,    ///< the chain doctor
    AllowBacking,   ///< trust the name, or say the format
    CompareBase,    ///< was the base really changed?
    CloseImage,     ///< shut down what has it open
    RestoreBackup,  ///< content is lost
    RepairImage,    ///< qemu-img check -r all
    RepairLeaks,    ///< give leaked clusters back
    ShutDownGuest,  ///< fully, so that its volumes are clean
    CheckVolume,    ///< the guest's own checker
    StandardSlim,
    DeepSlim,
    SmallerClusters,  ///< slim with another cluster size
    DeleteSnapshots,
    DeleteBitmaps,
    GrowFileSystem,  ///< to the end of its partition
};
/// The stable name, as JSON spells it.
std::string_view name(Remedy remedy) noexcept;

/// Something that is wrong with a chain, or makes it large.
struct Symptom {
    std::string_view code;  ///< a sentence of its own; values as in Error
    Error::Values values;
    Severity severity = Severity::Note;
    Remedy remedy = Remedy::None;
    std::optional<std::size_t> layer;   ///< base first
    std::optional<std::size_t> volume;  ///< index in Guest::volumes
    std::int64_t bytes = 0;             ///< of files, that it costs; 0: none, or not known
    GuestRangeSet guest;                ///< where it is on the guest's disk
    HostRangeSet host;                  ///< where it is in the layer's file
};

/// What is wrong with a chain's files alone, complete or not: broken links, who else has them open, changed bases.
std::vector<Symptom> chainSymptoms(const Chain& chain);
/// What is wrong with volumes, and what is untrusted because of it.
std::vector<Symptom> guestSymptoms(const Guest& guest);
/// What the account of one layer shows.
std::vector<Symptom> layerSymptoms(const Chain& chain, std::size_t layer, const LayerAccount& account,
                                   const LayerUse& use);

/// Gravest first, then by bytes; otherwise the order stays.
void sortSymptoms(std::vector<Symptom>& symptoms);

}  // namespace engine
