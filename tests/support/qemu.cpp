#include "support/qemu.h"

#include "support/process.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <stdexcept>

namespace testsupport {

namespace {

constexpr std::chrono::seconds timeLimit{60};

QemuCheck parseCheck(const ToolResult& result)
{
    QemuCheck check;
    check.messages = result.errors;
    const QJsonDocument document = QJsonDocument::fromJson(result.output);
    if (!document.isObject())
        return check;
    const QJsonObject object = document.object();
    const auto number = [&object](const char* key) {
        return static_cast<std::uint64_t>(object.value(QLatin1String(key)).toInteger());
    };
    check.completed = true;
    check.leaks = number("leaks");
    check.corruptions = number("corruptions");
    check.checkErrors = number("check-errors");
    check.imageEndOffset = number("image-end-offset");
    return check;
}

}  // namespace

ToolResult runTool(const QString& program, const QStringList& arguments)
{
    Command command{program.toStdString()};
    for (const QString& argument : arguments)
        command.push_back(argument.toStdString());
    const Finished finished = run(command, timeLimit);
    return {finished.exitCode, QByteArray::fromStdString(finished.out), QByteArray::fromStdString(finished.err)};
}

QByteArray mustRun(const QString& program, const QStringList& arguments)
{
    const ToolResult result = runTool(program, arguments);
    if (!result.succeeded())
        throw std::runtime_error((program + u' ' + arguments.join(u' ') + QStringLiteral(": ")).toStdString() +
                                 (result.output + result.errors).toStdString());
    return result.output;
}

void createQcow2(const QString& path, const QString& size, const QString& options)
{
    QStringList arguments{QStringLiteral("create"), QStringLiteral("-q"), QStringLiteral("-f"),
                          QStringLiteral("qcow2")};
    if (!options.isEmpty())
        arguments << QStringLiteral("-o") << options;
    mustRun(QStringLiteral("qemu-img"), arguments << path << size);
}

void qemuIo(const QString& path, const QStringList& commands)
{
    QStringList arguments{QStringLiteral("-f"), QStringLiteral("qcow2")};
    for (const QString& command : commands)
        arguments << QStringLiteral("-c") << command;
    const ToolResult result = runTool(QStringLiteral("qemu-io"), arguments << path);
    const bool crashes = commands.contains(QStringLiteral("abort"));
    if (result.succeeded() == crashes)
        throw std::runtime_error("qemu-io: " + (result.output + result.errors).toStdString());
}

QemuCheck qemuCheck(const QString& path)
{
    return parseCheck(
        runTool(QStringLiteral("qemu-img"), {QStringLiteral("check"), QStringLiteral("-f"), QStringLiteral("qcow2"),
                                             QStringLiteral("--output=json"), path}));
}

QemuCheck qemuCheckEncrypted(const QString& options)
{
    return parseCheck(
        runTool(QStringLiteral("qemu-img"),
                {QStringLiteral("check"), QStringLiteral("--object"), QStringLiteral("secret,id=key,data=abc"),
                 QStringLiteral("--output=json"), QStringLiteral("--image-opts"), options}));
}

}  // namespace testsupport
