#include "widgets/map/map_read_out.h"

#include "widgets/words/words.h"

namespace widgets {

MapReadOut::MapReadOut(QWidget* parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setMinimumHeight(fontMetrics().height() + 4);
    setIndent(6);
}

void MapReadOut::setLine(const QString& line)
{
    if (line == line_)
        return;
    line_ = line;
    setAccessibleDescription(line);
    elide();
}

void MapReadOut::elide()
{
    const QString shown = fontMetrics().elidedText(line_, Qt::ElideMiddle, width() - 10);
    setText(shown);
    setToolTip(shown == line_ ? QString() : toolTipText(line_));
}

void MapReadOut::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    elide();
}

}  // namespace widgets
