#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace cli {

/// A table of text for a person: the first column left-aligned, the others right-aligned.
class Table {
public:
    explicit Table(std::vector<std::string> header) : rows_{std::move(header)} {}

    void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
    void print(std::ostream& out) const;

private:
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace cli
