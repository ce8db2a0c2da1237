#include "widgets/run/operation_file.h"

#include "report/explained.h"
#include "report/operation_html.h"
#include "report/report_csv.h"
#include "widgets/words/report_words.h"
#include "widgets/words/words.h"
#include "work/document_file.h"

#include <QDateTime>
#include <QFileDialog>
#include <QFileInfo>

namespace widgets {

namespace {

const QStringList endings{QStringLiteral("html"), QStringLiteral("json"), QStringLiteral("csv")};

}  // namespace

OperationFile::OperationFile(QWidget& window) : QObject(&window), window_(window)
{
    connect(&writer_, &Background::failed, this, [this](const engine::Error& error) { emit told(describe(error)); });
}

void OperationFile::ask(const QString& title, engine::report::Json operation, std::uint32_t readers)
{
    auto* dialog = new QFileDialog(&window_, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    QStringList filters;
    for (const QString& ending : endings)
        filters += QStringLiteral("%1 (*.%2)").arg(ending.toUpper(), ending);
    dialog->setNameFilters(filters);
    dialog->setDefaultSuffix(endings.front());
    connect(dialog, &QFileDialog::filterSelected, dialog,
            [dialog, filters](const QString& filter) { dialog->setDefaultSuffix(endings[filters.indexOf(filter)]); });
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, dialog, readers, operation = std::move(operation)](const QString& path) {
                const QString ending = QFileInfo(path).suffix();
                save(path, endings.contains(ending) ? ending : dialog->defaultSuffix(), operation, readers);
            });
    dialog->open();
}

void OperationFile::save(const QString& path, const QString& form, const engine::report::Json& operation,
                         std::uint32_t readers)
{
    writer_.start([this, target = std::filesystem::path(path.toStdString()), form, operation, readers,
                   words = reportWords(), program = programName(),
                   now = QDateTime::currentSecsSinceEpoch()](std::stop_token, const Background::Publish& publish) {
        std::string text;
        if (form == QLatin1String("html"))
            text = engine::report::operationHtml(operation, program, now, words);
        else
            text = form == QLatin1String("csv") ? engine::report::operationCsv(operation, words)
                                                : engine::report::toText(engine::report::explained(operation, words));
        // The dialog has asked about a file of that name.
        engine::writeDocument(target, text, {.overwrite = true, .readers = readers});
        publish([this, target] { emit told(tr("%1 was written.").arg(pathText(target))); });
    });
}

}  // namespace widgets
