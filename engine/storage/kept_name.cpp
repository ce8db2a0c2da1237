#include "storage/kept_name.h"

#include <algorithm>

namespace engine {

namespace {

constexpr std::size_t mostDigits = 4;

/// Nothing, or a dot and a number as a person writes it.
bool isNumbering(std::string_view text)
{
    if (text.empty())
        return true;
    return text.size() > 1 && text.size() <= 1 + mostDigits && text[0] == '.' && text[1] != '0' &&
           std::all_of(text.begin() + 1, text.end(), [](char digit) { return digit >= '0' && digit <= '9'; });
}

}  // namespace

bool isKeptName(std::string_view kept, std::string_view name)
{
    if (!kept.starts_with(name))
        return false;
    kept.remove_prefix(name.size());
    return kept.starts_with(keptSuffix) && isNumbering(kept.substr(keptSuffix.size()));
}

bool isKeptName(std::string_view name)
{
    const auto at = name.rfind(keptSuffix);
    return at != std::string_view::npos && at > 0 && isKeptName(name, name.substr(0, at));
}

}  // namespace engine
