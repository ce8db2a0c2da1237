#pragma once

#include "widgets/data/session.h"
#include "widgets/trust/trust_question.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QProgressBar;
class QPushButton;

namespace widgets {

/// What stands in the map's place while there is none: an invitation, how far the reading is, or why there is no map.
class MapPlaceholder : public QWidget {
    Q_OBJECT

public:
    explicit MapPlaceholder(Session& session, QWidget* parent = nullptr);

    /// Of the last failure to read; nothing: it is not one.
    void setError(std::optional<engine::Error> error);
    void refresh();

signals:
    void openRequested();
    void samplesRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate() { refresh(); }
    void showProgress();
    QString brokenText(const engine::Chain& chain) const;
    void askTrust();

    Session& session_;
    std::optional<engine::Error> error_;
    QTimer timer_;
    QLabel* title_;
    QLabel* text_;
    QProgressBar* progress_;
    QPushButton* open_;
    QPushButton* samples_;
    QPushButton* trust_;
    std::optional<TrustQuestion> question_;
};

}  // namespace widgets
