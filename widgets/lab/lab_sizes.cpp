#include "widgets/lab/lab_sizes.h"

#include "widgets/words/words.h"

#include <QEvent>
#include <QHeaderView>
#include <QStyle>

#include <algorithm>

namespace widgets {

namespace lab = engine::lab;

namespace {

constexpr int countingMilliseconds = 180;

std::uint64_t between(std::uint64_t before, std::uint64_t now, double part)
{
    if (part >= 1)
        return now;
    return static_cast<std::uint64_t>(static_cast<double>(before) +
                                      (static_cast<double>(now) - static_cast<double>(before)) * part);
}

QTableWidgetItem* cell(const QString& text, const QString& toolTip, bool bold)
{
    auto* item = new QTableWidgetItem(text);
    item->setToolTip(toolTip);
    item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    QFont font = item->font();
    font.setBold(bold);
    item->setFont(font);
    return item;
}

}  // namespace

LabSizes::LabSizes(QWidget* parent) : QTableWidget(0, 4, parent)
{
    setEditTriggers(NoEditTriggers);
    setSelectionMode(ContiguousSelection);
    verticalHeader()->hide();
    horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setTabKeyNavigation(false);
    counting_.setStartValue(0.0);
    counting_.setEndValue(1.0);
    connect(&counting_, &QVariantAnimation::valueChanged, this,
            [this](const QVariant& part) { show(part.toDouble()); });
    retranslate();
}

QSize LabSizes::sizeHint() const
{
    return {300, fontMetrics().height() * 9};
}

void LabSizes::setView(std::shared_ptr<const LabView> view)
{
    view_ = std::move(view);
    collect();
    const int allowed = style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this);
    counting_.stop();
    if (!animated_ || allowed <= 0 || view_->changes.empty()) {
        show(1);
        return;
    }
    counting_.setDuration(std::min(countingMilliseconds, allowed));
    counting_.start();
}

void LabSizes::collect()
{
    rows_.clear();
    if (!view_)
        return;
    Row all{tr("All images"), {}, {}};
    for (const auto& [file, state] : view_->images) {
        Row row{plainText(file), state.sizes, state.sizes};
        for (const lab::ImageChange& change : view_->changes) {
            if (change.file == file)
                row.before = change.before;
        }
        all.before.length += row.before.length;
        all.before.onDisk += row.before.onDisk;
        all.now.length += row.now.length;
        all.now.onDisk += row.now.onDisk;
        rows_.push_back(std::move(row));
    }
    for (const lab::ImageChange& change : view_->changes) {
        if (change.removed) {
            all.before.length += change.before.length;
            all.before.onDisk += change.before.onDisk;
        }
    }
    rows_.push_back(std::move(all));
}

void LabSizes::show(double part)
{
    setRowCount(static_cast<int>(rows_.size()));
    for (std::size_t at = 0; at < rows_.size(); ++at) {
        const Row& row = rows_[at];
        const bool last = at + 1 == rows_.size();
        auto* name = cell(row.name, row.name, last);
        name->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        setItem(static_cast<int>(at), 0, name);
        const auto set = [&](int column, std::uint64_t before, std::uint64_t now) {
            setItem(static_cast<int>(at), column,
                    cell(sizeText(between(before, now, part)), exactSizeText(now), last || before != now));
        };
        if (last)
            setItem(static_cast<int>(at), 1, new QTableWidgetItem);
        else
            set(1, row.now.virtualSize, row.now.virtualSize);
        set(2, row.before.length, row.now.length);
        set(3, row.before.onDisk, row.now.onDisk);
    }
    resizeRowsToContents();
}

void LabSizes::retranslate()
{
    setAccessibleName(tr("Sizes of the images"));
    setHorizontalHeaderLabels({tr("Image"), tr("Virtual size"), tr("Length"), tr("On disk")});
    collect();
    show(1);
}

void LabSizes::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QTableWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        show(1);
}

}  // namespace widgets
