#pragma once

#include "plan/diagnosis/diagnosis.h"

#include <array>
#include <string>
#include <string_view>

/// What the drawings of charts.h are made of. Lengths are in the units of the drawing, as wide as pixels.
namespace engine::report {

/// Colours of Okabe and Ito, patterns for grey paper: the same meaning as in the window.
struct PartLook {
    Part part;
    std::string_view light;
    std::string_view dark;
    /// Of the pattern's tile of 6 by 6; empty: plain.
    std::string_view stroke;
};
inline constexpr std::array partLooks{
    PartLook{Part::Live, "#0072b2", "#56b4e9", ""},
    PartLook{Part::Rounding, "#e69f00", "#e69f00", "M1 1h1M4 4h1"},
    PartLook{Part::Unknown, "#f0e442", "#f0e442", "M0 0L6 6M6 0L0 6"},
    PartLook{Part::Behind, "#b0e0c8", "#2f8f6f", "M0 0L6 6"},
    PartLook{Part::Garbage, "#e69f00", "#e69f00", "M0 6L6 0"},
    PartLook{Part::Duplicate, "#cc79a7", "#cc79a7", "M2 2h1M5 5h1"},
    PartLook{Part::Zero, "#9a9a9a", "#8a8a8a", "M0 3h6"},
    PartLook{Part::Hidden, "#8c8c8c", "#8c8c8c", "M0 1h6M0 4h6"},
    PartLook{Part::Snapshots, "#009e73", "#009e73", "M1 0v6M4 0v6"},
    PartLook{Part::Bitmaps, "#d55e00", "#d55e00", "M3 0v6M0 3h6"},
    PartLook{Part::Leaked, "#d55e00", "#d55e00", "M0 0L6 6"},
    PartLook{Part::Metadata, "#d55e00", "#d55e00", ""},
    PartLook{Part::Preallocated, "#bbbbbb", "#777777", "M1 1h1M4 4h1"},
    PartLook{Part::Unused, "#bbbbbb", "#777777", "M0 6L6 0"},
    PartLook{Part::Compression, "#56b4e9", "#0072b2", "M0 2h6M0 5h6"},
    PartLook{Part::Shared, "#56b4e9", "#0072b2", "M2 0v6M5 0v6"},
    PartLook{Part::Elsewhere, "#56b4e9", "#0072b2", "M0 6L6 0"},
};
static_assert(partLooks.size() == partCount);

inline constexpr int rowHeight = 22;
inline constexpr int labelWidth = 190;

std::string rect(double x, double y, double width, double height, std::string_view attributes);
/// With the colour of a part, and the pattern over it.
std::string partRect(std::string_view part, double x, double y, double width, double height);
/// @param anchor start, middle or end
std::string text(double x, double y, std::string_view anchor, std::string_view content);
std::string openSvg(int width, int height, std::string_view title);

/// What a text (UTF-8) takes, nearly always at most.
int widthOf(std::string_view text);
/// A name that fits, without its middle where that is too long: what tells layers apart is often at the end.
std::string shortened(const std::string& name, int width);

}  // namespace engine::report
