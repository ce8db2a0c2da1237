#include "widgets/savings/other_disks_button.h"

#include "widgets/data/other_disks.h"
#include "widgets/words/remedies.h"
#include "widgets/words/words.h"

#include <QEvent>
#include <QFileDialog>
#include <QMenu>

namespace widgets {

OtherDisksButton::OtherDisksButton(Session& session, QWidget* parent)
    : QToolButton(parent), session_(session), menu_(new QMenu(this)), without_(menu_->addAction(QString()))
{
    setAutoRaise(true);
    setToolButtonStyle(Qt::ToolButtonTextOnly);
    setFocusPolicy(Qt::StrongFocus);
    connect(without_, &QAction::triggered, &session_, &Session::forgetDisks);
    connect(this, &QToolButton::clicked, this, &OtherDisksButton::ask);
    connect(&session_, &Session::analysisChanged, this, &OtherDisksButton::showState);
    // A disk that cannot be read changes nothing that is known, and has to go again.
    connect(&session_, &Session::readingChanged, this, &OtherDisksButton::showState);
    showState();
}

void OtherDisksButton::ask()
{
    auto* dialog = new QFileDialog(window(), tr("Another disk of the machine"),
                                   QString::fromStdString(session_.path().parent_path().string()));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& path) { session_.addDisk(path.toStdString()); });
    dialog->open();
}

void OtherDisksButton::showState()
{
    const auto analysis = session_.analysis();
    const auto missing = analysis && analysis->guest ? missingDisk(*analysis->guest) : std::nullopt;
    const auto& given = session_.otherDisks();
    setVisible(missing || !given.empty());
    setText(tr("Add a dis&k..."));
    QStringList lines;
    if (missing)
        lines += noteWithRemedy(*missing);
    for (const std::filesystem::path& path : given)
        lines += tr("Read with it: %1").arg(pathText(path));
    setToolTip("<qt>" + lines.join('\n').toHtmlEscaped().replace('\n', "<br>") + "</qt>");
    setAccessibleDescription(lines.join(' '));
    without_->setText(tr("Read it &without other disks"));
    setMenu(given.empty() ? nullptr : menu_);
    setPopupMode(given.empty() ? DelayedPopup : MenuButtonPopup);
}

void OtherDisksButton::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        showState();
    QToolButton::changeEvent(event);
}

}  // namespace widgets
