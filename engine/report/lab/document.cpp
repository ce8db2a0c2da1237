#include "report/lab/document.h"

#include "report/json_text.h"
#include "storage/file.h"

#include <algorithm>
#include <array>

namespace engine::report {

namespace {

/// Ours are 6 deep; what writes JSON calls itself for each.
constexpr int mostDepth = 32;
/// Of one object; a new one is looked for among all that are there.
constexpr std::uint64_t mostKeys = 1000;

[[noreturn]] void refuseField(std::string_view code, Error::Values values)
{
    throw Error(ErrorKind::Refused, code, std::move(values));
}

}  // namespace

Json Field::parse(std::string_view text)
{
    try {
        std::array<std::uint64_t, mostDepth + 2> keys{};
        Json document = Json::parse(text, [&keys](int depth, Json::parse_event_t event, Json& json) {
            if (depth > mostDepth)
                refuseField("document.deep", {{"limit", std::uint64_t{mostDepth}}});
            // The depth of an object is that of what it is in, the depth of its keys is one more.
            if (event == Json::parse_event_t::object_start)
                keys[static_cast<std::size_t>(depth) + 1] = 0;
            else if (event == Json::parse_event_t::key && ++keys[static_cast<std::size_t>(depth)] > mostKeys)
                refuseField("document.long", {{"field", json.get<std::string>()},
                                              {"value", keys[static_cast<std::size_t>(depth)]},
                                              {"limit", mostKeys}});
            return true;
        });
        restoreNames(document);
        return document;
    } catch (const Json::parse_error& error) {
        refuseField("document.syntax", {{"byte", std::uint64_t{error.byte}}});
    } catch (const Json::out_of_range&) {
        refuseField("document.range", {});
    }
}

void Field::refuse() const
{
    const std::string value = value_.is_structured() ? std::string(value_.type_name())
                                                     : value_.dump(-1, ' ', false, Json::error_handler_t::replace);
    refuseField("document.value", {{"field", path_}, {"value", value.substr(0, 80)}});
}

void Field::refuseType(std::string_view wanted) const
{
    refuseField("document.type", {{"field", path_.empty() ? "$" : path_}, {"wanted", std::string(wanted)}});
}

void Field::requireKeys(std::initializer_list<std::string_view> known) const
{
    for (const std::string& key : keys()) {
        if (std::find(known.begin(), known.end(), key) == known.end())
            refuseField("document.unknown", {{"field", path_.empty() ? key : path_ + "." + key}});
    }
}

bool Field::has(std::string_view key) const
{
    return value_.is_object() && value_.contains(key);
}

Field Field::at(std::string_view key) const
{
    if (!value_.is_object())
        refuseType("object");
    const std::string path = path_.empty() ? std::string(key) : path_ + "." + std::string(key);
    if (!value_.contains(key))
        refuseField("document.missing", {{"field", path}});
    return {value_.at(std::string(key)), path};
}

std::vector<std::string> Field::keys() const
{
    if (!value_.is_object())
        refuseType("object");
    std::vector<std::string> keys;
    for (const auto& [key, value] : value_.items())
        keys.push_back(key);
    return keys;
}

std::vector<Field> Field::items(std::size_t most) const
{
    if (!value_.is_array())
        refuseType("array");
    if (value_.size() > most)
        refuseField("document.long",
                    {{"field", path_}, {"value", std::uint64_t{value_.size()}}, {"limit", std::uint64_t{most}}});
    std::vector<Field> items;
    for (std::size_t at = 0; at < value_.size(); ++at)
        items.emplace_back(value_[at], path_ + "[" + std::to_string(at) + "]");
    return items;
}

std::string Field::text(std::size_t mostBytes) const
{
    if (!value_.is_string())
        refuseType("text");
    std::string text = value_.get<std::string>();
    if (text.size() > mostBytes)
        refuseField("document.long",
                    {{"field", path_}, {"value", std::uint64_t{text.size()}}, {"limit", std::uint64_t{mostBytes}}});
    return text;
}

std::uint64_t Field::number(std::uint64_t least, std::uint64_t most) const
{
    if (!value_.is_number_unsigned())
        refuseType("number");
    const auto number = value_.get<std::uint64_t>();
    if (number < least || number > most)
        refuseField("document.number", {{"field", path_}, {"value", number}, {"least", least}, {"most", most}});
    return number;
}

bool Field::truth() const
{
    if (!value_.is_boolean())
        refuseType("true or false");
    return value_.get<bool>();
}

void Field::requireNumber(double least, double most) const
{
    if (!value_.is_number())
        refuseType("number");
    if (const auto number = value_.get<double>(); !(number >= least && number <= most))
        refuse();
}

void Field::requireInteger() const
{
    if (!value_.is_number_integer() || (value_.is_number_unsigned() && value_.get<std::uint64_t>() > INT64_MAX))
        refuseType("number");
}

std::string readDocument(const std::filesystem::path& path, std::uint64_t mostBytes)
{
    const File file = File::open(path);
    if (file.length() > mostBytes)
        throw Error(ErrorKind::Refused, "document.long",
                    {{"field", path.filename().string()}, {"value", file.length()}, {"limit", mostBytes}})
            .at(path);
    std::string text(file.length(), '\0');
    file.read(0, std::as_writable_bytes(std::span(text)));
    return text;
}

}  // namespace engine::report
