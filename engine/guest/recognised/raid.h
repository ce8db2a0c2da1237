#pragma once

#include "guest/recognised/copies.h"
#include "guest/recognised/prober.h"

namespace engine::recognised {

/// Superblocks of md with their checksums (the kernel's include/uapi/linux/raid/md_p.h): version 0.90 in the last whole
/// 64 KiB and in the byte order of its machine, 1.0 at least 8 KiB before the end, 1.1 at the start, 1.2 at 4 KiB.
void addRaid(const Prober& volume, std::vector<Copy>& copies);

/// What the firmware of RAID controllers keeps in the last sectors, by its signature alone; what lies before it may be
/// its own too.
void addFirmwareRaid(const Prober& volume, std::vector<Copy>& copies);

}  // namespace engine::recognised
