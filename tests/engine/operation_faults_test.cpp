// shards: 4
#include "support/fault_runs.h"
#include "support/scratch.h"
#include "support/small_templates.h"

#include <QTest>

#include <csignal>
#include <sys/xattr.h>

using namespace testsupport;
namespace fs = std::filesystem;

namespace {

using Listing = std::map<std::string, std::string>;
using Times = std::map<std::string, fs::file_time_type>;

void require(bool condition, const std::string& what)
{
    if (!condition)
        throw std::runtime_error(what);
}

/// What is run, in a folder with some templates and an empty folder `out`.
struct Operation {
    const char* name;
    std::function<void(const fs::path&)> make;
    std::vector<std::string> templates;
    Command arguments;              ///< paths start with '@', which stands for the folder
    std::vector<std::string> made;  ///< names of the new files that replace nothing
};

void makeChain(const fs::path& folder)
{
    makeSmallChain(folder);
}

const std::vector<Operation>& operations()
{
    static const std::vector<std::string> copies{"a.qcow2", "b.qcow2", "c.qcow2"};
    static const std::vector<Operation> all{
        {"slim standard --replace", makeChain, {"top.qcow2"}, {"slim", "standard", "--replace", "@/top.qcow2"}, {}},
        {"slim deep --replace", makeChain, {"top.qcow2"}, {"slim", "deep", "--replace", "@/top.qcow2"}, {}},
        {"share --base --replace",
         makeSmallCopies,
         copies,
         {"share", "--base", "@/a.qcow2", "--replace", "@/b.qcow2", "@/c.qcow2"},
         {}},
        {"share --base auto --replace",
         makeSmallCopies,
         copies,
         {"share", "--base", "auto", "--replace", "@/a.qcow2", "@/b.qcow2", "@/c.qcow2"},
         {"shared-base.qcow2"}},
        {"slim standard --to",
         makeChain,
         {"top.qcow2"},
         {"slim", "standard", "--to", "@/out/new.qcow2", "@/top.qcow2"},
         {"out/new.qcow2"}},
        {"slim deep --to",
         makeChain,
         {"top.qcow2"},
         {"slim", "deep", "--to", "@/out/new.qcow2", "@/top.qcow2"},
         {"out/new.qcow2"}},
        {"share --base auto --to",
         makeSmallCopies,
         copies,
         {"share", "--base", "auto", "--to", "@/out", "@/a.qcow2", "@/b.qcow2", "@/c.qcow2"},
         {"out/a.qcow2", "out/b.qcow2", "out/c.qcow2", "out/shared-base.qcow2"}},
    };
    return all;
}

/// An operation in a folder of its own: as it was, and as it is when it has been run.
class Stage {
public:
    explicit Stage(const Operation& operation) : operation_(operation)
    {
        fs::create_directory(folder() / "out");
        operation.make(folder());
        before_ = listing(folder());
        for (const auto& [name, content] : before_)
            times_[name] = {};
        prepare();
        const Finished finished = run(command());
        require(finished.exitCode == 0, shellText(command()) + ": " + finished.err);
        after_ = listing(folder());
        requireResult();
    }

    const fs::path& folder() const noexcept { return scratch_.path(); }
    const Listing& before() const noexcept { return before_; }
    const Listing& after() const noexcept { return after_; }

    Command command() const
    {
        Command command{LAMELLA_CLI};
        for (const std::string& argument : operation_.arguments)
            command.push_back(argument.starts_with('@') ? folder().string() + argument.substr(1) : argument);
        return command;
    }

    /// Into the folder, which is empty.
    void prepare()
    {
        fs::create_directory(folder() / "out");
        for (const auto& [name, content] : before_) {
            if (name.ends_with('/'))
                continue;
            writeFile(folder() / name, content);
            require(setxattr((folder() / name).c_str(), "user.note", name.data(), name.size(), 0) == 0,
                    "no attributes");
            times_[name] = fs::last_write_time(folder() / name);
        }
    }

    /// The original files are as they were, whatever they are called now.
    void requireOriginals() const
    {
        for (const auto& [name, time] : times_) {
            if (name.ends_with('/'))
                continue;
            const fs::path kept = folder() / (name + ".before-slim");
            const fs::path now = fs::exists(kept) ? kept : folder() / name;
            require(fs::last_write_time(now) == time, name + " has another time");
        }
    }

private:
    /// By QEMU's eyes.
    void requireResult() const
    {
        Listing known = after_;
        for (const auto& [name, content] : before_) {
            const bool kept = after_.contains(name + ".before-slim");
            require(after_.at(kept ? name + ".before-slim" : name) == content, name + " is not kept");
            known.erase(name);
            known.erase(name + ".before-slim");
        }
        for (const std::string& name : operation_.made)
            require(known.erase(name) == 1, name + " is not made");
        require(known.empty(), "a stray file: " + (known.empty() ? "" : known.begin()->first));
        for (const auto& [name, content] : after_)
            if (name.ends_with(".qcow2"))
                runChecked({"qemu-img", "check", "-q", (folder() / name).string()});
        requireGuests();
    }

