#include "support/named_layout.h"

#include <array>
#include <stdexcept>

namespace testsupport {

namespace {

namespace fs = std::filesystem;

constexpr const char* diskSize = "1M";
/// The longest that a file may have, and the longest with room for what a run puts around it.
constexpr std::size_t longestName = 255;
constexpr std::size_t longestWithRoom = 235;

std::string spelled(const fs::path& relative)
{
    const std::string text = relative.string();
    return text.find(':') < text.find('/') ? "./" + text : text;
}

bool isTaken(const fs::path& path)
{
    std::error_code failed;
    return fs::exists(fs::symlink_status(path, failed));
}

}  // namespace

std::optional<std::string> contentBy(const fs::path& path, const std::string& format)
{
    const Scratch scratch;
    const fs::path raw = scratch / "disk";
    const Finished converted =
        run({"qemu-img", "convert", "-U", "-f", format, "-O", "raw", path.string(), raw.string()});
    if (converted.exitCode != 0)
        return std::nullopt;
    std::string content = readFile(raw);
    content.erase(content.find_last_not_of('\0') + 1);
    return content;
}

NamedLayout::NamedLayout(std::uint64_t seed) : random_(seed), root_(scratch_ / "root")
{
    fs::create_directory(root_);
    folders_.push_back(root_);
    longNames_ = random_.chance(15);
    for (std::uint64_t count = random_.between(2, 4); count > 0; --count) {
        const fs::path made = random_.pick(folders_) / name();
        if (!isTaken(made) && fs::create_directory(made))
            folders_.push_back(made);
    }
    for (std::uint64_t count = random_.below(3); count > 0; --count) {
        const fs::path target = folder();
        const fs::path link = place();
        fs::create_directory_symlink(target, link);
        linkedFolders_.push_back(link);
    }
    makeChain(random_.between(1, 4), {});
    if (random_.chance(60)) {
        // Another one, on a layer of the first or by itself.
        const auto& first = chains_.front();
        const std::size_t below = random_.chance(60) ? random_.below(first.size()) : 0;
        const std::vector<NamedLayer> shared(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(below));
        makeChain(random_.between(1, 2), shared);
    }
    addNames();
}

std::string NamedLayout::name()
{
    static const std::array<std::string, 14> kinds{"disk",
                                                   "disk.qcow2",
                                                   "win10:22H2.qcow2",
                                                   ":lead",
                                                   "nbd:x",
                                                   "a,b=c.qcow2",
                                                   "50%s%d.qcow2",
                                                   "two\nlines",
                                                   "-dash.qcow2",
                                                   "\xc4\xa3\xb0\xe5.qcow2",
                                                   "json:{}",
                                                   "a b'c\"d\\e",
                                                   "\xe6\xa8\xa1\xe6\x9d\xbf",
                                                   "file:disk"};
    const std::string kind = random_.pick(kinds);
    if (longNames_ && random_.chance(20))
        return kind + std::string((random_.chance(50) ? longestName : longestWithRoom) - kind.size(), 'n');
    return kind;
}

fs::path NamedLayout::folder()
{
    return random_.pick(folders_);
}

fs::path NamedLayout::place(const std::string& like)
{
    for (int tries = 0; tries < 200; ++tries) {
        fs::path path = folder() / (like.empty() ? name() : like);
        if (!isTaken(path))
            return path;
        if (tries > 20)
            path += std::to_string(tries);
        if (path.filename().native().size() <= longestName && !isTaken(path))
            return path;
    }
    throw std::runtime_error("no name is left");
}

fs::path NamedLayout::freePath()
{
    const fs::path path = place();
    if (linkedFolders_.empty() || random_.chance(40))
        return path;
    // The folder of the new file is behind "..": as a shell goes, not as the letters say.
    const fs::path link = random_.pick(linkedFolders_);
    const fs::path there = fs::canonical(link).parent_path();
    fs::path free = link / ".." / path.filename();
    // The folder above the root is not ours.
    return there == root_.parent_path() || isTaken(there / path.filename()) ? path : free;
}

fs::path NamedLayout::emptyFolder()
{
    const fs::path path = freePath();
    fs::create_directory(path);
    return path;
}

fs::path NamedLayout::linked(const fs::path& file)
{
    const fs::path link = place(random_.chance(50) ? file.filename().string() : std::string());
    const fs::path target = random_.chance(50) ? file : file.lexically_relative(link.parent_path());
    fs::create_symlink(target, link);
    return link;
}

std::string NamedLayout::nameFrom(const NamedLayer& overlay, const fs::path& backing)
{
    if (random_.chance(30))
        return backing.string();
    return spelled(backing.lexically_relative(overlay.openedAs.parent_path()));
}

NamedLayer NamedLayout::makeLayer(const NamedLayer* below, std::uint64_t number)
{
    NamedLayer layer;
    layer.file = place();
    const std::string pattern = std::to_string(number + 1);
    const std::vector<std::string> writes{"write -P " + pattern + ' ' + std::to_string(number * 64) + "k 96k",
                                          "write -P " + pattern + ' ' + std::to_string(random_.below(15) * 64) +
                                              "k 32k"};
    if (!below && random_.chance(15)) {
        layer.format = "raw";
        std::string content(1 << 20, '\0');
        content.replace(0, 96 << 10, std::string(96 << 10, 'r'));
        writeFile(layer.file, content);
        layer.openedAs = random_.chance(30) ? linked(layer.file) : layer.file;
        return layer;
    }
    writeFile(layer.file, {});
    layer.openedAs = layer.file;
    for (std::uint64_t links = random_.chance(45) ? random_.between(1, 2) : 0; links > 0; --links)
        layer.openedAs = linked(layer.openedAs);
    Command create{"qemu-img", "create", "-q", "-u", "-f", "qcow2"};
    if (below) {
        layer.backingName = nameFrom(layer, below->openedAs);
        create.insert(create.end(), {"-F", below->format, "-b", layer.backingName});
    }
    create.insert(create.end(), {layer.file.string(), diskSize});
    runChecked(create);
    runChecked({"qemu-io", "-f", "qcow2", "-c", writes[0], "-c", writes[1], layer.openedAs.string()});
    if (below && layer.openedAs != layer.file && random_.chance(40))
        makeDecoy(layer);
    return layer;
}

/// Another image, where the layer's name leads from the folder of the file itself.
void NamedLayout::makeDecoy(const NamedLayer& layer)
{
    const fs::path there = layer.file.parent_path() / layer.backingName;
    if (layer.backingName.starts_with('/') || isTaken(there) || !fs::is_directory(there.parent_path()))
        return;
    runChecked({"qemu-img", "create", "-q", "-f", "qcow2", there.string(), diskSize});
    runChecked({"qemu-io", "-f", "qcow2", "-c", "write -P 255 0 1M", there.string()});
}

void NamedLayout::makeChain(std::size_t depth, const std::vector<NamedLayer>& below)
{
    std::vector<NamedLayer> chain = below;
    for (std::size_t count = 0; count < depth || chain.empty() || chain.back().format == "raw"; ++count)
        chain.push_back(makeLayer(chain.empty() ? nullptr : &chain.back(), layers_++));
    chains_.push_back(std::move(chain));
}

void NamedLayout::addNames()
{
    for (std::uint64_t count = random_.below(4); count > 0; --count) {
        const NamedLayer& layer = random_.pick(random_.pick(chains_));
        if (random_.chance(50))
            linked(random_.chance(70) ? layer.file : layer.openedAs);
        else
            fs::create_hard_link(layer.file,
                                 place(random_.chance(30) ? layer.file.filename().string() : std::string()));
    }
}

std::map<fs::path, std::string> NamedLayout::contents() const
{
    std::map<fs::path, std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(root_)) {
        std::error_code failed;
        if (!entry.is_regular_file(failed) ||
            entry.path().filename().string().find(".before-slim") != std::string::npos)
            continue;
        if (const auto content = contentBy(entry.path()))
            found[entry.path()] = *content;
    }
    return found;
}

std::string NamedLayout::text() const
{
    std::string text;
    for (const auto& chain : chains_) {
        text += "chain\n";
        for (const NamedLayer& layer : chain)
            text +=
                "  " + layer.file.string() + " as " + layer.openedAs.string() + " names " + layer.backingName + '\n';
    }
    return text + runChecked({"ls", "-lRi", root_.string()});
}

}  // namespace testsupport
