// xvfb
#include "gui/learner.h"
#include "support/scratch.h"
#include "widgets/lab/new_practice_dialog.h"
#include "widgets/window/appearance.h"
#include "widgets/window/settings.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>

using namespace widgets;
using engine::lab::Action;
using testsupport::Learner;
using testsupport::Scratch;

namespace {

void reads(Learner& learner)
{
    learner.begin(0);
    learner.notDone();
    learner.click({0, std::nullopt, 1});
    learner.notDone();
    learner.click({0, std::nullopt, 3});
    learner.done();
    learner.click({0, std::nullopt, 2});
    learner.done();
    // With the keys alone.
    QTest::keyClick(&learner.window().map(), Qt::Key_Left);
    learner.done();
    learner.writeFile("File1");
    learner.done();
    learner.click({0, 0, 1});
    learner.done();
    learner.press(Action::AddOverlay);
    learner.notDone();
    learner.click({0, std::nullopt, 3});
    learner.done();
    learner.finished();
}

void neverShrinks(Learner& learner)
{
    learner.begin(1);
    learner.writeFile("File1", 8);
    learner.done();
    learner.deleteFile("File1");
    learner.done();
    learner.writeFile("File2", 8);
    learner.done();
    learner.press(Action::Trim);
    learner.done();
    learner.press(Action::DeepSlim);
    learner.done();
    learner.finished();
}

void threeOperations(Learner& learner)
{
    learner.begin(2);
    learner.writeFile("File1");
    learner.done();
    learner.press(Action::AddOverlay);
    learner.writeFile("File2");
    learner.notDone();
    learner.writeFile("File3");
    learner.done();
    learner.press(Action::AddOverlay);
    learner.writeFile("File4");
    learner.writeFile("File5");
    learner.done();
    learner.deleteFile("File3");
    learner.deleteFile("File4");
    learner.done();
    learner.press(Action::StandardSlim);
    learner.done();
    QTest::keySequence(&learner.window(), QKeySequence::Undo);
    learner.notDone();
    learner.deleteFile("File1");
    learner.done();
    learner.press(Action::DeepSlim);
    learner.done();
    learner.press(Action::CopyTemplate);
    learner.chooseTemplate(1);
    learner.writeFile("File6");
    learner.done();
    learner.press(Action::ShareBase);
    learner.done();
    learner.finished();
}

void clusterSize(Learner& learner)
{
    learner.begin(3);
    learner.click({0, std::nullopt, 5});
    learner.pressNamed("part");
    learner.done();
    learner.click({0, std::nullopt, 20});
    learner.click({0, std::nullopt, 26}, Qt::ShiftModifier);
    learner.pressNamed("part");
    learner.done();
    QTest::keySequence(&learner.window(), QKeySequence::New);
    auto* dialog = learner.window().findChild<NewPracticeDialog*>();
    QTRY_VERIFY(dialog->isVisible());
    auto* sizes = dialog->findChild<QComboBox*>("clusterSize");
    auto* counts = dialog->findChild<QComboBox*>("clusters");
    QTest::keyClick(sizes, Qt::Key_Home);
    QTest::keyClick(counts, Qt::Key_End);
    QTest::mouseClick(dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok), Qt::LeftButton);
    learner.settle();
    QCOMPARE(learner.window().desk().view()->options, (engine::lab::PracticeOptions{4096, 256, false}));
    learner.done();
    learner.press(Action::AddOverlay);
    learner.click({0, std::nullopt, 100});
    for (int at = 0; at < 7; ++at)
        QTest::keyClick(&learner.window().map(), Qt::Key_Right, Qt::ShiftModifier);
    learner.pressNamed("part");
    learner.done();
    learner.finished();
}

void brokenChains(Learner& learner)
{
    learner.begin(4);
    learner.press(Action::MoveBase);
    learner.done();
    learner.press(Action::ReturnBase);
    learner.done();
    learner.click({0, 0, 1});
    learner.notDone();
    learner.pressNamed("behind");
    learner.done();
    learner.chooseTemplate(0);
    learner.writeFile("File1");
    learner.done();
    learner.press(Action::Commit);
    learner.done();
    learner.finished();
}

}  // namespace

/// All five lessons, each to its end by what a learner does with mouse and keys, in both languages.
class LessonsTest : public QObject {
    Q_OBJECT

private slots:
    void everyLessonComesToItsEnd_data();
    void everyLessonComesToItsEnd();
    void aLessonOfAFolderIsShownAndABadOneIsTold();
    void savedPracticeComesBack();
    void refusalsAreToldAndChangeNothing();
    void languageAndPresenterModeChangeLive();

private:
    Scratch scratch_;
    Settings settings_{QString::fromStdString((scratch_ / "settings.ini").string())};
    Appearance appearance_;
};

void LessonsTest::everyLessonComesToItsEnd_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<int>("lesson");
    for (const QString& language : Appearance::languages()) {
        for (int lesson = 0; lesson < 5; ++lesson)
            QTest::newRow(qPrintable(QString("%1 %2").arg(language).arg(lesson + 1))) << language << lesson;
    }
}

