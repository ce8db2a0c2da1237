// xvfb
#include "widgets/diagnosis/diagnosis_view.h"

#include "support/composed_chain.h"
#include "support/process.h"
#include "support/qemu.h"
#include "support/scratch.h"
#include "support/small_templates.h"
#include "widgets/diagnosis/bundle_dialog.h"
#include "widgets/diagnosis/diagnosis_tree.h"
#include "widgets/diagnosis/doctor_dialog.h"
#include "widgets/words/words.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QLabel>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidgetItemIterator>
#include <QXmlStreamReader>

namespace fs = std::filesystem;
using namespace widgets;
using testsupport::Scratch;

namespace {

constexpr int patience = 30000;  ///< ms

struct Shown {
    explicit Shown(const fs::path& image) : view(session, map)
    {
        session.openFolder(image.parent_path());
        session.open(image);
        view.resize(1000, 600);
        view.show();
        if (!QTest::qWaitFor([&] { return view.desk().diagnosis() != nullptr && !view.desk().reading(); }, patience))
            throw std::runtime_error("no diagnosis");
    }
    DiagnosisTree& tree() { return *view.findChild<DiagnosisTree*>(); }
    /// The first line with that text, at any depth.
    QTreeWidgetItem& line(const QString& text)
    {
        const auto found = tree().findItems(text, Qt::MatchContains | Qt::MatchRecursive);
        if (found.isEmpty())
            throw std::runtime_error("no line " + text.toStdString());
        return *found.front();
    }
    void click(QTreeWidgetItem& item)
    {
        for (QTreeWidgetItem* above = item.parent(); above; above = above->parent())
            above->setExpanded(true);
        tree().scrollToItem(&item);
        QTest::mouseClick(tree().viewport(), Qt::LeftButton, {}, tree().visualItemRect(&item).center());
    }

    Session session;
    QWidget map;
    DiagnosisView view;
};

}  // namespace

class DiagnosisViewTest : public QObject {
    Q_OBJECT

private slots:
    void tellsWhatTheChainIsMadeOf();
    void clickShowsTheClusters();
    void everyFigureAnswers();
    void remediesStart();
    void exports();
    void reportsHeedTheLibrarysFolders();
    void bundleIsShownFirst();
    void doctorFindsAndFixes();
    void nothingOpen();
};

void DiagnosisViewTest::tellsWhatTheChainIsMadeOf()
{
    const Scratch scratch;
    const auto chain = testsupport::composeChain(scratch.path(), 64 << 20, 1);
    Shown shown(chain.layers[2].path);
    shown.view.desk().readExactly();
    QTRY_VERIFY_WITH_TIMEOUT(shown.view.desk().diagnosis()->exact && !shown.view.desk().reading(), patience);
    const auto& diagnosis = *shown.view.desk().diagnosis();
    QTreeWidgetItem& waterfall = shown.line("From live data to file length");
    const QString leaked = sizeText(chain.layers[2].leaked);
    bool found = false;
    for (int row = 0; row < waterfall.childCount(); ++row)
        found = found || (waterfall.child(row)->text(0) == "Leaked" && waterfall.child(row)->text(1) == leaked);
    QVERIFY(found);
    QCOMPARE(waterfall.child(waterfall.childCount() - 1)->text(1),
             sizeText(static_cast<std::int64_t>(diagnosis.sizes.length)));
    shown.line("removed: /doomed");
    shown.line("/live");
    QVERIFY(shown.line("referred to by nothing").text(0).startsWith("256.0 KiB of top.qcow2"));
}

void DiagnosisViewTest::clickShowsTheClusters()
{
    const Scratch scratch;
    const auto chain = testsupport::composeChain(scratch.path(), 64 << 20, 1);
    Shown shown(chain.layers[2].path);
    QSignalSpy placed(&shown.view, &DiagnosisView::placeShown);
    QTreeWidgetItem& layer = shown.line("By layer");
    QTreeWidgetItem* diff = layer.child(1);
    QCOMPARE(diff->text(0), QString("diff.qcow2"));
    QTreeWidgetItem* garbage = nullptr;
    for (int row = 0; row < diff->childCount(); ++row)
        garbage = diff->child(row)->text(0) == "Garbage" ? diff->child(row) : garbage;
    QVERIFY(garbage);
    QSignalSpy marked(&shown.view, &DiagnosisView::marked);
    shown.click(*garbage);
    QCOMPARE(placed.count(), 1);
    QCOMPARE(shown.session.layer(), std::optional<std::size_t>(1));
    // All of it at once, in the lane of the layer.
    const auto& expected = chain.layers[1].garbage;
    QVERIFY(marked.back()[0].value<engine::GuestRangeSet>() == expected);
    QCOMPARE(marked.back()[1].value<std::optional<std::size_t>>(), std::optional<std::size_t>(1));
    QVERIFY(marked.back()[2].toString().contains("Garbage"));
    QVERIFY(!shown.session.offset());
    QVERIFY(shown.session.window().contains(expected.ranges().front().start));
    QVERIFY(shown.session.window().end() >= expected.ranges().back().end());
    // Then run by run, with the keyboard too.
    for (const std::size_t run : {0U, 1U}) {
        QTest::keyClick(&shown.tree(), Qt::Key_Return);
        const engine::GuestRange wanted = expected.ranges()[run % expected.ranges().size()];
        QCOMPARE(shown.session.offset()->bytes(), wanted.start.bytes());
        QVERIFY(shown.session.window().length < 4 * wanted.length);
        QVERIFY(marked.back()[0].value<engine::GuestRangeSet>() == expected);
    }
    QCOMPARE(placed.count(), 3);
}

