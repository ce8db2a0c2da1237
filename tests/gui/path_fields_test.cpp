#include "opened_window.h"

#include "support/odd_names.h"
#include "widgets/savings/options_panel.h"
#include "widgets/words/path_field.h"
#include "widgets/words/words.h"

#include <QLineEdit>
#include <QMenu>
#include <QSettings>

using namespace windowtest;

namespace {

/// "é" of a system that was never told of UTF-8.
constexpr const char* latin = "caf\xe9";

}  // namespace

/// Names are bytes; what the window keeps as text gives the same bytes again.
class PathFieldsTest : public QObject {
    Q_OBJECT

private slots:
    void keepEveryName();
    void keepTheFileOfAResult();
    void keepWhatWasOpen();
};

void PathFieldsTest::keepEveryName()
{
    const Scratch scratch;
    const QString file = QString::fromStdString((scratch / "kept.ini").string());
    std::vector<std::string> names = testsupport::oddNames();
    names.insert(names.end(), {latin, "\xef\xbb\xbfmark", "\xf4\x8f\xbb\xa9", "plain"});
    QLineEdit field;
    for (const std::string& name : names) {
        for (const fs::path& path : {fs::path(name), "/folder" / fs::path(name)}) {
            field.setText(pathField(path));
            QSettings(file, QSettings::IniFormat).setValue("path", field.text());
            const QString kept = QSettings(file, QSettings::IniFormat).value("path").toString();
            QVERIFY2(pathFrom(kept) == path, qPrintable(pathText(path) + " became " + pathText(pathFrom(kept))));
        }
    }
    QVERIFY(pathFrom({}).empty());
}

void PathFieldsTest::keepTheFileOfAResult()
{
    const Scratch scratch;
    Opened opened(scratch / "");
    PlanDesk& desk = opened.savings().desk();
    engine::ImageOptions options = desk.options();
    options.replace = false;
    options.target = scratch / latin / "slim.qcow2";
    desk.setOptions(options);
    // All options are taken from the panel anew.
    auto* panel = opened.window.findChild<OptionsPanel*>();
    panel->findChildren<QCheckBox*>().at(1)->toggle();
    QVERIFY(desk.options().trim != options.trim);
    QVERIFY2(desk.options().target == options.target, qPrintable(pathText(desk.options().target)));
}

void PathFieldsTest::keepWhatWasOpen()
{
    const Scratch scratch;
    const fs::path folder = scratch / latin;
    fs::create_directory(folder);
    const fs::path image = testsupport::makeSmallChain(folder).second;
    const auto shows = [&image](Opened& opened) {
        return QTest::qWaitFor(
            [&] { return opened.window.session().analysis() && opened.window.session().path() == image; }, patience);
    };
    {
        Opened opened(scratch / "");
        opened.window.openPaths({pathField(folder), pathField(image)});
        QVERIFY(shows(opened));
        opened.window.close();
    }
    {
        Opened again(scratch / "");
        again.window.restoreSession();
        QVERIFY(shows(again));
        QVERIFY(again.window.findChild<LibraryView*>()->folders().contains(pathField(folder)));
    }
    Opened recent(scratch / "");
    QAction* first = nullptr;
    for (QAction* action : recent.window.findChildren<QAction*>())
        first = QString(action->text()).replace("&&", "&") == pathText(image) ? action : first;
    QVERIFY(first);
    first->trigger();
    QVERIFY(shows(recent));
}

QTEST_MAIN(PathFieldsTest)
#include "path_fields_test.moc"
