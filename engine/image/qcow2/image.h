#pragma once

#include "image/image.h"
#include "image/qcow2/directory.h"
#include "image/qcow2/header.h"
#include "image/qcow2/l1_table.h"
#include "storage/open_policy.h"

#include <memory>

namespace engine::qcow2 {

/// A qcow2 file (versions 2 and 3; specification: QEMU, docs/interop/qcow2). Opening reads the header, the active L1
/// table, the snapshot table and the bitmap directory, and refuses what a safe reader must not trust; L2 tables and
/// clusters are checked as they are met.
class Qcow2Image final : public Image {
public:
    /// Opens an external data file through the policy; without it the image is unreadable, but says what its header
    /// has. Throws Error.
    static std::unique_ptr<Qcow2Image> open(File file, const std::filesystem::path& path, const OpenPolicy& policy);

    const ImageInfo& info() const noexcept override { return info_; }
    const File& file() const noexcept override { return shared_->file; }
    std::optional<Error> unreadable() const override { return shared_->dataFile.reason; }
    std::uint64_t memoryBytes() const noexcept override;
    ExtentMap map(GuestRange window, std::stop_token stop) const override;
    void read(const Extent& extent, std::span<std::byte> out) const override;
    const File* plainFile() const noexcept override;
    StorageUse storageUse(std::stop_token stop) const override;
    std::optional<HostRangeSet> hostDataBelow(std::stop_token stop) const override;
    std::unique_ptr<Image> snapshot(std::string_view idOrName) const override;

private:
    struct DataFile {
        std::optional<File> file;
        std::optional<Error> reason;  ///< why there is none, although the header names one
    };
    /// What the image and the views of its snapshots have in common.
    struct Shared {
        File file;
        Header header;
        DataFile dataFile;
        SnapshotTable snapshots;
    };

    Qcow2Image(std::shared_ptr<const Shared> shared, ImageInfo info, L1Table l1);

    static DataFile openDataFile(const Header& header, const std::filesystem::path& path, const OpenPolicy& policy);
    /// What holds the clusters.
    const File& dataFile() const noexcept { return shared_->dataFile.file ? *shared_->dataFile.file : shared_->file; }
    void readCompressed(const Extent& extent, std::span<std::byte> out) const;

    std::shared_ptr<const Shared> shared_;
    ImageInfo info_;
    L1Table l1_;
};

}  // namespace engine::qcow2
