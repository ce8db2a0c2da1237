#include "widgets/words/returned_text.h"

#include "widgets/words/words.h"

#include <QCoreApplication>

#include <cstdlib>

namespace widgets {

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("Returned", text);
}

}  // namespace

QString diskText(std::uint64_t bytes, bool planned, bool told)
{
    if (bytes == 0 || (planned && told))
        return sizeText(bytes);
    const char* form = told      ? QT_TRANSLATE_NOOP("Returned", "at least %1")
                       : planned ? QT_TRANSLATE_NOOP("Returned", "about %1")
                                 : QT_TRANSLATE_NOOP("Returned", "about %1 or more");
    return say(form).arg(sizeText(bytes));
}

QString returnedText(const engine::ReturnedBytes& returned, bool planned)
{
    const auto magnitude = static_cast<std::uint64_t>(std::abs(returned.bytes));
    if (returned.bytes >= 0)
        return say(QT_TRANSLATE_NOOP("Returned", "Gives back %1 on disk"))
            .arg(diskText(magnitude, planned, returned.exact));
    const char* form = returned.exact ? planned ? QT_TRANSLATE_NOOP("Returned", "Takes %1 more on disk")
                                                : QT_TRANSLATE_NOOP("Returned", "Takes at most %1 more on disk")
                                      : QT_TRANSLATE_NOOP("Returned", "Takes about %1 more on disk");
    return say(form).arg(sizeText(magnitude));
}

QString shortReturnedText(const engine::ReturnedBytes& returned, bool planned)
{
    const auto magnitude = static_cast<std::uint64_t>(std::abs(returned.bytes));
    return returned.bytes >= 0
               ? say(QT_TRANSLATE_NOOP("Returned", "Gives back %1")).arg(diskText(magnitude, planned, returned.exact))
               : say(QT_TRANSLATE_NOOP("Returned", "Takes %1 more")).arg(sizeText(magnitude));
}

QString lengthText(std::int64_t saved, bool planned)
{
    const char* form = saved < 0 ? planned ? QT_TRANSLATE_NOOP("Returned", "File length: grows by %1")
                                           : QT_TRANSLATE_NOOP("Returned", "File length: grows by up to %1")
                       : planned ? QT_TRANSLATE_NOOP("Returned", "File length: saves %1")
                                 : QT_TRANSLATE_NOOP("Returned", "File length: saves at least %1");
    return say(form).arg(sizeText(static_cast<std::uint64_t>(std::abs(saved))));
}

}  // namespace widgets
