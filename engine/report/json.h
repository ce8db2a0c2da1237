#pragma once

#include "chain/chain.h"
#include "chain/forest.h"
#include "chain/layer_map.h"
#include "guest/layer_use.h"
#include "image/qcow2/check.h"
#include "work/recover.h"
#include "work/sample/samples.h"

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

/// Everything the engine knows as JSON, with the keys that other programs rely on: camel case, sizes in bytes.
namespace engine::report {

using Json = nlohmann::ordered_json;

/// Each value under its name.
Json valuesJson(const Error::Values& values);
/// Back again.
Error::Values valuesFrom(const Json& values);
/// As texts, in their order.
Json pathsJson(const std::vector<std::filesystem::path>& paths);
/// `code`, `kind` and what else the error carries.
Json errorJson(const Error& error);
/// `image`, `virtualSize` (null where the top could not be opened), `layers` (base first).
Json infoJson(const Chain& chain);
/// `roots`, each with its `children`.
Json forestJson(const Forest& forest);

/// `leaks`, `corruptions`, `checkErrors`, `errors` (the findings that were kept).
Json checkJson(const std::filesystem::path& path, const qcow2::CheckReport& report);

/// `folder`, `actions` (each `code`, `path`, `left`, `values`).
Json recoverJson(const std::filesystem::path& folder, const std::vector<RecoverAction>& actions);

/// `folder`, `samples` (each `code`, `layers` base first), `leftOut` (errors).
Json samplesJson(const std::filesystem::path& folder, const Samples& samples);

/// Text for a machine, that a terminal can show: whatever is in names (see json_text.h), it is valid JSON, and harmful
/// characters are escaped.
std::string toText(const Json& document);

/// What `layers` reports: one entry a layer in both, base first.
struct LayersReport {
    const Chain& chain;
    const std::vector<LayerMap>& maps;
    const std::vector<LayerUse>& uses;
    const std::vector<StorageUse>& storage;
    bool withExtents = false;
};

/// Writes `image` and `layers` (base first), each with `extents` where asked for: there can be millions. `write` gets
/// pieces of text, in order, on this thread. Throws Error (Cancelled), and whatever `write` throws.
void writeLayersJson(const LayersReport& report, std::stop_token stop,
                     const std::function<void(std::string_view)>& write);

/// Writes what `qemu-img map --output=json` writes, same fields and order. `write` gets pieces of text, in order, on
/// this thread. Throws Error (Cancelled), and whatever `write` throws.
void writeMapJson(const Chain& chain, std::stop_token stop, const std::function<void(std::string_view)>& write);

}  // namespace engine::report
