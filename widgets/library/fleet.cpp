#include "widgets/library/fleet.h"

#include "report/csv.h"
#include "widgets/library/row_text.h"
#include "widgets/words/words.h"

namespace widgets {

namespace {

QByteArray numberCell(std::optional<std::uint64_t> number)
{
    return number ? QByteArray::number(qulonglong(*number)) : QByteArray();
}

FleetRow fleetRow(const LibraryRow& row, const RowFigures* figures)
{
    const engine::ForestNode& node = row.node;
    const bool wrong = node.reason || row.broken || !node.suspicions.empty() || (figures && figures->failure);
    FleetRow fleet{node.path.string(),
                   node.format,
                   std::string(name(node.state)),
                   {},
                   node.backingName,
                   row.templates,
                   row.isTemplate(),
                   row.kept,
                   {},
                   {},
                   {},
                   {},
                   {},
                   {},
                   {}};
    if (wrong)
        fleet.reason = clauses(RowText(row, figures).states()).toStdString();
    if (isReadable(node.state) || node.virtualSize > 0)
        fleet.virtualSize = node.virtualSize;
    if (node.status) {
        fleet.fileLength = node.status->length;
        fleet.diskSize = node.status->diskSize;
    }
    if (figures && !figures->failure) {
        fleet.uniqueBytes = figures->uniqueBytes;
        fleet.garbageBytes = figures->garbageBytes;
        fleet.savingBytes = figures->savingBytes;
        fleet.returnedBytes = figures->returnedBytes;
    }
    return fleet;
}

}  // namespace

std::vector<FleetRow> fleetOf(const LibraryModel& model)
{
    std::vector<FleetRow> rows;
    for (const QModelIndex& index : model.all())
        rows.push_back(fleetRow(*model.row(index), model.figures(index)));
    return rows;
}

FleetTotals totalsOf(std::span<const FleetRow> rows)
{
    FleetTotals totals;
    for (const FleetRow& row : rows) {
        if (row.isKept) {
            totals.keptDiskSize += row.diskSize.value_or(0);
            continue;
        }
        totals.templates += row.isTemplate ? 1 : 0;
        totals.files += row.fileLength ? 1 : 0;
        totals.virtualSize += row.isTemplate ? row.virtualSize.value_or(0) : 0;
        totals.fileLength += row.fileLength.value_or(0);
        totals.diskSize += row.diskSize.value_or(0);
        totals.garbageBytes += row.garbageBytes.value_or(0);
        totals.savingBytes += row.savingBytes.value_or(0);
        totals.returnedBytes += row.returnedBytes.value_or(0);
    }
    return totals;
}

QByteArray fleetCsv(std::span<const FleetRow> rows)
{
    QByteArray csv = "path,format,state,reason,backing,templates,isTemplate,virtualSize,fileLength,diskSize,"
                     "uniqueBytes,garbageBytes,savingBytes,returnedBytes,isKept\r\n";
    for (const FleetRow& row : rows) {
        const QByteArrayList cells{QByteArray::fromStdString(engine::report::csvText(row.path)),
                                   QByteArray::fromStdString(engine::report::csvText(row.format)),
                                   QByteArray::fromStdString(engine::report::csvText(row.state)),
                                   QByteArray::fromStdString(engine::report::csvEscaped(row.reason)),
                                   QByteArray::fromStdString(engine::report::csvText(row.backing)),
                                   QByteArray::number(qulonglong(row.templates)),
                                   row.isTemplate ? "true" : "false",
                                   numberCell(row.virtualSize),
                                   numberCell(row.fileLength),
                                   numberCell(row.diskSize),
                                   numberCell(row.uniqueBytes),
                                   numberCell(row.garbageBytes),
                                   numberCell(row.savingBytes),
                                   numberCell(row.returnedBytes),
                                   row.isKept ? "true" : "false"};
        csv += cells.join(',') + "\r\n";
    }
    return csv;
}

}  // namespace widgets
