#include "widgets/map/lane_raster.h"

#include <QPainter>
#include <QPalette>

#include <algorithm>
#include <cmath>
#include <optional>

namespace widgets {

namespace {

/// Logical pixels after which every pattern repeats itself.
constexpr int tileSize = 64;
/// What gets more than its share where that would not be seen.
constexpr std::array wasteClasses{ClusterClass::Hidden, ClusterClass::Duplicate, ClusterClass::Garbage};
/// From the bottom of a column to its top.
constexpr std::array stackOrder{ClusterClass::Live,         ClusterClass::Unknown, ClusterClass::Behind,
                                ClusterClass::SnapshotOnly, ClusterClass::Zero,    ClusterClass::Hidden,
                                ClusterClass::Duplicate,    ClusterClass::Garbage};

constexpr std::size_t indexOf(ClusterClass clusterClass)
{
    return static_cast<std::size_t>(clusterClass);
}

/// A column of pixels and how many of them each class takes.
struct Column {
    std::array<int, clusterClassCount> heights{};
    std::optional<ClusterClass> solid;
};

class CellLayer {
public:
    CellLayer(const LaneMap& lane, std::span<const std::uint64_t> edges, int height, double pixel)
        : lane_(lane), edges_(edges), height_(height), line_(std::max(1, static_cast<int>(std::floor(pixel))))
    {
    }

    LaneCells lay()
    {
        measure();
        result_.width = static_cast<int>(columns_.size());
        result_.height = height_;
        result_.cells.assign(columns_.size() * static_cast<std::size_t>(height_), LaneCells::nothing);
        for (std::size_t column = 0; column < columns_.size() && edges_[column] < lane_.size();) {
            const std::size_t end = equalFrom(column);
            if (end - column > 1)
                fillRun(column, end);
            else
                fill(column);
            column = end;
        }
        return std::move(result_);
    }

private:
    void measure();
    Column mixed(const ClassBytes& shares, std::uint64_t whole) const;
    void sharpen(std::span<const ClassBytes> shares);
    std::size_t equalFrom(std::size_t column) const;
    void fillRun(std::size_t column, std::size_t end);
    void fill(std::size_t column);
    void fillZeros(std::size_t column, int top, int bottom);
    bool isSolid(std::size_t column, ClusterClass wanted) const { return columns_[column].solid == wanted; }
    /// Most of the time of a redraw is spent here and in LaneTiles::colour.
    void put(std::size_t column, int top, int bottom, std::uint8_t code)
    {
        std::uint8_t* cell = result_.cells.data() + static_cast<std::size_t>(top) * columns_.size() + column;
        for (int y = top; y < bottom; ++y, cell += columns_.size())
            *cell = code;
    }

