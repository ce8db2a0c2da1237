#include "widgets/window/settings_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

namespace widgets {

SettingsDialog::SettingsDialog(Settings& settings, Appearance& appearance, QWidget* parent)
    : QDialog(parent), settings_(settings), appearance_(appearance)
{
    languageLabel_ = new QLabel(this);
    themeLabel_ = new QLabel(this);
    language_ = new QComboBox(this);
    theme_ = new QComboBox(this);
    notifications_ = new QCheckBox(this);
    lessonsLabel_ = new QLabel(this);
    lessons_ = new QLineEdit(settings_.lessonFolder(), this);
    chooseLessons_ = new QToolButton(this);
    chooseLessons_->setText("...");
    auto* lessons = new QHBoxLayout;
    lessons->addWidget(lessons_);
    lessons->addWidget(chooseLessons_);
    lessonsLabel_->setBuddy(lessons_);
    languageLabel_->setBuddy(language_);
    themeLabel_->setBuddy(theme_);
    notifications_->setChecked(settings_.notifications());
    auto* form = new QFormLayout;
    form->addRow(languageLabel_, language_);
    form->addRow(themeLabel_, theme_);
    form->addRow(lessonsLabel_, lessons);
    form->addRow(QString(), notifications_);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addStretch(1);
    layout->addWidget(buttons);
    retranslate();

    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(notifications_, &QCheckBox::toggled, this, [this](bool on) { settings_.setNotifications(on); });
    connect(lessons_, &QLineEdit::textChanged, this, [this](const QString& text) { settings_.setLessonFolder(text); });
    connect(chooseLessons_, &QToolButton::clicked, this, &SettingsDialog::askLessons);
    connect(language_, &QComboBox::activated, this, [this] {
        settings_.setLanguage(language_->currentData().toString());
        appearance_.setLanguage(settings_.language());
    });
    connect(theme_, &QComboBox::activated, this, [this](int index) {
        settings_.setTheme(static_cast<Theme>(index));
        appearance_.setTheme(settings_.theme());
    });
}

void SettingsDialog::askLessons()
{
    auto* dialog = new QFileDialog(this, tr("Folder with lessons"), lessons_->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, lessons_, &QLineEdit::setText);
    dialog->open();
}

void SettingsDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void SettingsDialog::retranslate()
{
    setWindowTitle(tr("Settings"));
    languageLabel_->setText(tr("&Language"));
    themeLabel_->setText(tr("&Colours"));
    lessonsLabel_->setText(tr("L&essons of your own"));
    lessons_->setPlaceholderText(tr("A folder"));
    chooseLessons_->setAccessibleName(tr("Choose the folder with lessons"));
    notifications_->setText(tr("&Notify when a job ends"));
    const QSignalBlocker languageBlocker(language_);
    language_->clear();
    language_->addItem(tr("That of the system"), QString());
    for (const QString& language : Appearance::languages())
        language_->addItem(Appearance::languageName(language), language);
    language_->setCurrentIndex(std::max(language_->findData(settings_.language()), 0));
    const QSignalBlocker themeBlocker(theme_);
    theme_->clear();
    theme_->addItems({tr("Those of the system"), tr("Light"), tr("Dark")});
    theme_->setCurrentIndex(static_cast<int>(settings_.theme()));
}

}  // namespace widgets
