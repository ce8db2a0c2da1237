#include "widgets/trust/trust_question.h"

#include <QCoreApplication>

#include <algorithm>

namespace widgets {

std::optional<TrustQuestion> trustQuestion(const std::filesystem::path& image, const engine::Error& reason)
{
    if (reason.code() == "backing.formatUnknown")
        return TrustQuestion{TrustQuestion::Kind::NameFormat, image};
    if (reason.code() != "name.outsideFolders" && reason.code() != "name.dataFile")
        return std::nullopt;
    const auto& values = reason.values();
    const auto name =
        std::find_if(values.begin(), values.end(), [](const auto& value) { return value.first == "name"; });
    if (name == values.end())
        return std::nullopt;
    return TrustQuestion{TrustQuestion::Kind::AllowFile, std::get<std::string>(name->second)};
}

QString askText(TrustQuestion::Kind kind)
{
    return kind == TrustQuestion::Kind::AllowFile ? QCoreApplication::translate("TrustQuestion", "Allow this file...")
                                                  : QCoreApplication::translate("TrustQuestion", "Name its format...");
}

}  // namespace widgets
