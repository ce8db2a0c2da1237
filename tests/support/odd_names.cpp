#include "support/odd_names.h"

#include <QStringDecoder>

#include <algorithm>
#include <utility>

namespace testsupport {

namespace {

std::string utf8(char32_t code)
{
    const auto unit = [code](unsigned shift, char32_t lead) { return static_cast<char>(lead | (code >> shift)); };
    const auto next = [code](unsigned shift) { return static_cast<char>(0x80 | ((code >> shift) & 0x3f)); };
    if (code < 0x80)
        return {unit(0, 0)};
    if (code < 0x800)
        return {unit(6, 0xc0), next(0)};
    if (code < 0x10000)
        return {unit(12, 0xe0), next(6), next(0)};
    return {unit(18, 0xf0), next(12), next(6), next(0)};
}

std::string textBefore(std::string_view text, std::size_t at)
{
    const std::size_t start = at < 40 ? 0 : at - 40;
    return QByteArray(text.data() + start, qsizetype(std::min(text.size(), at + 6) - start)).toPercentEncoding().data();
}

}  // namespace

std::vector<std::string> harmfulCharacters()
{
    std::vector<std::string> all;
    const auto add = [&](char32_t first, char32_t last) {
        for (char32_t code = first; code <= last; ++code)
            all.push_back(utf8(code));
    };
    add(0x01, 0x1f);
    add(0x7f, 0x9f);
    add(0xad, 0xad);
    add(0x61c, 0x61c);
    add(0x180e, 0x180e);
    add(0x200b, 0x200f);
    add(0x2028, 0x202e);
    add(0x2060, 0x206f);
    add(0xfeff, 0xfeff);
    add(0xfff9, 0xfffb);
    add(0xe0000, 0xe007f);
    return all;
}

std::vector<std::string> oddNames()
{
    constexpr std::size_t most = 200;
    std::vector<std::string> names{"back\\slash", "<b>&\"'\xf4\x8f\xba\x80,;"};
    std::string name;
    const auto add = [&](const std::string& part) {
        if (name.size() + part.size() > most)
            names.push_back(std::exchange(name, "n"));
        name += part;
    };
    for (const std::string& character : harmfulCharacters())
        add(character);
    for (unsigned byte = 0x80; byte <= 0xff; ++byte)
        add(std::string(1, static_cast<char>(byte)));
    names.push_back(name);
    return names;
}

std::string rawIn(std::string_view text)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString decoded = decoder.decode(QByteArrayView(text.data(), qsizetype(text.size())));
    if (decoder.hasError())
        return "not UTF-8: " + std::string(text.substr(0, 2000));
    for (const std::string& character : harmfulCharacters()) {
        if (character == "\n" || character == "\t")
            continue;
        for (auto at = text.find(character); at != std::string_view::npos; at = text.find(character, at + 1)) {
            if (text.substr(at, 2) != "\r\n")
                return textBefore(text, at);
        }
    }
    return {};
}

std::string unescaped(std::string_view text)
{
    std::string result;
    while (!text.empty()) {
        const bool hex = text.starts_with("\\x");
        if (hex)
            result += static_cast<char>(std::stoul(std::string(text.substr(2, 2)), nullptr, 16));
        else
            result += text.front();
        text.remove_prefix(hex ? 4 : text.starts_with("\\\\") ? 2 : 1);
    }
    return result;
}

}  // namespace testsupport
