#include "storage/local_name.h"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

namespace engine {

namespace {

using Json = nlohmann::json;

constexpr std::string_view filePrefix = "file:";
constexpr std::string_view jsonPrefix = "json:";
/// qcow2 has room for 1,023 bytes; no other format has much more.
constexpr std::size_t longestJson = 4096;
constexpr unsigned mostLevels = 4;

/// Options of a node that change how it is read, and not what. (QEMU: BlockdevOptions, BlockdevOptionsFile.)
constexpr std::array<std::string_view, 8> harmlessOptions{
    "aio", "auto-read-only", "detect-zeroes", "discard", "force-share", "locking", "node-name", "read-only"};
constexpr std::string_view ofCache = "cache.";
constexpr std::string_view ofFile = "file.";

/// QEMU's rule (path_has_protocol): a colon before the first slash.
bool hasProtocol(std::string_view name)
{
    const auto at = name.find_first_of(":/");
    return at != std::string_view::npos && name[at] == ':';
}

using Options = std::map<std::string, std::string>;

/// Options by their dotted keys. False where one is no plain value, or is there twice: which of the two counts is not
/// for us to guess.
bool flatten(const Json& object, const std::string& prefix, unsigned level, Options& options)
{
    if (level == 0)
        return false;
    for (const auto& [key, value] : object.items()) {
        if (value.is_object()) {
            if (!flatten(value, prefix + key + '.', level - 1, options))
                return false;
        } else if (value.is_structured() ||
                   !options.emplace(prefix + key, value.is_string() ? value.get<std::string>() : std::string())
                        .second) {
            return false;
        }
    }
    return true;
}

/// Nothing where it is no JSON object, or has a key twice.
std::optional<Options> parseOptions(std::string_view text)
{
    std::vector<std::set<std::string>> open;
    bool twice = false;
    const auto watch = [&](int, Json::parse_event_t event, Json& parsed) {
        if (event == Json::parse_event_t::object_start)
            open.emplace_back();
        else if (event == Json::parse_event_t::object_end)
            open.pop_back();
        else if (event == Json::parse_event_t::key)
            twice = !open.back().insert(parsed.get<std::string>()).second || twice;
        return true;
    };
    const Json json = text.size() > longestJson ? Json(Json::value_t::discarded) : Json::parse(text, watch, false);
    Options options;
    if (!json.is_object() || twice || !flatten(json, {}, mostLevels, options))
        return std::nullopt;
    return options;
}

bool isHarmless(std::string_view key)
{
    if (key.starts_with(ofFile))
        key.remove_prefix(ofFile.size());
    return key.starts_with(ofCache) ||
           std::find(harmlessOptions.begin(), harmlessOptions.end(), key) != harmlessOptions.end();
}

std::string take(Options& options, const std::string& key)
{
    const auto found = options.find(key);
    if (found == options.end())
        return {};
    std::string value = found->second;
    options.erase(found);
    return value;
}

std::optional<LocalName> jsonName(std::string_view text)
{
    std::optional<Options> options = parseOptions(text);
    if (!options)
        return std::nullopt;
    LocalName name;
    std::string driver = take(*options, "driver");
    if (take(*options, std::string(ofFile) + "driver") == "file") {
        name.format = std::move(driver);
        name.path = take(*options, std::string(ofFile) + "filename");
    }
    const bool plain =
        std::all_of(options->begin(), options->end(), [](const auto& one) { return isHarmless(one.first); });
    return plain ? std::optional(name) : std::nullopt;
}

}  // namespace

std::optional<LocalName> localName(std::string_view name)
{
    LocalName local;
    if (name.starts_with(jsonPrefix)) {
        const std::optional<LocalName> found = jsonName(name.substr(jsonPrefix.size()));
        if (!found)
            return std::nullopt;
        local = *found;
    } else if (name.starts_with(filePrefix)) {
        local.path = name.substr(filePrefix.size());
    } else if (!hasProtocol(name)) {
        return LocalName{std::string(name), {}, false};
    } else {
        return std::nullopt;
    }
    if (local.path.empty() || local.path.find('\0') != std::string::npos)
        return std::nullopt;
    local.fromStart = local.path.front() != '/';
    return local;
}

}  // namespace engine
