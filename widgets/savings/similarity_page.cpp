#include "widgets/savings/similarity_page.h"

#include "widgets/savings/part_bars.h"
#include "widgets/words/words.h"

#include <QHelpEvent>
#include <QToolTip>
#include <QVBoxLayout>

#include <cmath>

namespace widgets {

namespace {

constexpr int mostLabelled = 8;  ///< templates, above which shares stand in tool tips alone

const std::vector<std::vector<std::uint64_t>>& similarityOf(const PlanResult& result)
{
    return result.share()->similarity;
}

}  // namespace

SimilarityPage::SimilarityPage(QWidget* parent) : QWidget(parent), plot_(new QCustomPlot(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(plot_);
    plot_->setAttribute(Qt::WA_TransparentForMouseEvents);
    build();
    draw();
}

void SimilarityPage::build()
{
    prepareBarPlot(*plot_);
    plot_->setMinimumHeight(2 * fontMetrics().height());
    plot_->axisRect()->setAutoMargins(QCP::msAll);
    plot_->axisRect()->setMinimumMargins(QMargins(0, 2, 2, 2));
    plot_->xAxis->setVisible(true);
    plot_->xAxis->setSubTicks(false);
    plot_->xAxis->setTickLength(0);
    plot_->xAxis->setTicker(QSharedPointer<QCPAxisTickerText>::create());
    plot_->yAxis->setRangeReversed(true);
    map_ = new QCPColorMap(plot_->xAxis, plot_->yAxis);
    map_->setInterpolate(false);
    map_->setTightBoundary(false);
    scale_ = new QCPColorScale(plot_);
    scale_->setType(QCPAxis::atRight);
    scale_->setBarWidth(10);
    scale_->axis()->setNumberFormat(QStringLiteral("f"));
    scale_->axis()->setNumberPrecision(0);
    plot_->plotLayout()->addElement(0, 1, scale_);
    map_->setColorScale(scale_);
    auto* group = new QCPMarginGroup(plot_);
    plot_->axisRect()->setMarginGroup(QCP::msBottom | QCP::msTop, group);
    scale_->setMarginGroup(QCP::msBottom | QCP::msTop, group);
}

void SimilarityPage::show(std::shared_ptr<const PlanResult> result)
{
    result_ = std::move(result);
    draw();
}

void SimilarityPage::draw()
{
    setWindowTitle(tr("Alike"));
    setAccessibleName(tr("How alike the templates are"));
    QStringList spoken;
    auto columns = qSharedPointerCast<QCPAxisTickerText>(plot_->xAxis->ticker());
    auto rows = qSharedPointerCast<QCPAxisTickerText>(plot_->yAxis->ticker());
    columns->clear();
    rows->clear();
    plot_->clearItems();
    const int count = result_ ? static_cast<int>(similarityOf(*result_).size()) : 0;
    plot_->setVisible(count > 0);
    map_->data()->setSize(std::max(1, count), std::max(1, count));
    const double last = std::max(0, count - 1);
    map_->data()->setRange({0, last}, {0, last});
    for (int row = 0; row < count; ++row) {
        const auto a = static_cast<std::size_t>(row);
        const QString name = pathText(result_->request.templates[a].stem());
        // Columns are numbered as rows are: there is no room for names below each other's ends.
        rows->addTick(row,
                      QString::number(row + 1) + ' ' + fontMetrics().elidedText(name, Qt::ElideMiddle, width() / 3));
        columns->addTick(row, QString::number(row + 1));
        const std::uint64_t own = similarityOf(*result_)[a][a];
        for (int column = 0; column < count; ++column) {
            const std::uint64_t alike = similarityOf(*result_)[a][static_cast<std::size_t>(column)];
            const double share = own == 0 ? 0 : 100.0 * static_cast<double>(alike) / static_cast<double>(own);
            map_->data()->setCell(column, row, share);
            if (count <= mostLabelled)
                label(column, row, percentText(alike, own), share);
            if (row != column)
                spoken += tr("%1 and %2: %3").arg(row + 1).arg(column + 1).arg(percentText(alike, own));
        }
    }
    setAccessibleDescription(clauses(spoken));
    plot_->xAxis->setRange(-0.5, std::max(0.5, count - 0.5));
    plot_->yAxis->setRange(-0.5, std::max(0.5, count - 0.5));
    scale_->setDataRange({0, 100});
    scale_->setLabel(QStringLiteral("%"));
    colour();
}

void SimilarityPage::label(int column, int row, const QString& text, double share)
{
    auto* item = new QCPItemText(plot_);
    item->position->setCoords(column, row);
    item->setText(text);
    item->setFont(font());
    // The palette's own text on a faint cell, its opposite on a strong one.
    item->setColor(palette().color(share < 50 ? QPalette::Text : QPalette::Base));
}

/// From the background to the colour of duplicates, so that little is faint in both themes.
void SimilarityPage::colour()
{
    colourPlot(*plot_);
    const bool dark = isDark(palette());
    QCPColorGradient gradient;
    gradient.clearColorStops();
    gradient.setColorInterpolation(QCPColorGradient::ciRGB);
    gradient.setColorStopAt(0, palette().color(QPalette::Base));
    gradient.setColorStopAt(1, classColour(ClusterClass::Live, dark));
    scale_->setGradient(gradient);
    const QColor text = palette().color(QPalette::WindowText);
    scale_->axis()->setTickLabelColor(text);
    scale_->axis()->setLabelColor(text);
    scale_->axis()->setBasePen(text);
    scale_->axis()->setTickPen(text);
    scale_->axis()->setSubTickPen(Qt::NoPen);
    scale_->axis()->setTickLabelFont(font());
    scale_->axis()->setLabelFont(font());
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

QPoint SimilarityPage::centreOf(std::size_t a, std::size_t b) const
{
    return {static_cast<int>(plot_->xAxis->coordToPixel(static_cast<double>(b))),
            static_cast<int>(plot_->yAxis->coordToPixel(static_cast<double>(a)))};
}

QString SimilarityPage::tipAt(QPoint position) const
{
    const double column = std::round(plot_->xAxis->pixelToCoord(position.x()));
    const double row = std::round(plot_->yAxis->pixelToCoord(position.y()));
    const auto count = result_ ? static_cast<double>(similarityOf(*result_).size()) : 0;
    if (row < 0 || column < 0 || row >= count || column >= count)
        return {};
    const auto a = static_cast<std::size_t>(row);
    const auto b = static_cast<std::size_t>(column);
    const std::uint64_t own = similarityOf(*result_)[a][a];
    const std::uint64_t alike = similarityOf(*result_)[a][b];
    const QString name = fileNameText(result_->request.templates[a]);
    if (a == b)
        return tr("%1 has %2 of content (%3)").arg(name, sizeText(own), exactSizeText(own));
    return tr("%1 and %2 have %3 alike (%4), which is %5 of the first")
        .arg(name, fileNameText(result_->request.templates[b]), sizeText(alike), exactSizeText(alike),
             percentText(alike, own));
}

bool SimilarityPage::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QString tip = tipAt(help->pos());
    QToolTip::showText(help->globalPos(), toolTipText(tip), this);
    return true;
}

void SimilarityPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    draw();
}

void SimilarityPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange ||
        event->type() == QEvent::PaletteChange)
        draw();
    QWidget::changeEvent(event);
}

}  // namespace widgets
