// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/portholder.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace corslab;

namespace {

void writeFile(const QString &path, const QByteArray &bytes)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

} // namespace

class TestPortHolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ownSocket_isHeldByThisProcess_data();
    void ownSocket_isHeldByThisProcess();
    void freePort_isHeldByNobody();
    void table_isReadByAddressAndState_data();
    void table_isReadByAddressAndState();
    void noProc_tellsNothing();
};

void TestPortHolder::ownSocket_isHeldByThisProcess_data()
{
    QTest::addColumn<QHostAddress>("listening");
    QTest::addColumn<QHostAddress>("asked");
    const QHostAddress v4(QHostAddress::LocalHost);
    const QHostAddress v6(QHostAddress::LocalHostIPv6);
    QTest::newRow("127.0.0.1") << v4 << v4;
    QTest::newRow("::1") << v6 << v6;
    QTest::newRow("0.0.0.0 covers 127.0.0.1") << QHostAddress(QHostAddress::AnyIPv4) << v4;
    QTest::newRow(":: covers ::1") << QHostAddress(QHostAddress::AnyIPv6) << v6;
}

void TestPortHolder::ownSocket_isHeldByThisProcess()
{
#ifndef Q_OS_LINUX
    QSKIP("only Linux has /proc");
#endif
    QFETCH(QHostAddress, listening);
    QFETCH(QHostAddress, asked);
    QTcpServer server;
    if (!server.listen(listening))
        QSKIP("this machine has no such address");
    const auto holder = findPortHolder(asked, server.serverPort());
    QVERIFY(holder.has_value());
    QCOMPARE(holder->process, QCoreApplication::applicationPid());
    QVERIFY(holder->name.startsWith(u"tst_portholder"_qs));
}

void TestPortHolder::freePort_isHeldByNobody()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress(QHostAddress::LocalHost)));
    const quint16 port = server.serverPort();
    server.close();
    QVERIFY(!findPortHolder(QHostAddress(QHostAddress::LocalHost), port).has_value());
}

void TestPortHolder::table_isReadByAddressAndState_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<bool>("found");
    const auto line = [](const char *local, const char *state, const char *inode) {
        return QByteArray("   0: ") + local + " 00000000:0000 " + state +
               " 00000000:00000000 00:00000000 00000000     0        0 " + inode + " 1 0\n";
    };
    QTest::newRow("listening") << line("0100007F:0FA0", "0A", "777") << true;
    QTest::newRow("every address") << line("00000000:0FA0", "0A", "777") << true;
    QTest::newRow("connected") << line("0100007F:0FA0", "01", "777") << false;
    QTest::newRow("another port") << line("0100007F:0FA1", "0A", "777") << false;
    QTest::newRow("another address") << line("0200007F:0FA0", "0A", "777") << false;
    QTest::newRow("another inode") << line("0100007F:0FA0", "0A", "7770") << false;
    QTest::newRow("cut") << QByteArray("   0: 0100007F:0FA0 00000000:0000 0A") << false;
    QTest::newRow("garbage") << QByteArray("x x:y x 0A x x x x x x x\n\n") << false;
}

void TestPortHolder::table_isReadByAddressAndState()
{
    QFETCH(QByteArray, line);
    QFETCH(bool, found);
    QTemporaryDir proc;
    writeFile(proc.path() + u"/net/tcp"_qs, "  sl  local_address rem_address   st\n" + line);
    writeFile(proc.path() + u"/4711/comm"_qs, "node\n");
    writeFile(proc.path() + u"/self/comm"_qs, "other\n");
    QVERIFY(QDir().mkpath(proc.path() + u"/4711/fd"_qs));
    QVERIFY(QFile::link(u"socket:[777]"_qs, proc.path() + u"/4711/fd/5"_qs));
    QVERIFY(QFile::link(u"/dev/null"_qs, proc.path() + u"/4711/fd/0"_qs));
    const auto holder = findPortHolder(QHostAddress(QHostAddress::LocalHost), 4000, proc.path());
    QCOMPARE(holder, found ? std::optional(PortHolder{u"node"_qs, 4711}) : std::nullopt);
}

void TestPortHolder::noProc_tellsNothing()
{
    QVERIFY(!findPortHolder(QHostAddress(QHostAddress::LocalHost), 80, u"/nonexistent"_qs));
}

QTEST_GUILESS_MAIN(TestPortHolder)
#include "tst_portholder.moc"
