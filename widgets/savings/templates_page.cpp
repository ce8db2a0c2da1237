#include "widgets/savings/templates_page.h"

#include "widgets/words/words.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QKeyEvent>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace widgets {

namespace {

enum BaseChoice { Automatic, Named, Other };

}  // namespace

TemplatesPage::TemplatesPage(PlanDesk& desk, QWidget* parent)
    : QWidget(parent), desk_(desk), list_(new QListWidget(this)), add_(new QPushButton(this)),
      remove_(new QPushButton(this)), base_(new QComboBox(this))
{
    setAcceptDrops(true);
    list_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    list_->setTextElideMode(Qt::ElideMiddle);
    list_->setUniformItemSizes(true);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setMinimumHeight(2 * fontMetrics().height());
    list_->installEventFilter(this);
    base_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(add_);
    row->addWidget(remove_);
    row->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 2, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(list_, 1);
    layout->addLayout(row);
    layout->addWidget(base_);
    connect(add_, &QPushButton::clicked, this, [this] { browse(false); });
    connect(remove_, &QPushButton::clicked, this, &TemplatesPage::removeSelected);
    connect(list_, &QListWidget::itemSelectionChanged, this,
            [this] { remove_->setEnabled(!list_->selectedItems().isEmpty()); });
    connect(base_, &QComboBox::activated, this, &TemplatesPage::chooseBase);
    connect(&desk_, &PlanDesk::templatesChanged, this, &TemplatesPage::fill);
    retranslate();
}

void TemplatesPage::add(const std::vector<std::filesystem::path>& templates)
{
    std::vector<std::filesystem::path> all = desk_.templates();
    for (const std::filesystem::path& path : templates) {
        if (std::find(all.begin(), all.end(), path) == all.end())
            all.push_back(path);
    }
    desk_.setTemplates(std::move(all));
}

void TemplatesPage::fill()
{
    list_->clear();
    for (const std::filesystem::path& path : desk_.templates()) {
        auto* item = new QListWidgetItem(fileNameText(path), list_);
        item->setToolTip(toolTipText(pathText(path)));
    }
    remove_->setEnabled(false);
    base_->clear();
    base_->addItem(tr("Base: the cheapest"), Automatic);
    if (desk_.base())
        base_->addItem(tr("Base: %1").arg(fileNameText(*desk_.base())), Named);
    base_->addItem(tr("Base: choose a file..."), Other);
    base_->setCurrentIndex(desk_.base() ? 1 : 0);
}

void TemplatesPage::removeSelected()
{
    std::vector<std::filesystem::path> left;
    for (int row = 0; row < list_->count(); ++row) {
        if (!list_->item(row)->isSelected())
            left.push_back(desk_.templates()[static_cast<std::size_t>(row)]);
    }
    desk_.setTemplates(std::move(left));
}

void TemplatesPage::chooseBase(int index)
{
    switch (base_->itemData(index).toInt()) {
    case Automatic:
        return desk_.setBase(std::nullopt);
    case Other:
        base_->setCurrentIndex(desk_.base() ? 1 : 0);
        return browse(true);
    default:
        return;
    }
}

void TemplatesPage::browse(bool base)
{
    auto* dialog = new QFileDialog(this, base ? tr("Base to share") : tr("Templates that share a base"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(base ? QFileDialog::ExistingFile : QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, [this, base](const QStringList& files) {
        std::vector<std::filesystem::path> paths;
        for (const QString& file : files)
            paths.emplace_back(file.toStdString());
        if (base)
            desk_.setBase(paths.front());
        else
            add(paths);
    });
    dialog->open();
}

void TemplatesPage::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void TemplatesPage::dropEvent(QDropEvent* event)
{
    std::vector<std::filesystem::path> paths;
    for (const QUrl& url : event->mimeData()->urls()) {
        if (url.isLocalFile())
            paths.emplace_back(url.toLocalFile().toStdString());
    }
    add(paths);
    event->acceptProposedAction();
}

bool TemplatesPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == list_ && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->matches(QKeySequence::Delete)) {
        removeSelected();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void TemplatesPage::retranslate()
{
    setWindowTitle(tr("Templates"));
    list_->setAccessibleName(tr("Templates that share a base"));
    list_->setToolTip(tr("Drop template files here."));
    add_->setText(tr("&Add..."));
    remove_->setText(tr("Re&move"));
    base_->setAccessibleName(tr("Base to share"));
    fill();
}

void TemplatesPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace widgets
