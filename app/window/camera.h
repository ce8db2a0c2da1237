#pragma once

#include <QString>

#include <functional>

class QWidget;

/// Lets the event loop turn until something is so. @returns whether it came to be within a minute
bool waitFor(const std::function<bool()>& condition);
/// Lets everything that was asked for be drawn.
void settle();

/// Writes pictures of widgets to a folder. What goes wrong is told on standard error, and remembered.
class Camera {
public:
    explicit Camera(QString folder) : folder_(std::move(folder)) {}

    /// Of the pictures that follow: "-en-light".
    void setEnding(const QString& ending) { ending_ = ending; }
    /// As `name` with the ending. The picture has 256 colours at most, which is enough for a window, and a third of
    /// the bytes.
    void take(QWidget& widget, const QString& name);
    void complain(const QString& what);

    const QString& folder() const noexcept { return folder_; }
    bool good() const noexcept { return good_; }

private:
    QString folder_;
    QString ending_;
    bool good_ = true;
};
