#pragma once

#include "report/json.h"
#include "widgets/basics/background.h"

#include <QObject>
#include <QString>

class QWidget;

namespace widgets {

/// Saves a plan or a receipt as HTML, JSON or CSV, by the ending of the name that the person gives, or else
/// as the dialog was set.
class OperationFile : public QObject {
    Q_OBJECT

public:
    /// @param window over which it asks; the parent
    explicit OperationFile(QWidget& window);

    /// @param title of the question
    /// @param operation as planJson makes it, or receiptJson
    /// @param readers of the file (engine::readersOf)
    void ask(const QString& title, engine::report::Json operation, std::uint32_t readers);

signals:
    /// What became of it, for the person.
    void told(const QString& text);

private:
    void save(const QString& path, const QString& form, const engine::report::Json& operation, std::uint32_t readers);

    QWidget& window_;
    Background writer_;
};

}  // namespace widgets