    const LaneMap& lane_;
    std::span<const std::uint64_t> edges_;
    int height_;
    int line_;
    std::vector<Column> columns_;
    LaneCells result_;
};

std::optional<ClusterClass> onlyClass(const ClassBytes& shares)
{
    std::optional<ClusterClass> only;
    for (const ClusterClass clusterClass : clusterClasses) {
        if (shares[indexOf(clusterClass)] == 0)
            continue;
        if (only)
            return std::nullopt;
        only = clusterClass;
    }
    return only;
}

void CellLayer::measure()
{
    const std::vector<ClassBytes> shares = lane_.sharesBetween(edges_);
    columns_.resize(shares.size());
    for (std::size_t column = 0; column < columns_.size(); ++column) {
        const std::uint64_t begin = edges_[column];
        const std::uint64_t end = std::min(edges_[column + 1], lane_.size());
        if (begin >= lane_.size())
            continue;
        // Where a byte is wider than a pixel, most columns hold none of their own.
        columns_[column].solid =
            end <= begin ? lane_.runAt(engine::GuestOffset(begin)).clusterClass : onlyClass(shares[column]);
        if (!columns_[column].solid)
            columns_[column].heights = mixed(shares[column], end - begin).heights;
    }
    sharpen(shares);
}

/// The column in which one long run ends and the next begins belongs to the one that has more of it.
void CellLayer::sharpen(std::span<const ClassBytes> shares)
{
    for (std::size_t column = 1; column + 1 < columns_.size(); ++column) {
        const auto left = columns_[column - 1].solid;
        const auto right = columns_[column + 1].solid;
        if (columns_[column].solid || !left || !right || left == right)
            continue;
        const std::uint64_t leftBytes = shares[column][indexOf(*left)];
        const std::uint64_t rightBytes = shares[column][indexOf(*right)];
        if (leftBytes + rightBytes != edges_[column + 1] - edges_[column])
            continue;
        columns_[column].solid = leftBytes >= rightBytes ? left : right;
        ++column;
    }
}

Column CellLayer::mixed(const ClassBytes& shares, std::uint64_t whole) const
{
    Column column;
    int sum = 0;
    for (const ClusterClass clusterClass : stackOrder) {
        const std::uint64_t bytes = shares[indexOf(clusterClass)];
        if (bytes == 0)
            continue;
        const double share = static_cast<double>(bytes) / static_cast<double>(whole);
        const bool waste = std::find(wasteClasses.begin(), wasteClasses.end(), clusterClass) != wasteClasses.end();
        int& height = column.heights[indexOf(clusterClass)];
        height = std::max(static_cast<int>(share * height_), waste && share >= 0.01 ? 2 * line_ : line_);
        sum += height;
    }
    const auto largest = [&column] { return std::max_element(column.heights.begin(), column.heights.end()); };
    if (const bool full = shares[indexOf(ClusterClass::Unallocated)] == 0; full && sum < height_)
        *largest() += height_ - sum;
    for (; sum > height_; --sum)
        --*largest();
    return column;
}

/// The first column behind those that are filled with the same class as this one.
std::size_t CellLayer::equalFrom(std::size_t column) const
{
    const auto& solid = columns_[column].solid;
    std::size_t end = column + 1;
    // Zeros have an outline.
    if (!solid || solid == ClusterClass::Zero)
        return end;
    while (end < columns_.size() && columns_[end].solid == solid && edges_[end] < lane_.size())
        ++end;
    return end;
}

void CellLayer::fillRun(std::size_t column, std::size_t end)
{
    std::uint8_t* cell = result_.cells.data() + column;
    for (int y = 0; y < height_; ++y, cell += columns_.size())
        std::fill_n(cell, end - column, static_cast<std::uint8_t>(*columns_[column].solid));
}

void CellLayer::fill(std::size_t column)
{
    const Column& held = columns_[column];
    if (held.solid) {
        put(column, 0, height_, static_cast<std::uint8_t>(*held.solid));
        if (held.solid == ClusterClass::Zero)
            fillZeros(column, 0, height_);
        return;
    }
    int bottom = height_;
    for (const ClusterClass clusterClass : stackOrder) {
        const int top = bottom - held.heights[indexOf(clusterClass)];
        if (clusterClass == ClusterClass::Zero)
            fillZeros(column, top, bottom);
        else
            put(column, top, bottom, static_cast<std::uint8_t>(clusterClass));
        bottom = top;
    }
    put(column, 0, bottom, static_cast<std::uint8_t>(ClusterClass::Unallocated));
}

void CellLayer::fillZeros(std::size_t column, int top, int bottom)
{
    put(column, top, bottom, static_cast<std::uint8_t>(ClusterClass::Zero));
    if (top == bottom)
        return;
    const int middle = std::max(top, (top + bottom - line_) / 2);
    put(column, middle, std::min(middle + line_, bottom), LaneCells::line);
    if (columns_[column].solid != ClusterClass::Zero)
        return;
    put(column, top, std::min(top + line_, bottom), LaneCells::line);
    put(column, std::max(top, bottom - line_), bottom, LaneCells::line);
    const bool first = column > 0 && !isSolid(column - 1, ClusterClass::Zero);
    const bool last = column + 1 < columns_.size() && !isSolid(column + 1, ClusterClass::Zero);
    if (first || last)
        put(column, top, bottom, LaneCells::line);
}

QImage tileOf(std::size_t code, const QPalette& palette, ClassSet shown, double pixel)
{
    const bool dark = isDark(palette);
    const QRectF area(0, 0, tileSize, tileSize);
    const int side = std::max(1, qRound(tileSize * pixel));
    QImage tile(side, side, QImage::Format_RGB32);
    tile.setDevicePixelRatio(pixel);
    tile.fill(palette.color(code == LaneCells::nothing ? QPalette::Window : QPalette::Base));
    QPainter painter(&tile);
    const bool isLine = code == LaneCells::line;
    if (isLine || code < indexOf(ClusterClass::Zero)) {
        const auto clusterClass = isLine ? ClusterClass::Zero : clusterClasses[code];
        if (!shown[indexOf(clusterClass)])
            painter.setOpacity(0.12);
        if (isLine)
            painter.fillRect(area, classColour(clusterClass, dark));
        else
            paintClass(painter, area, clusterClass, dark);
    }
    return tile;
}

}  // namespace

LaneCells layCells(const LaneMap& lane, std::span<const std::uint64_t> edges, int height, double pixel)
{
    return CellLayer(lane, edges, height, pixel).lay();
}

LaneTiles::LaneTiles(const QPalette& palette, ClassSet shown, double pixel)
{
    for (std::size_t code = 0; code < LaneCells::codes; ++code)
        tiles_.push_back(tileOf(code, palette, shown, pixel));
}

void LaneTiles::colour(const LaneCells& cells, QImage& image) const
{
    if (image.width() != cells.width || image.height() != cells.height)
        image = QImage(cells.width, cells.height, QImage::Format_RGB32);
    const int side = tiles_.front().width();
    std::array<const QRgb*, LaneCells::codes> rows{};
    const std::uint8_t* cell = cells.cells.data();
    for (int y = 0; y < cells.height; ++y) {
        for (std::size_t code = 0; code < rows.size(); ++code)
            rows[code] = reinterpret_cast<const QRgb*>(tiles_[code].constScanLine(y % side));
        auto* out = reinterpret_cast<QRgb*>(image.scanLine(y));
        const QRgb* const* row = rows.data();
        for (int x = 0; x < cells.width;) {
            const int end = std::min(x + side, cells.width);
            for (int inTile = 0; x < end; ++x, ++inTile)
                *out++ = row[*cell++][inTile];
        }
    }
}

}  // namespace widgets
