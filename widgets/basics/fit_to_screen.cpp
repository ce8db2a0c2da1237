#include "widgets/basics/fit_to_screen.h"

#include <QScreen>
#include <QWidget>

namespace widgets {

namespace {

/// Of a window manager whose frame is not known before the window is shown.
constexpr QSize frame{8, 40};

}  // namespace

void resizeToFit(QWidget& window, const QSize& wished)
{
    window.resize(wished.boundedTo(window.screen()->availableSize() - frame));
}

}  // namespace widgets
