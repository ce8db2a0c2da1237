#include "widgets/words/path_field.h"

#include "report/json_text.h"

#include <QStringDecoder>

namespace widgets {

QString pathField(const std::filesystem::path& path)
{
    const std::string text = engine::report::textForBytes(path.native());
    // A name may begin with what is no mark of an encoding here.
    return QStringDecoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom)
        .decode(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())));
}

std::filesystem::path pathFrom(const QString& field)
{
    return engine::report::bytesOfText(field.toStdString());
}

}  // namespace widgets
