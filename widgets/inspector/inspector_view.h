#pragma once

#include "widgets/data/session.h"
#include "widgets/inspector/file_model.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QSortFilterProxyModel;
class QTableView;
class QTabWidget;

namespace widgets {

class FactsTable;
class Treemap;

/// The facts of what is selected: the layer, the guest's volumes, the files and the layers that store them, and the
/// path of a read in one sentence.
class InspectorView : public QWidget {
    Q_OBJECT

public:
    explicit InspectorView(Session& session, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeFilesPage();
    void retranslate();
    void showAnalysis();
    void showSelectedLayer();
    void showPath();
    void fillChoices();
    void listFiles();
    void showTreemap();
    void goTo(std::size_t volume, engine::FileTable::Index file);

    Session& session_;
    QTabWidget* tabs_ = nullptr;
    QLabel* path_ = nullptr;  ///< of a read at the selected byte
    FactsTable* layer_ = nullptr;
    FactsTable* guest_ = nullptr;
    QComboBox* scope_ = nullptr;   ///< all layers, or the selected one
    QComboBox* kind_ = nullptr;    ///< files or folders
    QComboBox* volume_ = nullptr;  ///< of the treemap
    QTableView* files_ = nullptr;
    Treemap* treemap_ = nullptr;
    QLabel* filesNote_ = nullptr;
    FileModel* model_ = nullptr;
    QSortFilterProxyModel* sorted_ = nullptr;
    Background lister_;
};

}  // namespace widgets
