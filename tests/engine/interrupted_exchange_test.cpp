#include "support/fault_runs.h"
#include "support/process.h"
#include "support/scratch.h"

#include <QTest>

// What happens to the files of a killed run before `recover` looks at them.

using namespace testsupport;
namespace fs = std::filesystem;

namespace {

void require(bool condition, const std::string& what)
{
    if (!condition)
        throw std::runtime_error(what);
}

std::string contentOf(const fs::path& image)
{
    return runChecked({"sh", "-c", "qemu-img convert -O raw \"$0\" /dev/stdout | sha256sum", image.string()});
}

/// base <- middle <- top, in a folder of their own.
class Chain {
public:
    explicit Chain(fs::path folder) : folder_(std::move(folder)) {}

    void make() const
    {
        fs::create_directories(folder_);
        runChecked({"qemu-img", "create", "-q", "-f", "qcow2", (folder_ / "base.qcow2").string(), "4M"});
        runChecked({"qemu-io", "-c", "write -q -P 1 0 3M", (folder_ / "base.qcow2").string()});
        addOverlay("base.qcow2", "middle.qcow2", "write -q -P 2 100k 300k");
        addOverlay("middle.qcow2", "top.qcow2", "write -q -P 3 333k 444k");
    }
    void addOverlay(const std::string& backing, const std::string& name, const std::string& write) const
    {
        runChecked(
            {"qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", backing, (folder_ / name).string()});
        runChecked({"qemu-io", "-c", write, (folder_ / name).string()});
    }
    fs::path operator/(const std::string& name) const { return folder_ / name; }

private:
    fs::path folder_;
};

/// A standard slim over the chain's own names, killed at each of its operations, with something done before `recover`.
struct KilledSlim {
    const Scratch scratch = {};
    const Chain chain{scratch / "store/chain"};
    std::function<void()> meanwhile = {};
    std::function<void()> judge = {};
    Command slim{LAMELLA_CLI, "slim", "standard", "--replace", "-q", (chain / "top.qcow2").string()};
    std::string recovered = {};  ///< what the first `recover` said
    unsigned on = 0;
    unsigned back = 0;

    void strike(const std::string& action)
    {
        FaultRuns runs{slim, scratch / "store", {}};
        fs::create_directories(runs.folder);
        bool first = true;
        runs.prepare = [&] {
            chain.make();
            recovered.clear();
            first = true;
        };
        runs.recover = [&] {
            if (first)
                meanwhile();
            const std::string said =
                run({LAMELLA_CLI, "recover", "--output=json", "-r", (scratch / "store").string()}).out;
            if (first)
                recovered = said;
            first = false;
        };
        runs.judge = [&](const Finished&, const std::string&) {
            on += says("recover.finished") ? 1 : 0;
            back += says("recover.rolledBack") ? 1 : 0;
            judge();
        };
        runs.every = 1000;
        runWithFaults(runs, LAMELLA_FAULTS, action);
    }
    bool says(const std::string& code) const { return recovered.find(code) != std::string::npos; }
};

}  // namespace

/// A run that was killed, and its chain not left alone until somebody recovers.
class InterruptedExchangeTest : public QObject {
    Q_OBJECT

private slots:
    void aCloneWasMadeSince();
    void aResultGotAClone();
    void theBaseWentSince();
    void nothingHappened();
};

/// Whatever the moment: the clone opens with what it held, and so does the template.
void InterruptedExchangeTest::aCloneWasMadeSince()
{
    KilledSlim killed;
    std::string top;
    std::string clone;
    const fs::path folder = killed.scratch / "store/clones";
    killed.meanwhile = [&] {
        clone.clear();
        top = fs::exists(killed.chain / "top.qcow2") ? contentOf(killed.chain / "top.qcow2") : std::string();
        if (!fs::exists(killed.chain / "middle.qcow2"))
            return;
        fs::create_directory(folder);
        runChecked({"qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", "../chain/middle.qcow2",
                    (folder / "clone.qcow2").string()});
        clone = contentOf(folder / "clone.qcow2");
    };
    killed.judge = [&] {
        require(top.empty() || contentOf(killed.chain / "top.qcow2") == top, "the template differs");
        require(clone.empty() || contentOf(folder / "clone.qcow2") == clone, "the clone differs");
        require(clone.empty() || !killed.says("recover.finished"), "the clone's base lost its name");
    };
    try {
        killed.strike("killBefore");
    } catch (const std::exception& error) {
        QFAIL(error.what());
    }
    QVERIFY2(killed.back > 0 && killed.on > 0, qPrintable(QString("%1 %2").arg(killed.back).arg(killed.on)));
}

/// The way back would take the file from it: all stays as it is, and says why.
void InterruptedExchangeTest::aResultGotAClone()
{
    KilledSlim killed;
    bool placed = false;
    std::string clone;
    unsigned left = 0;
    killed.meanwhile = [&] {
        placed = fs::exists(killed.chain / "top.qcow2.before-slim") && fs::exists(killed.chain / "top.qcow2");
        if (!placed)
            return;
        killed.chain.addOverlay("top.qcow2", "clone.qcow2", "write -q -P 9 0 64k");
        clone = contentOf(killed.chain / "clone.qcow2");
        fs::rename(killed.chain / "base.qcow2", killed.scratch / "base.qcow2");
    };
    killed.judge = [&] {
        if (!placed)
            return;
        fs::rename(killed.scratch / "base.qcow2", killed.chain / "base.qcow2");
        left += killed.says("restore.overlay") ? 1 : 0;
        require(contentOf(killed.chain / "clone.qcow2") == clone, "the clone differs");
        require(!killed.says("recover.rolledBack"), "the clone's base was taken away");
    };
    try {
        killed.strike("killAfter");
    } catch (const std::exception& error) {
        QFAIL(error.what());
    }
    QVERIFY(left > 0);
}

/// A result whose name leads elsewhere is taken back, as the run would have.
void InterruptedExchangeTest::theBaseWentSince()
{
    KilledSlim killed;
    const fs::path base = killed.chain / "base.qcow2";
    const fs::path away = killed.scratch / "base.qcow2";
    std::string content;
    killed.meanwhile = [&] {
        fs::rename(base, away);
        runChecked({"qemu-img", "create", "-q", "-f", "qcow2", base.string(), "4M"});
    };
    killed.judge = [&] {
        fs::rename(away, base);
        content = content.empty() ? contentOf(killed.chain / "top.qcow2") : content;
        require(contentOf(killed.chain / "top.qcow2") == content, "the content differs");
        require(!killed.says("recover.finished"), "a result was left that comes to another base");
        const bool kept = fs::exists(killed.chain / "top.qcow2.before-slim");
        require(!kept || killed.recovered.find("\"recover.") == std::string::npos, "the original did not come back");
    };
    try {
        killed.strike("killAfter");
    } catch (const std::exception& error) {
        QFAIL(error.what());
    }
    QVERIFY(killed.back > 0);
}

void InterruptedExchangeTest::nothingHappened()
{
    KilledSlim killed;
    std::string content;
    killed.meanwhile = [] {};
    killed.judge = [&] {
        content = content.empty() ? contentOf(killed.chain / "top.qcow2") : content;
        require(contentOf(killed.chain / "top.qcow2") == content, "the content differs");
        require(!killed.says("\"left\": true"), "something was left");
    };
    try {
        killed.strike("killAfter");
    } catch (const std::exception& error) {
        QFAIL(error.what());
    }
    QVERIFY(killed.on > 0 && killed.back == 0);
}

QTEST_GUILESS_MAIN(InterruptedExchangeTest)
#include "interrupted_exchange_test.moc"
