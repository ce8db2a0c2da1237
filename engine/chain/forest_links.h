#pragma once

#include "chain/forest.h"
#include "chain/layer_opener.h"

#include <functional>
#include <map>
#include <set>

namespace engine {

/// An image that a scan found, and what lies below it as far as its backing names lead: the next image first.
struct ScannedImage {
    struct Backing {
        ForestNode node;
        std::string_view disguise;  ///< what its content looks like where the overlay calls it raw; else empty
    };
    ForestNode node;
    std::vector<Backing> backings;
    bool goesOn = false;  ///< the last of these is scanned itself, and says what is below it
};

/// The node that shows a layer; keeps nothing open.
ForestNode nodeOf(const Layer& layer);
/// A layer and what `opener`, which has opened it, finds below: down to the first that is scanned itself, so that what
/// thousands rest on is not opened for each of them.
ScannedImage scannedImageOf(const Layer& layer, LayerOpener& opener,
                            const std::function<bool(const FileIdentity&)>& isScanned);

/// Puts scanned images together: one node a file, whatever the names that lead to it.
class ForestLinks {
public:
    void add(ScannedImage image);
    /// The nodes, linked, sorted by path, with what looks suspicious about them. Ends the object's use.
    std::vector<ForestNode> connect();

private:
    void decideFormats();
    bool isDecided(const ForestNode& node) const;
    void link(ScannedImage image);
    /// The node of that file, or of that name where there is no file; made where it is new.
    std::size_t place(ForestNode node);
    void cutLoops();
    /// Chains grow together from many files: what lies deeper than a chain may be becomes a root of its own.
    void cutDepth();
    void suspect();
    void suspectMoved(ForestNode& node, const std::vector<std::size_t>& candidates) const;

    std::vector<ScannedImage> images_;
    /// Of files that overlays name. Their word counts, what the content looks like does not; only where they contradict
    /// each other it tells who is right.
    std::map<FileIdentity, std::string> formats_;
    std::set<FileIdentity> scanned_;
    std::vector<ForestNode> nodes_;
    std::map<FileIdentity, std::size_t> byIdentity_;
    std::map<std::filesystem::path, std::size_t> byPath_;
};

}  // namespace engine