/// Every figure: its clusters, or words that say why there are none on the map.
void DiagnosisViewTest::everyFigureAnswers()
{
    const Scratch scratch;
    const auto chain = testsupport::composeChain(scratch.path(), 64 << 20, 1);
    Shown shown(chain.layers[2].path);
    shown.tree().expandAll();
    QSignalSpy placed(&shown.view, &DiagnosisView::placeShown);
    QSignalSpy marked(&shown.view, &DiagnosisView::marked);
    auto* state = shown.view.findChild<QLabel*>();
    int onTheMap = 0;
    int inWords = 0;
    for (QTreeWidgetItemIterator at(&shown.tree()); *at; ++at) {
        if ((*at)->text(1).isEmpty())
            continue;
        const auto placedBefore = placed.count();
        const auto markedBefore = marked.count();
        shown.tree().setCurrentItem(*at);
        QTest::keyClick(&shown.tree(), Qt::Key_Return);
        QCOMPARE(marked.count(), markedBefore + 1);
        const bool ranges = !marked.back()[0].value<engine::GuestRangeSet>().empty();
        QCOMPARE(placed.count() - placedBefore, ranges ? 1 : 0);
        QVERIFY2(ranges != state->text().contains("guest's disk"), qPrintable((*at)->text(0)));
        ++(ranges ? onTheMap : inWords);
    }
    QVERIFY2(onTheMap > 30 && inWords > 5, qPrintable(QString("%1 %2").arg(onTheMap).arg(inWords)));
    shown.click(shown.line("Metadata"));
    QVERIFY2(state->text().contains("base.qcow2 (places: "), qPrintable(state->text()));
}

void DiagnosisViewTest::remediesStart()
{
    const Scratch scratch;
    const auto chain = testsupport::composeChain(scratch.path(), 64 << 20, 1);
    Shown shown(chain.layers[2].path);
    const auto press = [&](const char* text) {
        for (QPushButton* button : shown.tree().findChildren<QPushButton*>()) {
            if (button->text() == text)
                return QTest::mouseClick(button, Qt::LeftButton);
        }
        throw std::runtime_error(std::string("no button ") + text);
    };
    QSignalSpy wanted(&shown.view, &DiagnosisView::slimWanted);
    press("Deep slim");
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.front().front().value<engine::Remedy>(), engine::Remedy::DeepSlim);
    press("Repair the leaks");
    auto* question = shown.view.findChild<QMessageBox*>();
    QVERIFY(question);
    QSignalSpy changed(&shown.view, &DiagnosisView::filesChanged);
    for (QAbstractButton* button : question->buttons()) {
        if (question->buttonRole(button) == QMessageBox::AcceptRole)
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QVERIFY(changed.wait(patience));
    QCOMPARE(testsupport::qemuCheck(QString::fromStdString(chain.layers[2].path.string())).leaks, 0U);
}

void DiagnosisViewTest::exports()
{
    const Scratch scratch;
    const auto chain = testsupport::composeChain(scratch.path(), 64 << 20, 1);
    Shown shown(chain.layers[2].path);
    QSignalSpy saved(&shown.view.desk(), &DiagnosisDesk::saved);
    for (const char* name : {"r.html", "r.json", "r.csv", "r.svg"}) {
        shown.view.desk().saveReport(scratch / name);
        QVERIFY(saved.wait(patience));
        QVERIFY2(fs::file_size(scratch / name) > 1000, name);
    }
    QFile page(QString::fromStdString((scratch / "r.html").string()));
    QVERIFY(page.open(QIODevice::ReadOnly));
    QXmlStreamReader reader(&page);
    while (!reader.atEnd())
        reader.readNext();
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
}

