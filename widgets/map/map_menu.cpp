#include "widgets/map/map_menu.h"

#include "widgets/data/read_path.h"
#include "widgets/words/words.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QMenu>

namespace widgets {

namespace {

QString words(const char* text)
{
    return QCoreApplication::translate("MapMenu", text);
}

/// In menus an ampersand marks the key of an entry.
QString menuText(QString text)
{
    return text.replace('&', QLatin1String("&&"));
}

void addCopies(QMenu& menu, const ChainAnalysis& analysis, const MapPlace& place)
{
    const auto copy = [](const QString& text) { return [text] { QGuiApplication::clipboard()->setText(text); }; };
    menu.addAction(words(QT_TRANSLATE_NOOP("MapMenu", "Copy offset")), &menu,
                   copy(QString::number(place.offset.bytes())));
    menu.addAction(words(QT_TRANSLATE_NOOP("MapMenu", "Copy read path")), &menu,
                   copy(readPathSentence(analysis, readPath(analysis, place.offset))));
}

void addZooms(QMenu& menu, Session& session, MapNavigation& navigation, const VolumeRuler& ruler, const MapPlace& place)
{
    const VolumeRuler::Piece* piece = ruler.at(place.offset);
    const QString volume = piece ? words(QT_TRANSLATE_NOOP("MapMenu", "Zoom to %1")).arg(menuText(piece->name))
                                 : words(QT_TRANSLATE_NOOP("MapMenu", "Zoom to volume"));
    QAction* toVolume = menu.addAction(volume);
    toVolume->setEnabled(piece != nullptr);
    if (piece)
        QObject::connect(toVolume, &QAction::triggered, &menu,
                         [&navigation, range = piece->range] { navigation.zoomTo(range); });
    QAction* toGarbage = menu.addAction(words(QT_TRANSLATE_NOOP("MapMenu", "Zoom to next garbage of this layer")));
    const auto garbage = place.layer ? navigation.nextGarbage(*place.layer) : std::nullopt;
    toGarbage->setEnabled(garbage.has_value());
    QObject::connect(toGarbage, &QAction::triggered, &menu, [&navigation, layer = place.layer, garbage] {
        navigation.zoomTo(*garbage);
        navigation.select(layer, garbage->start);
    });
    menu.addAction(words(QT_TRANSLATE_NOOP("MapMenu", "Show whole disk")), &session, &Session::showAll);
}

}  // namespace

void showMapMenu(QWidget& parent, QPoint position, Session& session, MapNavigation& navigation,
                 const VolumeRuler& ruler, const MapPlace& place)
{
    auto* menu = new QMenu(&parent);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addCopies(*menu, *session.analysis(), place);
    menu->addSeparator();
    addZooms(*menu, session, navigation, ruler, place);
    menu->popup(position);
}

}  // namespace widgets
