#include "widgets/run/text_sections.h"

#include <QTextBrowser>

namespace widgets {

namespace {

/// Paths have no spaces to break at.
QString breakable(const QString& text)
{
    QString html = text.toHtmlEscaped();
    return html.replace('/', QStringLiteral("/&#8203;"));
}

QString rowHtml(const QString& line)
{
    // The figures of all tables stand below each other.
    constexpr int figureWidth = 22;
    QString html = QStringLiteral("<tr>");
    const QStringList cells = line.split('\t');
    for (qsizetype index = 0; index < cells.size(); ++index) {
        const bool name = index == 0;
        html += QStringLiteral("<td width='%1%' align='%2' style='padding:1px 10px 1px 0'>%3</td>")
                    .arg(name ? 100 - figureWidth * (cells.size() - 1) : figureWidth)
                    .arg(name ? QStringLiteral("left") : QStringLiteral("right"), breakable(cells[index]));
    }
    return html + QStringLiteral("</tr>");
}

}  // namespace

QString sectionsHtml(const std::vector<TextSection>& sections)
{
    QString html;
    for (const TextSection& section : sections) {
        if (section.lines.isEmpty())
            continue;
        if (!section.title.isEmpty())
            html += QStringLiteral("<p style='margin:10px 0 2px 0'><b>%1</b></p>").arg(section.title.toHtmlEscaped());
        bool table = false;
        for (const QString& line : section.lines) {
            const bool row = line.contains('\t');
            if (row != table)
                html += row ? QStringLiteral("<table cellspacing='0' width='100%'>") : QStringLiteral("</table>");
            table = row;
            html += row ? rowHtml(line) : QStringLiteral("<p style='margin:2px 0 2px 0'>%1</p>").arg(breakable(line));
        }
        if (table)
            html += QStringLiteral("</table>");
    }
    return html;
}

QString sectionsPlain(const std::vector<TextSection>& sections)
{
    QStringList blocks;
    for (const TextSection& section : sections)
        if (!section.lines.isEmpty())
            blocks += (section.title.isEmpty() ? QString() : section.title + '\n') + section.lines.join('\n');
    return blocks.join(QStringLiteral("\n\n")) + '\n';
}

QTextBrowser* newTextBrowser(const QString& accessibleName)
{
    auto* browser = new QTextBrowser;
    browser->setAccessibleName(accessibleName);
    browser->setOpenLinks(false);
    browser->setTabChangesFocus(true);
    browser->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return browser;
}

}  // namespace widgets
