#include "report/vocabulary.h"

#include "bytes/reason.h"
#include "report/placeholders.h"

#include <cerrno>

namespace engine::report {

namespace {

const Error::Value* find(const Error::Values& values, std::string_view name)
{
    for (const auto& [key, value] : values)
        if (key == name)
            return &value;
    return nullptr;
}

std::string textOf(const Error::Values& values, std::string_view name)
{
    const Error::Value* value = find(values, name);
    const auto* text = value == nullptr ? nullptr : std::get_if<std::string>(value);
    return text == nullptr ? std::string() : *text;
}

std::uint64_t numberOf(const Error::Values& values, std::string_view name)
{
    const Error::Value* value = find(values, name);
    const auto* number = value == nullptr ? nullptr : std::get_if<std::uint64_t>(value);
    return number == nullptr ? 0 : *number;
}

/// Reasons of reasons that are followed; a receipt from elsewhere may nest them without end.
constexpr unsigned mostReasons = 3;

std::string tellReason(const Vocabulary& vocabulary, std::string_view code, const Error::Values& values,
                       unsigned depth);

/// Puts values into the texts of a vocabulary.
class Teller {
public:
    /// @param depth of the reason that is told
    Teller(const Vocabulary& vocabulary, const Error::Values& values, unsigned depth)
        : vocabulary_(vocabulary), values_(values), depth_(depth)
    {
    }

    std::string fill(std::string_view text) const
    {
        return fillIn(text, [this](std::string_view placeholder) { return textFor(placeholder); });
    }

private:
    std::string textFor(std::string_view placeholder) const
    {
        const auto colon = placeholder.find(':');
        const std::string_view name = placeholder.substr(0, colon);
        const Error::Value* value = find(values_, name);
        if (value == nullptr && name == "place")
            return placeText();
        if (value == nullptr && name == "volume")
            return volumeText();
        if (value == nullptr)
            return "?";
        if (const auto* number = std::get_if<std::uint64_t>(value))
            return colon == std::string_view::npos ? vocabulary_.number(*number) : vocabulary_.size(*number);
        const std::string& text = std::get<std::string>(*value);
        if ((name != "reason" && name != "blocker") || depth_ >= mostReasons)
            return text;
        // A code, or what another program says.
        Error::Values own = valuesOfReason(values_, name);
        return own.empty() && vocabulary_.sentence(text).empty() ? text
                                                                 : tellReason(vocabulary_, text, own, depth_ + 1);
    }

    std::string placeText() const
    {
        if (!textOf(values_, "logicalVolume").empty())
            return fill(vocabulary_.word("placeLogicalVolume"));
        return fill(vocabulary_.word(numberOf(values_, "partition") > 0 ? "placePartition" : "placeDisk"));
    }

    std::string volumeText() const
    {
        // A logical volume whose parts are not all there has no length.
        if (numberOf(values_, "length") == 0)
            return placeText();
        if (textOf(values_, "type").empty())
            return fill(vocabulary_.word("volumePlain"));
        return fill(vocabulary_.word(textOf(values_, "label").empty() ? "volumeTyped" : "volumeLabelled"));
    }

    const Vocabulary& vocabulary_;
    const Error::Values& values_;
    unsigned depth_;
};

std::string tellReason(const Vocabulary& vocabulary, std::string_view code, const Error::Values& values, unsigned depth)
{
    if (find(values, "errno") != nullptr && !textOf(values, "system").empty())
        return vocabulary.system(values);
    const std::string text = vocabulary.sentence(code);
    return text.empty() ? listed(code, values) : Teller(vocabulary, values, depth).fill(text);
}

std::string_view systemCode(std::uint64_t error)
{
    switch (error) {
    case EACCES:
    case EPERM:
        return "system/denied";
    case ENOSPC:
    case EDQUOT:
        return "system/full";
    case ENOENT:
        return "system/missing";
    case EROFS:
        return "system/readOnly";
    default:
        return "system/other";
    }
}

/// Of the code for that type of volume or format of image, or of the code.
std::string remedyOf(const Vocabulary& vocabulary, std::string_view code, const Error::Values& values)
{
    if (find(values, "errno") != nullptr)
        code = systemCode(numberOf(values, "errno"));
    std::string text;
    for (const char* kind : {"type", "format"}) {
        if (const std::string name = textOf(values, kind); text.empty() && !name.empty())
            text = vocabulary.remedy(std::string(code) + '/' + name);
    }
    if (text.empty())
        text = vocabulary.remedy(code);
    return Teller(vocabulary, values, 0).fill(text);
}

/// What helps against the reason that a note gives; empty where it gives none, or nothing is known.
std::string remedyOfReason(const Vocabulary& vocabulary, const Error::Values& values, std::string_view name)
{
    const std::string reason = textOf(values, name);
    if (reason.empty())
        return {};
    Error::Values own = valuesOfReason(values, name);
    if (find(own, "type") == nullptr && find(values, "type") != nullptr)
        own.emplace_back("type", textOf(values, "type"));
    return remedyOf(vocabulary, reason, own);
}

}  // namespace

std::string tell(const Vocabulary& vocabulary, std::string_view code, const Error::Values& values)
{
    return tellReason(vocabulary, code, values, 0);
}

std::string advise(const Vocabulary& vocabulary, std::string_view code, const Error::Values& values)
{
    const Error::Values blocker = valuesOfReason(values, "blocker");
    for (std::string text :
         {remedyOfReason(vocabulary, blocker, "reason"), remedyOfReason(vocabulary, values, "blocker"),
          remedyOfReason(vocabulary, values, "reason"), remedyOf(vocabulary, code, values)}) {
        if (!text.empty())
            return text;
    }
    // Of its family: all that a broken table can be is helped by the same.
    return remedyOf(vocabulary, code.substr(0, code.find('.') + 1), values);
}

}  // namespace engine::report
