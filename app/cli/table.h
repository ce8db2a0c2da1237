#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>
#include <vector>

namespace cli {

enum class Align : unsigned char { Left, Right };

struct Column {
    std::string title;
    Align align = Align::Right;
    std::size_t width = 0;  ///< at least, in characters
};

/// A table of text for a person. A row of one cell is a remark that runs across the columns.
class Table {
public:
    explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

    void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
    /// The titles and all rows, as wide as the widest.
    void print(std::ostream& out) const;
    /// For tables of any length: the titles, and a row, at once, in the columns' own widths.
    void printTitles(std::ostream& out) const;
    void printRow(std::ostream& out, const std::vector<std::string>& row) const;

private:
    std::vector<std::size_t> ownWidths() const;
    std::vector<std::string> titles() const;

    std::vector<Column> columns_;
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace cli
