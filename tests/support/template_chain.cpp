#include "support/template_chain.h"

#include "support/exported_image.h"
#include "support/guest_tree.h"
#include "support/scratch.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace testsupport {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t sector = 512;

/// Where both differ, in whole sectors; what lies closer together than `gap` is one.
std::vector<std::pair<std::uint64_t, std::uint64_t>> differences(const std::string& a, const std::string& b,
                                                                 std::uint64_t gap)
{
    std::vector<std::pair<std::uint64_t, std::uint64_t>> found;
    for (std::uint64_t at = 0; at < a.size(); at += sector) {
        const std::uint64_t length = std::min<std::uint64_t>(sector, a.size() - at);
        if (std::memcmp(a.data() + at, b.data() + at, length) == 0)
            continue;
        if (!found.empty() && at - found.back().second <= gap)
            found.back().second = at + length;
        else
            found.emplace_back(at, at + length);
    }
    return found;
}

struct Span {
    std::uint64_t start;
    std::uint64_t length;
};

/// Half of them begin and end on no boundary that anything has.
Span somewhere(Random& random, std::uint64_t size)
{
    const std::uint64_t start = random.below(size / sector) * sector;
    const std::uint64_t length = std::min(random.between(1, 600) * sector, size - start);
    return {start, length};
}

}  // namespace

void TemplateChain::run(Command command)
{
    chain_.history.push_back(command);
    runChecked(command);
}

std::string TemplateChain::backingName(Random& random) const
{
    const fs::path& backing = chain_.layers[chain_.layers.size() - 2].path;
    return random.chance(30) ? backing.string() : fs::relative(backing, chain_.top().parent_path()).string();
}

void TemplateChain::addRecipe(Random& random)
{
    GeneratedLayer layer;
    layer.recipe = randomRecipe(random, {!chain_.layers.empty(), true});
    layer.recipe.crash = false;
    layer.recipe.externalData = false;
    if (layer.recipe.rawExternalData || layer.recipe.preallocation == "full")
        layer.recipe.preallocation = "off";
    layer.recipe.rawExternalData = false;
    const std::string number = std::to_string(chain_.layers.size());
    const fs::path folder = chain_.layers.empty() && random.chance(20) ? folder_ / "base folder" : folder_;
    fs::create_directories(folder);
    layer.path = folder / (folder_.filename().string() + " " + number + (layer.recipe.raw ? ".raw" : ".qcow2"));
    chain_.layers.push_back(std::move(layer));
}

void TemplateChain::addLayer(const std::string& disk, std::uint64_t smallest, Random& random)
{
    try {
        addRecipe(random);
        GeneratedLayer& layer = chain_.layers.back();
        layer.virtualSize = disk.size();
        if (random.chance(20))
            layer.virtualSize += random.below(4000) * sector;
        else if (random.chance(15) && disk.size() > smallest)
            layer.virtualSize = smallest + random.below((disk.size() - smallest) / sector + 1) * sector;
        std::string shown = disk;
        shown.resize(layer.virtualSize);
        if (layer.recipe.raw) {
            writeRaw(shown);
        } else {
            create(random);
            writeDisk(shown, random);
            if (layer.recipe.compresses() && layer.recipe.snapshots == 0 && random.chance(50))
                compress(random);
            if (layer.recipe.snapshots > 0)
                addSnapshot(shown, random);
            if (layer.recipe.bitmap)
                run({"qemu-img", "bitmap", "--add", layer.path.string(), "changes"});
        }
        requireDisk(shown);
    } catch (const std::exception& error) {
        throw std::runtime_error("template: " + std::string(error.what()) + "\n" + chain_.historyText());
    }
}

void TemplateChain::writeRaw(const std::string& disk)
{
    const fs::path& path = chain_.top();
    createSparse(path, disk.size());
    const std::string nothing(disk.size(), '\0');
    for (const auto& [start, end] : differences(disk, nothing, 4096))
        writeAt(path, start, std::string_view(disk).substr(start, end - start));
}

