#pragma once

#include <QSize>

class QWidget;

namespace widgets {

/// Gives a window that size, or as much of it as its screen has room for, with a frame around it.
void resizeToFit(QWidget& window, const QSize& wished);

}  // namespace widgets
