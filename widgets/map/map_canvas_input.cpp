#include "widgets/map/map_canvas.h"
#include "widgets/map/map_menu.h"
#include "widgets/words/words.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QGestureEvent>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPinchGesture>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>

namespace widgets {

using engine::GuestOffset;

namespace {

/// What one notch of a wheel, or one press of + and -, does to the length of the window.
constexpr double zoomStep = 0.8;
constexpr double notch = 120;
/// The part of the window that an arrow key moves by.
constexpr double smallStep = 0.1;

}  // namespace

std::optional<MapPlace> MapCanvas::placeAt(QPointF position) const
{
    const MapGeometry now = parts();
    if (!ready() || !now.plot().contains(position.toPoint()))
        return std::nullopt;
    MapPlace place{std::nullopt, scale().offsetAt(plotX(position))};
    if (const auto row = now.rowAt(qFloor(position.y())))
        place.layer = layerOf(*row);
    return place;
}

void MapCanvas::point(const std::optional<MapPlace>& place)
{
    pointed_ = place;
    emit pointed(place);
    update();
}

void MapCanvas::mousePressEvent(QMouseEvent* event)
{
    if (ready() && (event->button() == Qt::LeftButton || event->button() == Qt::MiddleButton))
        drag_ = Drag{event->position(), session_.window(), bar_->value()};
}

void MapCanvas::mouseMoveEvent(QMouseEvent* event)
{
    if (!ready())
        return;
    if (drag_) {
        const QPointF way = event->position() - drag_->from;
        if (!drag_->moved && way.manhattanLength() < QApplication::startDragDistance())
            return;
        drag_->moved = true;
        setCursor(Qt::ClosedHandCursor);
        MapScale start = scale();
        start.window = start.fitted(drag_->window);
        session_.showWindow(start.panned(-way.x()));
        bar_->setValue(drag_->scroll - qRound(way.y()));
    }
    point(placeAt(event->position()));
}

void MapCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    const std::optional<Drag> drag = std::exchange(drag_, std::nullopt);
    unsetCursor();
    if (!drag || drag->moved || event->button() != Qt::LeftButton || !ready())
        return;
    if (const auto place = placeAt(event->position()))
        navigation_.select(place->layer ? place->layer : session_.layer(), place->offset);
    else if (const auto row = parts().rowAt(qFloor(event->position().y())))
        session_.selectLayer(layerOf(*row));
}

/// On a volume's name: shows the volume; elsewhere: goes nearer.
void MapCanvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    const auto place = placeAt(event->position());
    if (!place || event->button() != Qt::LeftButton)
        return;
    const VolumeRuler::Piece* piece = ruler_.at(place->offset);
    if (piece && parts().ruler().contains(event->position().toPoint()))
        navigation_.zoomTo(piece->range);
    else
        navigation_.zoom(std::pow(zoomStep, 3), plotX(event->position()));
}

void MapCanvas::leaveEvent(QEvent*)
{
    point(std::nullopt);
}

/// Turns zoom at the pointer; with Shift, or sideways, they pan; over the names they scroll the lanes.
void MapCanvas::wheelEvent(QWheelEvent* event)
{
    event->accept();
    if (!ready())
        return;
    const QPointF turn = event->angleDelta();
    const QPointF pixels = event->pixelDelta();
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    const double sideways = shift && turn.x() == 0 ? turn.y() : turn.x();
    const double step = navigation_.scale().width * smallStep;
    if (event->position().x() < parts().left() && !shift)
        bar_->setValue(bar_->value() - qRound(turn.y() / notch * bar_->singleStep()));
    else if (shift || std::abs(turn.x()) > std::abs(turn.y()))
        navigation_.pan(!shift && pixels.x() != 0 ? -pixels.x() : -sideways / notch * step);
    else if (turn.y() != 0)
        navigation_.zoom(std::pow(zoomStep, turn.y() / notch), plotX(event->position()));
    point(placeAt(event->position()));
}

