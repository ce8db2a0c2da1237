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
    /// Marks ranges of the disk in all lanes until the next call; an empty set marks nothing.
    void highlight(engine::GuestRangeSet ranges);

signals:
    /// The person wants to choose a folder or an image, or to see the sample templates.
    void openRequested();
    void samplesRequested();

protected:
    void changeEvent(QEvent* event) override;

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
};

}  // namespace widgets
