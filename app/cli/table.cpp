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

std::string lineOf(const std::vector<std::string>& cells, const std::vector<Column>& columns,
                   const std::vector<std::size_t>& widths)
{
    std::string line;
    for (std::size_t column = 0; column < cells.size(); ++column) {
        const std::string padding(widths[column] - std::min(widths[column], width(cells[column])), ' ');
        line += column == 0 ? "" : "  ";
        line += columns[column].align == Align::Left ? cells[column] + padding : padding + cells[column];
    }
    return line.substr(0, line.find_last_not_of(' ') + 1);
}

}  // namespace

void Table::print(std::ostream& out) const
{
    std::vector<std::size_t> widths = ownWidths();
    for (const auto& row : rows_)
        for (std::size_t column = 0; row.size() > 1 && column < row.size(); ++column)
            widths[column] = std::max(widths[column], width(row[column]));
    out << lineOf(titles(), columns_, widths) << '\n';
    for (const auto& row : rows_)
        out << (row.size() == 1 ? row.front() : lineOf(row, columns_, widths)) << '\n';
}

void Table::printTitles(std::ostream& out) const
{
    printRow(out, titles());
}

void Table::printRow(std::ostream& out, const std::vector<std::string>& row) const
{
    out << lineOf(row, columns_, ownWidths()) << '\n';
}

std::vector<std::size_t> Table::ownWidths() const
{
    std::vector<std::size_t> widths;
    for (const Column& column : columns_)
        widths.push_back(std::max(column.width, width(column.title)));
    return widths;
}

std::vector<std::string> Table::titles() const
{
    std::vector<std::string> titles;
    for (const Column& column : columns_)
        titles.push_back(column.title);
    return titles;
}

}  // namespace cli
