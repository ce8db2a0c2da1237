#include "bytes/reason.h"

namespace engine {

Error::Values withReason(Error::Values values, std::string_view code, const Error::Values& own, std::string_view name)
{
    values.emplace_back(name, std::string(code));
    for (const auto& [key, value] : own)
        values.emplace_back(std::string(name) + '.' + key, value);
    return values;
}

Error::Values valuesOfReason(const Error::Values& values, std::string_view name)
{
    Error::Values own;
    for (const auto& [key, value] : values)
        if (key.size() > name.size() && key.starts_with(name) && key[name.size()] == '.')
            own.emplace_back(key.substr(name.size() + 1), value);
    return own;
}

}  // namespace engine
