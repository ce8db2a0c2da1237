#include "widgets/savings/stacked_bars.h"

#include "widgets/savings/part_bars.h"
#include "widgets/words/words.h"

#include <QHelpEvent>
#include <QToolTip>
#include <QVBoxLayout>

namespace widgets {

namespace {

constexpr double beforeKey = 2;
constexpr double afterKey = 1;

}  // namespace

StackedBars::StackedBars(QWidget* parent) : QWidget(parent), plot_(new QCustomPlot(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(plot_);
    plot_->setAttribute(Qt::WA_TransparentForMouseEvents);
    prepareBarPlot(*plot_);
    plot_->yAxis->setRange(0.5, 2.5);
    for (std::size_t part = 0; part < savingPartCount; ++part) {
        bars_[part] = new PartBars(plot_->yAxis, plot_->xAxis, static_cast<SavingPart>(part));
        bars_[part]->setWidth(0.8);
        if (part > 0)
            bars_[part]->moveAbove(bars_[part - 1]);
    }
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    retranslate();
}

QSize StackedBars::sizeHint() const
{
    return {200, fontMetrics().height() * 3};
}

void StackedBars::show(const SavingFigures& figures, bool exact)
{
    figures_ = figures;
    exact_ = exact;
    for (std::size_t part = 0; part < savingPartCount; ++part) {
        const QVector<double> values{static_cast<double>(figures.after[part]),
                                     static_cast<double>(figures.before[part])};
        bars_[part]->setData({afterKey, beforeKey}, values, true);
    }
    const std::uint64_t longest = std::max(sumOf(figures.before), sumOf(figures.after));
    plot_->xAxis->setRange(0, std::max(1.0, static_cast<double>(longest)));
    retranslate();
}

void StackedBars::clear()
{
    show({}, false);
}

QRectF StackedBars::area(SavingPart part, bool after) const
{
    return bars_[static_cast<std::size_t>(part)]->barAt(after ? afterKey : beforeKey);
}

void StackedBars::retranslate()
{
    setAccessibleName(tr("What the files are spent on, before and after"));
    const std::uint64_t before = sumOf(figures_.before);
    const std::uint64_t after = sumOf(figures_.after);
    setAccessibleDescription(tr("Before %1, after %2").arg(sizeText(before), sizeText(after)));
    auto ticker = qSharedPointerCast<QCPAxisTickerText>(plot_->yAxis->ticker());
    ticker->clear();
    ticker->addTick(beforeKey, tr("Before %1").arg(sizeText(before)));
    ticker->addTick(afterKey, (exact_ ? tr("After %1") : tr("After, up to %1")).arg(sizeText(after)));
    plot_->setVisible(before > 0);
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

QString StackedBars::tipAt(QPoint position) const
{
    for (const bool after : {false, true}) {
        const PartBytes& parts = after ? figures_.after : figures_.before;
        for (std::size_t part = 0; part < savingPartCount; ++part) {
            const auto which = static_cast<SavingPart>(part);
            if (!area(which, after).contains(position))
                continue;
            return tr("%1: %2 (%3)\n%4")
                .arg(partName(which), sizeText(parts[part]), exactSizeText(parts[part]), partMeaning(which));
        }
    }
    return {};
}

bool StackedBars::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), tipAt(help->pos()), this);
    return true;
}

void StackedBars::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        colourPlot(*plot_);
    QWidget::changeEvent(event);
}

}  // namespace widgets
