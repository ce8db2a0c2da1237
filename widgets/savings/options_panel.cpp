#include "widgets/savings/options_panel.h"

#include "widgets/savings/cluster_size_gain.h"
#include "widgets/words/path_field.h"
#include "widgets/words/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace widgets {

namespace {

using Kind = JobRequest::Kind;

constexpr std::uint64_t smallestCluster = 4 << 10;
constexpr std::uint64_t largestCluster = 2 << 20;
/// qcow2 wants larger clusters for extended L2 entries.
constexpr std::uint64_t smallestExtended = 16 << 10;

std::size_t slimIndex(Kind kind)
{
    return kind == Kind::StandardSlim ? 0 : 1;
}

bool sameContent(const engine::ImageOptions& a, const engine::ImageOptions& b)
{
    return a.compression == b.compression && a.clusterSize == b.clusterSize && a.extendedL2 == b.extendedL2 &&
           a.trim == b.trim && a.dropSystemFiles == b.dropSystemFiles && a.shareEqualClusters == b.shareEqualClusters;
}

}  // namespace

OptionsPanel::OptionsPanel(Session& session, PlanDesk& desk, QWidget* parent)
    : QScrollArea(parent), session_(session), desk_(desk)
{
    build();
    connectAll();
    retranslate();
}

QWidget* OptionsPanel::pathRow(QLineEdit* edit, QPushButton* browse)
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(edit, 1);
    layout->addWidget(browse);
    return row;
}

