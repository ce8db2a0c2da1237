#pragma once

#include "report/json.h"

#include <QByteArray>

#include <string>
#include <string_view>

namespace engine::archive {

/// Puts codes in the place of names, so that a bundle can be given to strangers: the same name gives the same code
/// within one hasher, and nobody can try out names against the codes, because the key goes with the object.
class NameHasher {
public:
    NameHasher();

    /// Each part between slashes by itself, so that folders stay folders.
    std::string path(std::string_view path) const;
    /// A copy in which every text is hashed but those whose key is known to carry none from an image or a file system:
    /// codes, states, formats.
    report::Json json(const report::Json& document) const;

private:
    std::string part(std::string_view name) const;
    void hash(report::Json& value, std::string_view key) const;

    QByteArray key_;
};

}  // namespace engine::archive
