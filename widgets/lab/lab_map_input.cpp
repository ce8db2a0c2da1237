#include "widgets/lab/lab_map.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QTextDocument>
#include <QToolTip>

namespace widgets {

bool LabMap::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto place = geometry_.at(help->pos());
        if (place)
            QToolTip::showText(help->globalPos(), Qt::convertFromPlainText(toolTipAt(*place)), this);
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

void LabMap::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::FontChange)
        layOut();
    update();
    QWidget::changeEvent(event);
}

void LabMap::resizeEvent(QResizeEvent* event)
{
    layOut();
    QWidget::resizeEvent(event);
}

void LabMap::mousePressEvent(QMouseEvent* event)
{
    const auto place = geometry_.at(event->position());
    if (place)
        select(*place, (event->modifiers() & Qt::ShiftModifier) != 0);
}

void LabMap::mouseMoveEvent(QMouseEvent* event)
{
    const auto place = geometry_.at(event->position());
    if (place && (event->buttons() & Qt::LeftButton) != 0 && place->templateNumber == current_.templateNumber &&
        place->layer == current_.layer && *place != current_)
        select(*place, true);
}

void LabMap::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (geometry_.at(event->position()))
        emit writeWanted();
}

void LabMap::focusInEvent(QFocusEvent* event)
{
    update();
    QWidget::focusInEvent(event);
}

void LabMap::focusOutEvent(QFocusEvent* event)
{
    update();
    QWidget::focusOutEvent(event);
}

void LabMap::keyPressEvent(QKeyEvent* event)
{
    if (!view_)
        return;
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        emit writeWanted();
    else if (event->key() == Qt::Key_Delete)
        emit discardWanted();
    else if (!moveByKey(event->key(), (event->modifiers() & Qt::ShiftModifier) != 0))
        QWidget::keyPressEvent(event);
}

bool LabMap::moveByKey(int key, bool extend)
{
    LabPlace to = current_;
    const std::size_t layers = view_->templates[to.templateNumber]->chain.layers().size();
    const std::uint64_t last = view_->options.clusters - 1;
    if (key == Qt::Key_Left)
        to.cluster -= to.cluster > 0 ? 1 : 0;
    else if (key == Qt::Key_Right)
        to.cluster += to.cluster < last ? 1 : 0;
    else if (key == Qt::Key_Home)
        to.cluster = 0;
    else if (key == Qt::Key_End)
        to.cluster = last;
    else if (key == Qt::Key_Up)
        to.layer = !to.layer ? 0 : std::min(*to.layer + 1, layers - 1);
    else if (key == Qt::Key_Down)
        to.layer = !to.layer || *to.layer == 0 ? std::nullopt : std::optional(*to.layer - 1);
    else if (key == Qt::Key_PageDown || key == Qt::Key_PageUp) {
        const std::size_t count = view_->templates.size();
        to = {(to.templateNumber + (key == Qt::Key_PageDown ? 1 : count - 1)) % count, std::nullopt, to.cluster};
    } else
        return false;
    select(to, extend);
    return true;
}

}  // namespace widgets
