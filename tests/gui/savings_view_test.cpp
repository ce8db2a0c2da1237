// xvfb
#include "widgets/savings/savings_view.h"

#include "support/process.h"
#include "support/scratch.h"
#include "support/small_template.h"
#include "widgets/savings/bases_page.h"
#include "widgets/savings/elided_label.h"
#include "widgets/savings/notes_page.h"
#include "widgets/savings/saving_card.h"
#include "widgets/savings/similarity_page.h"
#include "widgets/savings/templates_page.h"
#include "widgets/words/remedies.h"
#include "widgets/words/words.h"

#include "resources/sentences.h"

#include <QCheckBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>
#include <QWindow>

namespace fs = std::filesystem;
using namespace widgets;
using engine::SlimKind;
using engine::SlimPlan;
using Kind = JobRequest::Kind;
using testsupport::Scratch;

namespace {

constexpr int patience = 30000;  ///< ms

SlimPlan planned(const fs::path& top, SlimKind kind, engine::ImageOptions options)
{
    engine::ChainOptions trust;
    trust.policy.openFolder(top.parent_path());
    options.replace = true;
    engine::Progress progress;
    return planSlim(engine::Chain::open(top, trust), kind, options, progress, {});
}

/// The view with what a test asks of it.
struct Shown {
    Shown()
    {
        view.resize(1000, 240);
        view.show();
    }
    SavingCard& card(Kind kind) { return *view.findChildren<SavingCard*>().at(static_cast<int>(kind)); }
    QPushButton& button(Kind kind, const QString& text)
    {
        for (QPushButton* button : card(kind).findChildren<QPushButton*>()) {
            if (QString(button->text()).remove('&') == text)
                return *button;
        }
        throw std::runtime_error("no button " + text.toStdString());
    }
    bool planned(Kind kind, bool exact)
    {
        return QTest::qWaitFor(
            [&] {
                const auto result = view.desk().result(kind);
                return result && result->exact() == exact && !view.desk().running(kind);
            },
            patience);
    }
    bool shows(Kind kind, const QString& text)
    {
        for (const ElidedLabel* label : card(kind).findChildren<ElidedLabel*>()) {
            if (label->text().contains(text))
                return true;
        }
        return false;
    }
    /// Tabs on until something has the focus.
    bool tabTo(const QWidget& target)
    {
        for (int presses = 0; presses < 100; ++presses) {
            if (target.hasFocus())
                return true;
            QTest::keyClick(view.focusWidget() ? view.focusWidget() : &view, Qt::Key_Tab);
        }
        return false;
    }

    Session session;
    SavingsView view{session};
};

}  // namespace

/// The savings area, on real images.
class SavingsViewTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void figuresAreThoseOfThePlan();
    void blockersDisableTheButton();
    void optionsPlanAgain();
    void aResultNeedsAPlace();
    void cancelKeepsWhatIsThere();
    void threeTemplatesShareABase();
    void worksByKeyboardAlone();
    void everyCodeOfAPlanHasARemedy();
    void everyControlHasAName();

private:
    Scratch scratch_;
    testsupport::SmallChain chain_;
    std::vector<fs::path> templates_;
};

void SavingsViewTest::initTestCase()
{
    qRegisterMetaType<JobRequest>();
    fs::create_directory(scratch_ / "chain");
    fs::create_directory(scratch_ / "fleet");
    chain_ = testsupport::makeSmallChain(scratch_ / "chain");
    for (const char own : {'a', 'b', 'c'})
        templates_.push_back(testsupport::makeSmallTemplate(scratch_ / "fleet", std::string("office-") + own, own));
}

void SavingsViewTest::figuresAreThoseOfThePlan()
{
    Shown shown;
    QVERIFY(!shown.button(Kind::StandardSlim, "Run standard").isEnabled());
    QStringList badges;
    connect(&shown.view.desk(), &PlanDesk::resultChanged, &shown.view, [&](Kind kind) {
        if (const auto result = shown.view.desk().result(kind); result && kind == Kind::StandardSlim)
            badges += result->exact() ? "exact" : shown.shows(kind, "at least") ? "quick" : "unmarked";
    });
    shown.session.open(chain_.second);
    for (const Kind kind : {Kind::StandardSlim, Kind::DeepSlim}) {
        QVERIFY(shown.planned(kind, true));
        const SlimPlan plan =
            planned(chain_.second, kind == Kind::StandardSlim ? SlimKind::Standard : SlimKind::Deep, {});
        QVERIFY(shown.shows(kind, "Saves " + sizeText(plan.savedBytes())));
        const auto* lines = shown.card(kind).findChild<QTreeWidget*>();
        const auto garbage = lines->findItems("Guest garbage", Qt::MatchExactly);
        QCOMPARE(garbage.size(), 1);
        QCOMPARE(garbage.front()->text(1), sizeText(plan.image.saved.garbage));
        QVERIFY(garbage.front()->toolTip(1).contains(exactSizeText(plan.image.saved.garbage)));
    }
    QCOMPARE(badges, QStringList({"quick", "exact"}));
}

