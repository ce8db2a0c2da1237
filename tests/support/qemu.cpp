#include "support/qemu.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <stdexcept>

namespace testsupport {

namespace {

constexpr int timeoutMilliseconds = 60000;

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
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForStarted())
        throw std::runtime_error((program + QStringLiteral(" cannot be started")).toStdString());
    process.closeWriteChannel();
    if (!process.waitForFinished(timeoutMilliseconds)) {
        process.kill();
        process.waitForFinished();
        throw std::runtime_error((program + QStringLiteral(" hangs")).toStdString());
    }
    const int exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    return {exitCode, process.readAllStandardOutput(), process.readAllStandardError()};
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
