#include "support/map_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace testsupport {

namespace {

bool continues(const MapEntry& last, const MapEntry& next)
{
    if (last.start + last.length != next.start || last.depth != next.depth || last.present != next.present ||
        last.zero != next.zero || last.data != next.data || last.offset.has_value() != next.offset.has_value())
        return false;
    return !last.offset || *last.offset + last.length == *next.offset;
}

}  // namespace

std::string MapEntry::text() const
{
    return "start " + std::to_string(start) + " length " + std::to_string(length) + " depth " + std::to_string(depth) +
           (present ? " present" : "") + (zero ? " zero" : "") + (data ? " data" : "") +
           (offset ? " offset " + std::to_string(*offset) : "");
}

std::vector<MapEntry> parseMap(std::string_view json)
{
    std::vector<MapEntry> entries;
    for (const auto& object : nlohmann::json::parse(json)) {
        MapEntry entry{object.at("start"), object.at("length"), object.at("depth"), object.at("present"),
                       object.at("zero"),  object.at("data"),   {}};
        if (object.contains("offset"))
            entry.offset = object["offset"].get<std::uint64_t>();
        if (!entries.empty() && continues(entries.back(), entry))
            entries.back().length += entry.length;
        else
            entries.push_back(entry);
    }
    return entries;
}

std::string difference(const std::vector<MapEntry>& ours, const std::vector<MapEntry>& theirs)
{
    const auto [mine, other] = std::mismatch(ours.begin(), ours.end(), theirs.begin(), theirs.end());
    if (mine == ours.end() && other == theirs.end())
        return {};
    return "ours: " + (mine == ours.end() ? "(end)" : mine->text()) +
           "\nqemu: " + (other == theirs.end() ? "(end)" : other->text());
}

}  // namespace testsupport
