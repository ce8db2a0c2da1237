#pragma once

#include "guest/ext/journal_superblock.h"

namespace engine::ext {

/// A block that a transaction wrote to the log, to be copied to its home later.
struct LoggedBlock {
    std::uint64_t home = 0;         ///< number of the block in the file system
    std::uint64_t place = 0;        ///< of the copy, in bytes from the start of the volume
    std::uint32_t transaction = 0;  ///< counted from the first one in the log
    bool escaped = false;           ///< the copy has zeros where the block starts with the journal's magic
    bool revoked = false;           ///< not copied: a transaction that is not older took it back
};

/// What all transactions of a log say that were written to their end.
struct LogContent {
    std::vector<LoggedBlock> blocks;  ///< by home; of one home in the order of the log
    std::vector<std::uint64_t> revoked;
    std::uint32_t transactions = 0;
};

/// Reads the log as jbd2's recovery does (kernel documentation, filesystems/ext4, "Journal (jbd2)"; fs/jbd2/recovery.c,
/// the passes "scan" and "revoke"), once, and nothing is written. `journal` is replayable. Where the kernel would
/// stop or guess after a checksum that is wrong, it throws: Corrupt; Refused "ext.journalTooLarge".
LogContent readLog(const JournalFile& journal, const Library& library);

}  // namespace engine::ext
