#include "table.h"

#include <algorithm>
#include <ostream>

namespace cli {

namespace {

/// Characters, not bytes: continuation bytes of UTF-8 take no column.
std::size_t width(const std::string& text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

}  // namespace

void Table::print(std::ostream& out) const
{
    std::vector<std::size_t> widths(rows_.front().size());
    for (const auto& row : rows_)
        for (std::size_t column = 0; column < row.size(); ++column)
            widths[column] = std::max(widths[column], width(row[column]));
    for (const auto& row : rows_) {
        std::string line = row.front();
        if (row.size() > 1)
            line.append(widths[0] - width(row.front()), ' ');
        for (std::size_t column = 1; column < row.size(); ++column)
            line.append(2 + widths[column] - width(row[column]), ' ').append(row[column]);
        out << line << '\n';
    }
}

}  // namespace cli
