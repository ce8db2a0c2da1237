#include "chain/suspicions.h"

#include "storage/local_name.h"

#include <algorithm>
#include <array>

namespace engine {

namespace {

struct Ending {
    std::string_view ending;
    std::string_view format;
};

constexpr std::array endings{
    Ending{".qcow2", "qcow2"}, Ending{".qcow", "qcow"}, Ending{".qed", "qed"},   Ending{".raw", "raw"},
    Ending{".vdi", "vdi"},     Ending{".vhd", "vpc"},   Ending{".vhdx", "vhdx"}, Ending{".vmdk", "vmdk"},
};

/// What is called .qcow is often qcow2; the data of a VMDK descriptor lies in raw files of the same ending.
bool fits(const std::filesystem::path& path, std::string_view expected, std::string_view format)
{
    if (expected == "qcow")
        return format == "qcow" || format == "qcow2";
    return format == expected || (expected == "vmdk" && format == "raw" && path.stem().string().ends_with("-flat"));
}

std::optional<Suspicion> suspectEnding(const Layer& layer)
{
    const std::string ending = layer.path.extension().string();
    const auto known =
        std::find_if(endings.begin(), endings.end(), [&](const Ending& one) { return one.ending == ending; });
    if (known == endings.end() || fits(layer.path, known->format, layer.format))
        return std::nullopt;
    Error::Values values{{"path", layer.path.string()}, {"ending", ending}, {"format", layer.format}};
    if (layer.status->length == 0)
        return Suspicion{"file.endingEmpty", std::move(values)};
    return Suspicion{layer.format == "raw" ? "file.endingRaw" : "file.ending", std::move(values)};
}

std::optional<Suspicion> suspectName(const Layer& layer)
{
    const std::optional<LocalName> name = localName(layer.namedAs);
    if (!name || !name->fromStart)
        return std::nullopt;
    return Suspicion{"name.fromStart", {{"name", layer.namedAs}, {"path", layer.path.string()}}};
}

}  // namespace

std::vector<Suspicion> suspicionsOf(const Layer& layer)
{
    std::vector<Suspicion> found;
    // A layer that was not opened is of no format yet.
    if (!layer.image || !layer.status)
        return found;
    for (const auto& suspicion : {suspectEnding(layer), suspectName(layer)})
        if (suspicion)
            found.push_back(*suspicion);
    return found;
}

void addSuspicion(ForestNode& node, Suspicion suspicion)
{
    const auto same = std::count_if(node.suspicions.begin(), node.suspicions.end(),
                                    [&](const Suspicion& one) { return one.code == suspicion.code; });
    if (static_cast<std::size_t>(same) < mostSuspicions)
        node.suspicions.push_back(std::move(suspicion));
    else
        addUnlisted(node, 1);
}

void addUnlisted(ForestNode& node, std::size_t count)
{
    constexpr std::string_view code = "suspicion.more";
    if (count == 0)
        return;
    const auto known = std::find_if(node.suspicions.begin(), node.suspicions.end(),
                                    [&](const Suspicion& one) { return one.code == code; });
    if (known == node.suspicions.end())
        node.suspicions.push_back({code, {{"count", std::uint64_t{count}}}});
    else
        std::get<std::uint64_t>(known->values.front().second) += count;
}

}  // namespace engine
