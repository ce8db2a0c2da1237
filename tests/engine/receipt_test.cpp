#include "support/fault_runs.h"
#include "support/guest_tree.h"
#include "support/process.h"
#include "support/scratch.h"
#include "support/small_templates.h"

#include <QTest>

#include <nlohmann/json.hpp>
#include <unistd.h>

using namespace testsupport;
namespace fs = std::filesystem;

/// `--receipt FILE`: kept beside the result, or the run does not begin.
class ReceiptTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void isKept();
    void failsBeforeTheRun();
    void staysAsItWasWithoutARun();
    void tooLargeIsTold();

private:
    Finished slim(const fs::path& receipt, const Command& more = {"--replace"}) const
    {
        Command command{LAMELLA_CLI, "slim", "standard", "--receipt", receipt.string()};
        command.insert(command.end(), more.begin(), more.end());
        command.push_back((*folder_ / "top.qcow2").string());
        return run(command);
    }

    std::optional<Scratch> folder_;
};

void ReceiptTest::init()
{
    folder_.emplace();
    makeSmallChain(folder_->path());
}

void ReceiptTest::isKept()
{
    writeFile(*folder_ / "receipt.json", std::string(100'000, 'x'));
    QCOMPARE(slim(*folder_ / "receipt.json").exitCode, 1);
    QVERIFY(!fs::exists(*folder_ / "top.qcow2.before-slim"));
    QCOMPARE(slim(*folder_ / "receipt.json", {"--replace", "--overwrite"}).exitCode, 0);
    const auto receipt = nlohmann::json::parse(readFile(*folder_ / "receipt.json"));
    QVERIFY(receipt.at("actual").at("files") == receipt.at("after").at("files"));
    QCOMPARE(receipt.at("actual").at("savedBytes").get<long>(), receipt.at("savedBytes").get<long>());
    QVERIFY(fs::exists(receipt.at("originals").at(0).at("keptAs").get<std::string>()));
}

void ReceiptTest::failsBeforeTheRun()
{
    fs::create_directory(*folder_ / "folder");
    const auto before = listing(folder_->path());
    for (const auto& [receipt, said] : {std::pair(*folder_ / "gone/receipt.json", "gone: not found"),
                                        std::pair(*folder_ / "folder", "folder: refused, it exists")}) {
        const Finished failed = slim(receipt);
        QCOMPARE(failed.exitCode, 1);
        QVERIFY2(failed.err.find(said) != std::string::npos, failed.err.c_str());
        QVERIFY(listing(folder_->path()) == before);
    }
}

/// A report takes receipts of 16 MiB, and objects of a thousand keys.
void ReceiptTest::tooLargeIsTold()
{
    const fs::path receipt = *folder_ / "receipt.json";
    const auto said = [&] {
        const Finished done =
            run({LAMELLA_CLI, "report", "--receipt", receipt.string(), (*folder_ / "top.qcow2").string()});
        return done.exitCode == 0 ? std::string("done") : done.err;
    };
    const auto told = [&](const std::string& limit) {
        const std::string text = said();
        return text.find("receipt.json") != std::string::npos && text.find("too long") != std::string::npos &&
               text.find("the limit is " + limit) != std::string::npos;
    };
    QCOMPARE(slim(receipt).exitCode, 0);
    const std::string good = readFile(receipt);
    constexpr std::size_t limit = 16 << 20;
    writeFile(receipt, good + std::string(limit - good.size(), ' '));
    QCOMPARE(said(), std::string("done"));
    writeFile(receipt, good + std::string(limit + 1 - good.size(), ' '));
    QVERIFY2(told("16777216"), said().c_str());
    std::string keys;
    for (int number = 0; number <= 1000; ++number)
        keys += "\"k" + std::to_string(number) + "\":1,";
    writeFile(receipt, "{" + keys + good.substr(1));
    QVERIFY2(told("1000"), said().c_str());
}

void ReceiptTest::staysAsItWasWithoutARun()
{
    writeFile(*folder_ / "receipt.json", "an earlier one");
    writeFile(*folder_ / "taken", "");
    const auto before = listing(folder_->path());
    for (const char* name : {"receipt.json", "new.json"}) {
        QCOMPARE(slim(*folder_ / name, {"--to", (*folder_ / "taken").string()}).exitCode, 1);
        QVERIFY(listing(folder_->path()) == before);
    }
}

QTEST_GUILESS_MAIN(ReceiptTest)
#include "receipt_test.moc"
