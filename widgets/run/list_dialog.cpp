#include "widgets/run/list_dialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace widgets {

ListDialog::ListDialog(const QString& title, const QString& sentence, const QString& lines, QWidget* parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    auto* label = new QLabel(sentence);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    auto* list = new QPlainTextEdit(lines);
    list->setReadOnly(true);
    list->setTabChangesFocus(true);
    list->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    list->setAccessibleName(sentence);
    buttons_ = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(label);
    layout->addWidget(list, 1);
    layout->addWidget(buttons_);
    resize(620, 320);
    connect(buttons_, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void ListDialog::offer(const QString& accept, const QString& reject)
{
    buttons_->clear();
    buttons_->addButton(accept, QDialogButtonBox::AcceptRole)->setAutoDefault(false);
    QPushButton* no = buttons_->addButton(reject, QDialogButtonBox::RejectRole);
    no->setDefault(true);
    no->setFocus();
}

void ListDialog::requireTick(const QString& text)
{
    tick_ = new QCheckBox(text);
    auto* column = qobject_cast<QVBoxLayout*>(layout());
    column->insertWidget(column->indexOf(buttons_), tick_);
    for (QAbstractButton* button : buttons_->buttons()) {
        if (buttons_->buttonRole(button) != QDialogButtonBox::AcceptRole)
            continue;
        button->setEnabled(false);
        connect(tick_, &QCheckBox::toggled, button, &QWidget::setEnabled);
    }
}

bool ListDialog::ticked() const
{
    return tick_ && tick_->isChecked();
}

}  // namespace widgets
