#include "widgets/window/help_window.h"

#include <QEvent>
#include <QFile>
#include <QLineEdit>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace widgets {

HelpWindow::HelpWindow(const QString& language, QWidget* parent) : QDialog(parent)
{
    search_ = new QLineEdit(this);
    search_->setClearButtonEnabled(true);
    text_ = new QTextBrowser(this);
    text_->setOpenLinks(false);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(search_);
    layout->addWidget(text_, 1);
    resize(720, 640);
    setLanguage(language);
    retranslate();
    const auto find = [this] {
        if (!text_->find(search_->text())) {
            text_->moveCursor(QTextCursor::Start);
            text_->find(search_->text());
        }
    };
    connect(search_, &QLineEdit::returnPressed, this, find);
    connect(search_, &QLineEdit::textEdited, this, [this, find] {
        text_->moveCursor(QTextCursor::Start);
        find();
    });
}

void HelpWindow::setLanguage(const QString& language)
{
    QFile file(":/help/" + language + ".html");
    if (file.open(QIODevice::ReadOnly))
        text_->setHtml(QString::fromUtf8(file.readAll()));
}

void HelpWindow::showTopic(const QString& anchor)
{
    text_->scrollToAnchor(anchor);
    show();
    raise();
    activateWindow();
}

void HelpWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void HelpWindow::retranslate()
{
    setWindowTitle(tr("What the numbers mean"));
    search_->setPlaceholderText(tr("Search"));
    search_->setAccessibleName(tr("Search the help page"));
    text_->setAccessibleName(tr("Help"));
}

}  // namespace widgets
