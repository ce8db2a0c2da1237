#pragma once

#include "widgets/savings/savings_view.h"

#include "support/process.h"
#include "support/scratch.h"
#include "support/small_template.h"
#include "widgets/savings/bases_page.h"
#include "widgets/savings/elided_label.h"
#include "widgets/savings/notes_page.h"
#include "widgets/savings/saving_card.h"
#include "widgets/savings/similarity_page.h"
#include "widgets/savings/templates_page.h"
#include "widgets/words/remedies.h"
#include "widgets/words/words.h"

#include "resources/sentences.h"

#include <QCheckBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>
#include <QWindow>

namespace savingstest {

namespace fs = std::filesystem;
using namespace widgets;
using engine::SlimKind;
using engine::SlimPlan;
using Kind = JobRequest::Kind;
using testsupport::Scratch;

inline constexpr int patience = 30000;  ///< ms

inline SlimPlan planned(const fs::path& top, SlimKind kind, engine::ImageOptions options)
{
    engine::ChainOptions trust;
    trust.policy.openFolder(top.parent_path());
    options.replace = true;
    engine::Progress progress;
    return planSlim(engine::Chain::open(top, trust), kind, options, progress, {});
}

/// The view with what a test asks of it.
struct Shown {
    Shown()
    {
        view.resize(1000, 240);
        view.show();
    }
    SavingCard& card(Kind kind) { return *view.findChildren<SavingCard*>().at(static_cast<int>(kind)); }
    QPushButton& button(Kind kind, const QString& text)
    {
        for (QPushButton* button : card(kind).findChildren<QPushButton*>()) {
            if (QString(button->text()).remove('&') == text)
                return *button;
        }
        throw std::runtime_error("no button " + text.toStdString());
    }
    bool planned(Kind kind, bool exact)
    {
        return QTest::qWaitFor(
            [&] {
                const auto result = view.desk().result(kind);
                return result && result->exact() == exact && !view.desk().running(kind);
            },
            patience);
    }
    bool shows(Kind kind, const QString& text)
    {
        for (const ElidedLabel* label : card(kind).findChildren<ElidedLabel*>()) {
            if (label->text().contains(text))
                return true;
        }
        return false;
    }
    /// Tabs on until something has the focus.
    bool tabTo(const QWidget& target)
    {
        for (int presses = 0; presses < 100; ++presses) {
            if (target.hasFocus())
                return true;
            QTest::keyClick(view.focusWidget() ? view.focusWidget() : &view, Qt::Key_Tab);
        }
        return false;
    }

    Session session;
    SavingsView view{session};
};

}  // namespace savingstest
