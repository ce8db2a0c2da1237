#pragma once

#include "archive/bundle.h"
#include "plan/diagnosis/diagnosis.h"
#include "widgets/basics/background.h"
#include "widgets/data/session.h"

#include <QObject>

#include <filesystem>
#include <memory>
#include <vector>

namespace widgets {

/// Reads the diagnosis of the open template, and writes reports of it, away from the window.
class DiagnosisDesk : public QObject {
    Q_OBJECT

public:
    /// The session outlives the desk.
    explicit DiagnosisDesk(Session& session, QObject* parent = nullptr);

    /// Null until one is there; always of the open template.
    std::shared_ptr<const engine::Diagnosis> diagnosis() const noexcept { return diagnosis_; }
    bool reading() const noexcept { return reader_.running(); }
    /// From now on each template is diagnosed as soon as the session knows it.
    void follow();
    void readExactly() { read(true); }

    /// A report, by the ending of the name: .html, .json, .csv, .svg.
    void saveReport(const std::filesystem::path& target);
    /// What a bundle would hold comes with `bundleMade`.
    void makeBundle(bool hashNames);
    void saveBundle(const std::filesystem::path& target,
                    std::shared_ptr<const std::vector<engine::archive::BundleFile>>);

signals:
    void changed();
    void readingChanged(bool reading);
    void saved(const QString& path);
    void bundleMade(std::shared_ptr<const std::vector<engine::archive::BundleFile>> files);
    void failed(const engine::Error& error);

private:
    void read(bool exact);
    void sessionChanged();

    Session& session_;
    bool following_ = false;
    std::shared_ptr<const ChainAnalysis> seen_;
    std::shared_ptr<const engine::Diagnosis> diagnosis_;
    std::vector<std::string> log_;  ///< for bundles: how the diagnosis was made
    Background reader_;
    Background writer_;
};

}  // namespace widgets
