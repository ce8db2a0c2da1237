#include "widgets/map/minimap.h"

#include "widgets/map/map_overlay.h"

#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <cmath>

namespace widgets {

using engine::GuestOffset;
using engine::GuestRange;

namespace {

/// Pixels: the frame never gets narrower, and its sides can be caught that far away.
constexpr double narrowest = 6;
constexpr double catching = 4;

}  // namespace

Minimap::Minimap(Session& session, QWidget* parent) : QWidget(parent), session_(session)
{
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&session_, &Session::analysisChanged, this, qOverload<>(&QWidget::update));
    connect(&session_, &Session::windowChanged, this, qOverload<>(&QWidget::update));
    retranslate();
}

void Minimap::retranslate()
{
    setAccessibleName(tr("Whole disk, with the part that is shown"));
    setToolTip(tr("Drag the frame to move what is shown, or its sides to zoom"));
    update();
}

void Minimap::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void Minimap::setHighlight(engine::GuestRangeSet ranges)
{
    highlight_ = std::move(ranges);
    update();
}

void Minimap::setMargins(int left, int right)
{
    left_ = left;
    right_ = right;
    update();
}

bool Minimap::ready() const
{
    return session_.analysis() && session_.analysis()->result && !session_.window().empty();
}

MapScale Minimap::scale() const
{
    const std::uint64_t size = session_.analysis()->virtualSize();
    return {size, {GuestOffset(0), size}, static_cast<double>(strip().width()), Session::shortestWindow};
}

QRectF Minimap::frame() const
{
    if (!ready())
        return {};
    const MapScale all = scale();
    const double left = all.xOf(session_.window().start);
    const double width = std::max(narrowest, all.xOf(session_.window().end()) - left);
    const QRect area = strip();
    return {area.left() + std::min(left, area.width() - width), area.top() - 2.0, width, area.height() + 4.0};
}

void Minimap::paintEvent(QPaintEvent*)
{
    if (!ready())
        return;
    QPainter painter(this);
    const QRect area = strip();
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QRect(6, 0, left_ - 14, height()), Qt::AlignVCenter | Qt::AlignLeft,
                     fontMetrics().elidedText(tr("Whole disk"), Qt::ElideRight, left_ - 14));
    strip_.paint(painter, area, session_.analysis()->result, session_.analysis()->virtualSize(), palette());
    paintRanges(painter, QRect(area.left(), area.top() - 2, area.width(), 4), scale(), highlight_,
                palette().color(QPalette::Highlight));
    const QRectF shown = frame();
    QColor veil = palette().color(QPalette::Window);
    veil.setAlphaF(0.55F);
    painter.fillRect(QRectF(area.left(), area.top(), shown.left() - area.left(), area.height()), veil);
    painter.fillRect(QRectF(shown.right(), area.top(), area.right() + 1 - shown.right(), area.height()), veil);
    painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
    painter.drawRect(shown.adjusted(1, 1, -1, -1));
}

Minimap::Grip Minimap::gripAt(QPointF position) const
{
    const QRectF shown = frame();
    const double x = position.x();
    if (x < shown.left() - catching || x > shown.right() + catching)
        return Grip::None;
    // In a narrow frame there has to be room to move it as a whole.
    const double inside = std::min(catching, shown.width() / 4);
    if (x <= shown.left() + inside && session_.window().start.bytes() > 0)
        return Grip::Left;
    if (x >= shown.right() - inside && session_.window().end().bytes() < scale().size)
        return Grip::Right;
    return Grip::Frame;
}

void Minimap::centreOn(double x)
{
    const std::uint64_t middle = scale().offsetAt(x).bytes();
    const std::uint64_t length = session_.window().length;
    session_.showWindow(scale().fitted({GuestOffset(middle - std::min(middle, length / 2)), length}));
}

void Minimap::mousePressEvent(QMouseEvent* event)
{
    if (!ready() || event->button() != Qt::LeftButton)
        return;
    const double x = event->position().x() - left_;
    grip_ = gripAt(event->position());
    if (grip_ == Grip::None) {
        centreOn(x);
        grip_ = Grip::Frame;
    }
    gripped_ = scale().offsetAt(x);
    before_ = session_.window();
}

void Minimap::mouseMoveEvent(QMouseEvent* event)
{
    if (!ready())
        return;
    if (grip_ != Grip::None) {
        drag(event->position().x() - left_);
        return;
    }
    const Grip grip = gripAt(event->position());
    setCursor(grip == Grip::Left || grip == Grip::Right ? Qt::SizeHorCursor
              : grip == Grip::Frame                     ? Qt::OpenHandCursor
                                                        : Qt::ArrowCursor);
}

void Minimap::drag(double x)
{
    const GuestOffset at = scale().offsetAt(x);
    if (grip_ == Grip::Left) {
        const std::uint64_t end = before_.end().bytes();
        const std::uint64_t latest = end - std::min(end, Session::shortestWindow);
        session_.showWindow(GuestRange::between(GuestOffset(std::min(at.bytes(), latest)), before_.end()));
    } else if (grip_ == Grip::Right) {
        const GuestOffset end = x >= scale().width ? GuestOffset(scale().size) : at;
        session_.showWindow(GuestRange::between(before_.start, std::max(end, before_.start + 1)));
    } else {
        const std::uint64_t start = before_.start.bytes();
        const std::uint64_t moved = at >= gripped_
                                        ? start + std::min(at - gripped_, scale().size - before_.end().bytes())
                                        : start - std::min(gripped_ - at, start);
        session_.showWindow({GuestOffset(moved), before_.length});
    }
}

void Minimap::mouseReleaseEvent(QMouseEvent*)
{
    grip_ = Grip::None;
}

void Minimap::wheelEvent(QWheelEvent* event)
{
    event->accept();
    if (!ready() || event->angleDelta().y() == 0)
        return;
    MapScale shown = scale();
    shown.window = session_.window();
    session_.showWindow(shown.zoomed(std::pow(0.8, event->angleDelta().y() / 120.0), shown.width / 2));
}

}  // namespace widgets
