#include "plan/diagnosis/diagnosis.h"

#include "bytes/reason.h"
#include <algorithm>

namespace engine {

namespace {

class Diagnostician {
public:
    Diagnostician(const Chain& chain, const DiagnosisOptions& options, Progress& progress, std::stop_token stop)
        : options_(options), progress_(progress), stop_(std::move(stop)), diagnosis_(chain)
    {
        diagnosis_.exact = options.exact;
    }

    Diagnosis run()
    {
        measure();
        diagnosis_.symptoms = chainSymptoms(chain());
        if (chain().complete() && readable())
            examine();
        sortSymptoms(diagnosis_.symptoms);
        return std::move(diagnosis_);
    }

private:
    const Chain& chain() const noexcept { return diagnosis_.chain; }
    void measure();
    bool readable();
    void examine();
    void read();
    void account();
    void divideByVolume();
    void addVolume(std::optional<std::size_t> number, GuestRangeSet range);
    void listFiles();
    void listChanges();
    void addChanges(ChangeStep step);
    bool mayCompareMore() const;
    void noteLeftOut(std::string_view code, std::uint64_t count);
    void addSymptoms(std::vector<Symptom> symptoms)
    {
        for (Symptom& symptom : symptoms)
            diagnosis_.symptoms.push_back(std::move(symptom));
    }

