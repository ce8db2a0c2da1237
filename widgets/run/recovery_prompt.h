#pragma once

#include "widgets/basics/background.h"
#include "work/recover.h"

#include <QObject>

#include <filesystem>
#include <vector>

class QWidget;

namespace widgets {

/// Looks for what an interrupted run has left, and offers to put it in order. Says nothing where there is nothing to
/// do.
class RecoveryPrompt : public QObject {
    Q_OBJECT

public:
    /// @param window over which it asks; outlives the prompt
    explicit RecoveryPrompt(QWidget* window, QObject* parent = nullptr);

    /// In these folders, those of these files, and below; changes nothing before the person says so. Folders that
    /// cannot be read are left out.
    void check(const std::vector<std::filesystem::path>& places);

signals:
    /// The look is over; nothing more will be asked.
    void nothingLeft();
    /// Files may have other names now.
    void recovered();

private:
    using Actions = std::vector<engine::RecoverAction>;
    static Actions recoverAll(std::vector<std::filesystem::path> places, bool dryRun, const std::stop_token& stop);
    void offer(const Actions& actions);
    void recover();
    void show(const Actions& actions);

    QWidget* window_;
    std::vector<std::filesystem::path> places_;
    Background background_;
};

}  // namespace widgets
