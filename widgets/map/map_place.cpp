#include "widgets/map/map_place.h"

#include "widgets/data/read_path.h"
#include "widgets/words/words.h"

#include <QCoreApplication>

namespace widgets {

namespace {

QString words(const char* text)
{
    return QCoreApplication::translate("MapPlace", text);
}

QString withExact(std::uint64_t bytes)
{
    return bytes < 1024 ? exactSizeText(bytes)
                        : words(QT_TRANSLATE_NOOP("MapPlace", "%1 (%2)")).arg(sizeText(bytes), exactSizeText(bytes));
}

QString runText(const ClassRun& run)
{
    const QString name = className(run.clusterClass);
    return run.compressed ? words(QT_TRANSLATE_NOOP("MapPlace", "%1, compressed")).arg(name) : name;
}

}  // namespace

QString placeText(const ChainAnalysis& analysis, const MapPlace& place)
{
    QStringList parts{withExact(place.offset.bytes())};
    const LaneMap& lane = place.layer ? *analysis.lanes[*place.layer] : *analysis.result;
    parts.append(place.layer ? fileNameText(analysis.chain.layers()[*place.layer].path)
                             : words(QT_TRANSLATE_NOOP("MapPlace", "Result")));
    if (place.offset.bytes() >= lane.size())
        parts.append(words(QT_TRANSLATE_NOOP("MapPlace", "beyond the end of this layer")));
    else
        parts.append(runText(lane.runAt(place.offset)));
    if (place.layer && place.offset.bytes() < lane.size()) {
        const engine::Extent extent = analysis.maps[*place.layer].own.at(place.offset);
        if (extent.hasHost())
            parts.append(words(QT_TRANSLATE_NOOP("MapPlace", "host offset %1")).arg(withExact(extent.host.bytes())));
    }
    parts.append(ownerText(analysis, place.offset));
    parts.removeAll(QString());
    return parts.join(QStringLiteral("  \u00b7  "));
}

std::uint64_t allocationUnit(const ChainAnalysis& analysis, std::size_t layer)
{
    const auto& image = analysis.chain.layers()[layer].image;
    return image ? image->info().subclusterSize : 0;
}

}  // namespace widgets
