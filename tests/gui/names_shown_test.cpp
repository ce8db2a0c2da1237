#include "library_fixture.h"

#include "support/odd_names.h"
#include "support/process.h"
#include "widgets/basics/facts_table.h"
#include "widgets/fleet/fleet_model.h"
#include "widgets/words/remedies.h"
#include "widgets/words/report_words.h"
#include "widgets/words/words.h"

#include <QTextDocumentFragment>

#include <set>

using namespace librarytest;
using testsupport::oddNames;
using testsupport::rawIn;
using testsupport::unescaped;

namespace {

/// What a person sees of a tool tip.
QString seen(const QString& toolTip)
{
    return Qt::mightBeRichText(toolTip) ? QTextDocumentFragment::fromHtml(toolTip).toPlainText() : toolTip;
}

}  // namespace

/// Names from disks and images in the window: shown with all that is in them, as plain text, escaped once.
class NamesShownTest : public QObject {
    Q_OBJECT

private slots:
    void inTheLibrary();
    void inTheFleet();
    void inSentences();
    void inFacts();
};

void NamesShownTest::inTheLibrary()
{
    Library library;
    for (const std::string& name : oddNames())
        testsupport::runChecked({"qemu-img", "create", "-q", "-f", "qcow2", "-u", "-F", "qcow2", "-b", "./gone" + name,
                                 (library.folder / (name + ".qcow2")).string(), "1M"});
    library.scan.add(library.folder.path());
    QVERIFY(library.settle());
    std::set<std::string> shown;
    std::set<std::string> tips;
    for (const QModelIndex& index : library.model.all()) {
        for (int column = 0; column < library.model.columnCount(); ++column) {
            const QModelIndex cell = index.siblingAtColumn(column);
            const std::string text = cell.data().toString().toStdString();
            const std::string tip = cell.data(Qt::ToolTipRole).toString().toStdString();
            QVERIFY2(rawIn(text).empty(), rawIn(text).c_str());
            QVERIFY2(rawIn(tip).empty(), rawIn(tip).c_str());
        }
        shown.insert(unescaped(index.data().toString().toStdString()));
        tips.insert(unescaped(seen(index.data(Qt::ToolTipRole).toString()).section('\n', 0, 0).toStdString()));
    }
    const QByteArray csv = widgets::fleetCsv(widgets::fleetOf(library.model));
    QVERIFY2(rawIn(csv.toStdString()).empty(), rawIn(csv.toStdString()).c_str());
    QVERIFY(csv.contains("goneback\\\\slash"));
    QVERIFY(!csv.contains("\\\\\\"));
    for (const std::string& name : oddNames()) {
        QVERIFY2(shown.contains(name + ".qcow2"), qPrintable(widgets::plainText(name)));
        QVERIFY2(tips.contains((library.folder / (name + ".qcow2")).string()), qPrintable(widgets::plainText(name)));
    }
}

void NamesShownTest::inSentences()
{
    for (const std::string& name : oddNames()) {
        const engine::Error error =
            engine::Error(engine::ErrorKind::Refused, "name.outsideFolders", {{"name", name}}).at("/x/" + name);
        for (const QString& text : {widgets::describe(error), widgets::describeWithRemedy(error),
                                    widgets::sentence(error.code(), error.values()),
                                    widgets::noteText({"name.outsideFolders", {{"name", name}}})}) {
            QVERIFY2(rawIn(text.toStdString()).empty(), rawIn(text.toStdString()).c_str());
            QVERIFY(unescaped(text.toStdString()).find(name) != std::string::npos);
        }
        // A report escapes in its own way.
        QVERIFY(widgets::reportWords().sentence(error.code(), error.values()).find(name) != std::string::npos);
    }
}

void NamesShownTest::inFacts()
{
    widgets::FactsTable table;
    table.addFact(widgets::plainText("a&<b>\\"), widgets::plainText("a&<b>\\"), {});
    const QTreeWidgetItem* item = table.topLevelItem(0);
    for (const int column : {0, 1})
        QCOMPARE(seen(item->toolTip(column)), QString("a&<b>\\\\"));
}

void NamesShownTest::inTheFleet()
{
    std::vector<engine::FleetTemplate> templates;
    for (const std::string& name : oddNames()) {
        engine::FleetTemplate one;
        one.path = fs::path("/<b>&") / name;
        one.reason = engine::Error(engine::ErrorKind::Refused, "name.outsideFolders", {{"name", name}});
        templates.push_back(one);
    }
    widgets::FleetModel model;
    model.setTemplates(std::move(templates));
    for (int row = 0; row < model.rowCount(); ++row) {
        const std::string path = model.at(row).path.string();
        for (int column = 0; column < model.columnCount(); ++column) {
            const QModelIndex cell = model.index(row, column);
            for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole)}) {
                const std::string text = cell.data(role).toString().toStdString();
                QVERIFY2(rawIn(text).empty(), rawIn(text).c_str());
            }
        }
        const QString tip = seen(model.index(row, widgets::FleetModel::Name).data(Qt::ToolTipRole).toString());
        QCOMPARE(unescaped(tip.toStdString()), path);
    }
}

QTEST_MAIN(NamesShownTest)
#include "names_shown_test.moc"
