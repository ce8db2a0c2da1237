#pragma once

#include "widgets/data/session.h"
#include "widgets/map/map_scale.h"

namespace widgets {

/// What a person does on the map, told to the session. For the window's thread; the session outlives it.
class MapNavigation {
public:
    explicit MapNavigation(Session& session) : session_(session) {}

    /// Of the session's window over that many pixels.
    MapScale scale(double width) const;
    void setWidth(double width) { width_ = width; }
    MapScale scale() const { return scale(width_); }
    bool ready() const;

    void zoom(double factor, double x) { session_.showWindow(scale().zoomed(factor, x)); }
    void pan(double pixels) { session_.showWindow(scale().panned(pixels)); }
    void toStart();
    void toEnd();
    /// With a margin around it.
    void zoomTo(engine::GuestRange range);

    /// +1: the next layer up. Selects the top or base where none is selected.
    void stepLayer(int step);
    /// The selected byte moves to the start of the next run of the selected layer, or of the one before.
    void stepRun(int step);
    void select(std::optional<std::size_t> layer, engine::GuestOffset offset);

    /// The next garbage of a layer behind the selected byte, from the disk's start on where there is none behind it.
    std::optional<engine::GuestRange> nextGarbage(std::size_t layer) const;

private:
    Session& session_;
    double width_ = 1;
};

}  // namespace widgets
