#include "widgets/words/words.h"

#include "bytes/plain_text.h"
#include "resources/remedies.h"
#include "widgets/words/report_words.h"
#include "widgets/words/vocabulary.h"
#include "widgets/words/window_sentences.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace widgets {

namespace {

constexpr std::array<const char*, 9> kinds{
    QT_TRANSLATE_NOOP("Words", "Not found"),    QT_TRANSLATE_NOOP("Words", "Access denied"),
    QT_TRANSLATE_NOOP("Words", "Failed"),       QT_TRANSLATE_NOOP("Words", "Refused"),
    QT_TRANSLATE_NOOP("Words", "Corrupt"),      QT_TRANSLATE_NOOP("Words", "Not readable"),
    QT_TRANSLATE_NOOP("Words", "In use"),       QT_TRANSLATE_NOOP("Words", "Cancelled"),
    QT_TRANSLATE_NOOP("Words", "Not possible"),
};
constexpr std::array<const char*, 5> layerStates{
    QT_TRANSLATE_NOOP("Words", "OK"),      QT_TRANSLATE_NOOP("Words", "Missing"),
    QT_TRANSLATE_NOOP("Words", "Refused"), QT_TRANSLATE_NOOP("Words", "Not readable"),
    QT_TRANSLATE_NOOP("Words", "In use"),
};
constexpr std::array<const char*, 6> volumeStates{
    QT_TRANSLATE_NOOP("Words", "Free space checked"), QT_TRANSLATE_NOOP("Words", "Dirty"),
    QT_TRANSLATE_NOOP("Words", "Hibernated"),         QT_TRANSLATE_NOOP("Words", "Needs recovery"),
    QT_TRANSLATE_NOOP("Words", "Encrypted"),          QT_TRANSLATE_NOOP("Words", "Unknown"),
};

/// What a person meets of the system's errors; the C library has them in its own language only.
struct SystemWord {
    int error;
    const char* text;
};
constexpr std::array<SystemWord, 17> systemWords{{
    {EACCES, QT_TRANSLATE_NOOP("Words", "permission denied")},
    {EBUSY, QT_TRANSLATE_NOOP("Words", "the device or file is busy")},
    {EDQUOT, QT_TRANSLATE_NOOP("Words", "the disk quota is exceeded")},
    {EEXIST, QT_TRANSLATE_NOOP("Words", "the file exists already")},
    {EFBIG, QT_TRANSLATE_NOOP("Words", "the file system cannot hold a file of this length")},
    {EIO, QT_TRANSLATE_NOOP("Words", "the disk reported an error of input or output")},
    {EISDIR, QT_TRANSLATE_NOOP("Words", "it is a folder")},
    {ELOOP, QT_TRANSLATE_NOOP("Words", "too many links lead to each other")},
    {EMFILE, QT_TRANSLATE_NOOP("Words", "too many files are open")},
    {ENAMETOOLONG, QT_TRANSLATE_NOOP("Words", "the name is too long")},
    {ENOENT, QT_TRANSLATE_NOOP("Words", "there is no such file or folder")},
    {ENOMEM, QT_TRANSLATE_NOOP("Words", "there is not enough memory")},
    {ENOSPC, QT_TRANSLATE_NOOP("Words", "no space is left on the file system")},
    {ENOTDIR, QT_TRANSLATE_NOOP("Words", "a part of the path is not a folder")},
    {EPERM, QT_TRANSLATE_NOOP("Words", "the operation is not permitted")},
    {EROFS, QT_TRANSLATE_NOOP("Words", "the file system is read-only")},
    {ESTALE, QT_TRANSLATE_NOOP("Words", "the file on the server is gone")},
}};

template <class Enumeration, std::size_t count>
QString wordOf(const std::array<const char*, count>& words, Enumeration value)
{
    return QCoreApplication::translate("Words", words.at(static_cast<std::size_t>(value)));
}

/// Of a code, with its placeholders; empty where it has none.
QString textOf(std::string_view code)
{
    if (const char* own = windowSentence(code))
        return QCoreApplication::translate("WindowSentences", own);
    const auto& sentences = lamella::sentences;
    const auto found = std::find_if(sentences.begin(), sentences.end(), [code](auto s) { return s.code == code; });
    return found == sentences.end() ? QString() : QCoreApplication::translate("Sentences", found->text);
}

QString remedyOf(std::string_view code)
{
    const char* own = windowRemedy(code);
    const char* text = own != nullptr ? own : lamella::remedyFor(code);
    return text == nullptr ? QString() : QCoreApplication::translate("Remedies", text);
}

/// Of a failed system call.
QString systemText(const engine::Error::Values& values)
{
    const auto find = [&](std::string_view name) {
        return std::ranges::find_if(values, [name](const auto& value) { return value.first == name; });
    };
    const auto* number = std::get_if<std::uint64_t>(&find("errno")->second);
    const auto known = std::ranges::find_if(
        systemWords, [&](const SystemWord& word) { return number != nullptr && std::cmp_equal(word.error, *number); });
    if (known != systemWords.end())
        return QCoreApplication::translate("Words", known->text);
    const auto* system = std::get_if<std::string>(&find("system")->second);
    return system == nullptr ? QString() : QString::fromStdString(*system);
}

}  // namespace

