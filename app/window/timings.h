#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace widgets {
class MainWindow;
}

/// Tells on standard output how long it takes until the window is painted, until the map of the template that it was
/// asked to open is painted, and until all of it is known; then the largest memory that was resident. Ends the program.
class Timings : public QObject {
    Q_OBJECT

public:
    /// Before the window is shown; it outlives the object.
    explicit Timings(widgets::MainWindow& window);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void tell(const char* what) const;
    void endWhenDone();

    widgets::MainWindow& window_;
    QElapsedTimer shown_;
    QTimer poll_;
    bool painted_ = false;
    bool mapPainted_ = false;
};
