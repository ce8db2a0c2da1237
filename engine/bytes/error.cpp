#include "bytes/error.h"

#include <cerrno>
#include <system_error>

namespace engine {

namespace {

std::string describe(std::string_view code, const Error::Values& values)
{
    std::string text(code);
    for (const auto& [key, value] : values) {
        text += ' ' + key + '=';
        if (const auto* number = std::get_if<std::uint64_t>(&value))
            text += std::to_string(*number);
        else
            text += std::get<std::string>(value);
    }
    return text;
}

ErrorKind kindOf(int errorNumber)
{
    switch (errorNumber) {
    case ENOENT:
    case ENOTDIR:
        return ErrorKind::NotFound;
    case EACCES:
    case EPERM:
    case EROFS:
        return ErrorKind::AccessDenied;
    default:
        return ErrorKind::Io;
    }
}

}  // namespace

std::string_view name(ErrorKind kind) noexcept
{
    switch (kind) {
    case ErrorKind::NotFound:
        return "notFound";
    case ErrorKind::AccessDenied:
        return "accessDenied";
    case ErrorKind::Io:
        return "io";
    case ErrorKind::Refused:
        return "refused";
    case ErrorKind::Corrupt:
        return "corrupt";
    case ErrorKind::Unsupported:
        return "unsupported";
    case ErrorKind::InUse:
        return "inUse";
    case ErrorKind::Cancelled:
        return "cancelled";
    case ErrorKind::InvalidArgument:
        return "invalidArgument";
    }
    return "io";
}

Error::Error(ErrorKind kind, std::string_view code, Values values)
    : Error(Data{kind, code, std::move(values), {}, {}, {}, {}, {}})
{
}

Error::Error(Data data)
{
    data.text = describe(data.code, data.values);
    data_ = std::make_shared<const Data>(std::move(data));
}

Error Error::at(std::filesystem::path path) const
{
    Data data = *data_;
    data.path = std::move(path);
    return Error(std::move(data));
}

Error Error::at(std::uint64_t fileOffset) const
{
    Data data = *data_;
    data.fileOffset = fileOffset;
    return Error(std::move(data));
}

Error Error::during(std::string_view operation) const
{
    Data data = *data_;
    data.operation = operation;
    return Error(std::move(data));
}

Error Error::because(const Error& cause) const
{
    Data data = *data_;
    data.cause = std::make_shared<const Error>(cause);
    return Error(std::move(data));
}

const Error::Value* Error::find(std::string_view valueName) const noexcept
{
    for (const auto& [key, value] : data_->values)
        if (key == valueName)
            return &value;
    return nullptr;
}

void throwIfStopped(const std::stop_token& stop)
{
    if (stop.stop_requested())
        throw Error(ErrorKind::Cancelled, "cancelled");
}

Error systemError(int errorNumber, std::string_view code)
{
    return Error(
        kindOf(errorNumber), code,
        {{"errno", static_cast<std::uint64_t>(errorNumber)}, {"system", std::generic_category().message(errorNumber)}});
}

}  // namespace engine