void LessonsTest::everyLessonComesToItsEnd()
{
    QFETCH(QString, language);
    QFETCH(int, lesson);
    appearance_.setLanguage(language);
    LabWindow window(settings_, language);
    window.resize(1600, 1000);
    window.show();
    Learner learner(window);
    learner.settle();
    QCOMPARE(learner.lessons().lessons(), 5);
    constexpr std::array run{reads, neverShrinks, threeOperations, clusterSize, brokenChains};
    run.at(static_cast<std::size_t>(lesson))(learner);
    // What was read was in that language, and every name of an action became the words on its button.
    for (const engine::lab::Task& task : learner.lessons().run().lesson().tasks)
        QVERIFY(task.text.contains(language.toStdString()));
    for (const QLabel* label : learner.lessons().findChildren<QLabel*>())
        QVERIFY2(!label->text().contains('{'), qPrintable(label->text()));
}

void LessonsTest::aLessonOfAFolderIsShownAndABadOneIsTold()
{
    appearance_.setLanguage("en");
    const std::filesystem::path folder = scratch_ / "lessons";
    std::filesystem::create_directories(folder);
    testsupport::writeFile(folder / "mine.json", R"({"format": "lamella-lesson", "version": 1,
        "title": {"en": "Mine"}, "about": {"en": "About"},
        "practice": {"clusterSize": 4096, "clusters": 64, "fileSystem": false},
        "tasks": [{"text": {"en": "Press {addOverlay}"}, "checks": [{"check": "layers", "is": 2}]}]})");
    testsupport::writeFile(folder / "bad.json", R"({"format": "lamella-lesson", "version": 1})");
    LabWindow window(settings_, "en");
    window.show();
    Learner learner(window);
    learner.settle();
    window.readLessons(QString::fromStdString(folder.string()));
    QTRY_COMPARE(learner.lessons().lessons(), 6);
    const QString problem = learner.lessons().findChild<QLabel*>("problem")->text();
    QVERIFY2(problem.contains("bad.json") && problem.contains("title"), qPrintable(problem));
    learner.begin(5);
    QCOMPARE(learner.lessons().findChild<QLabel*>("text")->text(), QString("Press \"Add overlay\""));
    learner.press(Action::AddOverlay);
    learner.done();
    learner.finished();
}

void LessonsTest::savedPracticeComesBack()
{
    LabWindow window(settings_, "en");
    window.show();
    Learner learner(window);
    learner.settle();
    learner.writeFile("File1");
    learner.press(Action::AddOverlay);
    learner.type(2, "before");
    learner.press(Action::TakeSnapshot);
    const auto images = window.desk().view()->images;
    window.desk().save(scratch_ / "kept.lamella-practice");
    learner.settle();
    window.desk().begin({});
    learner.settle();
    QCOMPARE(window.desk().view()->images.size(), std::size_t{1});
    window.desk().load(scratch_ / "kept.lamella-practice");
    learner.settle();
    QCOMPARE(window.desk().view()->done, std::size_t{3});
    const auto again = window.desk().view()->images;
    QVERIFY(engine::lab::compareImages(images, again).empty());
}

void LessonsTest::refusalsAreToldAndChangeNothing()
{
    LabWindow window(settings_, "en");
    window.show();
    Learner learner(window);
    learner.settle();
    learner.press(Action::Commit);
    const auto* what = window.findChild<QLabel*>("what");
    QVERIFY2(what->text().startsWith("Not done"), qPrintable(what->text()));
    QCOMPARE(window.desk().view()->done, std::size_t{0});
    learner.click({0, std::nullopt, 0});
    QTest::keyClick(&window.map(), Qt::Key_Return);
    learner.settle();
    QVERIFY2(what->text().contains("notes"), qPrintable(what->text()));
    learner.click({0, std::nullopt, 9});
    QTest::keyClick(&window.map(), Qt::Key_Return);
    learner.settle();
    QCOMPARE(window.desk().view()->done, std::size_t{1});
    QVERIFY(!what->text().startsWith("Not done"));
}

void LessonsTest::languageAndPresenterModeChangeLive()
{
    LabWindow window(settings_, "en");
    window.show();
    Learner learner(window);
    learner.settle();
    const int plain = window.map().fontMetrics().height();
    QTest::keyClick(&window, Qt::Key_F11);
    QVERIFY(window.presenter());
    QVERIFY(window.isFullScreen());
    QVERIFY(window.map().fontMetrics().height() > plain * 5 / 4);
    QTest::keyClick(&window, Qt::Key_F11);
    QVERIFY(!window.isFullScreen());
    QCOMPARE(window.map().fontMetrics().height(), plain);
    const QString before = learner.lessons().findChild<QComboBox*>()->itemText(0);
    window.setLanguage("zh_CN");
    QVERIFY(learner.lessons().findChild<QComboBox*>()->itemText(0) != before);
}

QTEST_MAIN(LessonsTest)
#include "lessons_test.moc"