void TemplateChain::create(Random& random)
{
    const GeneratedLayer& layer = chain_.layers.back();
    Command command{"qemu-img", "create", "-q", "-f", "qcow2", "-o", layer.recipe.options()};
    if (chain_.layers.size() > 1)
        command.insert(command.end(),
                       {"-F", chain_.layers[chain_.layers.size() - 2].format(), "-b", backingName(random)});
    command.insert(command.end(), {layer.path.string(), std::to_string(layer.virtualSize)});
    run(std::move(command));
}

void TemplateChain::writeDisk(const std::string& disk, Random& random) const
{
    const ExportedImage image(chain_.top());
    for (std::uint64_t count = random.below(4); count > 0; --count) {
        const Span span = somewhere(random, disk.size());
        image.discard(span.start, span.length);
    }
    const std::string_view wanted = disk;
    for (const auto& [start, end] : differences(disk, image.read(), random.below(17) * 4096)) {
        const std::string_view part = wanted.substr(start, end - start);
        if (part.find_first_not_of('\0') == std::string_view::npos && random.chance(50))
            image.writeZeros(start, part.size());
        else
            image.write(start, part);
    }
    for (std::uint64_t count = random.below(12); count > 0; --count) {
        const Span span = somewhere(random, disk.size());
        image.write(span.start, wanted.substr(span.start, span.length));
    }
    for (std::uint64_t count = random.below(12); count > 0; --count) {
        const std::size_t zeros = wanted.find(std::string(4096, '\0'), random.below(disk.size()));
        if (zeros == std::string_view::npos)
            continue;
        const std::size_t end = std::min(wanted.find_first_not_of('\0', zeros), wanted.size());
        const std::uint64_t start = (zeros + sector - 1) / sector * sector;
        const std::uint64_t length = std::min<std::uint64_t>((end - start) / sector * sector, random.below(3) << 20);
        if (length > 0 && random.chance(50))
            image.write(start, std::string(length, '\0'));
        else if (length > 0)
            image.writeZeros(start, length);
    }
}

/// The layer again, with the clusters that it stores compressed.
void TemplateChain::compress(Random& random)
{
    const GeneratedLayer& layer = chain_.layers.back();
    const bool hasBacking = chain_.layers.size() > 1;
    // qemu-img convert -B takes only a backing image of the same size.
    if (hasBacking && chain_.layers[chain_.layers.size() - 2].virtualSize != layer.virtualSize)
        return;
    const fs::path plain = layer.path.parent_path() / "plain.qcow2";
    fs::rename(layer.path, plain);
    Command command{"qemu-img", "convert", "-c", "-f", "qcow2", "-O", "qcow2", "-o", layer.recipe.options()};
    if (random.chance(30))
        command.insert(command.end(), {"-S", "0"});
    if (hasBacking)
        command.insert(command.end(),
                       {"-F", chain_.layers[chain_.layers.size() - 2].format(), "-B", backingName(random)});
    command.insert(command.end(), {plain.string(), layer.path.string()});
    run(std::move(command));
    fs::remove(plain);
}

void TemplateChain::addSnapshot(const std::string& disk, Random& random)
{
    run({"qemu-img", "snapshot", "-c", "before", chain_.top().string()});
    const ExportedImage image(chain_.top());
    const Span span = somewhere(random, disk.size());
    image.write(span.start, std::string_view(disk).substr(span.start, span.length));
}

/// QEMU itself reads what was meant.
void TemplateChain::requireDisk(const std::string& disk)
{
    const Scratch scratch;
    runChecked({"qemu-img", "convert", "-f", chain_.layers.back().format(), "-O", "raw", chain_.top().string(),
                (scratch / "disk.raw").string()});
    if (readFile(scratch / "disk.raw") != disk)
        throw std::runtime_error("the chain does not read as the guest's disk");
}

}  // namespace testsupport