bool MapCanvas::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip)
        return showToolTip(static_cast<QHelpEvent*>(event));
    if (event->type() == QEvent::Gesture && ready())
        return pinch(static_cast<QGestureEvent*>(event));
    if (event->type() == QEvent::NativeGesture && ready()) {
        const auto* gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture && gesture->value() > -1) {
            navigation_.zoom(1 / (1 + gesture->value()), plotX(gesture->position()));
            return true;
        }
    }
    return QWidget::event(event);
}

bool MapCanvas::pinch(QGestureEvent* event)
{
    const auto* pinched = static_cast<QPinchGesture*>(event->gesture(Qt::PinchGesture));
    if (!pinched)
        return false;
    drag_.reset();
    if (pinched->changeFlags() & QPinchGesture::ScaleFactorChanged && pinched->scaleFactor() > 0)
        navigation_.zoom(1 / pinched->scaleFactor(), plotX(mapFromGlobal(pinched->centerPoint())));
    return true;
}

bool MapCanvas::showToolTip(QHelpEvent* event)
{
    QString text;
    const auto row = parts().rowAt(event->pos().y());
    if (const auto place = placeAt(event->pos()); place && parts().ruler().contains(event->pos())) {
        if (const VolumeRuler::Piece* piece = ruler_.at(place->offset))
            text = VolumeRuler::toolTip(*piece);
    } else if (ready() && row && event->pos().x() < parts().left()) {
        text = pathText(analysis_->chain.layers()[layerOf(*row)].path);
    }
    QToolTip::showText(event->globalPos(), toolTipText(text), this);
    return true;
}

void MapCanvas::keyPressEvent(QKeyEvent* event)
{
    if (!ready() || (!moveByKey(event->key(), event->modifiers().testFlag(Qt::ControlModifier)) && !actByKey(event)))
        QWidget::keyPressEvent(event);
}

bool MapCanvas::moveByKey(int key, bool toRuns)
{
    const double width = navigation_.scale().width;
    switch (key) {
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const int step = key == Qt::Key_Left ? -1 : 1;
        toRuns ? navigation_.stepRun(step) : navigation_.pan(step * width * smallStep);
        return true;
    }
    case Qt::Key_Up:
    case Qt::Key_Down:
        navigation_.stepLayer(key == Qt::Key_Up ? 1 : -1);
        return true;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        navigation_.pan(key == Qt::Key_PageUp ? -width : width);
        return true;
    case Qt::Key_Home:
        navigation_.toStart();
        return true;
    case Qt::Key_End:
        navigation_.toEnd();
        return true;
    default:
        return false;
    }
}

bool MapCanvas::actByKey(QKeyEvent* event)
{
    // Without a pointer over the map, keys act on what is selected, or on the middle.
    const bool selected = session_.offset() && session_.window().contains(*session_.offset());
    const double middle = navigation_.scale().width / 2;
    const double x = selected ? navigation_.scale().xOf(*session_.offset()) : middle;
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        navigation_.zoom(zoomStep, x);
        return true;
    case Qt::Key_Minus:
        navigation_.zoom(1 / zoomStep, x);
        return true;
    case Qt::Key_0:
        session_.showAll();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (pointed_)
            navigation_.select(pointed_->layer ? pointed_->layer : session_.layer(), pointed_->offset);
        else
            navigation_.select(session_.layer(), navigation_.scale().offsetAt(middle));
        return true;
    default:
        return false;
    }
}

void MapCanvas::contextMenuEvent(QContextMenuEvent* event)
{
    if (!ready())
        return;
    std::optional<MapPlace> place = placeAt(event->pos());
    if (event->reason() == QContextMenuEvent::Keyboard || !place)
        place = MapPlace{session_.layer(), session_.offset().value_or(session_.window().start)};
    if (!place->layer)
        place->layer = session_.layer();
    showMapMenu(*this, event->globalPos(), session_, navigation_, ruler_, *place);
}

}  // namespace widgets