QString sizeText(std::uint64_t bytes)
{
    constexpr std::array units{"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    auto value = static_cast<double>(bytes);
    std::size_t unit = 0;
    // 1023.95 would be shown as 1024.0.
    while (value >= (unit == 0 ? 1024 : 1023.95) && unit + 1 < units.size()) {
        value /= 1024;
        ++unit;
    }
    return QLocale().toString(value, 'f', unit == 0 ? 0 : 1) + ' ' + QLatin1String(units.at(unit));
}

QString sizeText(std::int64_t bytes)
{
    const auto magnitude = bytes < 0 ? 0 - static_cast<std::uint64_t>(bytes) : static_cast<std::uint64_t>(bytes);
    return (bytes < 0 ? QLocale().negativeSign() : QString()) + sizeText(magnitude);
}

QString exactSizeText(std::uint64_t bytes)
{
    return QCoreApplication::translate("Words", "%1 bytes").arg(QLocale().toString(bytes));
}

QString percentText(std::uint64_t part, std::uint64_t whole)
{
    if (whole == 0 || part == 0)
        return QStringLiteral("0 %");
    if (part >= whole)
        return QStringLiteral("100 %");
    const double percent = static_cast<double>(part) * 100 / static_cast<double>(whole);
    if (percent < 1)
        return QStringLiteral("<1 %");
    return percent > 99 ? QStringLiteral(">99 %") : QString::number(qRound(percent)) + QStringLiteral(" %");
}

QString plainText(std::string_view text)
{
    return QString::fromStdString(engine::escaped(text));
}

QString pathText(const std::filesystem::path& path)
{
    return plainText(path.native());
}

QString fileNameText(const std::filesystem::path& path)
{
    return pathText(path.filename());
}

QString toolTipText(const QString& plain)
{
    return plain.isEmpty() ? plain : "<qt><p style='white-space:pre-wrap'>" + plain.toHtmlEscaped() + "</p></qt>";
}

QString joined(const QStringList& items)
{
    //: Between the items of a list.
    return items.join(QCoreApplication::translate("Words", ", "));
}

QString clauses(const QStringList& parts)
{
    //: Between the parts of a sentence.
    return parts.join(QCoreApplication::translate("Words", "; "));
}

QString paragraph(const QStringList& sentences)
{
    QString text;
    for (const QString& one : sentences)
        if (!one.isEmpty())
            //: A sentence behind another one.
            text = text.isEmpty() ? one : QCoreApplication::translate("Words", "%1 %2").arg(text, one);
    return text;
}

QString wholeSentence(QString clause)
{
    if (clause.isEmpty())
        return clause;
    if (!clause.startsWith('/'))
        clause[0] = clause[0].toUpper();
    const QString stop = QCoreApplication::translate("Words", ".");
    return clause.endsWith('.') || clause.endsWith(stop) ? clause : clause + stop;
}

engine::report::Vocabulary vocabulary(Digits digits)
{
    return {[](std::string_view code) { return textOf(code).toStdString(); },
            [](std::string_view code) { return remedyOf(code).toStdString(); },
            [](std::string_view key) { return reportWord(key).toStdString(); },
            [](const engine::Error::Values& values) { return systemText(values).toStdString(); },
            [](std::uint64_t bytes) { return sizeText(bytes).toStdString(); },
            [digits](std::uint64_t number) {
                return digits == Digits::Plain ? std::to_string(number)
                                               : QLocale().toString(static_cast<qulonglong>(number)).toStdString();
            }};
}

QString sentence(std::string_view code, const engine::Error::Values& values)
{
    return plainText(tell(vocabulary(), code, values));
}

QString describe(const engine::Error& error)
{
    const QString what = wordOf(kinds, error.kind());
    if (error.kind() == engine::ErrorKind::Cancelled)
        return what;
    return QCoreApplication::translate("Words", "%1: %2").arg(what, sentence(error.code(), error.values()));
}

QString stateText(engine::LayerState state)
{
    return wordOf(layerStates, state);
}

QString stateText(engine::VolumeState state)
{
    return wordOf(volumeStates, state);
}

}  // namespace widgets
