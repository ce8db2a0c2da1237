#pragma once

#include "bytes/offsets.h"
#include "support/partition_oracle.h"
#include "support/process.h"
#include "support/scratch.h"

#include <functional>
#include <list>
#include <map>
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
