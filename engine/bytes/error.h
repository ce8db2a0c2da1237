#pragma once

#include <cstdint>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace engine {

/// What a caller can branch on. Everything finer is the code.
enum class ErrorKind : std::uint8_t {
    NotFound,      ///< the named file does not exist
    AccessDenied,  ///< the system does not let us
    Io,            ///< the system failed to read or write
    Refused,       ///< a number, a name or a flag that a safe reader must not trust
    Corrupt,       ///< tables that contradict each other
    Unsupported,   ///< recognised, but not readable or writable here
    InUse,         ///< somebody else holds QEMU's locks
    Cancelled,
    InvalidArgument,
};

/// The stable name of a kind, as JSON spells it ("notFound", "refused", ...).
std::string_view name(ErrorKind kind) noexcept;

/// The one exception family of the engine. It carries codes and values, never a sentence: `widgets` and the command
/// line turn them into text. Immutable once thrown, cheap to copy, safe to hand to another thread.
class Error : public std::exception {
public:
    using Value = std::variant<std::uint64_t, std::string>;
    using Values = std::vector<std::pair<std::string, Value>>;

    /// @param code stable, dotted, lower camel case ("field.tooLarge"); must outlive the error: a literal
    /// @param values what the code's sentence needs, in reading order ("field", "value", "limit")
    Error(ErrorKind kind, std::string_view code, Values values = {});

    /// Builders; each returns a changed copy, so that a throw stays one expression.
    Error at(std::filesystem::path path) const;
    Error at(std::uint64_t fileOffset) const;
    Error during(std::string_view operation) const;
    Error because(const Error& cause) const;

    ErrorKind kind() const noexcept { return data_->kind; }
    std::string_view code() const noexcept { return data_->code; }
    const Values& values() const noexcept { return data_->values; }
    const std::filesystem::path& path() const noexcept { return data_->path; }
    /// In bytes from the start of `path()`.
    std::optional<std::uint64_t> fileOffset() const noexcept { return data_->fileOffset; }
    std::string_view operation() const noexcept { return data_->operation; }
    const Error* cause() const noexcept { return data_->cause.get(); }
    /// The value of that name, or null.
    const Value* find(std::string_view valueName) const noexcept;

    /// For logs and debuggers: the code and the values.
    const char* what() const noexcept override { return data_->text.c_str(); }

private:
    struct Data {
        ErrorKind kind;
        std::string_view code;
        Values values;
        std::filesystem::path path;
        std::optional<std::uint64_t> fileOffset;
        std::string_view operation;
        std::shared_ptr<const Error> cause;
        std::string text;
    };
    explicit Error(Data data);

    std::shared_ptr<const Data> data_;
};

/// Throws Error(Cancelled, "cancelled") once a stop was requested.
void throwIfStopped(const std::stop_token& stop);

/// The failure of a system call as an Error: the kind follows errno, the values are `errno` and `system` (its text).
Error systemError(int errorNumber, std::string_view code);

}  // namespace engine
