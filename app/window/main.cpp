#include "screenshots.h"
#include "timings.h"

#include "widgets/window/main_window.h"
#include "widgets/window/window_style.h"
#include "widgets/words/path_field.h"

#include <QApplication>
#include <QCommandLineParser>

#include <malloc.h>
#include <optional>

namespace {

/// Nothing of the person's own settings is touched where pictures are taken.
QString settingsFile(const QCommandLineParser& parser)
{
    return parser.isSet("screenshots") ? parser.value("screenshots") + "/settings.ini" : parser.value("settings");
}

void addOptions(QCommandLineParser& parser)
{
    parser.setApplicationDescription("Shows template chains of disk images, what of them is waste, and slims them.");
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument("PATH", "Folders for the library, images to open.", "[PATH...]");
    parser.addOption({"sample", "Open the sample templates; make them where they are missing."});
    parser.addOption({"lessons", "Open the copy-on-write lab, with the lessons of DIR too.", "DIR"});
    parser.addOption({"settings", "Keep settings in FILE.", "FILE"});
    parser.addOption({"timings", "Tell how long it takes until everything of the image is shown, and end."});
    parser.addOption({"screenshots", "Write a picture of every view to DIR, and end.", "DIR"});
    parser.addOption({"extras", "More for the pictures to show, as packaging/screenshots.sh makes it.", "DIR"});
}

/// Tables of large chains come and go by tens of megabytes. Left to itself the C library keeps what is freed of them.
void giveMemoryBack()
{
    constexpr int largeBlock = 1 << 20;
    mallopt(M_MMAP_THRESHOLD, largeBlock);
}

}  // namespace

int main(int argc, char** argv)
{
    giveMemoryBack();
    QApplication application(argc, argv);
    QApplication::setApplicationName("lamella");
    QApplication::setApplicationDisplayName("Lamella");
    QApplication::setDesktopFileName("lamella");
    QApplication::setApplicationVersion(LAMELLA_VERSION);
    QApplication::setStyle(new widgets::WindowStyle);
    QCommandLineParser parser;
    addOptions(parser);
    QStringList arguments;
    for (int number = 0; number < argc; ++number)
        arguments += widgets::pathField(argv[number]);
    parser.process(arguments);

    widgets::Settings settings(settingsFile(parser));
    widgets::Appearance appearance;
    appearance.setLanguage(settings.language());
    appearance.setTheme(settings.theme());
    if (parser.isSet("screenshots"))
        return takeScreenshots(settings, appearance, parser.positionalArguments(), parser.value("extras"),
                               parser.value("screenshots"));

    widgets::MainWindow window(settings, appearance);
    std::optional<Timings> timings;
    if (parser.isSet("timings"))
        timings.emplace(window);
    window.show();
    if (parser.isSet("sample"))
        window.openSamples();
    else if (parser.positionalArguments().isEmpty())
        window.restoreSession();
    window.openPaths(parser.positionalArguments());
    if (parser.isSet("lessons"))
        window.openLab(parser.value("lessons"));
    return QApplication::exec();
}
