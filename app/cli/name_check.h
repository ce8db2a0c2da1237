#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace cli {

/// What is wrong with the name of a new file; empty: nothing.
inline std::string mustEndWith(const std::string& path, std::initializer_list<std::string_view> endings)
{
    std::string all;
    for (const std::string_view ending : endings) {
        if (path.ends_with(ending))
            return {};
        all += ' ' + std::string(ending);
    }
    return "the name has to end with one of" + all;
}

}  // namespace cli
