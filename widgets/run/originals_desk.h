#pragma once

#include "widgets/basics/background.h"
#include "widgets/data/session.h"
#include "work/kept_originals.h"

#include <QObject>

#include <filesystem>
#include <memory>

class QWidget;

namespace widgets {

/// Restores and deletes originals long after their run, by the receipt that it left, or by their names. Looks first,
/// asks, and works on another thread. For the window's thread.
class OriginalsDesk : public QObject {
    Q_OBJECT

public:
    /// @param session whose trust the chains have, and whose places are searched; outlives the object, as the window
    OriginalsDesk(const Session& session, QWidget* window, QObject* parent = nullptr);

    /// @param kept the path by which an original is kept
    void askToRestore(const std::filesystem::path& kept);
    void askToDelete(const std::filesystem::path& kept);

signals:
    /// An original has its name again, or is gone.
    void filesChanged();

private:
    enum class Wish : std::uint8_t { Restore, Delete };
    struct Found;

    void ask(Wish wish, const std::filesystem::path& kept);
    void show(Wish wish, const std::shared_ptr<const Found>& found);
    void carryOut(Wish wish, const std::shared_ptr<const Found>& found, bool alone);
    void tell(const QString& sentence, const QString& lines);

    const Session& session_;
    QWidget* window_;
    Background background_;
};

}  // namespace widgets
