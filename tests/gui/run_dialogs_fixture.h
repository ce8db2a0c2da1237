#pragma once

#include "support/fault_runs.h"
#include "support/process.h"
#include "support/small_chain.h"
#include "widgets/run/confirm_dialog.h"
#include "widgets/run/desktop_progress.h"
#include "widgets/run/job_bar.h"
#include "widgets/run/job_words.h"
#include "widgets/run/list_dialog.h"
#include "widgets/run/receipt_view.h"
#include "widgets/run/recovery_prompt.h"
#include "work/exchange_steps.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QFileDialog>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QStyle>
#include <QStyleFactory>
#include <QTableView>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>

namespace runtest {

using namespace testsupport;
using namespace widgets;
namespace fs = std::filesystem;

inline const char* const longName =
    "windows-server-2022-datacenter-golden-image-with-office-and-updates-2026-11-final-v2 <b>.qcow2";

inline JobRequest standardSlim(const fs::path& top)
{
    JobRequest request;
    request.templates = {top};
    request.options.replace = true;
    return request;
}

inline std::shared_ptr<const engine::SlimPlan> planOf(const JobRequest& request)
{
    engine::ChainOptions options;
    options.policy.openFolder(request.templates.front().parent_path());
    engine::Progress progress;
    return std::make_shared<const engine::SlimPlan>(planSlim(engine::Chain::open(request.templates.front(), options),
                                                             engine::SlimKind::Standard, request.options, progress,
                                                             {}));
}

inline const Job& finished(JobQueue& queue, JobRequest request)
{
    QSignalSpy idle(&queue, &JobQueue::queueIdle);
    const JobId id = queue.enqueue(std::move(request));
    if (!idle.wait(60000) || queue.job(id)->state != JobState::Done)
        throw std::runtime_error("the job is not done");
    return *queue.job(id);
}

inline QPushButton* button(QWidget& in, const QString& text)
{
    for (QPushButton* candidate : in.findChildren<QPushButton*>())
        if (candidate->text().remove('&') == text)
            return candidate;
    throw std::runtime_error("no button " + text.toStdString());
}

template <class Widget>
Widget* openWindow()
{
    for (QWidget* window : QApplication::topLevelWidgets())
        if (auto* wanted = qobject_cast<Widget*>(window); wanted != nullptr && wanted->isVisible())
            return wanted;
    return nullptr;
}

inline QString said(QWidget& in)
{
    QStringList texts;
    for (const QLabel* label : in.findChildren<QLabel*>())
        texts += label->text();
    for (const QPlainTextEdit* edit : in.findChildren<QPlainTextEdit*>())
        texts += edit->toPlainText();
    for (const QTextBrowser* browser : in.findChildren<QTextBrowser*>())
        texts += browser->toPlainText().remove(QChar(0x200b));
    return texts.join('\n');
}

inline void click(QWidget* widget)
{
    QTest::mouseClick(widget, Qt::LeftButton);
}

/// Pictures to look at, where LAMELLA_SHOTS names a folder.
inline void shoot(QWidget& widget, const QString& name)
{
    const QString folder = qEnvironmentVariable("LAMELLA_SHOTS");
    if (folder.isEmpty())
        return;
    for (const bool dark : {false, true}) {
        QPalette palette = QStyleFactory::create("Fusion")->standardPalette();
        if (dark) {
            palette = QPalette(QColor(53, 53, 53));
            palette.setColor(QPalette::Base, QColor(35, 35, 35));
        }
        QApplication::setPalette(palette);
        QTest::qWait(50);
        widget.grab().save(folder + '/' + name + (dark ? "-dark.png" : "-light.png"));
    }
    QApplication::setPalette(QStyleFactory::create("Fusion")->standardPalette());
}

}  // namespace runtest
