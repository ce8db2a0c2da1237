// xvfb
#include "opened_window.h"

#include <QScreen>
#include <QStatusBar>

using namespace windowtest;

/// A home that nobody has used yet, or in which nothing can be made.
class FirstStartTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void opensTheSamples();
    void saysThatNothingCanBeMade();
    void fitsTheScreen();

private:
    std::optional<Scratch> scratch_;
};

void FirstStartTest::init()
{
    scratch_.emplace();
    qputenv("HOME", QByteArray::fromStdString((*scratch_ / "home").string()));
    for (const char* variable : {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"})
        qunsetenv(variable);
    fs::create_directory(*scratch_ / "home");
}

void FirstStartTest::opensTheSamples()
{
    Opened opened(scratch_->path());
    QPushButton* samples = button(opened.window, "Sample templates");
    QVERIFY(samples);
    QTest::mouseClick(samples, Qt::LeftButton);
    QVERIFY(
        QTest::qWaitFor([&] { return opened.window.session().path().filename() == "second-diff.qcow2"; }, patience));
    QVERIFY(opened.planned(Kind::StandardSlim));
    QVERIFY(opened.window.findChild<LibraryView*>()->folders().size() == 1);
}

void FirstStartTest::saysThatNothingCanBeMade()
{
    qputenv("HOME", "/proc");
    Opened opened(scratch_->path());
    QTest::mouseClick(button(opened.window, "Sample templates"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(opened.window.statusBar()->currentMessage().contains("/proc/"), patience);
    QVERIFY(opened.window.session().path().empty());
}

void FirstStartTest::fitsTheScreen()
{
    Opened opened(scratch_->path());
    const QSize room = opened.window.screen()->availableSize();
    QVERIFY(opened.window.height() <= std::max(room.height(), opened.window.minimumSizeHint().height()));
    QVERIFY(opened.window.width() <= std::max(room.width(), opened.window.minimumSizeHint().width()));
    QVERIFY2(opened.window.minimumSizeHint().width() <= 1280, "it does not fit 1280 x 800");
    QVERIFY2(opened.window.minimumSizeHint().height() <= 800 - 40, "it does not fit 1280 x 800");
}

QTEST_MAIN(FirstStartTest)
#include "first_start_test.moc"
