// xvfb
#include "opened_window.h"

#include "widgets/map/map_canvas.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMimeData>

using namespace windowtest;

namespace {

/// As the window system does it: to what is under the pointer, from where it goes up to what takes it.
bool dropOn(QWidget& target, const fs::path& path)
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QString::fromStdString(path.string()))});
    QDragEnterEvent enter(target.rect().center(), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&target, &enter);
    if (!enter.isAccepted())
        return false;
    QDropEvent drop(target.rect().center(), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&target, &drop);
    return drop.isAccepted();
}

struct Place {
    const char* name;
    QWidget* (*of)(MainWindow& window);
};

const Place places[] = {
    {"map", [](MainWindow& window) -> QWidget* { return window.findChild<MapCanvas*>(); }},
    {"library", [](MainWindow& window) -> QWidget* { return window.findChild<LibraryTree*>()->viewport(); }},
};

}  // namespace

/// Folders and images that are dropped.
class WindowDropTest : public QObject {
    Q_OBJECT

private slots:
    void folder_data() { addPlaces(); }
    void folder();
    void image_data() { addPlaces(); }
    void image();

private:
    static void addPlaces();
};

void WindowDropTest::addPlaces()
{
    QTest::addColumn<int>("place");
    for (int place = 0; place < 2; ++place)
        QTest::newRow(places[place].name) << place;
}

void WindowDropTest::folder()
{
    QFETCH(int, place);
    const Scratch scratch;
    fs::create_directories(scratch / "templates");
    testsupport::makeSmallChain(scratch / "templates");
    Opened opened(scratch / "");
    auto& library = *opened.window.findChild<LibraryView*>();
    QVERIFY(dropOn(*places[place].of(opened.window), scratch / "templates"));
    QVERIFY(QTest::qWaitFor([&] { return library.model().all().size() == 3; }, patience));
    QCOMPARE(library.folders(), QStringList(QString::fromStdString((scratch / "templates").string())));
    QVERIFY(!opened.window.session().analysis());
}

void WindowDropTest::image()
{
    QFETCH(int, place);
    const Scratch scratch;
    const auto chain = testsupport::makeSmallChain(scratch / "");
    Opened opened(scratch / "");
    auto& library = *opened.window.findChild<LibraryView*>();
    QVERIFY(dropOn(*places[place].of(opened.window), chain.second));
    QVERIFY(QTest::qWaitFor([&] { return library.model().find(chain.second).isValid(); }, patience));
    QCOMPARE(library.folders(), QStringList(QString::fromStdString(chain.second.string())));
    // What is dropped on the map is to be looked at; the library only keeps it.
    if (place == 0)
        QVERIFY(QTest::qWaitFor([&] { return opened.window.session().analysis() != nullptr; }, patience));
    QCOMPARE(opened.window.session().path(), place == 0 ? chain.second : fs::path());
}

QTEST_MAIN(WindowDropTest)
#include "window_drop_test.moc"
