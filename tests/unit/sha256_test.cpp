#include "bytes/sha256.h"

#include <QCryptographicHash>
#include <QTest>

#include <array>
#include <vector>

class Sha256Test : public QObject {
    Q_OBJECT

private slots:
    void isWhatOthersSay();
};

/// Every length around the ends of blocks, whole and in two parts.
void Sha256Test::isWhatOthersSay()
{
    for (qsizetype length = 0; length < 300; ++length) {
        QByteArray content(length, '\0');
        for (qsizetype i = 0; i < length; ++i)
            content[i] = static_cast<char>(i * 37 + length);
        const std::span bytes(reinterpret_cast<const std::byte*>(content.constData()),
                              static_cast<std::size_t>(content.size()));
        const std::array<std::span<const std::byte>, 2> halves{bytes.first(bytes.size() / 3),
                                                               bytes.subspan(bytes.size() / 3)};
        for (const engine::Sha256& hash : {engine::sha256(bytes), engine::sha256(halves)})
            QCOMPARE(QByteArray(reinterpret_cast<const char*>(hash.data()), static_cast<qsizetype>(hash.size())),
                     QCryptographicHash::hash(content, QCryptographicHash::Algorithm::Sha256));
    }
}

QTEST_GUILESS_MAIN(Sha256Test)
#include "sha256_test.moc"
