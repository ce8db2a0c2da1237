#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace cli {

enum class Align : unsigned char { Left, Right };

struct Column {
    std::string title;
    Align align = Align::Right;
};

/// A table of text for a person. A row of one cell is a remark that runs across the columns.
class Table {
public:
    explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

    void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
    void print(std::ostream& out) const;

private:
    std::vector<Column> columns_;
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace cli
