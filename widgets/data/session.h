#pragma once

#include "widgets/basics/background.h"
#include "widgets/basics/turns.h"
#include "widgets/data/chain_analysis.h"

#include <QObject>

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace widgets {

/// The one truth that all views share: which template is open and what is known of it, which layer and which byte are
/// selected, and which part of the disk is shown. Views tell it what the person does, and follow its signals. For the
/// window's thread.
class Session : public QObject {
    Q_OBJECT

public:
    /// Bytes of the shortest window: a sector.
    static constexpr std::uint64_t shortestWindow = 512;

    explicit Session(QObject* parent = nullptr);

    /// Starts to read a template; what was open stays until the new one is known. Its folder becomes an opened one.
    void open(const std::filesystem::path& top);
    /// Reads the open template again.
    void reload();
    /// The same with the content of every overlay, for duplicates.
    void readExactly();
    void close();

    /// The folders and names that the person trusts; used by every read from now on.
    const engine::ChainOptions& options() const noexcept { return options_; }
    void openFolder(const std::filesystem::path& folder);
    void allow(const std::filesystem::path& path);
    /// The places of the library: where plans look for images that need a template's files.
    const std::vector<std::filesystem::path>& places() const noexcept { return places_; }
    void setPlaces(std::vector<std::filesystem::path> places);
    void chooseFormat(const std::filesystem::path& path, const std::string& format);

    /// Images of other disks of the open template's machine, whose volume groups reach over them. The template is read
    /// again where they change.
    const std::vector<std::filesystem::path>& otherDisks() const noexcept { return otherDisks_; }
    void addDisk(const std::filesystem::path& image);
    void forgetDisks();

    /// Empty while nothing is open.
    const std::filesystem::path& path() const noexcept { return path_; }
    /// Null until something of the template is known.
    std::shared_ptr<const ChainAnalysis> analysis() const noexcept { return analysis_; }
    bool reading() const noexcept { return reader_.running(); }
    /// Of the read under way; the unit changes with its stage.
    const engine::Progress& progress() const noexcept { return *progress_; }

    /// Whoever else reads whole chains takes turns with the session.
    const std::shared_ptr<Turns>& turns() const noexcept { return turns_; }

    /// Index in the chain, base first; nothing: none is selected.
    std::optional<std::size_t> layer() const noexcept { return layer_; }
    void selectLayer(std::optional<std::size_t> layer);
    /// A byte of the disk.
    std::optional<engine::GuestOffset> offset() const noexcept { return offset_; }
    void selectOffset(std::optional<engine::GuestOffset> offset);
    /// The part of the disk that is shown; empty while there is no map.
    engine::GuestRange window() const noexcept { return window_; }
    /// Cut to the disk; never shorter than a sector.
    void showWindow(engine::GuestRange window);
    void showAll();

signals:
    /// Files are allowed, or read as another format, that were not: what was read before may be incomplete.
    void trustChanged();
    void placesChanged();
    /// Another template, or more is known of it. The selection is valid for it.
    void analysisChanged();
    void readingChanged(bool reading);
    void failed(const engine::Error& error);
    void layerChanged();
    void offsetChanged();
    void windowChanged();

private:
    void read(bool exact);
    void take(std::shared_ptr<const ChainAnalysis> analysis);

    engine::ChainOptions options_;
    std::vector<std::filesystem::path> places_;
    std::vector<std::filesystem::path> otherDisks_;
    std::filesystem::path path_;
    std::shared_ptr<engine::Progress> progress_ = std::make_shared<engine::Progress>();
    std::shared_ptr<const ChainAnalysis> analysis_;
    std::optional<std::size_t> layer_;
    std::optional<engine::GuestOffset> offset_;
    engine::GuestRange window_;
    std::shared_ptr<Turns> turns_ = std::make_shared<Turns>();
    Background reader_;
};

}  // namespace widgets
