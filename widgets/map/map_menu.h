#pragma once

#include "widgets/map/map_navigation.h"
#include "widgets/map/map_place.h"
#include "widgets/map/volume_ruler.h"

#include <QPoint>

class QWidget;

namespace widgets {

/// Shows what can be done at a place of the map; returns at once. Session and navigation outlive the menu, as they do
/// when they outlive `parent`.
void showMapMenu(QWidget& parent, QPoint position, Session& session, MapNavigation& navigation,
                 const VolumeRuler& ruler, const MapPlace& place);

}  // namespace widgets
