#include "widgets/diagnosis/diagnosis_tree.h"

#include "report/charts.h"
#include "report/placeholders.h"
#include "widgets/diagnosis/part_delegate.h"
#include "widgets/diagnosis/symptom_words.h"
#include "widgets/diagnosis/wrap_delegate.h"
#include "widgets/words/file_text.h"
#include "widgets/words/report_words.h"
#include "widgets/words/words.h"

#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QResizeEvent>

#include <algorithm>

namespace widgets {

using engine::GuestRangeSet;
using engine::Part;

namespace {

enum Column { Text, Size, Picture, columns };
constexpr int lineRole = Qt::UserRole;
/// Changed files that are listed of one step.
constexpr std::size_t mostChanges = 50;

}  // namespace

DiagnosisTree::DiagnosisTree(QWidget* parent) : QTreeWidget(parent)
{
    setColumnCount(columns);
    setUniformRowHeights(false);
    setAlternatingRowColors(true);
    setItemDelegateForColumn(Text, new WrapDelegate(this));
    setItemDelegateForColumn(Picture, new PartDelegate(this));
    header()->setSectionResizeMode(Text, QHeaderView::Stretch);
    header()->setSectionResizeMode(Size, QHeaderView::ResizeToContents);
    header()->setStretchLastSection(false);
    connect(this, &QTreeWidget::itemClicked, this, [this](QTreeWidgetItem* item) { choose(item); });
    fill();
}

void DiagnosisTree::show(std::shared_ptr<const engine::Diagnosis> diagnosis)
{
    diagnosis_ = std::move(diagnosis);
    fill();
}

void DiagnosisTree::choose(QTreeWidgetItem* item)
{
    const QVariant index = item->data(Text, lineRole);
    if (!index.isValid())
        return;
    times_ = item == chosen_ ? times_ + 1 : 0;
    if (item != chosen_) {
        const Line& line = lines_[index.toULongLong()];
        place_ = {item->text(Text), line.layer, line.ranges ? line.ranges() : GuestRangeSet(), line.instead};
        chosen_ = item;
    }
    emit placeChosen(place_, times_);
}

QTreeWidgetItem* DiagnosisTree::addGroup(std::string_view key)
{
    auto* group = new QTreeWidgetItem(this, {reportWord(key)});
    QFont bold = font();
    bold.setBold(true);
    group->setFont(Text, bold);
    group->setExpanded(true);
    return group;
}

QTreeWidgetItem* DiagnosisTree::addLine(QTreeWidgetItem* group, const QString& text, std::int64_t bytes, Line place)
{
    auto* line = new QTreeWidgetItem(group, {text, sizeText(bytes)});
    line->setTextAlignment(Size, Qt::AlignRight | Qt::AlignVCenter);
    line->setToolTip(Size, exactSizeText(static_cast<std::uint64_t>(std::abs(bytes))));
    line->setToolTip(Text, toolTipText(place.instead));
    line->setData(Text, lineRole, static_cast<qulonglong>(lines_.size()));
    lines_.push_back(std::move(place));
    return line;
}

void DiagnosisTree::fill()
{
    setAccessibleName(tr("Diagnosis"));
    setHeaderLabels({QString(), reportWord("bytes"), QString()});
    clear();
    lines_.clear();
    chosen_ = nullptr;
    if (!diagnosis_)
        return;
    addSizes();
    if (diagnosis_->complete) {
        addWaterfall(addGroup("waterfall"), diagnosis_->total, {});
        addLayers();
        addVolumes();
        addFiles();
        addChanges();
    }
    addSymptoms();
}

void DiagnosisTree::addSizes()
{
    QTreeWidgetItem* group = addGroup("sizes");
    const auto add = [&](const char* key, std::uint64_t bytes, Ranges ranges) {
        const QString text = tr("%1: %2").arg(reportWord(key), reportWord(std::string(key) + "Meaning"));
        addLine(group, text, static_cast<std::int64_t>(bytes), {{}, std::move(ranges), {}});
    };
    const auto all = [diagnosis = diagnosis_] { return storedRanges(*diagnosis, {}); };
    add("virtualSize", diagnosis_->sizes.virtualSize, [diagnosis = diagnosis_] {
        return GuestRangeSet::of({{engine::GuestOffset(0), diagnosis->sizes.virtualSize}});
    });
    add("fileLength", diagnosis_->sizes.length, all);
    add("diskSize", diagnosis_->sizes.diskSize, all);
}

void DiagnosisTree::addWaterfall(QTreeWidgetItem* group, const engine::PartBytes& bytes,
                                 std::optional<std::size_t> layer)
{
    std::int64_t highest = 1;
    std::int64_t sum = 0;
    for (const std::int64_t step : bytes.values) {
        sum += step;
        highest = std::max(highest, sum);
    }
    std::int64_t at = 0;
    for (std::size_t index = 0; index < engine::partCount; ++index) {
        const auto part = static_cast<Part>(index);
        if (bytes[part] == 0)
            continue;
        QTreeWidgetItem* line =
            addLine(group, reportWord(engine::report::partKey(name(part))), bytes[part],
                    {layer, [diagnosis = diagnosis_, part, layer] { return rangesOf(*diagnosis, part, layer); },
                     textInstead(*diagnosis_, part, layer)});
        const auto share = [&](std::int64_t value) {
            return static_cast<double>(value) / static_cast<double>(highest);
        };
        line->setData(Picture, PartDelegate::PartRole, static_cast<int>(part));
        line->setData(Picture, PartDelegate::StartRole, share(at));
        line->setData(Picture, PartDelegate::EndRole, share(at + bytes[part]));
        at += bytes[part];
    }
    addLine(group, reportWord("fileLength"), sum,
            {layer, [diagnosis = diagnosis_, layer] { return storedRanges(*diagnosis, layer); }, {}});
}

void DiagnosisTree::addLayers()
{
    QTreeWidgetItem* group = addGroup("layers");
    for (std::size_t index = diagnosis_->layers.size(); index-- > 0;) {
        const engine::LayerDiagnosis& layer = diagnosis_->layers[index];
        QTreeWidgetItem* line =
            addLine(group, fileNameText(layer.path), static_cast<std::int64_t>(layer.sizes.length),
                    {index, [diagnosis = diagnosis_, index] { return storedRanges(*diagnosis, index); }, {}});
        addWaterfall(line, layer.account.bytes, index);
    }
}

void DiagnosisTree::addVolumes()
{
    QTreeWidgetItem* group = addGroup("volumes");
    for (const engine::VolumeDiagnosis& volume : diagnosis_->volumes) {
        std::uint64_t stored = volume.total(Part::Live);
        for (const Part part : engine::guestParts)
            stored += volume.total(part);
        const QString title =
            volume.volume ? volumeTitle(diagnosis_->guest->volumes[*volume.volume]) : reportWord("outside");
        QTreeWidgetItem* line = addLine(group, title, static_cast<std::int64_t>(stored),
                                        {{}, [range = volume.range] { return range; }, {}});
        for (std::size_t index = 0; index < engine::partCount; ++index) {
            const auto part = static_cast<Part>(index);
            if (volume.total(part) == 0)
                continue;
            const auto ranges = [diagnosis = diagnosis_, part, range = volume.range] {
                return intersectionOf(rangesOf(*diagnosis, part, {}), range);
            };
            addLine(line, reportWord(engine::report::partKey(name(part))),
                    static_cast<std::int64_t>(volume.total(part)), {{}, ranges, {}});
        }
    }
}

void DiagnosisTree::addFiles()
{
    QTreeWidgetItem* group = addGroup("files");
    for (const auto* list : {&diagnosis_->files, &diagnosis_->folders}) {
        for (const engine::FileShare& share : *list)
            addFileShare(group, share);
    }
}

void DiagnosisTree::addFileShare(QTreeWidgetItem* group, const engine::FileShare& share)
{
    const engine::FileTable& files = *diagnosis_->guest->volumes[share.volume].files;
    const auto ranges = [diagnosis = diagnosis_, &share] { return engine::rangesOf(*diagnosis->guest, share); };
    QTreeWidgetItem* line =
        addLine(group, fileText(files, share.file), static_cast<std::int64_t>(files.entries()[share.file].belowBytes),
                {{}, ranges, {}});
    for (std::size_t layer = share.bytesByLayer.size(); layer-- > 0;) {
        const auto here = [diagnosis = diagnosis_, ranges, layer] {
            return intersectionOf(ranges(), engine::visibleInLayers(diagnosis->maps)[layer]);
        };
        if (share.bytesByLayer[layer] > 0)
            addLine(line, fileNameText(diagnosis_->layers[layer].path),
                    static_cast<std::int64_t>(share.bytesByLayer[layer]), {layer, here, {}});
    }
}

void DiagnosisTree::addChanges()
{
    if (diagnosis_->changes.empty())
        return;
    QTreeWidgetItem* group = addGroup("changes");
    for (const engine::ChangeStep& step : diagnosis_->changes) {
        const engine::FileChanges& changes = step.changes;
        std::uint64_t bytes = 0;
        for (const engine::FileChanges::Sum& sum : changes.sums)
            bytes += sum.bytes;
        const QString title = step.layer ? fileNameText(diagnosis_->layers[*step.layer].path)
                                         : plainText(engine::report::fillIn(reportWord("sinceSnapshot").toStdString(),
                                                                            {{"name", step.snapshotName}}));
        QTreeWidgetItem* line = addLine(group, title, static_cast<std::int64_t>(bytes),
                                        {step.layer, [&changes] { return changedRanges(changes); }, {}});
        for (const engine::FileChange& change :
             std::span(changes.files).first(std::min(changes.files.size(), mostChanges)))
            addLine(line, changeTitle(changes, change), static_cast<std::int64_t>(change.bytes),
                    {step.layer, [&changes, &change] { return changes.ranges(change); }, {}});
    }
}

void DiagnosisTree::addSymptoms()
{
    QTreeWidgetItem* group = addGroup("symptoms");
    if (diagnosis_->symptoms.empty())
        new QTreeWidgetItem(group, {reportWord("nothingWrong")});
    for (const engine::Symptom& symptom : diagnosis_->symptoms) {
        QTreeWidgetItem* line = addLine(group, symptomText(symptom), symptom.bytes,
                                        {symptom.layer, [&symptom] { return symptom.guest; }, {}});
        line->setToolTip(Text, toolTipText(line->text(Text)));
        if (symptom.bytes == 0)
            line->setText(Size, {});
        if (!starts(symptom)) {
            line->setText(Picture, symptom.remedy == engine::Remedy::None ? QString() : remedyText(symptom.remedy));
            continue;
        }
        auto* button = new QPushButton(remedyText(symptom.remedy));
        button->setAccessibleDescription(line->text(Text));
        connect(button, &QPushButton::clicked, this, [this, &symptom] { emit remedyChosen(symptom); });
        setItemWidget(line, Picture, button);
    }
}

/// Not by `itemActivated`: where one click activates, that would come twice.
void DiagnosisTree::keyPressEvent(QKeyEvent* event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentItem())
        choose(currentItem());
    else
        QTreeWidget::keyPressEvent(event);
}

/// The pictures make room for texts.
void DiagnosisTree::resizeEvent(QResizeEvent* event)
{
    header()->resizeSection(Picture, std::clamp(event->size().width() / 3, 160, 320));
    QTreeWidget::resizeEvent(event);
}

void DiagnosisTree::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        fill();
    QTreeWidget::changeEvent(event);
}

}  // namespace widgets
