#include "bytes/error.h"

#include <QtTest>

#include <cerrno>
#include <set>

using namespace engine;

class ErrorTest : public QObject {
    Q_OBJECT

private slots:
    void carriesItsValuesInOrder();
    void buildersChangeACopy();
    void kindOfASystemError_data();
    void kindOfASystemError();
    void kindsHaveNamesOfTheirOwn();
};

void ErrorTest::carriesItsValuesInOrder()
{
    const Error error(ErrorKind::Refused, "field.tooLarge",
                      {{"field", std::string("l1_size")}, {"value", UINT64_MAX}, {"limit", std::uint64_t{7}}});
    QCOMPARE(error.code(), std::string_view("field.tooLarge"));
    QCOMPARE(error.what(), "field.tooLarge field=l1_size value=18446744073709551615 limit=7");
    QCOMPARE(error.values().size(), std::size_t(3));
    QCOMPARE(error.values()[1].first, std::string("value"));
    QCOMPARE(std::get<std::uint64_t>(*error.find("limit")), std::uint64_t(7));
    QVERIFY(error.find("nothing") == nullptr);
    QVERIFY(error.path().empty());
    QVERIFY(!error.fileOffset().has_value());
}

void ErrorTest::buildersChangeACopy()
{
    const Error plain(ErrorKind::Io, "file.read");
    const Error built = plain.at(std::filesystem::path("/disk")).at(std::uint64_t{512}).during("scan").because(
        Error(ErrorKind::Corrupt, "deep"));
    QVERIFY(plain.path().empty());
    QVERIFY(plain.cause() == nullptr);
    QCOMPARE(built.path(), std::filesystem::path("/disk"));
    QCOMPARE(built.fileOffset(), std::optional<std::uint64_t>(512));
    QCOMPARE(built.operation(), std::string_view("scan"));
    QCOMPARE(built.cause()->code(), std::string_view("deep"));
    QCOMPARE(built.kind(), ErrorKind::Io);
}

void ErrorTest::kindOfASystemError_data()
{
    QTest::addColumn<int>("errorNumber");
    QTest::addColumn<int>("kind");
    QTest::newRow("ENOENT") << ENOENT << int(ErrorKind::NotFound);
    QTest::newRow("ENOTDIR") << ENOTDIR << int(ErrorKind::NotFound);
    QTest::newRow("EACCES") << EACCES << int(ErrorKind::AccessDenied);
    QTest::newRow("EPERM") << EPERM << int(ErrorKind::AccessDenied);
    QTest::newRow("EROFS") << EROFS << int(ErrorKind::AccessDenied);
    QTest::newRow("EIO") << EIO << int(ErrorKind::Io);
    QTest::newRow("ENOSPC") << ENOSPC << int(ErrorKind::Io);
}

void ErrorTest::kindOfASystemError()
{
    QFETCH(int, errorNumber);
    QFETCH(int, kind);
    const Error error = systemError(errorNumber, "file.open");
    QCOMPARE(int(error.kind()), kind);
    QCOMPARE(std::get<std::uint64_t>(*error.find("errno")), std::uint64_t(errorNumber));
    QVERIFY(!std::get<std::string>(*error.find("system")).empty());
}

void ErrorTest::kindsHaveNamesOfTheirOwn()
{
    std::set<std::string_view> names;
    for (int kind = 0; kind <= int(ErrorKind::InvalidArgument); ++kind)
        names.insert(name(ErrorKind(kind)));
    QCOMPARE(names.size(), std::size_t(ErrorKind::InvalidArgument) + 1);
    QCOMPARE(name(ErrorKind::InUse), std::string_view("inUse"));
}

QTEST_GUILESS_MAIN(ErrorTest)
#include "error_test.moc"
