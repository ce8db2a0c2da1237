#include "widgets/savings/figures_page.h"

#include "widgets/savings/stacked_bars.h"
#include "widgets/words/words.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QPainter>
#include <QShortcut>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace widgets {

namespace {

QIcon swatch(SavingPart part, const QWidget& on)
{
    const int side = on.fontMetrics().height() - 2;
    QPixmap pixmap(QSize(side, side) * on.devicePixelRatioF());
    pixmap.setDevicePixelRatio(on.devicePixelRatioF());
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintPart(painter, QRectF(0, 0, side, side), part, isDark(on.palette()));
    return pixmap;
}

QString nameOf(const SavingReason& reason)
{
    if (reason.shared)
        return FiguresPage::tr("Equal to each other");
    // Live content of one amount takes less where it is compressed, more where it no longer is.
    return reason.part == SavingPart::Live ? FiguresPage::tr("Compression") : partName(reason.part);
}

}  // namespace

FiguresPage::FiguresPage(QWidget* parent) : QWidget(parent), bars_(new StackedBars(this)), lines_(new QTreeWidget(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(bars_);
    layout->addWidget(lines_, 1);
    lines_->setColumnCount(3);
    lines_->setRootIsDecorated(false);
    lines_->setUniformRowHeights(true);
    lines_->setHeaderHidden(true);
    lines_->setFrameShape(QFrame::NoFrame);
    lines_->header()->setStretchLastSection(false);
    lines_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    lines_->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    lines_->header()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    lines_->setTabKeyNavigation(false);
    lines_->setMinimumHeight(2 * fontMetrics().height());
    auto* copyKey = new QShortcut(QKeySequence::Copy, lines_, nullptr, nullptr, Qt::WidgetShortcut);
    connect(copyKey, &QShortcut::activated, this, &FiguresPage::copy);
    fill();
}

void FiguresPage::show(std::shared_ptr<const PlanResult> result)
{
    result_ = std::move(result);
    fill();
}

void FiguresPage::fill()
{
    setWindowTitle(tr("Saving"));
    lines_->setAccessibleName(tr("What the saving consists of"));
    lines_->clear();
    if (!result_)
        return bars_->clear();
    bars_->show(result_->figures, result_->exact());
    const std::uint64_t before = sumOf(result_->figures.before);
    for (const SavingReason& reason : result_->figures.reasons) {
        const auto magnitude = static_cast<std::uint64_t>(std::abs(reason.bytes));
        const QString sign = reason.bytes < 0 ? QLocale().negativeSign() : QString();
        auto* line = new QTreeWidgetItem(
            lines_, {nameOf(reason), sizeText(reason.bytes), sign + percentText(magnitude, before)});
        line->setIcon(0, swatch(reason.part, *lines_));
        line->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        line->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
        const QString tip = tr("%1: %2\n%3")
                                .arg(nameOf(reason), sign + exactSizeText(magnitude),
                                     reason.part == SavingPart::Live ? QString() : partMeaning(reason.part));
        for (int column = 0; column < 3; ++column)
            line->setToolTip(column, tip.trimmed());
    }
}

void FiguresPage::copy()
{
    if (!result_)
        return;
    QString text;
    for (const SavingReason& reason : result_->figures.reasons)
        text += nameOf(reason) + '\t' + QString::number(reason.bytes) + '\n';
    QGuiApplication::clipboard()->setText(text);
}

void FiguresPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        fill();
    QWidget::changeEvent(event);
}

}  // namespace widgets
