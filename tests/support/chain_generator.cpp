#include "support/chain_generator.h"

#include "support/scratch.h"
#include "support/write_script.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace testsupport {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t smallestDisk = 64 << 10;
constexpr std::uint64_t largestDisk = 64 << 20;
constexpr std::uint64_t sector = 512;

/// In image options a comma ends a value.
std::string optionValue(const fs::path& path)
{
    std::string text;
    for (const char c : path.string())
        text += c == ',' ? ",," : std::string(1, c);
    return text;
}

std::uint64_t sectors(std::uint64_t bytes)
{
    return (bytes + sector - 1) / sector * sector;
}

/// Blocks of noise and blocks of repeated text, so that some clusters deflate well, some badly, and all differ.
std::string variedContent(Random& random)
{
    std::string content;
    while (content.size() < 200'003) {
        const std::string word = std::to_string(random.next());
        for (std::uint64_t count = random.below(90); count > 0; --count)
            content += word;
        for (std::uint64_t count = random.below(3000); count > 0; --count)
            content += static_cast<char>(random.next());
    }
    return content;
}

class Generator {
public:
    Generator(const fs::path& folder, std::uint64_t seed, LuksTemplate& luks)
        : folder_(folder), random_(seed), luks_(luks), source_(folder / "source.bin")
    {
    }

    GeneratedChain take()
    {
        content_ = variedContent(random_);
        writeFile(source_, content_);
        static constexpr std::array depths{1, 1, 2, 2, 3, 3, 3, 4, 4, 5, 6, 8, 10, 12};
        const int depth = random_.pick(depths);
        for (int layer = 0; layer < depth; ++layer)
            addLayer();
        return std::move(chain_);
    }

private:
    void run(Command command, int exitCode = 0)
    {
        chain_.history.push_back(command);
        const Finished result = testsupport::run(command);
        const bool crashed = exitCode < 0 && result.signal != 0;
        if (!crashed && result.exitCode != exitCode)
            throw std::runtime_error("generator: " + result.err + result.out + "\n" + chain_.historyText());
    }

    Command withTarget(Command command) const
    {
        const Command target = chain_.qemuArguments(chain_.layers.size() - 1);
        command.insert(command.end(), target.begin(), target.end());
        return command;
    }

    Command withTargetAlone(Command command) const
    {
        const Command target = chain_.qemuArgumentsAlone(chain_.layers.size() - 1);
        command.insert(command.end(), target.begin(), target.end());
        return command;
    }

    void addLayer()
    {
        GeneratedLayer layer;
        layer.recipe = randomRecipe(random_, {!chain_.layers.empty(), chain_.encrypted()});
        layer.virtualSize = pickSize();
        layer.path = pickPath(layer.recipe.raw);
        chain_.layers.push_back(layer);
        if (layer.recipe.raw)
            return writeRaw();
        if (layer.recipe.encrypted)
            createEncrypted();
        else
            create();
        fill();
    }

    std::uint64_t pickSize()
    {
        if (chain_.layers.empty())
            return sectors(random_.between(1, smallestDisk) + (smallestDisk << random_.below(10)));
        const std::uint64_t below = sectors(chain_.layers.back().virtualSize);
        switch (random_.below(8)) {
        case 0:
            return std::min(sectors(below + random_.below(below / 2 + sector)), largestDisk);
        case 1:
            return sectors(below - random_.below(below / 2));
        default:
            return below;
        }
    }

    fs::path pickPath(bool raw)
    {
        static constexpr std::array folders{"", "", "", "", "", "", "sub dir", "Übung-模板"};
        static constexpr std::array names{"layer", "layer", "with space ", "Größe-层", "a:b", "comma,", "it's \"quoted\" "};
        const fs::path folder = folder_ / random_.pick(folders);
        fs::create_directories(folder);
        const std::string number = std::to_string(chain_.layers.size());
        return folder / (random_.pick(names) + number + (raw ? ".raw" : ".qcow2"));
    }

    /// How the layer spells its backing file: relative to its own folder, or absolute.
    std::string backingName()
    {
        const fs::path& backing = chain_.layers[chain_.layers.size() - 2].path;
        if (random_.chance(30))
            return backing.string();
        const std::string name = fs::relative(backing, chain_.top().parent_path()).string();
        const auto mark = name.find_first_of(":/");
        return mark != std::string::npos && name[mark] == ':' ? "./" + name : name;
    }

    Command backingArguments()
    {
        if (chain_.layers.size() < 2)
            return {};
        // -u: it need not be opened, the size is given.
        return {"-u", "-F", chain_.layers[chain_.layers.size() - 2].format(), "-b", backingName()};
    }

    void create()
    {
        GeneratedLayer& layer = chain_.layers.back();
        std::string options = layer.recipe.options();
        const fs::path folder = layer.path.parent_path();
        if (layer.recipe.externalData) {
            // Absolute: QEMU takes a relative name from the current folder, not from that of the image.
            layer.dataFile = folder / ("data" + std::to_string(chain_.layers.size()) + ".bin");
            options += ",data_file=" + optionValue(layer.dataFile);
        }
        Command command{"qemu-img", "create", "-q", "-f", "qcow2", "-o", options};
        const Command backing = backingArguments();
        command.insert(command.end(), backing.begin(), backing.end());
        command.insert(command.end(), {layer.path.string(), std::to_string(layer.virtualSize)});
        run(std::move(command));
    }

    void createEncrypted()
    {
        const GeneratedLayer& layer = chain_.layers.back();
        luks_.copyTo(layer.path);
        run(withTarget({"qemu-io", "-c", "truncate " + std::to_string(layer.virtualSize)}));
        if (chain_.layers.size() > 1)
            run(withTarget({"qemu-img", "rebase", "-u", "-F", chain_.layers[chain_.layers.size() - 2].format(), "-b",
                            backingName()}));
    }

