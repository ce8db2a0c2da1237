#include "widgets/lab/lab_map.h"

#include "guest/file_shares.h"
#include "widgets/words/words.h"

#include <QRegularExpression>
#include <QStyle>

namespace widgets {

namespace {

constexpr int flashMilliseconds = 180;

/// A few letters that tell a file from others.
QString shortName(const QString& name)
{
    static const QRegularExpression digits("(\\d{1,2})$");
    const auto match = digits.match(name);
    return match.hasMatch() ? match.captured(1) : name.left(2);
}

/// Empty for what is nobody's.
QString labelOf(const engine::Guest& guest, engine::GuestRange cluster)
{
    const engine::Owner owner = engine::ownerOf(guest, cluster.start);
    if (owner.volume && owner.volume->files && owner.file != engine::FileTable::none &&
        owner.volume->files->entries()[owner.file].kind == engine::FileKind::File)
        return shortName(plainText(owner.volume->files->path(owner.file)));
    const bool used = guest.free.restrictedTo(cluster).total() < cluster.length;
    return used && owner.volume ? QString("fs") : QString();
}

}  // namespace

LabMap::LabMap(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(false);
    flash_.setStartValue(1.0);
    flash_.setEndValue(0.0);
    connect(&flash_, &QVariantAnimation::valueChanged, this, qOverload<>(&QWidget::update));
    retranslate();
}

void LabMap::setView(std::shared_ptr<const LabView> view)
{
    view_ = std::move(view);
    if (view_ && current_.templateNumber >= view_->templates.size())
        current_ = {};
    if (view_) {
        const std::size_t layers = view_->templates[current_.templateNumber]->chain.layers().size();
        if (current_.layer && *current_.layer >= layers)
            current_.layer = layers - 1;
        current_.cluster = std::min(current_.cluster, view_->options.clusters - 1);
        anchor_ = std::min(anchor_, view_->options.clusters - 1);
    }
    prepare();
    layOut();
    flash();
}

void LabMap::flash()
{
    const int allowed = style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this);
    flash_.stop();
    if (animated_ && allowed > 0) {
        flash_.setDuration(std::min(flashMilliseconds, allowed));
        flash_.start();
    }
    update();
}

void LabMap::prepare()
{
    drawn_.clear();
    if (!view_)
        return;
    for (const auto& analysis : view_->templates) {
        Drawn& drawn = drawn_.emplace_back();
        drawn.labels.resize(view_->options.clusters);
        for (std::uint64_t cluster = 0; analysis->guest && cluster < view_->options.clusters; ++cluster)
            drawn.labels[cluster] =
                labelOf(*analysis->guest,
                        {engine::GuestOffset(cluster * view_->options.clusterSize), view_->options.clusterSize});
        for (const engine::Layer& layer : analysis->chain.layers()) {
            std::set<std::uint64_t>& changed = drawn.changed.emplace_back();
            for (const engine::lab::ImageChange& change : view_->changes) {
                if (change.removed || change.file != layer.path.filename())
                    continue;
                for (const engine::lab::EntryChange& entry : change.l2)
                    changed.insert(entry.index);
            }
        }
        // What was overwritten in its place has left no trace in a table.
        for (std::uint64_t cluster = 0; cluster < view_->options.clusters; ++cluster) {
            const engine::GuestOffset offset(cluster * view_->options.clusterSize);
            const std::size_t number = drawn_.size() - 1;
            if (!analysis->has(ChainAnalysis::Stage::Mapped) || number >= view_->reads.size() ||
                !view_->reads[number].contains(offset))
                continue;
            if (const auto answering = readPath(*analysis, offset).answering)
                drawn.changed[*answering].insert(cluster);
        }
    }
}

void LabMap::layOut()
{
    geometry_ = view_ ? LabGeometry(*view_, fontMetrics(), width(), gutter()) : LabGeometry();
    updateGeometry();
    update();
}

QString LabMap::nameOf(const LabGeometry::Lane& lane) const
{
    if (!lane.layer)
        return tr("The guest reads");
    const engine::Layer& layer = view_->templates[lane.templateNumber]->chain.layers()[*lane.layer];
    QString name = fileNameText(layer.path);
    if (name.endsWith(".qcow2"))
        name.chop(6);
    return layer.usable() ? name : tr("%1: %2").arg(name, stateText(layer.state));
}

