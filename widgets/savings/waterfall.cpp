#include "widgets/savings/waterfall.h"

#include "widgets/savings/part_bars.h"
#include "widgets/words/words.h"

#include <QHelpEvent>
#include <QToolTip>
#include <QVBoxLayout>

#include <array>
#include <cmath>
#include <optional>

namespace widgets {

namespace {

struct StepLook {
    const char* name;
    const char* meaning;
    std::optional<SavingPart> part;  ///< nothing: takes off
};

/// Of each kind, in the order of the enumeration.
constexpr std::array<StepLook, 11> looks{{
    {QT_TRANSLATE_NOOP("Waterfall", "Live data"), QT_TRANSLATE_NOOP("Waterfall", "The guest uses it"),
     SavingPart::Live},
    {QT_TRANSLATE_NOOP("Waterfall", "Cluster rounding"),
     QT_TRANSLATE_NOOP("Waterfall", "Free, or a copy from the base, in one cluster with live data. Smaller clusters "
                                    "or extended L2 entries leave less of it."),
     SavingPart::Rounding},
    {QT_TRANSLATE_NOOP("Waterfall", "Refused volumes"),
     QT_TRANSLATE_NOOP("Waterfall", "In volumes whose free space cannot be trusted"), SavingPart::Unknown},
    {QT_TRANSLATE_NOOP("Waterfall", "Behind the file system"),
     QT_TRANSLATE_NOOP("Waterfall",
                       "Behind the end of a file system that is smaller than its partition: grow it in the "
                       "guest, or shrink the partition"),
     SavingPart::Behind},
    {QT_TRANSLATE_NOOP("Waterfall", "Snapshots"),
     QT_TRANSLATE_NOOP("Waterfall", "Internal snapshots of files that stay"), SavingPart::Snapshots},
    {QT_TRANSLATE_NOOP("Waterfall", "Garbage that stays"),
     QT_TRANSLATE_NOOP("Waterfall", "Not used by the guest, in files that stay as they are"), SavingPart::Garbage},
    {QT_TRANSLATE_NOOP("Waterfall", "Hidden that stays"),
     QT_TRANSLATE_NOOP("Waterfall", "Covered by upper layers, in files that stay as they are"), SavingPart::Hidden},
    {QT_TRANSLATE_NOOP("Waterfall", "Metadata"), QT_TRANSLATE_NOOP("Waterfall", "Headers, tables and reference counts"),
     SavingPart::Metadata},
    {QT_TRANSLATE_NOOP("Waterfall", "Other"),
     QT_TRANSLATE_NOOP("Waterfall", "Holes, leaks and unused ends of files that stay"), SavingPart::Other},
    {QT_TRANSLATE_NOOP("Waterfall", "Compression"), QT_TRANSLATE_NOOP("Waterfall", "Takes this much off"),
     std::nullopt},
    {QT_TRANSLATE_NOOP("Waterfall", "Equal clusters"),
     QT_TRANSLATE_NOOP("Waterfall", "Share a place, which takes this much off"), std::nullopt},
}};

const StepLook& lookOf(WaterfallStep::Kind kind)
{
    return looks[static_cast<std::size_t>(kind)];
}

}  // namespace

QString Waterfall::stepName(WaterfallStep::Kind kind)
{
    return QCoreApplication::translate("Waterfall", lookOf(kind).name);
}

QString Waterfall::stepMeaning(WaterfallStep::Kind kind)
{
    return QCoreApplication::translate("Waterfall", lookOf(kind).meaning);
}

Waterfall::Waterfall(QWidget* parent) : QWidget(parent), plot_(new QCustomPlot(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(plot_, 1);
    layout->addStretch();
    plot_->setAttribute(Qt::WA_TransparentForMouseEvents);
    prepareBarPlot(*plot_);
    draw();
}

void Waterfall::show(const SavingFigures& figures, bool exact)
{
    figures_ = figures;
    exact_ = exact;
    draw();
}

void Waterfall::clear()
{
    show({}, false);
}

void Waterfall::draw()
{
    setWindowTitle(tr("Why not smaller"));
    setAccessibleName(windowTitle());
    QStringList spoken;
    plot_->clearPlottables();
    auto ticker = qSharedPointerCast<QCPAxisTickerText>(plot_->yAxis->ticker());
    ticker->clear();
    double start = 0;
    double longest = 1;
    int row = 0;
    const auto add = [&](const QString& name, std::optional<SavingPart> part, double base, std::int64_t bytes) {
        auto* bar = new PartBars(plot_->yAxis, plot_->xAxis, part);
        bar->setWidth(0.75);
        bar->setBaseValue(base);
        bar->addData(-row, static_cast<double>(bytes));
        ticker->addTick(-row, tr("%1  %2").arg(name, sizeText(bytes)));
        spoken += tr("%1 %2").arg(name, sizeText(bytes));
        longest = std::max(longest, base + static_cast<double>(bytes));
        ++row;
    };
    for (const WaterfallStep& step : figures_.steps) {
        add(stepName(step.kind), lookOf(step.kind).part, start, step.bytes);
        start += static_cast<double>(step.bytes);
    }
    if (row > 0)
        add(exact_ ? tr("Result") : tr("Result, up to"), std::nullopt, 0,
            static_cast<std::int64_t>(sumOf(figures_.after)));
    plot_->xAxis->setRange(0, longest);
    plot_->yAxis->setRange(0.5 - std::max(1, row), 0.5);
    setAccessibleDescription(clauses(spoken));
    plot_->setMinimumHeight(row * (fontMetrics().height() + 1));
    plot_->setMaximumHeight(row * fontMetrics().height() * 2);
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

bool Waterfall::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto row = static_cast<std::size_t>(std::max(0L, std::lround(-plot_->yAxis->pixelToCoord(help->pos().y()))));
    if (row < figures_.steps.size()) {
        const WaterfallStep& step = figures_.steps[row];
        QToolTip::showText(help->globalPos(),
                           tr("%1: %2\n%3")
                               .arg(stepName(step.kind),
                                    (step.bytes < 0 ? QLocale().negativeSign() : QString()) +
                                        exactSizeText(static_cast<std::uint64_t>(std::abs(step.bytes))),
                                    stepMeaning(step.kind)),
                           this);
    } else {
        QToolTip::showText(help->globalPos(), exactSizeText(sumOf(figures_.after)), this);
    }
    return true;
}

void Waterfall::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange)
        draw();
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        colourPlot(*plot_);
    QWidget::changeEvent(event);
}

}  // namespace widgets
