#include "widgets/words/file_text.h"

#include "widgets/words/words.h"

#include <QCoreApplication>

namespace widgets {

QString fileText(const engine::FileTable& files, engine::FileTable::Index file)
{
    const engine::FileTable::Entry& entry = files.entries()[file];
    return entry.kind == engine::FileKind::Metadata && entry.nameLength == 0
               ? QCoreApplication::translate("Words", "the file system's own records (%1)").arg(entry.id)
               : plainText(files.path(file));
}

}  // namespace widgets
