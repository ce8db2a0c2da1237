#pragma once

#include "bytes/error.h"
#include "chain/chain.h"
#include "guest/file_system.h"
#include "plan/plan_note.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <filesystem>

/// What a person reads of the engine's codes, states and numbers: translated, and safe to show as plain text.
namespace widgets {

/// "1.4 GiB": binary units, one decimal, the locale's decimal point.
QString sizeText(std::uint64_t bytes);
/// With its sign: "-1.4 GiB".
QString sizeText(std::int64_t bytes);
/// "1,503,238,553 bytes": for tool tips beside sizeText.
QString exactSizeText(std::uint64_t bytes);
/// "43 %"; "<1 %" and ">99 %" at the ends, "0 %" and "100 %" only where it is so.
QString percentText(std::uint64_t part, std::uint64_t whole);

/// Text from inside an image or of a file's name: what is harmful in it is shown (see engine::escaped).
QString plainText(std::string_view text);
QString pathText(const std::filesystem::path& path);
QString fileNameText(const std::filesystem::path& path);

/// For setToolTip and Qt::ToolTipRole, which guess whether a text is HTML: a name must not decide that.
QString toolTipText(const QString& plain);

/// "a, b, c", as the person's language joins them.
QString joined(const QStringList& items);
/// "this is so; that is so": parts of one sentence.
QString clauses(const QStringList& parts);
/// Whole sentences behind each other; empty ones are left out.
QString paragraph(const QStringList& sentences);
/// A clause as a sentence: it starts with a capital, unless it is a path, and ends with a stop.
QString wholeSentence(QString clause);

/// The sentence of a code with its values, translated, as plain text; the code and the values where it has none. What
/// the window has a place for is named by that place: no option of the command line.
QString sentence(std::string_view code, const engine::Error::Values& values);
inline QString sentence(const engine::PlanNote& note)
{
    return sentence(note.code, note.values);
}
/// "Not found: ..." with the reason, without the path.
QString describe(const engine::Error& error);

QString stateText(engine::LayerState state);
QString stateText(engine::VolumeState state);

}  // namespace widgets
