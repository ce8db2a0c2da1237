#include "job_fixture.h"

using namespace jobtest;

/// Jobs that run, wait and are cancelled, without a window.
class JobQueueTest : public QObject {
    Q_OBJECT

private slots:
    void done();
    void sharesABase();
    void oneAfterTheOther();
    void cancelled();
    void cancelledWhileItWaits();
    void goesWithItsJobs();
    void model();
};

void JobQueueTest::done()
{
    const Scratch scratch;
    const fs::path top = makeSmallChain(scratch.path());
    fs::create_directory(scratch / "before");
    for (const std::string& name : untouched)
        fs::copy_file(scratch / name, scratch / "before" / name);
    JobQueue queue;
    QVERIFY(queue.idle());
    const Job& job = finished(queue, standardSlim(top));
    QVERIFY2(job.state == JobState::Done, qPrintable(logOf(job)));
    QVERIFY(queue.idle() && queue.running() == nullptr);
    const engine::Receipt& receipt = *job.outcome.receipt;
    QCOMPARE(receipt.originals.size(), std::size_t{2});
    const auto& plan = *std::get<0>(job.outcome.plan);
    for (std::size_t at = 0; at < plan.after.files.size(); ++at)
        QCOMPARE(receipt.actual.files[at].length, plan.after.files[at].length);
    QVERIFY(names(scratch.path()) == (std::vector<std::string>{"base.qcow2", "before", "diff.qcow2.before-slim",
                                                               "top.qcow2", "top.qcow2.before-slim"}));
    runChecked({"qemu-img", "compare", top.string(), (scratch / "before/top.qcow2").string()});
    QCOMPARE(runChecked({"qemu-img", "check", "-q", top.string()}), std::string());
    const QString log = logOf(job);
    for (const char* part : {"Opened ", "Planned: ", "New file: ", "Original kept: ", "Ended: Done"})
        QVERIFY2(log.contains(part), qPrintable(log));
    QVERIFY(job.ended >= job.started && job.started.isValid());
    QCOMPARE(whyText(job.outcome), QString());
}

void JobQueueTest::sharesABase()
{
    const Scratch scratch;
    fs::create_directory(scratch / "a");
    fs::create_directory(scratch / "b");
    JobRequest request;
    request.kind = JobRequest::Kind::ShareBase;
    request.templates = {makeSmallChain(scratch / "a", 4, "a.qcow2"), makeSmallChain(scratch / "b", 4, "b.qcow2")};
    request.options.target = scratch / "shared";
    fs::create_directory(scratch / "shared");
    JobQueue queue;
    const Job& job = finished(queue, request);
    QVERIFY2(job.state == JobState::Done, qPrintable(logOf(job)));
    const auto& plan = *std::get<1>(job.outcome.plan);
    QVERIFY(!plan.images.empty());
    for (const engine::ImagePlan& image : plan.images)
        runChecked({"qemu-img", "compare", image.path.string(), request.templates[0].string()});
}

void JobQueueTest::oneAfterTheOther()
{
    const Scratch scratch;
    JobQueue queue;
    QStringList order;
    connect(&queue, &JobQueue::jobFinished, this, [&](JobId id) { order += QString::number(id); });
    connect(&queue, &JobQueue::jobChanged, this, [&] {
        const auto& jobs = queue.jobs();
        const auto active = std::count_if(jobs.begin(), jobs.end(), [](const Job& job) {
            return job.state == JobState::Planning || job.state == JobState::Running;
        });
        QVERIFY(active <= 1);
    });
    for (const char* name : {"a", "b", "c"}) {
        fs::create_directory(scratch / name);
        queue.enqueue(standardSlim(makeSmallChain(scratch / name)));
    }
    QCOMPARE(queue.job(2)->state, JobState::Waiting);
    QVERIFY(queue.job(0) == nullptr && queue.job(4) == nullptr);
    QTRY_VERIFY_WITH_TIMEOUT(queue.idle(), 60000);
    QCOMPARE(order.join(' '), QString("1 2 3"));
    for (const Job& job : queue.jobs())
        QCOMPARE(job.state, JobState::Done);
}

void JobQueueTest::cancelled()
{
    const Scratch scratch;
    const fs::path top = makeSmallChain(scratch.path(), 300);
    JobQueue queue;
    QElapsedTimer since;
    whenItWrites(queue, [&](JobId id) {
        since.start();
        queue.cancel(id);
    });
    const Job& job = finished(queue, standardSlim(top));
    QCOMPARE(job.state, JobState::Cancelled);
    QVERIFY2(since.elapsed() < 1000, qPrintable(QString::number(since.elapsed())));
    QVERIFY(names(scratch.path()) == untouched);
    QVERIFY(logOf(job).endsWith("Nothing was changed."));
    queue.cancel(job.id);
    QCOMPARE(job.state, JobState::Cancelled);
}

void JobQueueTest::cancelledWhileItWaits()
{
    const Scratch scratch;
    fs::create_directory(scratch / "a");
    fs::create_directory(scratch / "b");
    JobQueue queue;
    QSignalSpy ended(&queue, &JobQueue::jobFinished);
    QSignalSpy idle(&queue, &JobQueue::queueIdle);
    queue.enqueue(standardSlim(makeSmallChain(scratch / "a")));
    const JobId waiting = queue.enqueue(standardSlim(makeSmallChain(scratch / "b")));
    queue.cancel(waiting);
    QCOMPARE(queue.job(waiting)->state, JobState::Cancelled);
    QCOMPARE(ended.size(), 1);
    QVERIFY(idle.wait(60000));
    QCOMPARE(queue.job(1)->state, JobState::Done);
    QVERIFY(names(scratch / "b") == untouched);
    QCOMPARE(idle.size(), 1);
}

void JobQueueTest::goesWithItsJobs()
{
    const Scratch scratch;
    const fs::path top = makeSmallChain(scratch.path(), 300);
    bool wrote = false;
    {
        JobQueue queue;
        whenItWrites(queue, [&](JobId) { wrote = true; });
        queue.enqueue(standardSlim(top));
        QTRY_VERIFY_WITH_TIMEOUT(wrote, 60000);
    }
    QVERIFY(names(scratch.path()) == untouched);
}

void JobQueueTest::model()
{
    const Scratch scratch;
    JobQueue queue;
    JobModel model(queue);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    finished(queue, standardSlim(makeSmallChain(scratch.path(), 4, "<b>top.qcow2")));
    queue.enqueue(standardSlim(scratch / "missing"));
    QCOMPARE(model.rowCount(), 2);
    const auto text = [&](int row, int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(text(0, JobModel::What), QString("Standard slim of <b>top.qcow2"));
    QVERIFY2(text(0, JobModel::Stand).startsWith("Done. Gives back "), qPrintable(text(0, JobModel::Stand)));
    QCOMPARE(model.index(1, 0).data(JobModel::IdRole).value<JobId>(), JobId{2});
    QVERIFY(model.index(0, 0).data(Qt::ToolTipRole).toString().contains("&lt;b&gt;top"));
    QTRY_COMPARE(text(1, JobModel::Stand), QString("Failed"));
    QVERIFY(!model.data({}, Qt::DisplayRole).isValid());
    model.retranslate();
}

QTEST_GUILESS_MAIN(JobQueueTest)
#include "job_queue_test.moc"
