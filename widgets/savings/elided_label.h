#pragma once

#include <QStringList>
#include <QWidget>

namespace widgets {

/// One line of plain text, in the longest of its wordings that there is room for; the last of them ends with an
/// ellipsis where there is none. The tool tip has the first.
class ElidedLabel : public QWidget {
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget* parent = nullptr);

    void setText(const QString& text);
    /// Longest first; at least one.
    void setTexts(const QStringList& texts);
    const QString& text() const noexcept { return texts_.front(); }
    /// What is painted.
    QString shownText() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QStringList texts_{QString()};
};

}  // namespace widgets
