#include "widgets/fleet/fleet_progress_bar.h"

#include "widgets/words/words.h"

#include <QLocale>

#include <algorithm>

namespace widgets {

namespace {

constexpr int steps = 1000;  ///< of a template

}  // namespace

FleetProgressBar::FleetProgressBar(QWidget* parent) : QProgressBar(parent)
{
    setMaximumWidth(240);
    setMinimumWidth(180);
}

void FleetProgressBar::begin()
{
    setRange(0, 1);
    setValue(0);
}

void FleetProgressBar::setProgress(const FleetProgress& progress)
{
    const std::uint64_t templates = progress.templates.total;
    const std::uint64_t done = std::min<std::uint64_t>(progress.templates.done, templates);
    const std::uint64_t total = progress.content.total;
    const std::uint64_t read = std::min<std::uint64_t>(progress.content.done, total);
    const double part = total == 0 || done == templates ? 0 : static_cast<double>(read) / static_cast<double>(total);
    const int most = static_cast<int>(templates) * steps;
    const int before = maximum() == most ? value() : 0;
    setRange(0, most);
    setValue(std::max(before, static_cast<int>((static_cast<double>(done) + part) * steps)));
    const auto number = [](std::uint64_t value) { return QLocale().toString(static_cast<qulonglong>(value)); };
    setFormat(tr("%1 of %2: %3 of %4")
                  .arg(number(std::min(done + 1, templates)), number(templates), sizeText(read), sizeText(total)));
    setToolTip(
        tr("Template %1 of %2: %3 of %4 are read")
            .arg(number(std::min(done + 1, templates)), number(templates), exactSizeText(read), exactSizeText(total)));
}

}  // namespace widgets
