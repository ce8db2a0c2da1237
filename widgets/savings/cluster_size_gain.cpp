#include "widgets/savings/cluster_size_gain.h"

#include "widgets/words/words.h"

#include <QCoreApplication>

namespace widgets {

std::optional<std::int64_t> gainOf(const ChainAnalysis* analysis, std::uint64_t clusterSize, bool extended)
{
    if (!analysis || analysis->uses.empty())
        return std::nullopt;
    std::int64_t gain = 0;
    for (const engine::LayerUse& use : analysis->uses) {
        for (const engine::ClusterSizeGain& size : use.clusterSizes) {
            if (size.clusterSize == clusterSize && size.extendedL2 == extended)
                gain += static_cast<std::int64_t>(size.garbageBytes) - static_cast<std::int64_t>(use.garbage.total());
        }
    }
    return gain;
}

QString gainText(std::optional<std::int64_t> gain)
{
    if (!gain)
        return {};
    if (*gain < 0)
        return QCoreApplication::translate("ClusterSizeGain", "keeps %1 more")
            .arg(sizeText(static_cast<std::uint64_t>(-*gain)));
    return *gain == 0 ? QCoreApplication::translate("ClusterSizeGain", "no difference")
                      : QCoreApplication::translate("ClusterSizeGain", "drops %1 more")
                            .arg(sizeText(static_cast<std::uint64_t>(*gain)));
}

}  // namespace widgets
