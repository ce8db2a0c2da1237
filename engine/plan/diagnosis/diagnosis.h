#pragma once

#include "guest/file_shares.h"
#include "plan/diagnosis/file_changes.h"
#include "plan/diagnosis/layer_account.h"
#include "plan/diagnosis/symptoms.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace engine {

/// Three numbers that are never the same. Bytes.
struct ThreeSizes {
    std::uint64_t virtualSize = 0;  ///< what the guest sees
    std::uint64_t length = 0;       ///< st_size
    std::uint64_t diskSize = 0;     ///< st_blocks * 512

    ThreeSizes& operator+=(const ThreeSizes& other) noexcept;
};

struct LayerDiagnosis {
    std::filesystem::path path;
    std::string format;
    ThreeSizes sizes;
    LayerAccount account;
};

/// A volume's share in the layers, or that of what lies in no volume.
struct VolumeDiagnosis {
    std::optional<std::size_t> volume;  ///< index in Guest::volumes; nothing: outside of all
    GuestRangeSet range;                ///< on the disk
    /// Of each layer, base first: guest bytes of Live and guestParts.
    std::vector<ByPart<std::uint64_t>> layers;
    std::uint64_t total(Part part) const noexcept;
};

/// What changed from one state of the disk to another.
struct ChangeStep {
    std::optional<std::size_t> layer;  ///< this layer's doing: against what is below it
    std::string snapshot;              ///< or since this internal snapshot of the top, by id
    std::string snapshotName;
    FileChanges changes;
};

/// Why a chain is as large as it is. Plain data; may be read from several threads.
struct Diagnosis {
    explicit Diagnosis(Chain opened) : chain(std::move(opened)) {}

    Chain chain;
    bool complete = false;  ///< false: sizes and symptoms are all there is
    bool exact = false;     ///< content was read: duplicates and zeros are told
    ThreeSizes sizes;       ///< of all files; the virtual size is that of the top
    std::vector<LayerMap> maps;
    std::vector<LayerUse> uses;
    std::shared_ptr<const Guest> guest;  ///< with files; of a chain that can be read
    std::vector<LayerDiagnosis> layers;  ///< base first; without account where it is not complete
    PartBytes total;                     ///< adds up to sizes.length where it is complete
    std::vector<VolumeDiagnosis> volumes;
    std::vector<FileShare> files;    ///< the largest of all volumes
    std::vector<FileShare> folders;  ///< the same of folders
    std::vector<ChangeStep> changes;
    std::vector<Symptom> symptoms;
};

/// What one diagnosis keeps at most of what an image can have thousands of; a symptom tells what is left out.
inline constexpr std::size_t mostChangeSteps = 100;        ///< layers and snapshots whose files are compared
inline constexpr std::size_t mostComparedFiles = 8 << 20;  ///< some 120 bytes each
inline constexpr std::size_t mostListedVolumes = 256;

struct DiagnosisOptions {
    bool exact = false;
    bool changes = false;     ///< lists the guest's files at each layer and snapshot
    std::size_t listed = 20;  ///< largest files and folders
    ChainOptions open = {};   ///< how the chain was opened: snapshots are opened again
    std::vector<std::shared_ptr<const BlockSource>> beside = {};  ///< as in GuestOptions
};

/// Reads metadata of all layers and the guest, and what the options ask for. The chain shows no snapshot.
/// A layer or a guest whose tables contradict each other becomes a symptom: a diagnosis has to say so, not to end.
/// Throws Error: Io, Cancelled, AccessDenied.
/// @param progress counts in units of its stages
Diagnosis diagnose(const Chain& chain, const DiagnosisOptions& options, Progress& progress, std::stop_token stop);

/// Where a file or folder of the list lies on the disk.
GuestRangeSet rangesOf(const Guest& guest, const FileShare& share);

}  // namespace engine
