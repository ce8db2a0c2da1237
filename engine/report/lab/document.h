#pragma once

#include "report/json.h"

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::report {

/// A JSON text that a person may have written: what is wrong is told with the field that it is about, as
/// "steps[2].checks[0].layer"; "$" is the whole. Members throw Error(Refused): "document.syntax" (with the byte),
/// "document.type", "document.missing", "document.unknown", "document.value", "document.number", "document.range",
/// "document.long", "document.deep".
class Field {
public:
    /// The whole text; names are bytes again (see json_text.h).
    static Json parse(std::string_view text);
    Field(const Json& value, std::string path) : value_(value), path_(std::move(path)) {}

    const std::string& path() const noexcept { return path_; }
    /// An object with no other keys than these.
    void requireKeys(std::initializer_list<std::string_view> known) const;
    bool has(std::string_view key) const;
    Field at(std::string_view key) const;
    /// The keys of an object, in their order.
    std::vector<std::string> keys() const;
    /// Of an array with at most that many.
    std::vector<Field> items(std::size_t most) const;
    std::string text(std::size_t mostBytes) const;
    std::uint64_t number(std::uint64_t least, std::uint64_t most) const;
    bool truth() const;
    bool isText() const { return value_.is_string(); }
    bool isNull() const { return value_.is_null(); }
    /// Fractions are possible.
    void requireNumber(double least, double most) const;
    /// Below zero is possible; 64 bits.
    void requireInteger() const;
    /// It says something that is not possible.
    [[noreturn]] void refuse() const;

private:
    [[noreturn]] void refuseType(std::string_view wanted) const;

    const Json& value_;
    std::string path_;
};

/// Most bytes of such a file.
inline constexpr std::uint64_t mostDocumentBytes = 1 << 20;

/// The text of a regular file. Throws Error: Refused "document.long"; what reading throws.
std::string readDocument(const std::filesystem::path& path, std::uint64_t mostBytes = mostDocumentBytes);

}  // namespace engine::report