/// Its plans name an overlay that needs the base, wherever in the library it lies.
void DiagnosisViewTest::reportsHeedTheLibrarysFolders()
{
    const Scratch scratch;
    fs::create_directories(scratch / "ours/store");
    fs::create_directories(scratch / "theirs/store");
    const fs::path base = scratch / "ours/store/base.qcow2";
    testsupport::createQcow2(QString::fromStdString(base), "1M");
    for (const fs::path& overlay : {scratch / "ours/store/disk.qcow2", scratch / "theirs/store/disk.qcow2"})
        testsupport::runChecked(
            {"qemu-img", "create", "-q", "-f", "qcow2", "-b", base.string(), "-F", "qcow2", overlay.string()});
    Shown shown(scratch / "ours/store/disk.qcow2");
    QSignalSpy saved(&shown.view.desk(), &DiagnosisDesk::saved);
    const std::string other = (scratch / "theirs/store/disk.qcow2").string();
    for (const bool known : {false, true}) {
        if (known)
            shown.session.setPlaces({scratch / "theirs"});
        shown.view.desk().saveReport(scratch / "r.json");
        QVERIFY(saved.wait(patience));
        QCOMPARE(testsupport::readFile(scratch / "r.json").find(other) != std::string::npos, known);
    }
}

void DiagnosisViewTest::bundleIsShownFirst()
{
    const Scratch scratch;
    const auto chain = testsupport::composeChain(scratch.path(), 64 << 20, 1);
    Shown shown(chain.layers[2].path);
    BundleDialog dialog(shown.view.desk());
    dialog.show();
    auto* list = dialog.findChild<QTreeWidget*>();
    QTRY_VERIFY_WITH_TIMEOUT(list->topLevelItemCount() > 15, patience);
    QVERIFY(!list->findItems("layers/2/header.json", Qt::MatchExactly).isEmpty());
    auto* content = dialog.findChild<QPlainTextEdit*>();
    QVERIFY2(content->toPlainText().contains("\treport.json\n"), qPrintable(content->toPlainText()));
    for (const QString& line : content->toPlainText().split('\n', Qt::SkipEmptyParts))
        QVERIFY2(QRegularExpression("^[0-9]+\t[a-zA-Z0-9./-]+$").match(line).hasMatch(), qPrintable(line));
    QSignalSpy made(&shown.view.desk(), &DiagnosisDesk::bundleMade);
    QTest::keyClick(dialog.findChild<QCheckBox*>(), Qt::Key_Space);
    QVERIFY(made.wait(patience));
    const auto files = made.front().front().value<std::shared_ptr<const std::vector<engine::archive::BundleFile>>>();
    QSignalSpy saved(&shown.view.desk(), &DiagnosisDesk::saved);
    shown.view.desk().saveBundle(scratch / "b.zip", files);
    QVERIFY(saved.wait(patience));
    const std::string text = testsupport::runChecked({"unzip", "-p", (scratch / "b.zip").string(), "report.json"});
    QVERIFY(text.find("doomed") == std::string::npos);
}

void DiagnosisViewTest::doctorFindsAndFixes()
{
    const Scratch scratch;
    testsupport::makeSmallChain(scratch.path());
    fs::create_directories(scratch / "moved");
    fs::rename(scratch / "base.qcow2", scratch / "moved" / "golden.qcow2");
    Shown shown(scratch / "top.qcow2");
    QVERIFY(!shown.view.desk().diagnosis()->complete);
    // A name keeps its letters, and the sentence is shown whole.
    QTreeWidgetItem& broken = shown.line("does not exist");
    QVERIFY2(broken.text(0).startsWith("base.qcow2 "), qPrintable(broken.text(0)));
    shown.view.resize(500, 500);
    QTRY_VERIFY(shown.tree().visualItemRect(&broken).height() > shown.tree().fontMetrics().height() * 3 / 2);
    DoctorDialog dialog(shown.session.analysis()->chain, shown.session.options());
    dialog.show();
    auto* list = dialog.findChild<QTreeWidget*>();
    QTRY_COMPARE_WITH_TIMEOUT(list->topLevelItemCount(), 1, patience);
    QCOMPARE(list->topLevelItem(0)->text(1), QString("Proven by its content"));
    QPushButton* use = nullptr;
    for (QPushButton* button : dialog.findChildren<QPushButton*>())
        use = button->text().contains("Use this") ? button : use;
    QVERIFY(use);
    QTRY_VERIFY_WITH_TIMEOUT(use->isEnabled(), patience);
    QSignalSpy fixed(&dialog, &DoctorDialog::fixed);
    QTest::mouseClick(use, Qt::LeftButton);
    QVERIFY(fixed.wait(patience));
    shown.session.openFolder(scratch / "moved");
    shown.session.reload();
    QTRY_VERIFY_WITH_TIMEOUT(shown.view.desk().diagnosis()->complete, patience);
}

void DiagnosisViewTest::nothingOpen()
{
    Session session;
    QWidget map;
    DiagnosisView view(session, map);
    view.show();
    for (QPushButton* button : view.findChildren<QPushButton*>())
        QVERIFY(!button->isEnabled());
    QCOMPARE(view.findChild<DiagnosisTree*>()->topLevelItemCount(), 0);
}

QTEST_MAIN(DiagnosisViewTest)
#include "diagnosis_view_test.moc"
