#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

/// A path that is used again can lead to another file: what changes files does so in storage, by descriptors.
class WrittenPathsTest : public QObject {
    Q_OBJECT

private slots:
    void nothingChangesFilesByPath();
    void theForbiddenIsFound_data();
    void theForbiddenIsFound();
};

namespace {

/// Calls of the standard library, of Qt and of the system that change files by path.
const QRegularExpression& forbidden()
{
    static const QRegularExpression calls(
        R"re(\b(fs|filesystem)::(remove|remove_all|rename|permissions|copy|copy_file|copy_symlink|create_directory|)re"
        R"re(create_directories|create_symlink|create_hard_link|resize_file|last_write_time)\b|)re"
        R"re(\b(ofstream|fstream)\b(?!>)|\bfopen\b|\bmkd?s?temp\b|\bQSaveFile\b|\bQTemporary(File|Dir)\b|)re"
        R"re(\bFile::create\(|\bFile::open\([^;]*ReadWrite|QIODevice::(WriteOnly|ReadWrite|Append|Truncate)|QFile::(remove|rename|copy|link|setPermissions)|)re"
        R"re((?<![\w>])::(open|creat|unlink|rename|chmod|chown|lchown|mkdir|rmdir|link|symlink|truncate|mknod|mkfifo)\()re"
        R"re(|std::(rename|remove)\((?!\w+\.begin))re");
    return calls;
}

/// Where that is so all the same, and why it does no harm.
bool isExempt(const QString& path)
{
    static const QStringList exempt{
        "engine/storage/",         // here it is made safe
        "engine/archive/bundle",   // QIODevice in memory
        "app/window/",             // screenshots and timings of developers
        "app/cli/stop_on_signals"  // /dev/null
    };
    return std::any_of(exempt.begin(), exempt.end(), [&](const QString& start) { return path.startsWith(start); });
}

}  // namespace

void WrittenPathsTest::nothingChangesFilesByPath()
{
    const QDir top(QString(LAMELLA_TEST_DATA) + "/../..");
    int files = 0;
    for (const char* room : {"engine", "app", "widgets"}) {
        QDirIterator sources(top.filePath(room), {"*.cpp", "*.h"}, QDir::Files, QDirIterator::Subdirectories);
        while (sources.hasNext()) {
            const QString path = top.relativeFilePath(sources.next());
            QFile file(top.filePath(path));
            QVERIFY(file.open(QIODevice::ReadOnly));
            ++files;
            if (isExempt(path))
                continue;
            const QRegularExpressionMatch found = forbidden().match(QString::fromUtf8(file.readAll()));
            QVERIFY2(!found.hasMatch(), qPrintable(path + ": " + found.captured()));
        }
    }
    QVERIFY(files > 300);
}

void WrittenPathsTest::theForbiddenIsFound_data()
{
    QTest::addColumn<bool>("isForbidden");
    for (const char* text :
         {"fs::remove(path)", "std::filesystem::permissions(path, all)", "std::ofstream file(path)",
          "QSaveFile file(name)", "::unlink(path.c_str())", "std::rename(a, b)", "file.open(QIODevice::WriteOnly)",
          "File::create(path)", "File::open(path, File::Access::ReadWrite)"})
        QTest::newRow(text) << true;
    for (const char* text : {"std::ifstream file(path)", "std::remove(v.begin(), v.end(), 1)", "fs::exists(path)",
                             "folder.remove(name)", "File::open(path)", "fs::create_directory_iterator"})
        QTest::newRow(text) << false;
}

void WrittenPathsTest::theForbiddenIsFound()
{
    QFETCH(const bool, isForbidden);
    QCOMPARE(forbidden().match(QTest::currentDataTag()).hasMatch(), isForbidden);
}

QTEST_GUILESS_MAIN(WrittenPathsTest)
#include "written_paths_test.moc"
