#include "widgets/inspector/treemap.h"

#include "widgets/basics/cluster_class.h"
#include "widgets/inspector/treemap_layout.h"
#include "widgets/words/file_text.h"
#include "widgets/words/words.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace widgets {

using engine::FileTable;

namespace {

constexpr int deepestFolder = 24;
constexpr std::size_t mostCells = 4000;
constexpr double smallestCell = 4;   ///< pixels; less is not drawn apart
constexpr double titledHeight = 28;  ///< a folder of that height shows its name

}  // namespace

Treemap::Treemap(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMinimumHeight(80);
}

const FileTable* Treemap::table() const
{
    if (!analysis_ || !analysis_->guest || volume_ >= analysis_->guest->volumes.size())
        return nullptr;
    return analysis_->guest->volumes[volume_].files.get();
}

void Treemap::show(std::shared_ptr<const ChainAnalysis> analysis, std::size_t volume)
{
    analysis_ = std::move(analysis);
    volume_ = volume;
    chosen_.reset();
    children_.clear();
    setAccessibleName(tr("Files by size"));
    layOut();
    if (!table()) {
        sorter_.cancel();
        return;
    }
    // There can be millions of files.
    sorter_.start([this, analysis = analysis_, volume](std::stop_token, const Background::Publish& publish) {
        publish([this, children = childrenOf(*analysis->guest->volumes[volume].files)]() mutable {
            children_ = std::move(children);
            layOut();
        });
    });
}

Treemap::Children Treemap::childrenOf(const FileTable& files)
{
    const auto& entries = files.entries();
    Children children(entries.size() + 1);
    for (FileTable::Index file = 0; file < entries.size(); ++file) {
        const FileTable::Index parent = entries[file].parent;
        if (entries[file].belowBytes > 0 && parent != file)
            children[parent == FileTable::none ? entries.size() : parent].push_back(file);
    }
    for (auto& list : children)
        std::ranges::sort(list, std::greater(), [&](FileTable::Index file) { return entries[file].belowBytes; });
    return children;
}

void Treemap::layOut()
{
    cells_.clear();
    if (!children_.empty())
        layFolder(static_cast<FileTable::Index>(children_.size() - 1), QRectF(rect()), 0);
    update();
}

void Treemap::layFolder(FileTable::Index folder, const QRectF& area, int depth)
{
    const auto& entries = table()->entries();
    const auto& list = children_[folder];
    std::vector<std::uint64_t> bytes;
    for (const FileTable::Index file : list)
        bytes.push_back(entries[file].belowBytes);
    const std::vector<QRectF> areas = squarified(area, bytes);
    for (std::size_t index = 0; index < list.size(); ++index) {
        const QRectF& cell = areas[index];
        if (cell.width() < smallestCell || cell.height() < smallestCell || cells_.size() >= mostCells)
            break;
        const bool isFolder = !children_[list[index]].empty();
        cells_.push_back({cell, list[index], depth, isFolder});
        const double title = cell.height() >= titledHeight ? fontMetrics().height() : 2;
        const QRectF inside = cell.adjusted(2, title, -2, -2);
        if (isFolder && depth < deepestFolder && inside.width() > smallestCell && inside.height() > smallestCell)
            layFolder(list[index], inside, depth + 1);
    }
}

QColor Treemap::colourOf(const Cell& cell) const
{
    const bool dark = isDark(palette());
    const FileTable::Entry& entry = table()->entries()[cell.file];
    if (cell.folder)
        return dark ? palette().window().color().lighter(120 + 12 * std::min(cell.depth, 6))
                    : palette().window().color().darker(102 + 4 * std::min(cell.depth, 6));
    if (entry.fileClass != engine::FileClass::Ordinary)
        return classColour(ClusterClass::Garbage, dark);
    if (entry.kind == engine::FileKind::Metadata)
        return classColour(ClusterClass::Hidden, dark);
    return classColour(ClusterClass::Live, dark);
}

void Treemap::paintCell(QPainter& painter, const Cell& cell) const
{
    const QColor fill = colourOf(cell);
    painter.setPen(palette().color(QPalette::Base));
    painter.setBrush(fill);
    painter.drawRect(cell.area);
    const QRectF text = cell.area.adjusted(4, 1, -3, -1);
    if (text.width() < 30 || text.height() < fontMetrics().height())
        return;
    painter.setPen(fill.lightness() > 140 ? Qt::black : Qt::white);
    const QString path = fileText(*table(), cell.file);
    const QString name = path.mid(path.lastIndexOf('/') + 1);
    const QString shown = name.isEmpty() ? QStringLiteral("/") : name;
    painter.drawText(text, Qt::AlignLeft | Qt::AlignTop,
                     fontMetrics().elidedText(shown, Qt::ElideMiddle, static_cast<int>(text.width())));
}

void Treemap::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().base());
    for (const Cell& cell : cells_)
        paintCell(painter, cell);
    if (cells_.empty()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(rect().adjusted(8, 8, -8, -8), Qt::AlignCenter | Qt::TextWordWrap,
                         tr("The files of this volume are not known."));
    }
    if (chosen_) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette().color(QPalette::Highlight), 3));
        painter.drawRect(cells_[*chosen_].area.adjusted(1, 1, -1, -1));
    }
}

const Treemap::Cell* Treemap::cellAt(QPointF position) const
{
    const auto found =
        std::find_if(cells_.rbegin(), cells_.rend(), [&](const Cell& cell) { return cell.area.contains(position); });
    return found == cells_.rend() ? nullptr : &*found;
}

QString Treemap::describeCell(const Cell& cell) const
{
    const std::uint64_t bytes = table()->entries()[cell.file].belowBytes;
    return tr("%1\n%2, %3").arg(fileText(*table(), cell.file), sizeText(bytes), exactSizeText(bytes));
}

void Treemap::choose(std::size_t cell)
{
    chosen_ = cell;
    setAccessibleDescription(describeCell(cells_[cell]));
    update();
    emit fileChosen(volume_, cells_[cell].file);
}

void Treemap::mousePressEvent(QMouseEvent* event)
{
    if (const Cell* cell = cellAt(event->position()))
        choose(static_cast<std::size_t>(cell - cells_.data()));
}

void Treemap::keyPressEvent(QKeyEvent* event)
{
    const bool forward = event->key() == Qt::Key_Right || event->key() == Qt::Key_Down;
    const bool back = event->key() == Qt::Key_Left || event->key() == Qt::Key_Up;
    if (cells_.empty() || (!forward && !back)) {
        QWidget::keyPressEvent(event);
        return;
    }
    const std::size_t last = cells_.size() - 1;
    if (!chosen_)
        choose(0);
    else
        choose(forward ? std::min(*chosen_ + 1, last) : *chosen_ - (*chosen_ > 0 ? 1 : 0));
}

void Treemap::resizeEvent(QResizeEvent*)
{
    chosen_.reset();
    layOut();
}

bool Treemap::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    if (const Cell* cell = cellAt(help->pos()))
        QToolTip::showText(help->globalPos(), toolTipText(describeCell(*cell)), this);
    else
        QToolTip::hideText();
    return true;
}

}  // namespace widgets
