// xvfb
#include "savings_fixture.h"

#include "widgets/words/returned_text.h"

using namespace savingstest;

/// The cards show what the plans say.
class SavingsViewTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void figuresAreThoseOfThePlan();
    void blockersDisableTheButton();
    void optionsPlanAgain();
    void aResultNeedsAPlace();
    void cancelKeepsWhatIsThere();

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
        // What the disk gives back comes first.
        QVERIFY(shown.shows(kind, returnedText(*plan.returned, true)));
        QVERIFY(shown.shows(kind, "saves " + sizeText(plan.savedBytes())));
        const auto* lines = shown.card(kind).findChild<QTreeWidget*>();
        const auto garbage = lines->findItems("Garbage", Qt::MatchExactly);
        QCOMPARE(garbage.size(), 1);
        QCOMPARE(garbage.front()->text(1), sizeText(plan.image.saved.garbage));
        QVERIFY(garbage.front()->toolTip(1).contains(exactSizeText(plan.image.saved.garbage)));
    }
    QCOMPARE(badges, QStringList({"quick", "exact"}));
    // As narrow as at 1280 x 800 between library and inspector.
    shown.view.resize(shown.view.minimumSizeHint().width(), 240);
    for (const Kind kind : {Kind::StandardSlim, Kind::DeepSlim}) {
        const auto& returned = *shown.view.desk().result(kind)->returned();
        const auto labels = shown.card(kind).findChildren<ElidedLabel*>();
        const auto figure = std::ranges::find_if(labels, [&](const ElidedLabel* label) {
            return label->shownText().contains(sizeText(static_cast<std::uint64_t>(returned.bytes)));
        });
        QVERIFY(figure != labels.end() && !(*figure)->shownText().contains(QChar(0x2026)));
        QVERIFY2((*figure)->shownText() != (*figure)->text(), qPrintable((*figure)->text()));
    }
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
    QVERIFY(shown.shows(Kind::StandardSlim, "saves " + sizeText(expected.savedBytes())));
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

QTEST_MAIN(SavingsViewTest)
#include "savings_view_test.moc"
