#pragma once

#include "image/image.h"
#include "storage/open_policy.h"

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace engine {

/// Longest chain that is followed; a longer one is a trap (QEMU itself recurses without a limit).
inline constexpr std::size_t maxChainDepth = 200;
/// Bytes of tables that all layers of one chain may keep in memory together.
inline constexpr std::uint64_t chainMemoryBudget = 32ULL << 20;

enum class LayerState : std::uint8_t {
    Ok,
    Missing,     ///< the file that the layer above names does not exist
    Refused,     ///< its name, its header or its place in the chain must not be trusted
    Unreadable,  ///< a format that is not read, no permission, or a failing disk
    InUse,       ///< readable, but another process may write to it: nothing may be done with it
};

/// The stable name of a state, as JSON spells it.
std::string_view name(LayerState state) noexcept;

/// One image of a chain: a node that is shown even where it is broken.
struct Layer {
    std::filesystem::path path;  ///< where the name led, links not resolved
    std::string namedAs;         ///< as the layer above spells it; empty for the top
    std::string format;          ///< as qemu-img spells it; empty where it could not be told
    LayerState state = LayerState::Ok;
    std::optional<Error> reason;         ///< why the state is not Ok
    std::shared_ptr<const Image> image;  ///< null where the file could not be opened as an image
    std::optional<FileStatus> status;    ///< null where the file was not looked at

    bool usable() const noexcept { return state == LayerState::Ok || state == LayerState::InUse; }
};

/// A part of the disk, and the file that holds it byte for byte.
struct StoredRun {
    GuestRange guest;
    const File* file = nullptr;  ///< null: it has to be read
    HostOffset host;
};
using StoredRunVisitor = std::function<void(const StoredRun&)>;

struct ChainOptions {
    OpenPolicy policy;
    std::string format;    ///< of the top; empty: told by its signature
    std::string snapshot;  ///< id or name of an internal snapshot of the top to stand in its place; empty: none
    /// Formats that the user chose for backing files whose header is silent, by canonical path.
    std::map<std::filesystem::path, std::string> chosenFormats;
};

/// A template: an image and all it is backed by. Opening never fails because of a lower layer: the chain then ends with
/// a broken node. Immutable; members may be called from several threads.
class Chain {
public:
    /// Opens `top` and follows its backing names as far as the policy lets. Throws Error only for what is wrong with
    /// the call itself: an unknown snapshot.
    static Chain open(const std::filesystem::path& top, const ChainOptions& options);

    /// `top` on the layers of `below`, whatever its header names as its backing image.
    static Chain onTop(const Chain& below, Layer top);

    /// Base first; never empty.
    std::span<const Layer> layers() const noexcept { return layers_; }
    const Layer& top() const noexcept { return layers_.back(); }
    /// Whether every layer can be read.
    bool complete() const noexcept;
    /// Throws the reason of the topmost broken layer, where there is one.
    void requireComplete() const;
    /// Bytes that the guest sees. The chain is complete.
    std::uint64_t virtualSize() const noexcept { return top().image->info().virtualSize; }

    /// The lower `count` layers as a chain of their own: what backs layer `count`. Not 0.
    Chain lower(std::size_t count) const;

    /// Fills `out` with what the guest sees from `offset`: through the layers, zeros beyond the end of a short backing
    /// image. The range lies inside the virtual size. Throws Error, with the path of the layer that failed.
    void read(GuestOffset offset, std::span<std::byte> out) const;

    /// Where what the guest sees is stored as it is: gets all parts of the range, in order. The range lies inside the
    /// virtual size; the files live as long as the chain. Throws Error, and what `visit` throws.
    void visitStored(GuestRange range, const StoredRunVisitor& visit) const;

private:
    explicit Chain(std::vector<Layer> layers) : layers_(std::move(layers)) {}
    void visitStoredFrom(std::size_t layer, GuestRange range, const StoredRunVisitor& visit) const;
    void readFrom(std::size_t layer, GuestRange range, std::span<std::byte> out) const;

    std::vector<Layer> layers_;
};

}  // namespace engine
