#include "widgets/map/map_canvas.h"

#include "widgets/map/map_overlay.h"
#include "widgets/map/offset_axis.h"
#include "widgets/words/words.h"

#include <QAccessible>
#include <QPainter>
#include <QScrollBar>
#include <QStyle>

namespace widgets {

namespace {

constexpr int narrowestGutter = 90;
constexpr int widestGutter = 220;

}  // namespace

MapCanvas::MapCanvas(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), navigation_(session), bar_(new QScrollBar(Qt::Vertical, this))
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    grabGesture(Qt::PinchGesture);
    bar_->setFocusPolicy(Qt::NoFocus);
    connect(bar_, &QScrollBar::valueChanged, this, qOverload<>(&QWidget::update));
    connect(&session_, &Session::analysisChanged, this, &MapCanvas::take);
    connect(&session_, &Session::windowChanged, this, qOverload<>(&QWidget::update));
    connect(&session_, &Session::layerChanged, this, &MapCanvas::showSelectedLane);
    connect(&session_, &Session::offsetChanged, this, &MapCanvas::describe);
    retranslate();
    take();
}

void MapCanvas::take()
{
    const auto analysis = session_.analysis();
    analysis_ = analysis && analysis->has(ChainAnalysis::Stage::Mapped) ? analysis : nullptr;
    ruler_ = VolumeRuler(analysis_ ? analysis_->guest.get() : nullptr);
    cache_.clear();
    layOut();
    showSelectedLane();
}

void MapCanvas::setShown(ClassSet shown)
{
    shown_ = shown;
    update();
}

void MapCanvas::setHighlight(engine::GuestRangeSet ranges, std::optional<std::size_t> layer)
{
    highlight_ = std::move(ranges);
    highlightLayer_ = layer;
    update();
}

void MapCanvas::retranslate()
{
    setAccessibleName(tr("Allocation map"));
    ruler_ = VolumeRuler(analysis_ ? analysis_->guest.get() : nullptr);
    layOut();
    describe();
}

QSize MapCanvas::sizeHint() const
{
    return {700, 260};
}

QSize MapCanvas::minimumSizeHint() const
{
    return {320, 4 * fontMetrics().height() + 3 * MapGeometry::lowestLane};
}

MapGeometry MapCanvas::parts() const
{
    return {size(),
            analysis_ ? static_cast<int>(analysis_->lanes.size()) : 0,
            gutter_,
            fontMetrics().height(),
            style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, this),
            bar_->value()};
}

void MapCanvas::layOut()
{
    int widest = narrowestGutter;
    for (std::size_t layer = 0; analysis_ && layer < analysis_->lanes.size(); ++layer)
        widest =
            std::max(widest, fontMetrics().horizontalAdvance(fileNameText(analysis_->chain.layers()[layer].path)) + 16);
    gutter_ = std::min({widest, widestGutter, std::max(narrowestGutter, width() / 4)});
    const MapGeometry now = parts();
    bar_->setVisible(now.scrolls());
    bar_->setRange(0, std::max(0, now.lastScroll()));
    bar_->setPageStep(std::max(1, now.lanes().height()));
    bar_->setSingleStep(now.laneHeight() + MapGeometry::gap);
    bar_->setGeometry(width() - now.bar, now.lanes().top(), now.bar, now.lanes().height());
    navigation_.setWidth(now.width());
    emit plotMoved(now.left(), now.bar);
    update();
}

void MapCanvas::showSelectedLane()
{
    if (const auto layer = session_.layer(); ready() && layer)
        bar_->setValue(parts().scrollTo(static_cast<int>(analysis_->lanes.size() - 1 - *layer)));
    describe();
}

void MapCanvas::describe()
{
    const bool place = ready() && session_.offset();
    const QString text = place ? placeText(*analysis_, {session_.layer(), *session_.offset()})
                               : tr("No place is selected. Arrow keys move, plus and minus zoom.");
    if (text != accessibleDescription()) {
        setAccessibleDescription(text);
        QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&changed);
    }
    update();
}

void MapCanvas::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        layOut();
    else if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

void MapCanvas::resizeEvent(QResizeEvent*)
{
    layOut();
}

void MapCanvas::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Window));
    if (!ready())
        return;
    const MapGeometry now = parts();
    const MapScale shown = scale();
    paintNames(painter, now);
    ruler_.paint(painter, now.ruler(), shown, palette());
    paintLanes(painter, now);
    paintAxis(painter, QRect(0, now.axis().top(), now.gutter, now.axis().height()), now.axis(), shown, palette());
    paintOverlay(painter, now);
    if (hasFocus()) {
        painter.setPen(palette().color(QPalette::Highlight));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void MapCanvas::paintNames(QPainter& painter, const MapGeometry& parts)
{
    const auto name = [&](QRect lane, const QString& text, bool selected) {
        const QRect area(0, lane.top(), parts.gutter - 4, lane.height());
        if (selected)
            painter.fillRect(area, palette().color(QPalette::Highlight));
        painter.setPen(palette().color(selected ? QPalette::HighlightedText : QPalette::WindowText));
        painter.drawText(area.adjusted(6, 0, -4, 0), Qt::AlignVCenter | Qt::AlignLeft,
                         painter.fontMetrics().elidedText(text, Qt::ElideMiddle, area.width() - 10));
    };
    painter.save();
    painter.setClipRect(0, parts.lanes().top(), parts.gutter, parts.lanes().height());
    for (int row = 0; row < parts.rows; ++row) {
        if (parts.lane(row).intersects(parts.lanes()))
            name(parts.lane(row), fileNameText(analysis_->chain.layers()[layerOf(row)].path),
                 session_.layer() == layerOf(row));
    }
    painter.restore();
    QFont font = painter.font();
    font.setItalic(true);
    painter.setFont(font);
    name(parts.result(), tr("Result"), false);
    painter.setFont(this->font());
}

void MapCanvas::paintLanes(QPainter& painter, const MapGeometry& parts)
{
    cache_.setLook(palette(), shown_, devicePixelRatioF());
    cache_.setWindow(session_.window(), QSize(parts.width(), parts.laneHeight()));
    painter.save();
    painter.setClipRect(parts.lanes());
    for (int row = 0; row < parts.rows; ++row) {
        const std::size_t layer = layerOf(row);
        if (parts.lane(row).intersects(parts.lanes()))
            painter.drawImage(parts.lane(row).topLeft(),
                              cache_.lane(layer, analysis_->lanes[layer], allocationUnit(*analysis_, layer)));
    }
    painter.restore();
    painter.drawImage(parts.result().topLeft(), cache_.lane(analysis_->lanes.size(), analysis_->result, 0));
}

void MapCanvas::paintOverlay(QPainter& painter, const MapGeometry& parts)
{
    const MapScale shown = scale();
    MapOverlay overlay(painter, parts, shown, *analysis_, palette());
    painter.save();
    painter.setClipRect(parts.plot());
    overlay.highlighted(highlight_, highlightLayer_);
    if (pointed_ && shown.window.contains(pointed_->offset))
        overlay.pointer(pointed_->offset);
    painter.setClipRect(parts.lanes().adjusted(-1, -MapGeometry::gap, 1, 0));
    if (const auto layer = session_.layer()) {
        overlay.selectedLane(*layer);
        if (const auto offset = session_.offset())
            overlay.selectedRun(*layer, *offset);
    }
    if (const auto offset = session_.offset())
        overlay.readPath(*offset);
    painter.restore();
}

}  // namespace widgets