void SavingsViewTest::blockersDisableTheButton()
{
    // Another overlay needs the base.
    const fs::path other = scratch_ / "chain" / fs::path("other.qcow2");
    testsupport::runChecked(
        {"qemu-img", "create", "-f", "qcow2", "-F", "qcow2", "-b", chain_.base.string(), other.string()});
    Shown shown;
    shown.session.open(chain_.second);
    QVERIFY(shown.planned(Kind::DeepSlim, true));
    fs::remove(other);
    const QPushButton& run = shown.button(Kind::DeepSlim, "Run deep");
    QVERIFY(!run.isEnabled());
    QVERIFY(run.accessibleDescription().contains("standard slim"));
    QVERIFY(shown.shows(Kind::DeepSlim, "other.qcow2"));
    const auto* notes = shown.card(Kind::DeepSlim).findChild<NotesPage*>();
    QVERIFY(notes->isVisible());
    QVERIFY(notes->toPlainText().contains("other.qcow2"));
    QVERIFY(shown.planned(Kind::StandardSlim, true));
    QVERIFY(shown.button(Kind::StandardSlim, "Run standard").isEnabled());
    // Cautions are there in full.
    const auto* cautions = shown.card(Kind::StandardSlim).findChild<NotesPage*>();
    for (const engine::PlanNote& note : shown.view.desk().result(Kind::StandardSlim)->cautions())
        QVERIFY(cautions->toPlainText().contains(noteText(note)));
    QVERIFY(cautions->toPlainText().contains("cannot be recovered"));
}

void SavingsViewTest::optionsPlanAgain()
{
    Shown shown;
    shown.session.open(chain_.second);
    QVERIFY(shown.planned(Kind::StandardSlim, true));
    const auto before = shown.view.desk().result(Kind::StandardSlim);
    QTest::mouseClick(shown.view.findChild<QToolButton*>(), Qt::LeftButton);
    QCheckBox* trim = nullptr;
    for (QCheckBox* box : shown.view.findChildren<QCheckBox*>())
        trim = box->text().contains("garbage") ? box : trim;
    QVERIFY(trim && trim->isVisible());
    trim->setFocus();
    QTest::keyClick(trim, Qt::Key_Space);
    QVERIFY(QTest::qWaitFor([&] { return shown.view.desk().result(Kind::StandardSlim) != before; }, patience));
    QVERIFY(shown.planned(Kind::StandardSlim, true));
    engine::ImageOptions options;
    options.trim = false;
    const SlimPlan expected = planned(chain_.second, SlimKind::Standard, options);
    QVERIFY(expected.savedBytes() < before->figures.saved());
    QCOMPARE(shown.view.desk().result(Kind::StandardSlim)->figures.saved(), expected.savedBytes());
    QVERIFY(shown.shows(Kind::StandardSlim, "Saves " + sizeText(expected.savedBytes())));
}

