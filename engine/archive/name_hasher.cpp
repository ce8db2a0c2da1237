#include "archive/name_hasher.h"

#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace engine::archive {

namespace {

/// Keys of texts that the engine writes itself, in order.
constexpr std::array<std::string_view, 24> plainKeys{
    "architecture", "backingFormat",    "class",  "code",     "compression", "created",   "encryption", "fileSystem",
    "format",       "headerExtensions", "kernel", "kind",     "method",      "operation", "part",       "program",
    "qt",           "reason",           "remedy", "severity", "state",       "system",    "type",       "zlib"};

}  // namespace

NameHasher::NameHasher() : key_(32, '\0')
{
    for (char& byte : key_)
        byte = static_cast<char>(QRandomGenerator::system()->bounded(256));
}

std::string NameHasher::part(std::string_view name) const
{
    if (name.empty() || name == "." || name == "..")
        return std::string(name);
    const QByteArray text(name.data(), static_cast<qsizetype>(name.size()));
    return "n" +
           QMessageAuthenticationCode::hash(text, key_, QCryptographicHash::Sha256).toHex().left(12).toStdString();
}

std::string NameHasher::path(std::string_view path) const
{
    std::string result;
    for (auto slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/')) {
        result += part(path.substr(0, slash)) + '/';
        path.remove_prefix(slash + 1);
    }
    return result + part(path);
}

void NameHasher::hash(report::Json& value, std::string_view key) const
{
    if (value.is_string()) {
        // Values of a reason have its name and a dot in front.
        if (!std::binary_search(plainKeys.begin(), plainKeys.end(), key.substr(key.rfind('.') + 1)))
            value = path(value.get<std::string>());
    } else if (value.is_array()) {
        for (report::Json& element : value)
            hash(element, key);
    } else if (value.is_object()) {
        for (const auto& [name, element] : value.items())
            hash(element, name);
    }
}

report::Json NameHasher::json(const report::Json& document) const
{
    report::Json copy = document;
    hash(copy, {});
    return copy;
}

}  // namespace engine::archive
