#pragma once

#include "widgets/window/main_window.h"

#include "support/guest_tree.h"
#include "support/process.h"
#include "support/scratch.h"
#include "support/small_template.h"
#include "widgets/library/library_view.h"
#include "widgets/map/map_view.h"
#include "widgets/run/confirm_dialog.h"
#include "widgets/run/receipt_view.h"
#include "widgets/savings/saving_card.h"
#include "widgets/savings/savings_view.h"

#include <QAction>
#include <QCheckBox>
#include <QPushButton>
#include <QTest>

/// The whole window on real images, for tests that work it as a person does.
namespace windowtest {

using namespace widgets;
using testsupport::Scratch;
namespace fs = std::filesystem;
using Kind = JobRequest::Kind;

constexpr int patience = 60000;  ///< ms

/// A window with settings of its own and one template.
struct Opened {
    explicit Opened(const fs::path& folder)
        : settings(QString::fromStdString((folder / "settings.ini").string())), window(settings, appearance)
    {
        window.show();
        window.activateWindow();
    }
    bool opened(const fs::path& image)
    {
        window.openPaths({QString::fromStdString(image.string())});
        return QTest::qWaitFor(
            [&] {
                const auto analysis = window.session().analysis();
                return analysis && analysis->has(ChainAnalysis::Stage::Files) && !window.session().reading();
            },
            patience);
    }
    SavingsView& savings() { return *window.findChild<SavingsView*>(); }
    bool planned(Kind kind)
    {
        return QTest::qWaitFor(
            [&] {
                const auto result = savings().desk().result(kind);
                return result && result->exact() && !savings().desk().running(kind);
            },
            patience);
    }
    /// The dialog of that type that is shown; null where none comes.
    template <class Dialog>
    Dialog* shown()
    {
        Dialog* dialog = nullptr;
        const bool came = QTest::qWaitFor(
            [&] {
                dialog = window.findChild<Dialog*>();
                return dialog && dialog->isVisible();
            },
            patience);
        return came ? dialog : nullptr;
    }

    Settings settings;
    Appearance appearance;
    MainWindow window;
};

/// The one that is seen.
inline QPushButton* button(const QWidget& parent, const QString& text)
{
    for (QPushButton* one : parent.findChildren<QPushButton*>()) {
        if (QString(one->text()).remove('&') == text && one->isVisible())
            return one;
    }
    return nullptr;
}

/// Names -> content of a folder, without the settings; nothing while a job changes them.
inline std::map<std::string, std::string> filesOf(const fs::path& folder)
{
    try {
        auto files = testsupport::hashTree(folder);
        std::erase_if(files, [](const auto& file) { return file.first.find("settings") != std::string::npos; });
        return files;
    } catch (const std::exception&) {
        return {};
    }
}

/// Agrees to what the dialog asks to be read, and runs it.
inline bool confirmByMouse(ConfirmDialog& confirm)
{
    for (QCheckBox* box : confirm.findChildren<QCheckBox*>())
        if (box->isVisible())
            QTest::mouseClick(box, Qt::LeftButton, {}, {8, box->height() / 2});
    QPushButton* go = button(confirm, "Run");
    if (!go || !go->isEnabled())
        return false;
    QTest::mouseClick(go, Qt::LeftButton);
    return true;
}

/// The visible button of a dialog below `parent` that is none of `parent` itself; null where none comes.
inline QPushButton* buttonOfQuestion(QWidget& parent, const QString& text)
{
    QPushButton* found = nullptr;
    const bool came = QTest::qWaitFor(
        [&] {
            for (QDialog* dialog : parent.findChildren<QDialog*>())
                if (dialog->isVisible() && !found)
                    found = button(*dialog, text);
            return found != nullptr;
        },
        patience);
    return came ? found : nullptr;
}

}  // namespace windowtest
