#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace testsupport {

/// A partition table as util-linux reads it.
struct OraclePartition {
    std::uint64_t start = 0;  ///< bytes
    std::uint64_t length = 0;
    std::string type;  ///< as our reader spells it
    std::string name;
    std::string uuid;
    bool operator==(const OraclePartition&) const = default;
};
struct OracleTable {
    std::string kind;  ///< dos, gpt; empty: there is none
    std::string uuid;
    std::uint64_t sectorSize = 0;
    std::uint64_t lastUsable = 0;  ///< GPT: the last usable sector
    std::map<unsigned, OraclePartition> partitions;
};

/// What `sfdisk --json`, `blkid -p` and `partx` say of an image or a loop device.
OracleTable readWithSfdisk(const std::filesystem::path& disk);

/// A loop device with sectors of that many bytes on a file, while the object lives.
class LoopDevice {
public:
    /// @param length 0: to the end of the file
    explicit LoopDevice(const std::filesystem::path& file, std::uint64_t offset = 0, std::uint64_t length = 0,
                        unsigned sectorSize = 512);
    LoopDevice(const LoopDevice&) = delete;
    LoopDevice& operator=(const LoopDevice&) = delete;
    ~LoopDevice();

    const std::string& path() const noexcept { return path_; }

private:
    std::string path_;
};

}  // namespace testsupport
