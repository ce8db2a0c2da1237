#pragma once

#include <QString>
#include <QStringList>

#include <vector>

class QTextBrowser;

namespace widgets {

/// A heading with lines below it. Everything is plain text; a line may have tabs, then it is a row of a table.
struct TextSection {
    QString title;
    QStringList lines;
};

/// For a QTextBrowser; names that look like HTML stay text.
QString sectionsHtml(const std::vector<TextSection>& sections);
/// The same to be copied.
QString sectionsPlain(const std::vector<TextSection>& sections);

/// A browser for it: to be selected and copied by mouse and keyboard, long names are wrapped, no link is followed.
QTextBrowser* newTextBrowser(const QString& accessibleName);

}  // namespace widgets
