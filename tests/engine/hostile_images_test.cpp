#include "support/hostile_case.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace testsupport;
using namespace std::chrono_literals;

namespace {

constexpr auto longestRun = 1000ms;
#ifdef LAMELLA_SANITIZED
/// Shadow memory and quarantine count too, and everything is slower.
constexpr unsigned sanitizerFactor = 6;
#else
constexpr unsigned sanitizerFactor = 1;
#endif

Command ourCommand(const Command& arguments, const HostileFolder& hostile)
{
    Command command{LAMELLA_CLI};
    for (std::string argument : arguments) {
        if (const auto at = argument.find("%f"); at != std::string::npos)
            argument.replace(at, 2, hostile.folder.string());
        command.push_back(argument);
    }
    command.insert(command.begin() + 2, hostile.image.path().string());
    return command;
}

bool isPrintable(std::string_view text)
{
    return std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\n') || byte == 0x7f;
    });
}

bool everyLineStartsWith(std::string_view text, std::string_view start)
{
    while (!text.empty()) {
        if (!text.starts_with(start))
            return false;
        const auto end = text.find('\n');
        if (end == std::string_view::npos)
            return false;
        text.remove_prefix(end + 1);
    }
    return true;
}

}  // namespace

/// Broken and malicious files against the real program: it refuses them with the field, the value and the limit, at
/// once, in little memory, and without a word on standard output that a script could take for a result.
class HostileImagesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void enoughCases();
    void image_data();
    void image();

private:
    void judge(const HostileCase& hostileCase, const HostileFolder& hostile, const Command& arguments);
    void judgeOutput(const HostileCase& hostileCase, const Finished& result) const;

    const GoodImages good_;
    std::vector<HostileCase> cases_;
    std::uint64_t ordinaryPeak_ = 0;
};

void HostileImagesTest::initTestCase()
{
    for (auto* source : {hostileHeaders, hostileTables, hostileNames, hostileContent, hostileGiants})
        for (HostileCase& hostileCase : source())
            cases_.push_back(std::move(hostileCase));
    for (const char* verb : {"info", "map", "check"}) {
        const Finished result = run({LAMELLA_CLI, verb, good_.path("plain").string()});
        QVERIFY2(result.exitCode == 0 && result.err.empty(), result.err.c_str());
        ordinaryPeak_ = std::max(ordinaryPeak_, result.peakBytes);
    }
}

void HostileImagesTest::enoughCases()
{
    QVERIFY(cases_.size() >= 90);
}

void HostileImagesTest::image_data()
{
    QTest::addColumn<std::size_t>("index");
    for (std::size_t index = 0; index < cases_.size(); ++index)
        QTest::newRow(cases_[index].name.c_str()) << index;
}

void HostileImagesTest::image()
{
    QFETCH(std::size_t, index);
    const HostileCase& hostileCase = cases_[index];
    const Scratch scratch;
    const auto outside = scratch / "outside";
    const auto folder = scratch / "opened";
    std::filesystem::create_directory(outside);
    std::filesystem::create_directory(folder);
    HostileFolder hostile{folder, outside, ImageEditor(folder / "image.qcow2")};
    if (!hostileCase.base.empty())
        std::filesystem::copy_file(good_.path(hostileCase.base), hostile.image.path());
    try {
        hostileCase.change(hostile);
        for (const Command& arguments : hostileCase.commands)
            judge(hostileCase, hostile, arguments);
    } catch (const std::exception& error) {
        QFAIL(error.what());
    }
}

void HostileImagesTest::judge(const HostileCase& hostileCase, const HostileFolder& hostile, const Command& arguments)
{
    const Command command = ourCommand(arguments, hostile);
    const Finished result = run(command, 20s);
    const QByteArray context = QByteArray::fromStdString(shellText(command) + "\n" + result.err);
    QVERIFY2(result.signal == 0, context + "signal " + QByteArray::number(result.signal));
    QVERIFY2(result.exitCode == hostileCase.exitCode, context + "exit code " + QByteArray::number(result.exitCode));
    QVERIFY2(result.wall < sanitizerFactor * longestRun,
             context + QByteArray::number(qint64(result.wall.count())) + " ms");
    QVERIFY2(result.peakBytes < ordinaryPeak_ + sanitizerFactor * hostileCase.largestGrowth,
             context + QByteArray::number(quint64((result.peakBytes - ordinaryPeak_) >> 10)) + " KiB more");

    QVERIFY2(isPrintable(result.err), context);
    if (hostileCase.exitCode != 0) {
        const bool isPath = hostileCase.file.find_first_of(":\\") == std::string::npos;
        const std::string subject =
            isPath ? (hostile.folder / hostileCase.file).lexically_normal().string() : hostileCase.file;
        const std::string start = "lamella-cli: " + subject + ": ";
        QVERIFY2(result.err.starts_with(start), context + "instead of " + start.c_str());
        QVERIFY2(everyLineStartsWith(result.err, "lamella-cli: "), context);
    }
    for (const std::string& part : hostileCase.expected)
        QVERIFY2(result.err.find(part) != std::string::npos, context + "without: " + part.c_str());
    QVERIFY2(isPrintable(result.out), result.out.c_str());
    if (std::find(arguments.begin(), arguments.end(), "--output=json") != arguments.end())
        QVERIFY2(result.out.empty() || nlohmann::json::accept(result.out), result.out.c_str());
    judgeOutput(hostileCase, result);
}

void HostileImagesTest::judgeOutput(const HostileCase& hostileCase, const Finished& result) const
{
    for (const std::string& part : hostileCase.output)
        QVERIFY2(result.out.find(part) != std::string::npos, (result.out + "without: " + part).c_str());
    for (const std::string& part : hostileCase.notInOutput)
        QVERIFY2(result.out.find(part) == std::string::npos, (result.out + "with: " + part).c_str());
}

QTEST_GUILESS_MAIN(HostileImagesTest)
#include "hostile_images_test.moc"
