#include "widgets/data/session.h"

#include <algorithm>

namespace widgets {

using engine::GuestOffset;
using engine::GuestRange;

Session::Session(QObject* parent) : QObject(parent)
{
    connect(&reader_, &Background::runningChanged, this, &Session::readingChanged);
    connect(&reader_, &Background::failed, this, &Session::failed);
}

void Session::open(const std::filesystem::path& top)
{
    if (top != path_)
        otherDisks_.clear();
    path_ = top;
    openFolder(top.has_parent_path() ? top.parent_path() : std::filesystem::path("."));
    read(false);
}

void Session::reload()
{
    if (!path_.empty())
        read(false);
}

void Session::readExactly()
{
    if (!path_.empty())
        read(true);
}

void Session::close()
{
    reader_.cancel();
    path_.clear();
    otherDisks_.clear();
    analysis_.reset();
    layer_.reset();
    offset_.reset();
    window_ = {};
    emit analysisChanged();
}

void Session::openFolder(const std::filesystem::path& folder)
{
    options_.policy.openFolder(folder);
}

void Session::allow(const std::filesystem::path& path)
{
    options_.policy.allow(path);
    emit trustChanged();
}

void Session::setPlaces(std::vector<std::filesystem::path> places)
{
    places_ = std::move(places);
    emit placesChanged();
}

void Session::chooseFormat(const std::filesystem::path& path, const std::string& format)
{
    options_.chosenFormats[std::filesystem::weakly_canonical(path)] = format;
    emit trustChanged();
}

void Session::addDisk(const std::filesystem::path& image)
{
    otherDisks_.push_back(image);
    reload();
}

void Session::forgetDisks()
{
    otherDisks_.clear();
    reload();
}

void Session::read(bool exact)
{
    progress_ = std::make_shared<engine::Progress>();
    reader_.start([this, exact, path = path_, options = options_, disks = otherDisks_, progress = progress_,
                   turn = turns_->first()](std::stop_token stop, const Background::Publish& publish) mutable {
        analyseChain(path, options, disks, exact, *progress, stop, [&](std::shared_ptr<const ChainAnalysis> analysis) {
            // Lists of files take long, and little memory: others wait no longer than until this is known.
            Turns::Turn ending = analysis->has(ChainAnalysis::Stage::Guest) ? std::move(turn) : nullptr;
            publish([this, analysis = std::move(analysis), ending = std::move(ending)] { take(analysis); });
        });
    });
}

void Session::take(std::shared_ptr<const ChainAnalysis> analysis)
{
    const bool another = !analysis_ || analysis_->chain.top().path != analysis->chain.top().path;
    // A reload starts with less than is shown already: that stays until as much is known again.
    if (!another && analysis->chain.complete() && analysis->stage < ChainAnalysis::Stage::Guest &&
        analysis->stage < analysis_->stage)
        return;
    analysis_ = std::move(analysis);
    const std::uint64_t size = analysis_->virtualSize();
    if (another || (layer_ && *layer_ >= analysis_->chain.layers().size()))
        layer_ = analysis_->chain.layers().size() - 1;
    if (another || (offset_ && offset_->bytes() >= size))
        offset_.reset();
    if (another || window_.end().bytes() > size || window_.empty())
        window_ = {GuestOffset(0), size};
    emit analysisChanged();
    emit layerChanged();
    emit offsetChanged();
    emit windowChanged();
}

void Session::selectLayer(std::optional<std::size_t> layer)
{
    if (layer_ == layer || (layer && (!analysis_ || *layer >= analysis_->chain.layers().size())))
        return;
    layer_ = layer;
    emit layerChanged();
}

void Session::selectOffset(std::optional<GuestOffset> offset)
{
    if (offset_ == offset || (offset && (!analysis_ || offset->bytes() >= analysis_->virtualSize())))
        return;
    offset_ = offset;
    emit offsetChanged();
}

void Session::showWindow(GuestRange window)
{
    const std::uint64_t size = analysis_ ? analysis_->virtualSize() : 0;
    if (size == 0)
        return;
    const std::uint64_t length = std::clamp(window.length, std::min(shortestWindow, size), size);
    const std::uint64_t start = std::min(window.start.bytes(), size - length);
    const GuestRange wanted{GuestOffset(start), length};
    if (wanted == window_)
        return;
    window_ = wanted;
    emit windowChanged();
}

void Session::showAll()
{
    if (analysis_)
        showWindow({GuestOffset(0), analysis_->virtualSize()});
}

}  // namespace widgets
