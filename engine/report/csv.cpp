#include "report/csv.h"

#include "bytes/plain_text.h"

namespace engine::report {

std::string csvText(std::string_view text)
{
    return csvEscaped(escaped(text));
}

std::string csvEscaped(std::string cell)
{
    if (!cell.empty() && std::string_view("=+-@").find(cell.front()) != std::string_view::npos)
        cell.insert(0, 1, '\'');
    if (cell.find_first_of(",\"\r\n") == std::string::npos)
        return cell;
    std::string quoted = "\"";
    for (const char letter : cell)
        quoted += letter == '"' ? std::string("\"\"") : std::string(1, letter);
    return quoted + '"';
}

std::string csvNumber(std::optional<std::uint64_t> number)
{
    return number ? std::to_string(*number) : std::string();
}

std::string csvLine(std::initializer_list<std::string> cells)
{
    std::string line;
    for (const std::string& cell : cells)
        line += (&cell == cells.begin() ? "" : ",") + cell;
    return line + "\r\n";
}

}  // namespace engine::report
