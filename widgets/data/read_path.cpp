#include "widgets/data/read_path.h"

#include "widgets/words/words.h"

#include <QCoreApplication>

namespace widgets {

using engine::Extent;
using engine::ExtentState;
using engine::GuestOffset;

namespace {

QString words(const char* text)
{
    return QCoreApplication::translate("ReadPath", text);
}

QString nameOf(const ChainAnalysis& analysis, std::size_t layer)
{
    return fileNameText(analysis.chain.layers()[layer].path);
}

/// Empty where the top layer answers.
QString passedText(const ChainAnalysis& analysis, const ReadPath& path)
{
    if (path.passed.empty())
        return {};
    const QString first = nameOf(analysis, path.passed.front());
    if (path.passed.size() == 1)
        return words(QT_TRANSLATE_NOOP("ReadPath", "%1 does not hold this place")).arg(first);
    if (path.passed.size() == 2)
        return words(QT_TRANSLATE_NOOP("ReadPath", "%1 does not hold this place, %2 does not either"))
            .arg(first, nameOf(analysis, path.passed.back()));
    return words(QT_TRANSLATE_NOOP("ReadPath", "%1 and the %2 layers below it do not hold this place"))
        .arg(first)
        .arg(path.passed.size() - 1);
}

QString answerText(const ChainAnalysis& analysis, const ReadPath& path)
{
    if (path.endedAt)
        return words(QT_TRANSLATE_NOOP("ReadPath", "%1 ends before it, so it reads as zero"))
            .arg(nameOf(analysis, *path.endedAt));
    if (!path.answering)
        return words(QT_TRANSLATE_NOOP("ReadPath", "no layer is left, so it reads as zero"));
    const QString name = nameOf(analysis, *path.answering);
    if (path.extent.state == ExtentState::Zero)
        return *path.answering == 0
                   ? words(QT_TRANSLATE_NOOP("ReadPath", "%1 says that it reads as zero")).arg(name)
                   : words(QT_TRANSLATE_NOOP("ReadPath", "%1 says that it reads as zero, and hides what is below"))
                         .arg(name);
    if (!path.extent.hasHost())
        return words(QT_TRANSLATE_NOOP("ReadPath", "%1 stores it")).arg(name);
    const QString text = path.extent.state == ExtentState::Compressed
                             ? words(QT_TRANSLATE_NOOP("ReadPath", "%1 stores it compressed at host offset %2"))
                             : words(QT_TRANSLATE_NOOP("ReadPath", "%1 stores it at host offset %2"));
    return text.arg(name, sizeText(path.extent.host.bytes()));
}

/// The path of a file; of what the file system keeps for itself, what that is.
QString ownerName(const engine::FileTable& files, engine::FileTable::Index file)
{
    const engine::FileTable::Entry& entry = files.entries()[file];
    return entry.kind == engine::FileKind::Metadata && entry.nameLength == 0
               ? words(QT_TRANSLATE_NOOP("ReadPath", "the file system's own records"))
               : plainText(files.path(file));
}

/// The same as ownerText, as the end of the sentence.
QString belongsText(const ChainAnalysis& analysis, GuestOffset offset)
{
    const engine::Owner owner = engine::ownerOf(*analysis.guest, offset);
    if (owner.volume && owner.file != engine::FileTable::none)
        return words(QT_TRANSLATE_NOOP("ReadPath", "it belongs to %1"))
            .arg(ownerName(*owner.volume->files, owner.file));
    if (analysis.guest->free.contains(offset))
        return words(QT_TRANSLATE_NOOP("ReadPath", "the guest does not use it"));
    if (analysis.guest->unknown.contains(offset))
        return words(QT_TRANSLATE_NOOP("ReadPath", "its volume is not trusted, so it counts as used"));
    return {};
}

}  // namespace

ReadPath readPath(const ChainAnalysis& analysis, GuestOffset offset)
{
    ReadPath path;
    path.offset = offset;
    for (std::size_t layer = analysis.maps.size(); layer-- > 0;) {
        const engine::ExtentMap& own = analysis.maps[layer].own;
        if (offset.bytes() >= own.size()) {
            path.endedAt = layer;
            break;
        }
        const Extent extent = own.at(offset);
        if (extent.state != ExtentState::Unallocated) {
            path.answering = layer;
            path.extent = extent;
            break;
        }
        path.passed.push_back(layer);
    }
    return path;
}

QString readPathSentence(const ChainAnalysis& analysis, const ReadPath& path)
{
    QStringList parts{passedText(analysis, path), answerText(analysis, path)};
    if (analysis.guest)
        parts.append(belongsText(analysis, path.offset));
    parts.removeAll(QString());
    return words(QT_TRANSLATE_NOOP("ReadPath", "%1.")).arg(clauses(parts));
}

QString ownerText(const ChainAnalysis& analysis, GuestOffset offset)
{
    if (!analysis.guest)
        return {};
    const engine::Owner owner = engine::ownerOf(*analysis.guest, offset);
    if (owner.volume && owner.file != engine::FileTable::none)
        return ownerName(*owner.volume->files, owner.file);
    if (analysis.guest->free.contains(offset))
        return words(QT_TRANSLATE_NOOP("ReadPath", "not used by the guest"));
    return owner.volume ? QString() : words(QT_TRANSLATE_NOOP("ReadPath", "in no volume"));
}

}  // namespace widgets
