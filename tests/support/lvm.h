#pragma once

#include "guest/lvm/physical_volumes.h"
#include "support/file_source.h"
#include "support/guest_tree.h"
#include "support/partition_oracle.h"
#include "support/process.h"
#include "support/scratch.h"

#include <functional>
#include <list>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace testsupport {

/// LVM's own tools on parts of one image, each a loop device. They see no other device, and they need no device-mapper
/// in the kernel: nothing is activated.
class LvmDisk {
public:
    /// @param parts of the image, which is there
    LvmDisk(const std::filesystem::path& image, const std::vector<engine::GuestRange>& parts);

    const std::string& device(std::size_t part) const { return devices_.at(part)->path(); }
    std::size_t parts() const noexcept { return devices_.size(); }

    /// Runs an LVM command; throws std::runtime_error where it fails.
    std::string run(Command command) const;
    bool tryRun(Command command) const;
    /// Rows of `pvs` or `lvs` with their columns, sizes in bytes.
    std::vector<std::map<std::string, std::string>> report(Command command) const;

private:
    Command inSandbox(Command command) const;

    Scratch scratch_;
    std::list<LoopDevice> loops_;
    std::vector<const LoopDevice*> devices_;
};

/// A disk with parts that are physical volumes, and what LVM's tools say of it.
class LvmImage {
public:
    LvmImage(std::vector<engine::GuestRange> parts, std::uint64_t size)
        : parts_(std::move(parts)), image_(scratch_ / "disk.img")
    {
        createSparse(image_, size);
    }

    const std::filesystem::path& image() const noexcept { return image_; }
    const std::vector<engine::GuestRange>& parts() const noexcept { return parts_; }
    const LvmDisk& lvm() const
    {
        if (!lvm_)
            lvm_.emplace(image_, parts_);
        return *lvm_;
    }
    std::string device(std::size_t part) const { return lvm().device(part); }
    engine::GuestRange partOf(const std::string& device) const
    {
        for (std::size_t part = 0; part < parts_.size(); ++part) {
            if (lvm().device(part) == device)
                return parts_[part];
        }
        throw std::runtime_error("no part is " + device);
    }

    engine::lvm::PhysicalVolumes read() const
    {
        const FileSource source(image_);
        return engine::lvm::read(source, parts_);
    }

private:
    Scratch scratch_;
    std::vector<engine::GuestRange> parts_;
    std::filesystem::path image_;
    mutable std::optional<LvmDisk> lvm_;
};

/// The error with its values; empty where there is none.
std::string textOf(const std::optional<engine::Error>& error);
/// Replaces the first `before`; throws std::runtime_error where there is none.
void replaceOnce(std::string& text, const std::string& before, const std::string& after);

/// Replaces the text in force in the first metadata area of the physical volume at `place`, and makes its checksums
/// right again. The text gets shorter or longer as `edit` likes.
void pokeLvmText(const std::filesystem::path& image, engine::GuestRange place,
                 const std::function<void(std::string& text)>& edit);
/// Lets `edit` change the header of that area (512 bytes), and makes its checksum right again.
void pokeLvmArea(const std::filesystem::path& image, engine::GuestRange place,
                 const std::function<void(std::string& header)>& edit);
/// Lets `edit` change the label sector, and makes its checksum right again.
void pokeLvmLabel(const std::filesystem::path& image, engine::GuestRange place,
                  const std::function<void(std::string& sector)>& edit);

}  // namespace testsupport