void SavingsViewTest::aResultNeedsAPlace()
{
    Shown shown;
    shown.session.open(chain_.second);
    QVERIFY(shown.planned(Kind::DeepSlim, true));
    engine::ImageOptions options = shown.view.desk().options();
    options.replace = false;
    shown.view.desk().setOptions(options);
    // Nothing is run by a plan of other options.
    QPushButton& run = shown.button(Kind::DeepSlim, "Run deep");
    QVERIFY(!run.isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(run.accessibleDescription().contains("where the result goes"), patience);
    QVERIFY(!run.isEnabled());
    options.target = scratch_ / "chain" / fs::path("new.qcow2");
    shown.view.desk().setOptions(options);
    QVERIFY(!run.isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(run.isEnabled(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(shown.view.desk().result(Kind::DeepSlim)->after().files.front().path, options.target,
                              patience);
}

void SavingsViewTest::cancelKeepsWhatIsThere()
{
    Shown shown;
    shown.session.open(chain_.second);
    QVERIFY(shown.planned(Kind::DeepSlim, true));
    const auto before = shown.view.desk().result(Kind::DeepSlim);
    shown.view.desk().planExactly(Kind::DeepSlim);
    QVERIFY(shown.view.desk().running(Kind::DeepSlim));
    QTest::mouseClick(&shown.button(Kind::DeepSlim, "Cancel"), Qt::LeftButton);
    QVERIFY(!shown.view.desk().running(Kind::DeepSlim));
    QTest::qWait(300);
    QCOMPARE(shown.view.desk().result(Kind::DeepSlim), before);
}

void SavingsViewTest::threeTemplatesShareABase()
{
    Shown shown;
    shown.view.setTemplates({templates_[0], templates_[1]});
    QMimeData dropped;
    dropped.setUrls({QUrl::fromLocalFile(QString::fromStdString(templates_[2].string()))});
    auto* page = shown.view.findChild<TemplatesPage*>();
    QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(page, &enter);
    QDropEvent drop(QPointF(5, 5), Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(page, &drop);
    QCOMPARE(page->findChild<QListWidget*>()->count(), 3);
    QVERIFY(!shown.button(Kind::ShareBase, "Share base").isEnabled());
    QTest::mouseClick(&shown.button(Kind::ShareBase, "Compare"), Qt::LeftButton);
    QVERIFY(shown.planned(Kind::ShareBase, true));

    const auto result = shown.view.desk().result(Kind::ShareBase);
    const engine::SharePlan& plan = *result->share();
    QVERIFY(shown.shows(Kind::ShareBase, "Saves " + sizeText(plan.savedBytes())));
    const auto* similarity = shown.view.findChild<SimilarityPage*>();
    shown.card(Kind::ShareBase).showPage(const_cast<SimilarityPage*>(similarity));
    QTest::qWait(100);
    QVERIFY(similarity->tipAt(similarity->centreOf(0, 2)).contains(exactSizeText(plan.similarity[0][2])));
    auto* bases = shown.view.findChild<BasesPage*>()->findChild<QTreeWidget*>();
    QCOMPARE(bases->topLevelItemCount(), static_cast<int>(plan.candidates.size()));
    QCOMPARE(bases->topLevelItem(0)->childCount(), static_cast<int>(plan.images.size()));

    // Another base than the cheapest.
    shown.card(Kind::ShareBase).showPage(shown.view.findChild<BasesPage*>());
    const auto second = plan.candidates[1].path;
    bases->setCurrentItem(bases->topLevelItem(1));
    QTest::mouseClick(&shown.button(Kind::ShareBase, "Use"), Qt::LeftButton);
    QVERIFY(QTest::qWaitFor([&] { return shown.view.desk().result(Kind::ShareBase) != result; }, patience));
    QVERIFY(shown.planned(Kind::ShareBase, true));
    QCOMPARE(shown.view.desk().result(Kind::ShareBase)->share()->base, second);

    QSignalSpy asked(&shown.view, &SavingsView::runRequested);
    QTest::mouseClick(&shown.button(Kind::ShareBase, "Share base"), Qt::LeftButton);
    QCOMPARE(asked.count(), 1);
    const auto request = asked.front().front().value<JobRequest>();
    QCOMPARE(request.templates, templates_);
    QCOMPARE(request.base, std::optional(second));
    QVERIFY(request.options.exact && request.options.replace);

    shown.view.setTemplates({templates_[0], templates_[1]});
    QVERIFY(!shown.button(Kind::ShareBase, "Share base").isEnabled());
}

void SavingsViewTest::worksByKeyboardAlone()
{
    Shown shown;
    shown.session.open(chain_.second);
    QVERIFY(shown.planned(Kind::StandardSlim, true));
    shown.view.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&shown.view));
    shown.view.findChild<QToolButton*>()->setFocus();
    QPushButton& run = shown.button(Kind::StandardSlim, "Run standard");
    QVERIFY(shown.tabTo(run));
    QSignalSpy asked(&shown.view, &SavingsView::runRequested);
    QTest::keyClick(&run, Qt::Key_Space);
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.front().front().value<JobRequest>().kind, Kind::StandardSlim);
    QTest::keyClick(shown.view.windowHandle(), Qt::Key_S, Qt::AltModifier);
    QTRY_COMPARE(asked.count(), 2);
    QVERIFY(shown.planned(Kind::DeepSlim, true));
    QTest::keyClick(shown.view.windowHandle(), Qt::Key_D, Qt::AltModifier);
    QTRY_COMPARE(asked.count(), 3);
    QCOMPARE(asked.back().front().value<JobRequest>().kind, Kind::DeepSlim);
    QVERIFY(asked.back().at(1).value<std::shared_ptr<const PlanResult>>()->slim()->kind == SlimKind::Deep);
}

void SavingsViewTest::everyCodeOfAPlanHasARemedy()
{
    int codes = 0;
    for (const auto& [code, text] : lamella::sentences) {
        if (!code.starts_with("plan.") || code == "plan.volumeUntrimmed")
            continue;
        ++codes;
        QVERIFY2(!remedy({code, {}}).isEmpty(), code.data());
    }
    QVERIFY(codes > 20);
    for (const char* state : {"dirty", "hibernated", "needsRecovery", "encrypted", "unknown"})
        QVERIFY2(!remedy({"plan.volumeUntrimmed", {{"state", std::string(state)}}}).isEmpty(), state);
    QVERIFY(remedy({"plan.volumeUntrimmed", {{"state", std::string("hibernated")}}}).contains("shutdown /s /f /t 0"));
}

void SavingsViewTest::everyControlHasAName()
{
    Shown shown;
    for (const auto* button : shown.view.findChildren<QAbstractButton*>()) {
        if (button->focusPolicy() != Qt::NoFocus)
            QVERIFY2(!button->text().isEmpty() || !button->accessibleName().isEmpty(),
                     button->metaObject()->className());
    }
    for (const auto* view : shown.view.findChildren<QAbstractItemView*>()) {
        if (view->focusPolicy() != Qt::NoFocus && !qobject_cast<const QListView*>(view))
            QVERIFY2(!view->accessibleName().isEmpty(), view->metaObject()->className());
    }
}

QTEST_MAIN(SavingsViewTest)
#include "savings_view_test.moc"
