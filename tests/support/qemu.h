#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <cstdint>

/// QEMU's tools as an oracle. What fails throws std::runtime_error with the tool's own message.
namespace testsupport {

struct ToolResult {
    int exitCode = -1;
    QByteArray output;
    QByteArray errors;

    bool succeeded() const { return exitCode == 0; }
};

/// Runs a program to its end, at most a minute. Throws only where it cannot be started.
ToolResult runTool(const QString& program, const QStringList& arguments);
/// The same, and the exit code has to be 0.
QByteArray mustRun(const QString& program, const QStringList& arguments);

/// @param options of `qemu-img create -o`, may be empty
/// @param size as qemu-img spells it
void createQcow2(const QString& path, const QString& size, const QString& options = {});
/// Runs qemu-io commands on the image, one after the other; an "abort" at the end leaves it as a crash would.
void qemuIo(const QString& path, const QStringList& commands);

/// What `qemu-img check --output=json` says.
struct QemuCheck {
    bool completed = false;  ///< it printed its numbers
    std::uint64_t leaks = 0;
    std::uint64_t corruptions = 0;
    std::uint64_t checkErrors = 0;
    std::uint64_t imageEndOffset = 0;
    QByteArray messages;
};

QemuCheck qemuCheck(const QString& path);
/// For an encrypted image: with `options` of --image-opts in place of the path, and the secret "abc" as id "key".
QemuCheck qemuCheckEncrypted(const QString& options);

}  // namespace testsupport
