#include "widgets/map/map_view.h"

#include "widgets/data/read_path.h"
#include "widgets/map/map_canvas.h"
#include "widgets/map/map_legend.h"
#include "widgets/map/map_placeholder.h"
#include "widgets/map/map_read_out.h"
#include "widgets/map/minimap.h"

#include <QKeyEvent>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace widgets {

MapView::MapView(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), pages_(new QStackedLayout(this)),
      placeholder_(new MapPlaceholder(session, this)), map_(makeMap())
{
    pages_->addWidget(placeholder_);
    pages_->addWidget(map_);
    setFocusProxy(canvas_);
    connect(placeholder_, &MapPlaceholder::openRequested, this, &MapView::openRequested);
    connect(placeholder_, &MapPlaceholder::samplesRequested, this, &MapView::samplesRequested);
    connect(&session_, &Session::analysisChanged, this, [this] {
        placeholder_->setError(std::nullopt);
        if (!markedIn_.empty() && markedIn_ != session_.path())
            highlight({});
        choose();
    });
    connect(&session_, &Session::readingChanged, this, &MapView::choose);
    connect(&session_, &Session::failed, this, [this](const engine::Error& error) {
        placeholder_->setError(error);
        choose();
    });
    connect(&session_, &Session::offsetChanged, this, [this] { readOut(pointed_); });
    connect(&session_, &Session::layerChanged, this, [this] { readOut(pointed_); });
    retranslate();
    choose();
}

QWidget* MapView::makeMap()
{
    auto* map = new QWidget(this);
    canvas_ = new MapCanvas(session_, map);
    minimap_ = new Minimap(session_, map);
    readOut_ = new MapReadOut(map);
    legend_ = new MapLegend(session_, map);
    auto* column = new QVBoxLayout(map);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(canvas_, 1);
    column->addWidget(minimap_);
    column->addWidget(readOut_);
    column->addWidget(legend_);
    connect(canvas_, &MapCanvas::plotMoved, minimap_, &Minimap::setMargins);
    connect(canvas_, &MapCanvas::pointed, this, &MapView::readOut);
    connect(legend_, &MapLegend::shownChanged, canvas_, &MapCanvas::setShown);
    return map;
}

void MapView::retranslate()
{
    readOut_->setAccessibleName(tr("Under the pointer, or selected"));
    readOut(pointed_);
}

void MapView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void MapView::highlight(const engine::GuestRangeSet& ranges, std::optional<std::size_t> layer, const QString& text)
{
    markedIn_ = ranges.empty() ? std::filesystem::path() : session_.path();
    markText_ = text;
    minimap_->setHighlight(ranges);
    canvas_->setHighlight(ranges, layer);
    readOut(pointed_);
}

void MapView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && !markedIn_.empty())
        highlight({});
    else
        QWidget::keyPressEvent(event);
}

void MapView::choose()
{
    const auto analysis = session_.analysis();
    const bool shown = analysis && analysis->has(ChainAnalysis::Stage::Mapped);
    if (!shown)
        placeholder_->refresh();
    pages_->setCurrentWidget(shown ? map_ : static_cast<QWidget*>(placeholder_));
    readOut(shown ? pointed_ : std::nullopt);
}

void MapView::readOut(const std::optional<MapPlace>& place)
{
    pointed_ = place;
    const auto analysis = session_.analysis();
    if (!analysis || !analysis->has(ChainAnalysis::Stage::Mapped))
        readOut_->setLine({});
    else if (place && place->offset.bytes() < analysis->virtualSize() &&
             place->layer.value_or(0) < analysis->lanes.size())
        readOut_->setLine(placeText(*analysis, *place));
    else if (const auto offset = session_.offset())
        readOut_->setLine(readPathSentence(*analysis, readPath(*analysis, *offset)));
    else if (!markText_.isEmpty())
        readOut_->setLine(markText_);
    else
        readOut_->setLine(tr("Point at a lane to read what is there; click to follow a read down the layers."));
}

}  // namespace widgets
