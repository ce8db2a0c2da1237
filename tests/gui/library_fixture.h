#pragma once

#include "widgets/library/fleet.h"
#include "widgets/library/library_figures.h"
#include "widgets/library/library_filter.h"
#include "widgets/library/library_model.h"
#include "widgets/library/library_scan.h"

#include "support/qemu.h"
#include "support/scratch.h"

#include <QAbstractItemModelTester>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <numeric>

namespace librarytest {

using testsupport::mustRun;
using testsupport::Scratch;
using widgets::LibraryModel;
using Column = widgets::LibraryModel::Column;

namespace fs = std::filesystem;

inline QString text(const fs::path& path)
{
    return QString::fromStdString(path.string());
}

inline void overlay(const fs::path& path, const QString& backing, const QString& size = "1M")
{
    mustRun("qemu-img", {"create", "-q", "-f", "qcow2", "-u", "-b", backing, "-F", "qcow2", text(path), size});
}

inline std::uint64_t bigEndian(const std::string& bytes)
{
    return std::accumulate(bytes.begin(), bytes.end(), std::uint64_t{0},
                           [](auto sum, char c) { return sum << 8 | static_cast<unsigned char>(c); });
}

/// A model that is kept up to date with a folder, under the tester all the time.
struct Library {
    Library()
    {
        QObject::connect(&scan, &widgets::LibraryScan::found, &model, [this](const auto& result) {
            ++scans;
            model.setForest(result->rows);
            figures.start({result, &result->forest}, result->targets, session.options());
        });
        QObject::connect(&figures, &widgets::LibraryFigures::arrived, &model, &LibraryModel::setFigures);
        session.openFolder(folder.path());
    }
    bool settle()
    {
        return QTest::qWaitFor([this] { return !scan.running() && !figures.running(); }, 60000);
    }
    bool scanNow()
    {
        scan.scan();
        return settle();
    }
    /// "base(diff(second) diff2)", with a mark for what is not ok.
    QString shape(const QModelIndex& parent = {}) const
    {
        QStringList parts;
        for (int row = 0; row < model.rowCount(parent); ++row) {
            const QModelIndex index = model.index(row, 0, parent);
            const widgets::LibraryRow* known = model.row(index);
            QString part = QString::fromStdString(known->node.path.stem().string());
            if (known->node.state != engine::LayerState::Ok)
                part += '!' + QString::fromLatin1(name(known->node.state).data());
            const QString below = shape(index);
            parts << (below.isEmpty() ? part : part + '(' + below + ')');
        }
        return parts.join(' ');
    }
    QString cell(const char* file, Column column, int role = Qt::DisplayRole) const
    {
        return model.find(folder / file).siblingAtColumn(column).data(role).toString();
    }

    Scratch folder;
    widgets::Session session;
    LibraryModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    widgets::LibraryFilter filter{model};
    QAbstractItemModelTester filterTester{&filter, QAbstractItemModelTester::FailureReportingMode::QtTest};
    widgets::LibraryScan scan{session};
    widgets::LibraryFigures figures{session.turns()};
    int scans = 0;
};

inline std::vector<QByteArrayList> readCsv(const QByteArray& csv)
{
    std::vector<QByteArrayList> rows(1);
    QByteArray cell;
    bool quoted = false;
    for (qsizetype at = 0; at < csv.size(); ++at) {
        const char c = csv[at];
        if (c == '"' && quoted && at + 1 < csv.size() && csv[at + 1] == '"') {
            cell += csv[++at];
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && (c == ',' || c == '\n')) {
            rows.back() << std::exchange(cell, {});
            if (c == '\n')
                rows.emplace_back();
        } else if (quoted || c != '\r') {
            cell += c;
        }
    }
    rows.pop_back();
    return rows;
}

}  // namespace librarytest
