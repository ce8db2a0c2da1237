#include "work/result_names.h"

namespace engine {

void verifyNames(const ResultNames& result)
{
    for (const std::filesystem::path& path : result.openedAs) {
        if (leadsTo(path, result.layers) != Leads::Right)
            throw Error(ErrorKind::Corrupt, "verify.path", {{"path", result.layers.back().path.string()}}).at(path);
    }
}

}  // namespace engine
