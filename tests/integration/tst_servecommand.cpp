// SPDX-License-Identifier: GPL-3.0-or-later
// Where `corslab serve` listens, and what it says about that.
#include "tests/support/runningprogram.h"

#include <QHostAddress>
#include <QNetworkInterface>
#include <QTcpSocket>
#include <QTemporaryFile>
#include <QTest>

#include <algorithm>
#include <memory>
#include <vector>

using namespace corslab;

namespace {

std::optional<quint16> portIn(const QByteArray &line)
{
    if (!line.startsWith("api: http://"))
        return std::nullopt;
    return line.sliced(line.lastIndexOf(':') + 1).trimmed().toUShort();
}

bool answers(const QHostAddress &address, quint16 port, const QByteArray &host)
{
    QTcpSocket socket;
    socket.connectToHost(address, port);
    if (!socket.waitForConnected(2000))
        return false;
    socket.write("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    return socket.waitForReadyRead(2000) && !socket.readAll().startsWith("HTTP/1.1 421");
}

/// An address of this computer that others can reach.
QHostAddress outerAddress()
{
    const QList<QHostAddress> all = QNetworkInterface::allAddresses();
    const auto found = std::find_if(all.begin(), all.end(), [](const QHostAddress &address) {
        return address.protocol() == QAbstractSocket::IPv4Protocol && !address.isLoopback();
    });
    return found == all.end() ? QHostAddress() : *found;
}

bool saysThatOthersReachIt(const RunningProgram &program)
{
    return program.lines().join('\n').contains("api listens beyond this computer");
}

} // namespace

class TestServeCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutBind_onlyThisComputerIsServed();
    void boundToEveryAddress_saysWhatThatMeans();
    void boundToAnotherLoopback_isNobodyElsesBusiness();
    void runOnEveryAddress_saysSoToo();
    void fewDescriptors_areNotUsedUp();
    void wrongOption_isRefused_data();
    void wrongOption_isRefused();

private:
    QStringList serve(const QStringList &more) const
    {
        return QStringList{u"serve"_qs, u"--pages"_qs, u"0"_qs, u"--api"_qs, u"0"_qs} + more;
    }
};

void TestServeCommand::withoutBind_onlyThisComputerIsServed()
{
    RunningProgram program;
    program.start(QStringLiteral(CORSLAB_PROGRAM), serve({}));
    const auto port = program.waitFor<quint16>(portIn);
    QVERIFY2(port, qUtf8Printable(wordsOf(port)));
    QVERIFY(answers(QHostAddress(QHostAddress::LocalHost), *port, "localhost"));
    QVERIFY(!answers(QHostAddress(QHostAddress::LocalHost), *port, "evil.test"));
    QVERIFY(!answers(QHostAddress(u"127.0.0.2"_qs), *port, "localhost"));
    if (const QHostAddress outer = outerAddress(); !outer.isNull())
        QVERIFY(!answers(outer, *port, outer.toString().toLatin1()));
    QVERIFY(!saysThatOthersReachIt(program));
}

void TestServeCommand::boundToEveryAddress_saysWhatThatMeans()
{
    RunningProgram program;
    program.start(QStringLiteral(CORSLAB_PROGRAM), serve({u"--bind"_qs, u"0.0.0.0"_qs}));
    const auto port = program.waitFor<quint16>(portIn);
    QVERIFY2(port, qUtf8Printable(wordsOf(port)));
    QVERIFY(program.waitUntil([&program] { return saysThatOthersReachIt(program); }));
    QVERIFY(answers(QHostAddress(u"127.0.0.2"_qs), *port, "127.0.0.2"));
    if (const QHostAddress outer = outerAddress(); !outer.isNull())
        QVERIFY(answers(outer, *port, outer.toString().toLatin1()));
    QVERIFY(!answers(QHostAddress(QHostAddress::LocalHost), *port, "evil.test"));
}

void TestServeCommand::boundToAnotherLoopback_isNobodyElsesBusiness()
{
    RunningProgram program;
    program.start(QStringLiteral(CORSLAB_PROGRAM), serve({u"--bind"_qs, u"127.0.0.2"_qs}));
    const auto port = program.waitFor<quint16>(portIn);
    QVERIFY2(port, qUtf8Printable(wordsOf(port)));
    QVERIFY(answers(QHostAddress(u"127.0.0.2"_qs), *port, "127.0.0.2"));
    QVERIFY(!answers(QHostAddress(QHostAddress::LocalHost), *port, "127.0.0.1"));
    QVERIFY(!saysThatOthersReachIt(program));
}

void TestServeCommand::runOnEveryAddress_saysSoToo()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write(R"({"corslab": 1, "page": {"origin": "http://localhost:3000"},
                   "servers": [{"name": "api", "origin": "http://0.0.0.0:0"}], "requests": []})");
    QVERIFY(file.flush());
    const auto finished =
        runProgram(QStringLiteral(CORSLAB_PROGRAM), QStringList{u"run"_qs, file.fileName()});
    QVERIFY2(finished, qUtf8Printable(wordsOf(finished)));
    QCOMPARE(finished->exitCode, 0);
    QVERIFY2(finished->errors.contains("api listens beyond this computer"),
             finished->errors.constData());
}

void TestServeCommand::fewDescriptors_areNotUsedUp()
{
    RunningProgram program;
    const QStringList limited{u"-c"_qs, u"ulimit -n 48; exec \"$@\""_qs, u"sh"_qs,
                              QStringLiteral(CORSLAB_PROGRAM)};
    program.start(u"/bin/sh"_qs, limited + serve({}));
    const auto port = program.waitFor<quint16>(portIn);
    QVERIFY2(port, qUtf8Printable(wordsOf(port)));
    {
        // More than it has descriptors for: those that wait longest make room.
        std::vector<std::unique_ptr<QTcpSocket>> idle;
        for (int i = 0; i < 60; ++i) {
            idle.push_back(std::make_unique<QTcpSocket>());
            idle.back()->connectToHost(QHostAddress::LocalHost, *port);
            QVERIFY(idle.back()->waitForConnected(2000));
        }
        QTcpSocket &last = *idle.back();
        last.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QVERIFY(last.waitForReadyRead(5000));
        QVERIFY(last.readAll().startsWith("HTTP/1.1 404"));
    }
    QVERIFY(answers(QHostAddress(QHostAddress::LocalHost), *port, "localhost"));
}

void TestServeCommand::wrongOption_isRefused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("bind to a name") << serve({u"--bind"_qs, u"everywhere"_qs})
                                    << QByteArray("--bind everywhere is not an IP address");
    QTest::newRow("bind with run") << QStringList{u"run"_qs, u"--bind"_qs, u"0.0.0.0"_qs}
                                   << QByteArray("--bind goes with serve");
    QTest::newRow("no record") << serve({u"--record"_qs, u"0"_qs})
                               << QByteArray("--record 0 is not a number of MiB");
    QTest::newRow("record in words") << serve({u"--record"_qs, u"much"_qs})
                                     << QByteArray("--record much is not a number of MiB");
}

void TestServeCommand::wrongOption_isRefused()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, words);
    const auto finished = runProgram(QStringLiteral(CORSLAB_PROGRAM), arguments);
    QVERIFY2(finished, qUtf8Printable(wordsOf(finished)));
    QCOMPARE(finished->exitCode, 2);
    QVERIFY2(finished->errors.contains(words), finished->errors.constData());
}

QTEST_GUILESS_MAIN(TestServeCommand)
#include "tst_servecommand.moc"
