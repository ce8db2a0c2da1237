#include "support/extract_files.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <stdexcept>
#include <vector>

namespace testsupport {

namespace fs = std::filesystem;

namespace {

class Listing : public engine::FileVisitor {
public:
    struct Entry {
        engine::FileKind kind;
        std::uint64_t length;
        std::vector<engine::VolumeRange> stored;
    };
    struct Name {
        std::uint64_t parent;
        std::string name;
    };

    void file(const engine::GuestFile& file) override
    {
        if (!entries.emplace(file.id, Entry{file.kind, file.length, {file.stored.begin(), file.stored.end()}}).second)
            throw std::runtime_error("id " + std::to_string(file.id) + " comes twice");
    }
    void named(std::uint64_t id, std::uint64_t parent, std::string_view name) override
    {
        names.emplace(id, Name{parent, std::string(name)});
    }

    fs::path pathOf(std::uint64_t id, std::uint64_t root) const
    {
        fs::path path;
        for (; id != root; id = names.at(id).parent)
            path = path.empty() ? fs::path(names.at(id).name) : names.at(id).name / path;
        return path;
    }

    std::map<std::uint64_t, Entry> entries;
    std::map<std::uint64_t, Name> names;
};

void copyContent(const Listing::Entry& entry, std::ifstream& image, const fs::path& path)
{
    std::ofstream out(path, std::ios::binary);
    std::uint64_t left = entry.length;
    std::vector<char> buffer;
    for (const engine::VolumeRange& range : entry.stored) {
        buffer.resize(std::min(left, range.length));
        image.seekg(static_cast<std::streamoff>(range.start.bytes()));
        image.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        out.write(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        left -= buffer.size();
    }
    if (left > 0 || !image || !out.flush())
        throw std::runtime_error("cannot extract " + path.string());
}

}  // namespace

void extractFiles(engine::FileSystem& fileSystem, const fs::path& image, const fs::path& folder)
{
    Listing listing;
    fileSystem.visitFiles(engine::WalkScope::All, listing);
    std::ifstream content(image, std::ios::binary);
    const std::uint64_t root = fileSystem.rootFolder();
    for (const auto& [id, entry] : listing.entries) {
        if (id == root || entry.kind == engine::FileKind::Metadata)
            continue;
        const fs::path path = folder / listing.pathOf(id, root);
        fs::create_directories(entry.kind == engine::FileKind::Folder ? path : path.parent_path());
        if (entry.kind == engine::FileKind::File)
            copyContent(entry, content, path);
    }
}

}  // namespace testsupport
