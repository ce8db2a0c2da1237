#include "widgets/map/map_legend.h"

#include "widgets/words/words.h"

#include <QEvent>

#include <numeric>

namespace widgets {

namespace {

/// What has a place on the disk; internal snapshots have none.
constexpr std::array inLegend{ClusterClass::Live,   ClusterClass::Garbage,    ClusterClass::Duplicate,
                              ClusterClass::Hidden, ClusterClass::Unknown,    ClusterClass::Behind,
                              ClusterClass::Zero,   ClusterClass::Unallocated};

bool isStored(ClusterClass clusterClass)
{
    return clusterClass != ClusterClass::Zero && clusterClass != ClusterClass::Unallocated;
}

}  // namespace

MapLegend::MapLegend(Session& session, QWidget* parent) : QWidget(parent), session_(session)
{
    for (const ClusterClass clusterClass : inLegend) {
        items_.push_back(new LegendItem(clusterClass, this));
        connect(items_.back(), &QAbstractButton::toggled, this, [this] { emit shownChanged(shown()); });
    }
    connect(&session_, &Session::analysisChanged, this, &MapLegend::fill);
    connect(&session_, &Session::layerChanged, this, &MapLegend::fill);
    retranslate();
}

ClassSet MapLegend::shown() const
{
    ClassSet shown = ClassSet().set();
    for (const LegendItem* item : items_)
        shown[static_cast<std::size_t>(item->clusterClass())] = item->isChecked();
    return shown;
}

void MapLegend::retranslate()
{
    setAccessibleName(tr("Legend"));
    fill();
}

void MapLegend::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

ClassBytes MapLegend::bytes() const
{
    const auto analysis = session_.analysis();
    ClassBytes sum{};
    for (std::size_t layer = 0; analysis && layer < analysis->lanes.size(); ++layer) {
        if (session_.layer() && session_.layer() != layer)
            continue;
        for (std::size_t index = 0; index < sum.size(); ++index)
            sum[index] += analysis->lanes[layer]->totals()[index];
    }
    return sum;
}

bool MapLegend::known(ClusterClass clusterClass) const
{
    const auto analysis = session_.analysis();
    if (!analysis || analysis->lanes.empty())
        return false;
    if (clusterClass == ClusterClass::Garbage || clusterClass == ClusterClass::Unknown)
        return analysis->guest != nullptr;
    if (clusterClass != ClusterClass::Duplicate)
        return true;
    return std::any_of(analysis->maps.begin(), analysis->maps.end(), [](const auto& map) { return map.duplicate; });
}

void MapLegend::fill()
{
    const ClassBytes all = bytes();
    std::uint64_t stored = 0;
    for (const ClusterClass clusterClass : inLegend)
        stored += isStored(clusterClass) ? all[static_cast<std::size_t>(clusterClass)] : 0;
    for (LegendItem* item : items_) {
        const std::uint64_t own = all[static_cast<std::size_t>(item->clusterClass())];
        if (!known(item->clusterClass()))
            item->setFigures(QStringLiteral("\u2013"), tr("Not known yet"));
        else if (isStored(item->clusterClass()))
            item->setFigures(tr("%1  %2").arg(sizeText(own), percentText(own, stored)),
                             tr("%1, %2 of what is stored").arg(exactSizeText(own), percentText(own, stored)));
        else
            item->setFigures(sizeText(own), exactSizeText(own));
    }
    setFixedHeight(lay(width(), true));
}

/// Of a table with that many columns.
std::vector<int> MapLegend::columnWidths(std::size_t columns) const
{
    std::vector<int> widths(columns);
    for (std::size_t index = 0; index < items_.size(); ++index) {
        int& column = widths[index % columns];
        column = std::max(column, items_[index]->sizeHint().width());
    }
    return widths;
}

/// As many columns as there is room for, so that figures stand below each other.
int MapLegend::lay(int width, bool move) const
{
    std::size_t columns = items_.size();
    const auto tooWide = [&] {
        const std::vector<int> widths = columnWidths(columns);
        return std::accumulate(widths.begin(), widths.end(), 0) > width;
    };
    while (columns > 1 && tooWide())
        --columns;
    const std::vector<int> widths = columnWidths(columns);
    const int height = items_.front()->sizeHint().height();
    int x = 0;
    int y = 0;
    for (std::size_t index = 0; index < items_.size(); ++index) {
        if (index > 0 && index % columns == 0) {
            x = 0;
            y += height;
        }
        if (move)
            items_[index]->setGeometry(x, y, widths[index % columns], height);
        x += widths[index % columns];
    }
    return y + height;
}

int MapLegend::heightForWidth(int width) const
{
    return lay(width, false);
}

QSize MapLegend::sizeHint() const
{
    const int width = 3 * items_.front()->sizeHint().width();
    return {width, heightForWidth(width)};
}

QSize MapLegend::minimumSizeHint() const
{
    return items_.front()->sizeHint();
}

void MapLegend::resizeEvent(QResizeEvent*)
{
    // Stacked pages do not ask for the height that goes with a width.
    setFixedHeight(lay(width(), true));
}

}  // namespace widgets
