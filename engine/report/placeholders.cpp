#include "report/placeholders.h"

namespace engine::report {

namespace {

std::string valueText(const Error::Value& value)
{
    if (const auto* number = std::get_if<std::uint64_t>(&value))
        return std::to_string(*number);
    return std::get<std::string>(value);
}

}  // namespace

std::string fillIn(std::string_view text, const std::function<std::string(std::string_view name)>& textFor)
{
    std::string result;
    for (auto open = text.find('{'); open != std::string_view::npos; open = text.find('{')) {
        const auto close = text.find('}', open);
        result += text.substr(0, open);
        result += textFor(text.substr(open + 1, close - open - 1));
        text.remove_prefix(close + 1);
    }
    return result.append(text);
}

std::string fillIn(std::string_view text, const Error::Values& values)
{
    return fillIn(text, [&](std::string_view wanted) {
        std::string found;
        for (const auto& [name, value] : values)
            if (name == wanted)
                found += valueText(value);
        return found;
    });
}

std::string listed(std::string_view code, const Error::Values& values)
{
    std::string text(code);
    for (const auto& [key, value] : values)
        text += ' ' + key + '=' + valueText(value);
    return text;
}

}  // namespace engine::report