void OptionsPanel::build()
{
    auto* inside = new QWidget;
    auto* layout = new QVBoxLayout(inside);
    layout->setContentsMargins(6, 4, 6, 4);
    layout->setSpacing(4);
    const auto add = [&](auto* widget) {
        layout->addWidget(widget);
        return widget;
    };
    effect_ = add(new QLabel);
    compressionLabel_ = add(new QLabel);
    compression_ = add(new QComboBox);
    clusterLabel_ = add(new QLabel);
    clusterSize_ = add(new QComboBox);
    extendedL2_ = add(new QCheckBox);
    extendedWarning_ = add(new QLabel);
    trim_ = add(new QCheckBox);
    systemFiles_ = add(new QCheckBox);
    result_ = add(new QGroupBox);
    auto* places = new QVBoxLayout(result_);
    places->setSpacing(3);
    for (QRadioButton** radio : {&replace_, &beside_})
        places->addWidget(*radio = new QRadioButton);
    places->addWidget(fileLabel_ = new QLabel);
    places->addWidget(pathRow(file_ = new QLineEdit, browseFile_ = new QPushButton));
    places->addWidget(folderLabel_ = new QLabel);
    places->addWidget(pathRow(folder_ = new QLineEdit, browseFolder_ = new QPushButton));
    advanced_ = add(new QGroupBox);
    shareClusters_ = new QCheckBox;
    (new QVBoxLayout(advanced_))->addWidget(shareClusters_);
    layout->addStretch(1);
    compressionLabel_->setBuddy(compression_);
    clusterLabel_->setBuddy(clusterSize_);
    fileLabel_->setBuddy(file_);
    folderLabel_->setBuddy(folder_);
    for (QLabel* label : {effect_, extendedWarning_}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    for (QComboBox* combo : {compression_, clusterSize_})
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    trim_->setChecked(true);
    replace_->setChecked(true);
    setWidget(inside);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void OptionsPanel::connectAll()
{
    for (QComboBox* combo : {compression_, clusterSize_})
        connect(combo, &QComboBox::activated, this, &OptionsPanel::apply);
    for (QAbstractButton* button :
         {static_cast<QAbstractButton*>(extendedL2_), static_cast<QAbstractButton*>(trim_),
          static_cast<QAbstractButton*>(systemFiles_), static_cast<QAbstractButton*>(shareClusters_),
          static_cast<QAbstractButton*>(replace_)})
        connect(button, &QAbstractButton::toggled, this, &OptionsPanel::apply);
    for (QLineEdit* edit : {file_, folder_})
        connect(edit, &QLineEdit::textChanged, this, &OptionsPanel::apply);
    connect(browseFile_, &QPushButton::clicked, this, &OptionsPanel::browseFile);
    connect(browseFolder_, &QPushButton::clicked, this, &OptionsPanel::browseFolder);
    connect(&session_, &Session::analysisChanged, this, [this] {
        if (!session_.analysis() || session_.analysis()->stage == ChainAnalysis::Stage::Opened)
            defaultSaving_ = {};
        showGains();
    });
    connect(&desk_, &PlanDesk::resultChanged, this, &OptionsPanel::showEffect);
    connect(&desk_, &PlanDesk::optionsChanged, this, &OptionsPanel::follow);
}

void OptionsPanel::apply()
{
    if (filling_)
        return;
    engine::ImageOptions options = desk_.options();
    options.compression = static_cast<engine::Compression>(compression_->currentIndex());
    options.clusterSize = clusterSize_->currentData().toULongLong();
    options.extendedL2 = extendedL2_->isChecked();
    options.trim = trim_->isChecked();
    options.dropSystemFiles = systemFiles_->isChecked() && options.trim;
    options.shareEqualClusters = shareClusters_->isChecked();
    options.replace = replace_->isChecked();
    options.target = options.replace ? std::filesystem::path() : pathFrom(file_->text());
    filling_ = true;
    desk_.setShareFolder(options.replace ? std::filesystem::path() : pathFrom(folder_->text()));
    desk_.setOptions(options);
    filling_ = false;
    showGains();
    emit summaryChanged();
}

/// Shows what the desk was told by others.
void OptionsPanel::follow()
{
    if (filling_)
        return;
    filling_ = true;
    const engine::ImageOptions& options = desk_.options();
    compression_->setCurrentIndex(static_cast<int>(options.compression));
    clusterSize_->setCurrentIndex(std::max(0, clusterSize_->findData(static_cast<quint64>(options.clusterSize))));
    extendedL2_->setChecked(options.extendedL2);
    trim_->setChecked(options.trim);
    systemFiles_->setChecked(options.dropSystemFiles);
    shareClusters_->setChecked(options.shareEqualClusters);
    (options.replace ? replace_ : beside_)->setChecked(true);
    if (!options.replace && pathFrom(file_->text()) != options.target)
        file_->setText(pathField(options.target));
    filling_ = false;
    showGains();
    emit summaryChanged();
}

void OptionsPanel::browseFile()
{
    auto* dialog = new QFileDialog(this, tr("New file for the result"), file_->text(), tr("qcow2 images (*.qcow2)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    dialog->setDefaultSuffix(QStringLiteral("qcow2"));
    connect(dialog, &QFileDialog::fileSelected, file_, &QLineEdit::setText);
    dialog->open();
}

void OptionsPanel::browseFolder()
{
    auto* dialog = new QFileDialog(this, tr("Folder for shared templates"), folder_->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, folder_, &QLineEdit::setText);
    dialog->open();
}

void OptionsPanel::showGains()
{
    filling_ = true;
    const auto analysis = session_.analysis();
    const bool extended = extendedL2_->isChecked();
    const quint64 chosen = clusterSize_->currentData().toULongLong();
    clusterSize_->clear();
    clusterSize_->addItem(tr("As now"), quint64{0});
    for (std::uint64_t size = extended ? smallestExtended : smallestCluster; size <= largestCluster; size *= 2) {
        const QString gain = gainText(gainOf(analysis.get(), size, extended));
        clusterSize_->addItem(gain.isEmpty() ? sizeText(size) : tr("%1: %2").arg(sizeText(size), gain),
                              static_cast<quint64>(size));
    }
    clusterSize_->setCurrentIndex(std::max(0, clusterSize_->findData(chosen)));
    for (QWidget* widget :
         std::initializer_list<QWidget*>{fileLabel_, file_, browseFile_, folderLabel_, folder_, browseFolder_})
        widget->setEnabled(beside_->isChecked());
    systemFiles_->setEnabled(trim_->isChecked());
    shareClusters_->setEnabled(!extended && compression_->currentIndex() == 0);
    extendedWarning_->setVisible(extended);
    filling_ = false;
}

void OptionsPanel::showEffect()
{
    QStringList lines;
    for (const Kind kind : {Kind::StandardSlim, Kind::DeepSlim}) {
        const auto result = desk_.result(kind);
        if (!result)
            continue;
        auto& known = defaultSaving_[slimIndex(kind)][result->exact() ? 1 : 0];
        const std::int64_t saved = result->figures.saved();
        if (sameContent(result->request.options, {}))
            known = saved;
        const QString name = kind == Kind::StandardSlim ? tr("Standard slim") : tr("Deep slim");
        QString line =
            tr("%1: %2").arg(name, (result->exact() ? tr("saves %1") : tr("saves at least %1")).arg(sizeText(saved)));
        if (known && saved != *known)
            line += (saved > *known ? tr(", %1 more than without options") : tr(", %1 less than without options"))
                        .arg(sizeText(static_cast<std::uint64_t>(std::abs(saved - *known))));
        lines += line;
    }
    effect_->setText(lines.isEmpty() ? tr("Open a template to see the effect of options.") : lines.join('\n'));
}

void OptionsPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QScrollArea::changeEvent(event);
}

}  // namespace widgets
