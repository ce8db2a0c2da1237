#pragma once

#include "support/qemu.h"
#include "support/scratch.h"

#include <QString>

#include <filesystem>
#include <string>

namespace testsupport {

/// base.qcow2 <- diff.qcow2 <- NAME in the folder, without a file system: `megabytes` of data in the base, and of other
/// data, half of it over each other, in the diffs.
inline std::filesystem::path makeSmallChain(const std::filesystem::path& folder, unsigned megabytes = 4,
                                            const std::string& name = "top.qcow2")
{
    const auto at = [&](const std::string& file) { return QString::fromStdString((folder / file).string()); };
    const auto write = [&](const std::string& file, unsigned pattern, unsigned start) {
        qemuIo(at(file), {QString("write -P %1 %2M %3M").arg(pattern).arg(start).arg(megabytes)});
    };
    createQcow2(at("base.qcow2"), "4G");
    write("base.qcow2", 0x11, 0);
    createQcow2(at("diff.qcow2"), "4G", "backing_file=base.qcow2,backing_fmt=qcow2");
    write("diff.qcow2", 0x22, megabytes);
    createQcow2(at(name), "4G", "backing_file=diff.qcow2,backing_fmt=qcow2");
    write(name, 0x33, megabytes + megabytes / 2);
    return folder / name;
}

}  // namespace testsupport
