#pragma once

#include "plan/fleet.h"
#include "widgets/library/template_figures.h"

#include <QAbstractTableModel>

#include <map>
#include <vector>

namespace widgets {

/// Templates that would gain from one base, by path.
struct FleetGroup {
    std::vector<std::filesystem::path> templates;
    std::filesystem::path base;   ///< the best of them
    std::uint64_t gainBytes = 0;  ///< about
};

/// All templates of the library, one a row, with what each operation would save. For the window's thread.
class FleetModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        Name,
        Folder,
        State,
        OnDisk,
        Garbage,
        Standard,
        Deep,
        Sharing,
        Length,
        VirtualSize,
        Duplicates,
        Layers,
        columns
    };
    /// A number or a text; invalid: not known.
    static constexpr int SortRole = Qt::UserRole;

    explicit FleetModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    /// @param templates by path; rows that were there keep their figures until newer ones come
    void setTemplates(std::vector<engine::FleetTemplate> templates);
    void setFigures(const std::vector<PathFigures>& figures);
    /// What an exact look told.
    void setExact(const engine::FleetTemplate& looked);
    void setGroups(std::vector<FleetGroup> groups);
    void retranslate();

    const engine::FleetTemplate& at(int row) const { return templates_[static_cast<std::size_t>(row)]; }
    /// Null where it is in none.
    const FleetGroup* groupOf(const std::filesystem::path& path) const;
    const std::vector<FleetGroup>& groups() const noexcept { return groups_; }
    const std::vector<engine::FleetTemplate>& templates() const noexcept { return templates_; }
    bool isExact(int row) const { return exact_.contains(at(row).path); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(int row, Column column) const;
    QString toolTip(int row, Column column) const;
    std::optional<std::uint64_t> bytes(int row, Column column) const;
    int rowOf(const std::filesystem::path& path) const;
    void changed(int row);

    std::vector<engine::FleetTemplate> templates_;
    std::map<std::filesystem::path, std::uint64_t> exact_;  ///< file length that was looked at
    std::vector<FleetGroup> groups_;
    std::map<std::filesystem::path, std::size_t> groupOf_;
};

}  // namespace widgets
