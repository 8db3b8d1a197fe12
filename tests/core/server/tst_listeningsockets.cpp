// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/listeningsockets.h"

#include <QTest>

using namespace corslab;

class TestListeningSockets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void origin_namesAddresses_data();
    void origin_namesAddresses();
    void badOrigin_isAnError_data();
    void badOrigin_isAnError();
    void foreignAddress_isNoSuchAddress();
};

void TestListeningSockets::origin_namesAddresses_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<QByteArray>("addresses");
    QTest::addColumn<quint16>("port");
    const auto row = [](const char *origin, const char *addresses, int port) {
        QTest::newRow(origin) << QByteArray(origin) << QByteArray(addresses) << quint16(port);
    };
    row("http://localhost:3000", "127.0.0.1 ::1", 3000);
    row("http://localhost:0", "127.0.0.1 ::1", 0);
    row("http://localhost", "127.0.0.1 ::1", 80);
    row("http://api.localhost:4000", "127.0.0.1 ::1", 4000);
    row("http://127.0.0.1:0", "127.0.0.1", 0);
    row("http://127.0.0.2:1", "127.0.0.2", 1);
    row("http://[::1]:0", "::1", 0);
    row("http://0.0.0.0:5", "0.0.0.0", 5);
}

void TestListeningSockets::origin_namesAddresses()
{
    QFETCH(QByteArray, origin);
    QFETCH(QByteArray, addresses);
    QFETCH(quint16, port);
    const auto where = listenAddressOf(origin);
    QVERIFY(where.has_value());
    QStringList names;
    for (const QHostAddress &address : where->addresses)
        names.append(address.toString());
    QCOMPARE(names.join(u' ').toLatin1(), addresses);
    QCOMPARE(where->port, port);
}

void TestListeningSockets::badOrigin_isAnError_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<ListenErrorCode>("code");
    const auto row = [](const char *origin, ListenErrorCode code) {
        QTest::newRow(*origin ? origin : "(empty)") << QByteArray(origin) << code;
    };
    row("", ListenErrorCode::BadOrigin);
    row("localhost:3000", ListenErrorCode::BadOrigin);
    row("http://localhost:3000/path", ListenErrorCode::BadOrigin);
    row("http://localhost:3000?query", ListenErrorCode::BadOrigin);
    row("http://user@localhost:3000", ListenErrorCode::BadOrigin);
    row("http://localhost:65536", ListenErrorCode::BadOrigin);
    row("ftp://localhost", ListenErrorCode::BadOrigin);
    row("null", ListenErrorCode::BadOrigin);
    row("https://localhost:4430", ListenErrorCode::TlsNotSupported);
    row("http://no-such-name.invalid:1", ListenErrorCode::NoSuchAddress);
}

void TestListeningSockets::badOrigin_isAnError()
{
    QFETCH(QByteArray, origin);
    QFETCH(ListenErrorCode, code);
    const auto where = listenAddressOf(origin);
    QVERIFY(!where.has_value());
    QCOMPARE(where.error().code, code);
    QCOMPARE(where.error().origin, origin);
}

void TestListeningSockets::foreignAddress_isNoSuchAddress()
{
    // TEST-NET-1 (RFC 5737) belongs to no machine.
    const QByteArray origin = "http://192.0.2.1:0";
    const auto where = listenAddressOf(origin);
    QVERIFY(where.has_value());
    ConnectionGuard guard([] { return ConnectionLimits(); });
    const auto sockets = openListeningSockets(*where, origin, guard);
    QVERIFY(!sockets.has_value());
    QCOMPARE(sockets.error().code, ListenErrorCode::NoSuchAddress);
    QVERIFY(!sockets.error().detail.isEmpty());
}

QTEST_GUILESS_MAIN(TestListeningSockets)
#include "tst_listeningsockets.moc"
