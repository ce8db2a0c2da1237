#include "widgets/library/fleet_bar.h"

#include "widgets/words/words.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>

namespace widgets {

FleetBar::FleetBar(QWidget* parent) : QWidget(parent), status_(new QLabel(this))
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(6, 4, 6, 4);
    grid->setVerticalSpacing(1);
    for (std::size_t figure = 0; figure < figures; ++figure) {
        names_.at(figure) = new QLabel(this);
        values_.at(figure) = new QLabel(this);
        values_.at(figure)->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        values_.at(figure)->setTextInteractionFlags(Qt::TextSelectableByMouse);
        const int row = static_cast<int>(figure / 2);
        const int column = static_cast<int>(figure % 2) * 2;
        grid->addWidget(names_.at(figure), row, column);
        grid->addWidget(values_.at(figure), row, column + 1);
    }
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(3, 1);
    status_->setTextFormat(Qt::PlainText);
    status_->setWordWrap(true);
    grid->addWidget(status_, static_cast<int>(figures / 2) + 1, 0, 1, 4);
    retranslate();
}

void FleetBar::setTotals(const FleetTotals& totals)
{
    totals_ = totals;
    retranslate();
}

void FleetBar::setStatus(const QString& status)
{
    status_->setText(status);
    status_->setVisible(!status.isEmpty());
}

void FleetBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void FleetBar::retranslate()
{
    struct Figure {
        QString name;
        QString value;
        QString exact;
    };
    const auto size = [](const QString& name, std::uint64_t bytes) {
        return Figure{name, sizeText(bytes), exactSizeText(bytes)};
    };
    const auto count = [](const QString& name, std::size_t number) {
        return Figure{name, QLocale().toString(qulonglong(number)), {}};
    };
    std::array<Figure, figures> shown{
        count(tr("Templates"), totals_.templates),     count(tr("Files"), totals_.files),
        size(tr("Virtual size"), totals_.virtualSize), size(tr("Length"), totals_.fileLength),
        size(tr("On disk"), totals_.diskSize),         size(tr("Garbage"), totals_.garbageBytes),
        size(tr("Saving"), totals_.returnedBytes),     size(tr("Kept originals"), totals_.keptDiskSize)};
    Figure& saving = shown[6];
    if (totals_.returnedBytes > 0)
        saving.value = tr("at least %1").arg(saving.value);
    saving.exact = tr("Comes back on disk, once the originals are deleted: %1\nFile length: %2 less")
                       .arg(exactSizeText(totals_.returnedBytes), exactSizeText(totals_.savingBytes));
    for (std::size_t figure = 0; figure < figures; ++figure) {
        names_.at(figure)->setText(shown.at(figure).name);
        values_.at(figure)->setText(shown.at(figure).value);
        values_.at(figure)->setToolTip(shown.at(figure).exact);
        values_.at(figure)->setAccessibleName(shown.at(figure).name);
    }
}

}  // namespace widgets
