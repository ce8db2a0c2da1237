#pragma once

#include <QString>
#include <QTreeWidget>

namespace widgets {

/// Names and values, in groups, to be read and copied. Values are shown as plain text.
class FactsTable : public QTreeWidget {
    Q_OBJECT

public:
    explicit FactsTable(QWidget* parent = nullptr);

    /// Facts that follow belong to it.
    void addGroup(const QString& title);
    /// @param detail for the tool tip; empty: the value itself
    void addFact(const QString& name, const QString& value, const QString& detail = {});
    /// "1.4 GiB" with its exact bytes on hover.
    void addSize(const QString& name, std::uint64_t bytes);
    /// What stands there in grey while there are no facts.
    void setHint(const QString& hint);
    /// Everything that was added, as lines "name<TAB>value".
    QString text() const;
    /// Groups are open, and the names as wide as they need.
    void finish();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void copy(const QString& text) const;
    QString selectedText() const;

    QTreeWidgetItem* group_ = nullptr;
    QString hint_;
};

}  // namespace widgets
