#pragma once

#include "widgets/data/session.h"
#include "widgets/map/map_place.h"

#include <QWidget>

#include <optional>

class QStackedLayout;

namespace widgets {

class MapCanvas;
class MapLegend;
class MapPlaceholder;
class MapReadOut;
class Minimap;

/// The allocation map of the open template: volumes, a lane a layer, the result, the whole disk, what is under the
/// pointer, and the legend. Follows the session and tells it what the person does.
class MapView : public QWidget {
    Q_OBJECT

public:
    explicit MapView(Session& session, QWidget* parent = nullptr);

public slots:
    /// Marks ranges of the disk, in the lane of one layer or in all, until the next call, Escape, or another template;
    /// an empty set marks nothing.
    /// @param text what they are; said while nothing is pointed at or selected
    void highlight(const engine::GuestRangeSet& ranges, std::optional<std::size_t> layer = {},
                   const QString& text = {});

signals:
    /// The person wants to choose a folder or an image, or to see the sample templates.
    void openRequested();
    void samplesRequested();

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* makeMap();
    void retranslate();
    /// Shows the map or what stands in its place.
    void choose();
    void readOut(const std::optional<MapPlace>& place);

    Session& session_;
    QStackedLayout* pages_;
    MapPlaceholder* placeholder_;
    QWidget* map_;
    MapCanvas* canvas_;
    Minimap* minimap_;
    MapReadOut* readOut_;
    MapLegend* legend_;
    std::optional<MapPlace> pointed_;
    std::filesystem::path markedIn_;  ///< the template; empty: nothing is marked
    QString markText_;
};

}  // namespace widgets
