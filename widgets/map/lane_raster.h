#pragma once

#include "widgets/data/lane_map.h"

#include <QImage>

#include <bitset>
#include <span>
#include <vector>

class QPalette;

namespace widgets {

/// Which classes are drawn as what they are; the others are dimmed.
using ClassSet = std::bitset<clusterClassCount>;

/// What each pixel of a lane shows: a class, or one of the codes here. Row by row, the top one first.
struct LaneCells {
    static constexpr std::uint8_t line = clusterClassCount;         ///< outline and centre line of zeros
    static constexpr std::uint8_t nothing = clusterClassCount + 1;  ///< beyond the layer's end
    static constexpr std::size_t codes = clusterClassCount + 2;

    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> cells;
};

/// Turns bytes into pixels. A column that holds one class is filled with it; a mixed one stacks its classes by their
/// share, the waste on top, and nothing that is there gets less than a pixel: waste that takes a hundredth of a column
/// gets two.
/// @param edges where each column begins, and the last ends
/// @param pixel device pixels a logical one
LaneCells layCells(const LaneMap& lane, std::span<const std::uint64_t> edges, int height, double pixel);

/// The colours and patterns of a lane, ready to be copied. Patterns are tied to the lane's left top corner, so that
/// neighbours of one class continue each other.
class LaneTiles {
public:
    LaneTiles(const QPalette& palette, ClassSet shown, double pixel);

    /// Opaque, in device pixels. An image of that size is used again.
    void colour(const LaneCells& cells, QImage& image) const;

private:
    std::vector<QImage> tiles_;  ///< by code
};

}  // namespace widgets