double LabMap::gutter() const
{
    constexpr int mostLetters = 24;
    int widest = fontMetrics().horizontalAdvance(nameOf({}));
    for (std::size_t number = 0; view_ && number < view_->templates.size(); ++number) {
        for (std::size_t layer = 0; layer < view_->templates[number]->chain.layers().size(); ++layer)
            widest = std::max(widest, fontMetrics().horizontalAdvance(nameOf({number, layer, 0, 0, 0})));
    }
    return std::min(widest, fontMetrics().averageCharWidth() * mostLetters) + 16;
}

QSize LabMap::sizeHint() const
{
    return minimumSizeHint();
}

QSize LabMap::minimumSizeHint() const
{
    return {static_cast<int>(LabGeometry::leastWidth(fontMetrics(), gutter())), static_cast<int>(geometry_.height())};
}

std::pair<std::uint64_t, std::uint64_t> LabMap::selection() const
{
    return std::minmax(anchor_, current_.cluster);
}

void LabMap::select(const LabPlace& place, bool extend)
{
    const bool sameLane = place.templateNumber == current_.templateNumber && place.layer == current_.layer;
    current_ = place;
    if (!extend || !sameLane)
        anchor_ = place.cluster;
    setAccessibleDescription(toolTipAt(place));
    update();
    emit placeChosen();
}

std::optional<ReadPath> LabMap::path() const
{
    if (!view_ || !view_->templates[current_.templateNumber]->has(ChainAnalysis::Stage::Mapped))
        return std::nullopt;
    return readPath(*view_->templates[current_.templateNumber],
                    engine::GuestOffset(current_.cluster * view_->options.clusterSize));
}

QPointF LabMap::centreOf(const LabPlace& place) const
{
    const auto cell = geometry_.cell(place);
    return cell ? cell->center() : QPointF(-1, -1);
}

bool LabMap::hasChanged(const LabGeometry::Lane& lane, std::uint64_t cluster) const
{
    if (!lane.layer && !view_->templates[lane.templateNumber]->chain.complete())
        return false;
    if (lane.layer)
        return drawn_[lane.templateNumber].changed[*lane.layer].contains(cluster);
    return lane.templateNumber < view_->reads.size() &&
           view_->reads[lane.templateNumber].contains(engine::GuestOffset(cluster * view_->options.clusterSize));
}

/// A cluster is what its worst byte is not: one live byte makes it live.
ClusterClass LabMap::classAt(const LabGeometry::Lane& lane, std::uint64_t cluster) const
{
    const ChainAnalysis& analysis = *view_->templates[lane.templateNumber];
    const engine::GuestRange range{engine::GuestOffset(cluster * view_->options.clusterSize),
                                   view_->options.clusterSize};
    if (analysis.lanes.empty()) {
        if (!lane.layer)
            return ClusterClass::Unknown;
        const auto image = view_->images.find(analysis.chain.layers()[*lane.layer].path.filename().string());
        const bool stored =
            image != view_->images.end() && (image->second.tables.entry(cluster) & engine::qcow2::entryOffsetMask) != 0;
        return stored ? ClusterClass::Unknown : ClusterClass::Unallocated;
    }
    const LaneMap& map = lane.layer ? *analysis.lanes[*lane.layer] : *analysis.result;
    const ClassBytes bytes = map.sharesOf(range);
    for (const ClusterClass each : clusterClasses) {
        if (each != ClusterClass::Unallocated && bytes[static_cast<std::size_t>(each)] > 0)
            return each;
    }
    return ClusterClass::Unallocated;
}

QString LabMap::toolTipAt(const LabPlace& place) const
{
    const ChainAnalysis& analysis = *view_->templates[place.templateNumber];
    LabGeometry::Lane lane;
    lane.templateNumber = place.templateNumber;
    lane.layer = place.layer;
    const ClusterClass clusterClass = classAt(lane, place.cluster);
    const QString where =
        place.layer ? fileNameText(analysis.chain.layers()[*place.layer].path) : tr("What the guest reads");
    QString text = tr("%1, cluster %2: %3").arg(where).arg(place.cluster).arg(className(clusterClass));
    text += "\n" + classMeaning(clusterClass);
    const QString owner = analysis.guest
                              ? ownerText(analysis, engine::GuestOffset(place.cluster * view_->options.clusterSize))
                              : QString();
    return owner.isEmpty() ? text : text + "\n" + owner;
}

void LabMap::retranslate()
{
    setAccessibleName(tr("Layers of the practice, cluster by cluster"));
    setWhatsThis(tr("Click a cluster to see which layer answers a read of it. Arrow keys move, Shift selects several, "
                    "Enter writes, Delete discards."));
}

}  // namespace widgets
