#pragma once

#include "widgets/library/library_row.h"
#include "widgets/library/template_figures.h"

#include <QAbstractItemModel>
#include <QHash>
#include <QIcon>

#include <map>
#include <memory>
#include <span>
#include <vector>

namespace widgets {

/// The images of a library as a tree: bases as roots, overlays below the image that backs them. Takes over new scans
/// row by row, so that selection and open branches stay. For the window's thread.
class LibraryModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { Name, Map, Format, VirtualSize, Length, OnDisk, Unique, Garbage, Saving, State, columns };
    enum Role {
        SortRole = Qt::UserRole,  ///< a number (with all that is below it) or a text; invalid: not known
        StripeRole,               ///< of Map: const MapStripe*, valid while the figures are
        BadgeRole,                ///< of Name: how many templates share the image; invalid: one
        FolderRole,               ///< of Name: tells it from another one of that name; invalid where it need not
    };

    explicit LibraryModel(QObject* parent = nullptr);
    ~LibraryModel() override;

    void setForest(const std::vector<LibraryRow>& rows);
    void setFigures(const std::vector<PathFigures>& figures);
    /// Texts and icons are asked for again: another language or palette.
    void retranslate();

    /// Null for an index that is not of this model.
    const LibraryRow* row(const QModelIndex& index) const;
    /// Null while they are not known.
    const RowFigures* figures(const QModelIndex& index) const;
    QModelIndex find(const std::filesystem::path& path) const;
    QModelIndex find(const engine::FileIdentity& identity) const;
    /// Of all rows, parents before their children.
    QModelIndexList all() const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Item;

    Item* itemOf(const QModelIndex& index) const;
    QModelIndex indexOf(const Item* item, int column = 0) const;
    void merge(Item& item, const std::vector<LibraryRow>& rows, std::span<const std::size_t> nodes);
    void removeRun(Item& item, std::size_t first, std::size_t end);
    void insertRun(Item& item, std::size_t at, const std::vector<LibraryRow>& rows, std::span<const std::size_t> nodes);
    void update(Item& item, const LibraryRow& row);
    std::unique_ptr<Item> make(Item& parent, const std::vector<LibraryRow>& rows, std::size_t node);
    void forget(const Item& item);
    QVariant icon(const QString& name) const;
    QVariant sumOf(const Item& item, Column column) const;
    void findRepeatedNames();
    void changed(const Item& item);

    std::unique_ptr<Item> root_;
    std::map<std::string, Item*> byPath_;
    std::map<engine::FileIdentity, Item*> byIdentity_;
    mutable QHash<QString, QIcon> icons_;
};

}  // namespace widgets