    const DiagnosisOptions& options_;
    Progress& progress_;
    std::stop_token stop_;
    std::size_t comparedFiles_ = 0;
    Diagnosis diagnosis_;
};

void Diagnostician::measure()
{
    for (const Layer& layer : chain().layers()) {
        LayerDiagnosis& found = diagnosis_.layers.emplace_back();
        found.path = layer.path;
        found.format = layer.format;
        if (layer.image)
            found.sizes.virtualSize = layer.image->info().virtualSize;
        if (layer.status) {
            found.sizes.length = layer.status->length;
            found.sizes.diskSize = layer.status->diskSize;
        }
        diagnosis_.sizes += found.sizes;
    }
    diagnosis_.sizes.virtualSize = diagnosis_.layers.back().sizes.virtualSize;
}

/// Encrypted content is a wall for all that follows.
bool Diagnostician::readable()
{
    for (std::size_t index = 0; index < chain().layers().size(); ++index) {
        const Layer& layer = chain().layers()[index];
        if (layer.image->info().encryption.empty())
            continue;
        diagnosis_.symptoms.push_back(
            {"diagnosis.encrypted",
             {{"path", layer.path.string()}, {"method", std::string(layer.image->info().encryption)}},
             Severity::Warning,
             Remedy::None,
             index,
             {},
             0,
             {},
             {}});
        return false;
    }
    return true;
}

void Diagnostician::examine()
{
    try {
        read();
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::Corrupt && error.kind() != ErrorKind::Refused &&
            error.kind() != ErrorKind::Unsupported)
            throw;
        diagnosis_.symptoms.push_back({"diagnosis.tablesBroken",
                                       withReason({{"path", error.path().string()}}, error),
                                       Severity::Harm,
                                       Remedy::RestoreBackup,
                                       {},
                                       {},
                                       0,
                                       {},
                                       {}});
        return;
    }
    diagnosis_.complete = true;
    divideByVolume();
    listFiles();
    addSymptoms(guestSymptoms(*diagnosis_.guest));
    for (std::size_t layer = 0; layer < diagnosis_.layers.size(); ++layer)
        addSymptoms(layerSymptoms(chain(), layer, diagnosis_.layers[layer].account, diagnosis_.uses[layer]));
}

void Diagnostician::read()
{
    const MapDepth depth = options_.exact ? MapDepth::Exact : MapDepth::Quick;
    diagnosis_.maps = readLayerMaps(chain(), depth, progress_, stop_);
    const GuestOptions guest{.everyFile = options_.exact, .listFiles = true, .beside = options_.beside};
    diagnosis_.guest = std::make_shared<const Guest>(readGuest(chain(), guest, progress_, stop_));
    diagnosis_.uses = readLayerUse(chain(), diagnosis_.maps, *diagnosis_.guest);
    account();
    if (options_.changes)
        listChanges();
}

void Diagnostician::account()
{
    for (std::size_t index = 0; index < diagnosis_.layers.size(); ++index) {
        const LayerFacts facts{chain().layers()[index], diagnosis_.maps[index], diagnosis_.uses[index],
                               *diagnosis_.guest};
        LayerDiagnosis& layer = diagnosis_.layers[index];
        layer.account = accountOf(facts, options_.exact, progress_, stop_);
        diagnosis_.total += layer.account.bytes;
    }
}

void Diagnostician::divideByVolume()
{
    GuestRangeSet rest = GuestRangeSet::of({{GuestOffset(0), diagnosis_.sizes.virtualSize}});
    const std::vector<Volume>& volumes = diagnosis_.guest->volumes;
    const std::size_t listed = std::min(volumes.size(), mostListedVolumes);
    noteLeftOut("diagnosis.volumesLeftOut", volumes.size() - listed);
    for (std::size_t number = 0; number < listed; ++number) {
        const VolumeMapping& mapping = volumes[number].mapping;
        GuestRangeSet range =
            intersectionOf(rest, mapping.toDisk(VolumeRangeSet::of({{VolumeOffset(0), mapping.size()}})));
        rest = differenceOf(rest, range);
        addVolume(number, std::move(range));
    }
    // A lower layer may be larger than the disk; what is there is hidden.
    for (const LayerDiagnosis& layer : diagnosis_.layers)
        rest = unionOf(rest, GuestRangeSet::of({GuestRange::between(GuestOffset(diagnosis_.sizes.virtualSize),
                                                                    GuestOffset(layer.sizes.virtualSize))}));
    if (!rest.empty())
        addVolume(std::nullopt, std::move(rest));
}

void Diagnostician::addVolume(std::optional<std::size_t> number, GuestRangeSet range)
{
    VolumeDiagnosis volume;
    volume.volume = number;
    for (const LayerDiagnosis& layer : diagnosis_.layers) {
        ByPart<std::uint64_t>& bytes = volume.layers.emplace_back();
        bytes[Part::Live] = intersectionOf(layer.account.guest[Part::Live], range).total();
        for (const Part part : guestParts)
            bytes[part] = intersectionOf(layer.account.guest[part], range).total();
    }
    volume.range = std::move(range);
    diagnosis_.volumes.push_back(std::move(volume));
}

void Diagnostician::listFiles()
{
    const std::vector<GuestRangeSet> visible = visibleInLayers(diagnosis_.maps);
    const Guest& guest = *diagnosis_.guest;
    for (const bool folders : {false, true}) {
        std::vector<FileShare>& list = folders ? diagnosis_.folders : diagnosis_.files;
        for (std::size_t number = 0; number < guest.volumes.size(); ++number) {
            if (!guest.volumes[number].files)
                continue;
            for (FileShare& share : largestShares(guest, number, visible, options_.listed, folders))
                list.push_back(std::move(share));
        }
        std::stable_sort(list.begin(), list.end(), [&](const FileShare& a, const FileShare& b) {
            const auto size = [&](const FileShare& share) {
                return guest.volumes[share.volume].files->entries()[share.file].belowBytes;
            };
            return size(a) > size(b);
        });
        list.resize(std::min(list.size(), options_.listed));
    }
}

void Diagnostician::listChanges()
{
    const auto changes = [this](const Chain& before, const Chain& after) {
        return compareFiles(before, after, progress_, stop_, options_.beside);
    };
    std::uint64_t leftOut = 0;
    for (std::size_t layer = 1; layer < chain().layers().size(); ++layer) {
        if (mayCompareMore())
            addChanges({layer, {}, {}, changes(chain().lower(layer), chain().lower(layer + 1))});
        else
            ++leftOut;
    }
    for (const Snapshot& snapshot : chain().top().image->info().snapshots) {
        if (!mayCompareMore()) {
            ++leftOut;
            continue;
        }
        ChainOptions open = options_.open;
        open.snapshot = snapshot.id;
        const Chain then = Chain::open(chain().top().path, open);
        if (then.complete())
            addChanges({std::nullopt, snapshot.id, snapshot.name, changes(then, chain())});
    }
    noteLeftOut("diagnosis.changesLeftOut", leftOut);
}

void Diagnostician::addChanges(ChangeStep step)
{
    for (const auto& guest : {step.changes.before, step.changes.after})
        for (const Volume& volume : guest->volumes)
            comparedFiles_ += volume.files ? volume.files->entries().size() : 0;
    diagnosis_.changes.push_back(std::move(step));
}

/// The count and the memory of what was compared so far.
bool Diagnostician::mayCompareMore() const
{
    return diagnosis_.changes.size() < mostChangeSteps && comparedFiles_ < mostComparedFiles;
}

void Diagnostician::noteLeftOut(std::string_view code, std::uint64_t count)
{
    if (count > 0)
        diagnosis_.symptoms.push_back({code, {{"count", count}}, Severity::Note, Remedy::None, {}, {}, 0, {}, {}});
}

}  // namespace

ThreeSizes& ThreeSizes::operator+=(const ThreeSizes& other) noexcept
{
    virtualSize += other.virtualSize;
    length += other.length;
    diskSize += other.diskSize;
    return *this;
}

std::uint64_t VolumeDiagnosis::total(Part part) const noexcept
{
    std::uint64_t sum = 0;
    for (const ByPart<std::uint64_t>& layer : layers)
        sum += layer[part];
    return sum;
}

Diagnosis diagnose(const Chain& chain, const DiagnosisOptions& options, Progress& progress, std::stop_token stop)
{
    return Diagnostician(chain, options, progress, std::move(stop)).run();
}

GuestRangeSet rangesOf(const Guest& guest, const FileShare& share)
{
    const Volume& volume = guest.volumes[share.volume];
    return volume.mapping.toDisk(volume.files->stored(share.file));
}

}  // namespace engine