    /// Runs of content with holes between, all of any length.
    void writeRaw()
    {
        GeneratedLayer& layer = chain_.layers.back();
        if (random_.chance(50))
            layer.virtualSize -= random_.below(sector);
        writeFile(layer.path, {});
        fs::resize_file(layer.path, layer.virtualSize);
        for (std::uint64_t runs = random_.below(9); runs > 0; --runs) {
            const std::uint64_t start = random_.below(layer.virtualSize);
            const std::uint64_t length = std::min(random_.between(1, 150'000), layer.virtualSize - start);
            writeAt(layer.path, start, content_.substr(0, length));
        }
        chain_.history.push_back({"#", "raw", layer.path.string(), std::to_string(layer.virtualSize)});
    }

    void fill()
    {
        const GeneratedLayer& layer = chain_.layers.back();
        const LayerRecipe& recipe = layer.recipe;
        const bool zerosWhole = recipe.version == 3 && !recipe.extendedL2;
        WriteScript script(random_, {layer.virtualSize, recipe.clusterSize, recipe.compresses(), zerosWhole, source_});
        if (recipe.bitmap)
            run(withTargetAlone({"qemu-img", "bitmap", "--add", "-g", std::to_string(512U << random_.below(8))}),
                "changes");
        for (unsigned snapshot = 0; snapshot < recipe.snapshots; ++snapshot) {
            writeSome(script, false);
            run(withTarget({"qemu-img", "snapshot", "-c", "state " + std::to_string(snapshot)}));
        }
        writeSome(script, recipe.crash);
    }

    void run(Command command, const char* last)
    {
        command.emplace_back(last);
        run(std::move(command));
    }

    void writeSome(WriteScript& script, bool crash)
    {
        GeneratedLayer& layer = chain_.layers.back();
        Command command{"qemu-io"};
        if (layer.recipe.resize && random_.chance(50)) {
            layer.virtualSize = std::min(sectors(layer.virtualSize + random_.below(layer.virtualSize / 3)), largestDisk);
            command.insert(command.end(), {"-c", "truncate " + std::to_string(layer.virtualSize)});
            script.grow(layer.virtualSize);
        }
        for (const std::string& write : script.round())
            command.insert(command.end(), {"-c", write});
        if (crash)
            command.insert(command.end(), {"-c", "abort"});
        if (command.size() > 1)
            run(withTarget(std::move(command)), crash ? -1 : 0);
    }

    fs::path folder_;
    Random random_;
    LuksTemplate& luks_;
    fs::path source_;
    std::string content_;
    GeneratedChain chain_;
};

}  // namespace

Command secretArguments()
{
    return {"--object", "secret,id=key,data=abc"};
}

std::size_t GeneratedChain::firstEncrypted() const
{
    const auto found = std::find_if(layers.begin(), layers.end(),
                                    [](const GeneratedLayer& layer) { return layer.recipe.encrypted; });
    return static_cast<std::size_t>(found - layers.begin());
}

std::string GeneratedChain::secretPrefix(std::size_t layer) const
{
    if (firstEncrypted() > layer)
        return {};
    std::string prefix = ",";
    for (std::size_t below = layer; below > firstEncrypted(); --below)
        prefix += "backing.";
    return prefix;
}

Command GeneratedChain::qemuArguments(std::size_t layer) const
{
    const std::string prefix = secretPrefix(layer);
    if (prefix.empty())
        return {layers[layer].path.string()};
    Command arguments = secretArguments();
    arguments.insert(arguments.end(),
                     {"--image-opts", "driver=qcow2,file.driver=file,file.filename=" + optionValue(layers[layer].path) +
                                          prefix + "encrypt.key-secret=key"});
    return arguments;
}

Command GeneratedChain::qemuArgumentsAlone(std::size_t layer) const
{
    return layers[layer].recipe.encrypted ? qemuArguments(layer) : Command{layers[layer].path.string()};
}

Command GeneratedChain::allowArguments(std::size_t layer) const
{
    Command arguments;
    const fs::path own = layers[layer].path.parent_path();
    for (std::size_t below = 0; below <= layer; ++below) {
        if (layers[below].path.parent_path() != own)
            arguments.insert(arguments.end(), {"--allow", layers[below].path.string()});
        if (!layers[below].dataFile.empty())
            arguments.insert(arguments.end(), {"--allow", layers[below].dataFile.string()});
    }
    return arguments;
}

std::string GeneratedChain::historyText() const
{
    std::string text;
    for (const Command& command : history)
        text += shellText(command) + '\n';
    return text;
}

void LuksTemplate::make()
{
    Command command{"qemu-img", "create", "-q", "-f", "qcow2", "-o",
                    "encrypt.format=luks,encrypt.key-secret=key,encrypt.iter-time=10,cluster_size=65536"};
    const Command secret = secretArguments();
    command.insert(command.end(), secret.begin(), secret.end());
    command.insert(command.end(), {path_.string(), "64k"});
    // It measures the processor, and gives up at once where the system's clock is too coarse for that.
    for (int attempt = 1; run(command).exitCode != 0; ++attempt)
        if (attempt == 100)
            throw std::runtime_error("no LUKS image: " + shellText(command));
    made_ = true;
}

void LuksTemplate::copyTo(const fs::path& path)
{
    if (!made_)
        make();
    fs::copy_file(path_, path);
}

GeneratedChain generateChain(const fs::path& folder, std::uint64_t seed, LuksTemplate& luks)
{
    return Generator(folder, seed, luks).take();
}

}  // namespace testsupport
