// xvfb
#include "savings_fixture.h"
#include "support/report_forms.h"
#include "widgets/run/confirm_dialog.h"

#include <QCheckBox>
#include <QTextBrowser>

using namespace savingstest;

/// Base sharing by mouse, and everything by keyboard.
class SavingsUseTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void sharesWhatTheFleetAsksFor();
    void asksToReadWhichTemplateBecomesTheBase();
    void threeTemplatesShareABase();
    void savesPlans();
    void worksByKeyboardAlone();
    void everyCodeOfAPlanHasARemedy();
    void everyControlHasAName();

private:
    Scratch scratch_;
    testsupport::SmallChain chain_;
    std::vector<fs::path> templates_;
};

void SavingsUseTest::initTestCase()
{
    qRegisterMetaType<JobRequest>();
    fs::create_directory(scratch_ / "chain");
    fs::create_directory(scratch_ / "fleet");
    chain_ = testsupport::makeSmallChain(scratch_ / "chain");
    for (const char own : {'a', 'b', 'c'})
        templates_.push_back(testsupport::makeSmallTemplate(scratch_ / "fleet", std::string("office-") + own, own));
}

/// Planned to the byte before a person is asked.
void SavingsUseTest::sharesWhatTheFleetAsksFor()
{
    Shown shown;
    QSignalSpy asked(&shown.view, &SavingsView::runRequested);
    shown.view.share({templates_[0], templates_[1]});
    QVERIFY(asked.wait(60000));
    QCOMPARE(asked.size(), 1);
    const auto request = asked[0][0].value<JobRequest>();
    QCOMPARE(request.templates.size(), std::size_t{2});
    const auto plan = asked[0][1].value<std::shared_ptr<const PlanResult>>();
    QVERIFY(plan->exact());
    // Asked once: the figures that come later run nothing by themselves.
    QTest::mouseClick(&shown.button(Kind::ShareBase, "Compare"), Qt::LeftButton);
    QVERIFY(shown.planned(Kind::ShareBase, true));
    QTest::qWait(100);
    QCOMPARE(asked.size(), 1);
}

void SavingsUseTest::asksToReadWhichTemplateBecomesTheBase()
{
    JobRequest request;
    request.kind = JobRequest::Kind::ShareBase;
    request.options.exact = true;
    request.options.replace = true;
    std::vector<engine::Chain> chains;
    for (const fs::path& path : {templates_[0], templates_[1]}) {
        request.templates.push_back(path);
        engine::ChainOptions options;
        options.policy.openFolder(path.parent_path());
        chains.push_back(engine::Chain::open(path, options));
    }
    engine::Progress progress;
    const auto plan =
        std::make_shared<const engine::SharePlan>(planShare(chains, &chains.front(), request.options, progress, {}));
    ConfirmDialog dialog(request, plan);
    dialog.open();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    const QString text = dialog.findChild<QTextBrowser*>()->toPlainText().remove(QChar(0x200b));
    const qsizetype known = text.indexOf("Has to be known");
    QVERIFY2(known >= 0 && text.indexOf("becomes the base of others", known) > known, qPrintable(text));
    QVERIFY(text.contains(QString::fromStdString(request.templates.front().filename().string())));
    QPushButton* run = nullptr;
    for (QPushButton* button : dialog.findChildren<QPushButton*>())
        if (button->text().remove('&') == "Run")
            run = button;
    QVERIFY(run);
    QVERIFY(!run->isEnabled());
    QCheckBox* tick = dialog.findChildren<QCheckBox*>().front();
    QTest::mouseClick(tick, Qt::LeftButton, {}, {8, tick->height() / 2});
    QVERIFY(run->isEnabled());
}

void SavingsUseTest::threeTemplatesShareABase()
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
    QVERIFY(shown.shows(Kind::ShareBase, "saves " + sizeText(plan.savedBytes())));
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

void SavingsUseTest::savesPlans()
{
    QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    Shown shown;
    shown.view.setTemplates(templates_);
    QTest::mouseClick(&shown.button(Kind::ShareBase, "Compare"), Qt::LeftButton);
    QVERIFY(shown.planned(Kind::ShareBase, true));
    QToolButton* save = nullptr;
    for (auto* button : shown.view.findChildren<QToolButton*>())
        save = QString(button->text()).remove(QLatin1Char('&')).contains("plan") ? button : save;
    QVERIFY(save);
    emit save->menu()->aboutToShow();
    const auto actions = save->menu()->actions();
    QCOMPARE(actions.size(), 3);
    // No template is open: nothing is known of slimming one.
    QVERIFY(!actions[0]->isEnabled() && !actions[1]->isEnabled());
    actions[2]->trigger();
    auto* dialog = shown.view.findChild<QFileDialog*>();
    QVERIFY(dialog);
    const fs::path target = scratch_ / "sharing.html";
    dialog->findChild<QLineEdit*>()->setText(QString::fromStdString(target.string()));
    QSignalSpy told(&shown.view, &SavingsView::told);
    QTest::keyClick(dialog->findChild<QLineEdit*>(), Qt::Key_Return);
    QVERIFY(told.wait());
    QVERIFY2(told.front().front().toString().contains("was written"), qPrintable(told.front().front().toString()));
    const std::string text = testsupport::textOfXml(testsupport::readFile(target));
    for (const fs::path& path : templates_)
        QVERIFY(text.find(path.string()) != std::string::npos);
    const auto saved = shown.view.desk().result(Kind::ShareBase)->share()->savedBytes();
    QVERIFY(text.find(sizeText(saved).toStdString()) != std::string::npos);
}

void SavingsUseTest::worksByKeyboardAlone()
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

void SavingsUseTest::everyCodeOfAPlanHasARemedy()
{
    int codes = 0;
    for (const auto& [code, text] : lamella::sentences) {
        if (!code.starts_with("plan."))
            continue;
        ++codes;
        QVERIFY2(!remedy({code, {}}).isEmpty(), code.data());
    }
    QVERIFY(codes > 20);
    const QString asleep = remedy({"plan.volumeUntrimmed", {{"reason", std::string("volume.hibernated")}}});
    QVERIFY2(asleep.contains("shutdown /s /f /t 0"), qPrintable(asleep));
    const QString other = remedy({"plan.volumeUntrimmed", {{"reason", std::string("field.notAllowed")}}});
    QCOMPARE(other, remedy({"plan.volumeUntrimmed", {}}));
}

void SavingsUseTest::everyControlHasAName()
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

QTEST_MAIN(SavingsUseTest)
#include "savings_use_test.moc"
