#pragma once

#include "bytes/error.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace engine::lvm {

using ConfigValue = std::variant<std::uint64_t, std::string>;

/// A section or an assignment of LVM's text format (lvm.conf(5)). A value that stands alone is a list of one.
struct ConfigNode {
    std::string key;
    bool isSection = false;
    std::vector<ConfigNode> children;  ///< of a section
    std::vector<ConfigValue> values;   ///< of an assignment

    /// The child of that name, or null.
    const ConfigNode* find(std::string_view name) const noexcept;
    /// The single number or text of the assignment of that name. Throws Error(Refused, "field.missing") otherwise.
    std::uint64_t number(std::string_view name) const;
    const std::string& text(std::string_view name) const;
    /// The section of that name. Throws as `number` does.
    const ConfigNode& section(std::string_view name) const;
};

/// Parses what LVM2 itself writes: integers (a negative one becomes its text), strings in double quotes, lists,
/// sections, comments. The result is a section without a name. Throws Error(Refused, "lvm.text") for anything else, for
/// a name that comes twice in a section, and for more nodes or depth than a volume group has.
ConfigNode parseConfig(std::string_view text);

}  // namespace engine::lvm
