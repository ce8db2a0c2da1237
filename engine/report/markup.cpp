#include "report/markup.h"

#include "bytes/plain_text.h"

namespace engine::report {

namespace {

std::string_view entityOf(char character)
{
    switch (character) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return {};
    }
}

}  // namespace

std::string markup(std::string_view text)
{
    std::string result;
    for (const char character : escaped(text)) {
        const std::string_view entity = entityOf(character);
        if (entity.empty())
            result += character;
        else
            result += entity;
    }
    return result;
}

}  // namespace engine::report