    void requireGuests() const
    {
        const Scratch old;
        for (const auto& [name, content] : before_)
            if (!name.ends_with('/'))
                writeFile(old / name, content);
        for (const std::string& name : operation_.templates) {
            const auto files = guestFiles(old / name);
            require(files.size() > 2, "no files");
            for (const std::string& image : {name, "out/" + name, std::string("out/new.qcow2")})
                if (fs::exists(folder() / image))
                    require(guestFiles(folder() / image) == files, "other files in " + image);
        }
    }

    const Operation& operation_;
    Scratch scratch_;
    Listing before_;
    Listing after_;
    Times times_;
};

void recoverByProgram(const fs::path& folder)
{
    const Finished finished = run({LAMELLA_CLI, "recover", "-r", folder.string()});
    require(finished.exitCode == 0, "recover: " + finished.err + finished.out);
}

}  // namespace

class OperationFaultsTest : public QObject {
    Q_OBJECT

private slots:
    void allOrNothing_data();
    void allOrNothing();
};

void OperationFaultsTest::allOrNothing_data()
{
    QTest::addColumn<int>("operation");
    QTest::addColumn<QString>("action");
    QTest::addColumn<bool>("lasting");
    const int shards = std::max(1, qEnvironmentVariableIntValue("LAMELLA_SHARDS"));
    int row = qEnvironmentVariableIntValue("LAMELLA_SHARD");
    for (std::size_t at = 0; at < operations().size(); ++at) {
        for (const char* action : {"killBefore", "killAfter", "EIO", "ENOSPC", "EROFS", "interrupt", "EIO on"}) {
            if (row++ % shards != 0)
                continue;
            const QString name(action);
            QTest::addRow("%s, %s", operations()[at].name, action)
                << static_cast<int>(at) << name.section(' ', 0, 0) << name.endsWith(" on");
        }
    }
}

void OperationFaultsTest::allOrNothing()
{
    QFETCH(const int, operation);
    QFETCH(const QString, action);
    QFETCH(const bool, lasting);
    Stage stage(operations()[static_cast<std::size_t>(operation)]);
    const bool killed = action.startsWith("kill");
    const bool stopped = action == "interrupt";
    const std::string reason = std::strerror(action == "ENOSPC" ? ENOSPC : action == "EROFS" ? EROFS : EIO);
    std::optional<Listing> left;
    unsigned finished = 0;
    unsigned undone = 0;
    FaultRuns runs{stage.command(), stage.folder(), [&] {
                       stage.prepare();
                       left.reset();
                   }};
    runs.recover = [&] {
        if (!left)
            left = listing(stage.folder());
        recoverByProgram(stage.folder());
    };
    runs.judge = [&](const Finished& ended, const std::string& struck) {
        const Listing now = listing(stage.folder());
        const bool isNew = now == stage.after();
        require(isNew || now == stage.before(), "neither the old nor the new files");
        stage.requireOriginals();
        (isNew ? finished : undone) += 1;
        if (killed) {
            require(struck.empty() ? ended.exitCode == 0 && isNew : ended.signal == SIGKILL, "ended in another way");
            return;
        }
        const int failure = stopped ? 130 : 1;
        require(ended.exitCode == (isNew ? 0 : failure) || (lasting && ended.exitCode == failure), "a wrong exit code");
        require(!struck.empty() || isNew, "failed without a reason");
        // What the program could take back itself needs no recover.
        require(ended.exitCode == 0 || lasting || *left == stage.before(), "an error, and files changed");
        require(ended.exitCode == 0 || stopped || ended.err.find(reason) != std::string::npos, "no clear error");
    };
    runs.lasting = lasting;
    if (!qEnvironmentVariableIsSet("LAMELLA_FAULTS_ALL")) {
        runs.every = 4;
        runs.first = static_cast<std::uint64_t>(operation) + static_cast<std::uint64_t>(action.size());
    }
    const std::uint64_t struck = runWithFaults(runs, LAMELLA_FAULTS, action.toStdString());
    QVERIFY2(struck > 8, qPrintable(QString::number(struck)));
    QVERIFY2(finished > 0 && undone > 2, qPrintable(QString::number(undone)));
    qInfo() << struck << "operations struck," << undone << "times the old files," << finished << "times the new";
}

QTEST_GUILESS_MAIN(OperationFaultsTest)
#include "operation_faults_test.moc"
