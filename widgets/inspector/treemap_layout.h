#pragma once

#include <QRectF>

#include <cstdint>
#include <span>
#include <vector>

namespace widgets {

/// Cuts `area` into one rectangle a value, of areas in proportion, as square as it can be done going through them in
/// order (Bruls, Huizing, van Wijk, "Squarified treemaps", 2000). `values` fall; zeros get empty rectangles.
std::vector<QRectF> squarified(const QRectF& area, std::span<const std::uint64_t> values);

}  // namespace widgets
