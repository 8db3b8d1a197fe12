// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/servedhost.h"

#include <QHostInfo>
#include <QTest>

using namespace corslab;

class TestServedHost : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void host_isServedOrNot_data();
    void host_isServedOrNot();
    void machineName_isServedBeyondTheLoopback();
};

void TestServedHost::host_isServedOrNot_data()
{
    QTest::addColumn<QByteArrayList>("hosts");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("minorVersion");
    const auto row = [](const char *name, const QByteArrayList &hosts, int status,
                        const QByteArray &target = "/", int minorVersion = 1) {
        QTest::newRow(name) << hosts << target << status << minorVersion;
    };
    row("its own name", {"api.test:4000"}, 0);
    row("in upper case", {"API.Test"}, 0);
    row("with the root's dot", {"api.test.:4000"}, 0);
    row("localhost", {"localhost:4000"}, 0);
    row("a name below localhost", {"one.site.localhost:4000"}, 0);
    row("another port, forwarded", {"localhost:8080"}, 0);
    row("127.0.0.1", {"127.0.0.1:4000"}, 0);
    row("another loopback", {"127.8.8.8"}, 0);
    row("::1", {"[::1]:4000"}, 0);
    row("a name that was bound here", {"evil.example:4000"}, 421);
    row("its name as a prefix", {"api.test.evil.example"}, 421);
    row("localhost as a prefix", {"localhost.evil.example"}, 421);
    row("localhost as a suffix without a dot", {"evillocalhost"}, 421);
    row("another address", {"10.1.2.3:4000"}, 421);
    row("absent", {}, 400);
    row("absent in HTTP/1.0", {}, 0, "/", 0);
    row("twice", {"localhost", "localhost"}, 400);
    row("empty", {""}, 400);
    row("not a host", {"a b"}, 400);
    row("with a path", {"localhost/x"}, 400);
    row("with a user", {"u@localhost"}, 400);
    row("bad port", {"localhost:99999"}, 400);
    row("absolute target wins", {"evil.example"}, 0, "http://localhost:4000/a");
    row("absolute target of another", {"localhost"}, 421, "http://evil.example/a");
    row("asterisk", {"localhost"}, 0, "*");
}

void TestServedHost::host_isServedOrNot()
{
    QFETCH(QByteArrayList, hosts);
    QFETCH(QByteArray, target);
    QFETCH(int, minorVersion);
    RequestHead head{"GET", target, minorVersion, {}};
    for (const QByteArray &host : hosts)
        head.headers.append("host", host);
    const auto fault = hostFault(head, "api.test", QHostAddress(QHostAddress::LocalHost));
    QTEST(fault ? fault->status : 0, "status");
}

void TestServedHost::machineName_isServedBeyondTheLoopback()
{
    const QByteArray name = QHostInfo::localHostName().toLatin1();
    if (name.isEmpty() || name == "localhost")
        QSKIP("This machine has no name of its own.");
    const RequestHead head{"GET", "/", 1, {{"Host", name + ".local:4000"}}};
    QVERIFY(hostFault(head, "localhost", QHostAddress(QHostAddress::LocalHost)));
    QVERIFY(!hostFault(head, "localhost", QHostAddress(u"192.0.2.1"_qs)));
    const RequestHead address{"GET", "/", 1, {{"Host", "192.0.2.1"}}};
    QVERIFY(!hostFault(address, "localhost", QHostAddress(u"::ffff:192.0.2.1"_qs)));
}

QTEST_GUILESS_MAIN(TestServedHost)
#include "tst_servedhost.moc"
