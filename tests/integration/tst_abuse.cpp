// SPDX-License-Identifier: GPL-3.0-or-later
// What a laboratory for strange requests must stand: the program `corslab serve` under everything
// that a client can do to it, while a well-behaved one goes on asking and must be answered.
#include "tests/support/runningprogram.h"
#include "wire.h"

#include <QFile>
#include <QSaveFile>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <optional>
#include <random>
#include <thread>
#include <vector>

using namespace corslab;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 10s;
constexpr int loopbackSources = 200;
/// After so many connections the server is asked whether it keeps up: the kernel would let more wait
/// for whole seconds.
constexpr int batch = 200;

/// Asks again and again from a thread of its own, on a connection that lives on and on fresh ones in
/// turn. Each request has to be answered.
class GoodClient
{
public:
    explicit GoodClient(quint16 port)
        : m_thread([this, port] { run(port); })
    {
    }
    ~GoodClient() { stop(); }

    void stop()
    {
        m_stop = true;
        if (m_thread.joinable())
            m_thread.join();
    }
    /// To be read after stop().
    [[nodiscard]] QString complaint() const { return m_complaint; }

private:
    void run(quint16 port)
    {
        std::optional<Wire> kept;
        // However short the abuse was, three more requests show that it left no harm.
        for (int i = 0, last = 3; last > 0 && m_complaint.isEmpty(); ++i) {
            last -= m_stop ? 1 : 0;
            if (i % 2 == 0) {
                Wire fresh(port);
                check(ask(fresh, "Connection: close\r\n"));
            } else {
                QByteArray answer;
                if (kept)
                    answer = ask(*kept, "");
                // Somebody else may have got the place of a connection that asked nothing.
                if (answer.isEmpty()) {
                    kept.emplace(port);
                    answer = ask(*kept, "");
                }
                check(answer);
            }
            std::this_thread::sleep_for(5ms);
        }
    }
    static QByteArray ask(Wire &wire, const QByteArray &header)
    {
        if (!wire.isConnected() || !wire.send("GET /good HTTP/1.1\r\nHost: localhost\r\n"
                                              "Origin: http://localhost:3000\r\n" +
                                              header + "\r\n"))
            return {};
        return wire.receiveUntil("good answer", patience);
    }
    void check(const QByteArray &answer)
    {
        if (answer.startsWith("HTTP/1.1 200 OK\r\n") && answer.endsWith("good answer"))
            ++m_answered;
        else
            m_complaint = u"after %1 answers: \"%2\""_qs.arg(m_answered).arg(
                QString::fromLatin1(answer));
    }

    std::atomic<bool> m_stop = false;
    int m_answered = 0;
    QString m_complaint;
    std::thread m_thread;
};

/// Two servers: one to torment, and one for a client that must not notice when the other moves.
QByteArray laboratory(const QByteArray &apiOrigin, int edition)
{
    QFile file(QStringLiteral(CORSLAB_TEST_DATA "/abuse.corslab"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray text = file.readAll();
    text.replace("ORIGIN", apiOrigin);
    text.replace("EDITION", QByteArray::number(edition));
    return text;
}

QByteArray numberOf(int i)
{
    return QByteArray::number(i);
}

} // namespace

class TestAbuse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void gigabyteBody_isRefused();
    void endlessHead_isRefused();
    void endlessChunkedBody_isRefused();
    void manyBodiesAtOnce_areHeldInBounds();
    void idleConnections_makeRoom();
    void connectionsOpenedAndDropped_leaveNothing();
    void brokenRequest_isAnsweredAndClosed_data();
    void brokenRequest_isAnsweredAndClosed();
    void strangeMethods_areAnswered();
    void garbage_doesNoHarm();
    void clientsThatVanish_doNoHarm();
    void answersThatNobodyReads_areHeldInBounds();
    void editsUnderLoad_tearNothing();
    void lostPort_isFoundAgain();

private:
    [[nodiscard]] bool isAnswered() const;
    [[nodiscard]] tl::expected<quint16, QString> portOf(const QByteArray &name);
    void write(const QByteArray &apiOrigin, int edition);
    [[nodiscard]] quint64 peakMemory() const;

    QTemporaryDir m_folder;
    std::unique_ptr<RunningProgram> m_program;
    quint16 m_port = 0;
    quint16 m_steadyPort = 0;
    std::unique_ptr<GoodClient> m_good;
};

void TestAbuse::initTestCase()
{
    QVERIFY(m_folder.isValid());
    write("http://localhost:0", 0);
    m_program = std::make_unique<RunningProgram>();
    m_program->start(QStringLiteral(CORSLAB_PROGRAM),
                     {u"serve"_qs, m_folder.filePath(u"a.corslab"_qs)});
    const auto port = portOf("api");
    const auto steady = portOf("steady");
    QVERIFY2(port, qUtf8Printable(wordsOf(port)));
    QVERIFY2(steady, qUtf8Printable(wordsOf(steady)));
    m_port = *port;
    m_steadyPort = *steady;
}

tl::expected<quint16, QString> TestAbuse::portOf(const QByteArray &name)
{
    return m_program->waitFor<quint16>([&name](const QByteArray &line) -> std::optional<quint16> {
        const QByteArray begin = name + ": http://localhost:";
        if (!line.startsWith(begin))
            return std::nullopt;
        return line.sliced(begin.size()).trimmed().toUShort();
    });
}

void TestAbuse::write(const QByteArray &apiOrigin, int edition)
{
    QSaveFile file(m_folder.filePath(u"a.corslab"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(laboratory(apiOrigin, edition));
    QVERIFY(file.commit());
}

quint64 TestAbuse::peakMemory() const
{
    QFile status(u"/proc/%1/status"_qs.arg(m_program->processId()));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = status.readAll();
    const qsizetype at = text.indexOf("VmHWM:");
    return text.sliced(at + 6, text.indexOf("kB", at) - at - 6).trimmed().toULongLong() / 1024;
}

bool TestAbuse::isAnswered() const
{
    Wire wire(m_port);
    return wire.send("GET /good HTTP/1.1\r\nHost: localhost\r\n\r\n") &&
           wire.receiveUntil("good answer", patience).endsWith("good answer");
}

void TestAbuse::init()
{
    m_good = std::make_unique<GoodClient>(m_port);
}

void TestAbuse::cleanup()
{
    m_good->stop();
    const quint64 peak = peakMemory();
    qInfo("peak memory so far: %llu MiB", static_cast<unsigned long long>(peak));
    QVERIFY2(m_good->complaint().isEmpty(), qUtf8Printable(m_good->complaint()));
    QVERIFY2(peak > 0, "the program has ended");
#ifdef NDEBUG
    QVERIFY2(peak < 100, QByteArray::number(peak));
#endif
}

void TestAbuse::gigabyteBody_isRefused()
{
    Wire wire(m_port);
    QVERIFY(wire.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1073741824\r\n\r\n"));
    const QByteArray piece(1024 * 1024, 'x');
    QByteArray answer;
    for (int i = 0; i < 1024 && wire.send(piece); ++i)
        answer += wire.receiveNow();
    answer += wire.receiveAll(patience);
    QVERIFY2(answer.startsWith("HTTP/1.1 413 "), answer.constData());
    QVERIFY(wire.hasEnded());
}

void TestAbuse::endlessHead_isRefused()
{
    Wire wire(m_port);
    QVERIFY(wire.send("GET /good HTTP/1.1\r\nHost: localhost\r\nX-A: "));
    const QByteArray piece(1024 * 1024, 'x');
    QByteArray answer;
    for (int i = 0; i < 64 && wire.send(piece); ++i)
        answer += wire.receiveNow();
    answer += wire.receiveAll(patience);
    QVERIFY2(answer.startsWith("HTTP/1.1 431 "), answer.constData());
    QVERIFY(wire.hasEnded());
}

void TestAbuse::endlessChunkedBody_isRefused()
{
    Wire wire(m_port);
    QVERIFY(wire.send(
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"));
    const QByteArray piece = "10000\r\n" + QByteArray(65536, 'x') + "\r\n";
    QByteArray answer;
    for (int i = 0; i < 1024 && wire.send(piece); ++i)
        answer += wire.receiveNow();
    answer += wire.receiveAll(patience);
    QVERIFY2(answer.startsWith("HTTP/1.1 413 "), answer.constData());
    QVERIFY(wire.hasEnded());
}

void TestAbuse::manyBodiesAtOnce_areHeldInBounds()
{
    // Each within the limit; all of them together a gigabyte and a half.
    std::vector<Wire> wires;
    const QByteArray most(7 * 1024 * 1024, 'x');
    for (int i = 0; i < 200; ++i) {
        Wire &wire = wires.emplace_back(m_port, 1 + i % loopbackSources);
        if (wire.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8388608\r\n\r\n"))
            wire.send(most);
    }
    int refused = 0;
    for (Wire &wire : wires)
        refused += wire.receiveNow().startsWith("HTTP/1.1 503 ") ? 1 : 0;
    QVERIFY2(refused >= 190, numberOf(refused));
}

void TestAbuse::idleConnections_makeRoom()
{
    std::vector<Wire> wires;
    for (int i = 0; i < 800; ++i)
        QVERIFY(wires.emplace_back(m_port, 1 + i % loopbackSources).isConnected());
    const auto ended = [&wires] {
        return std::count_if(wires.begin(), wires.end(), [](Wire &wire) {
            wire.receiveNow();
            return wire.hasEnded();
        });
    };
    QTRY_VERIFY2(ended() >= 800 - 256, QByteArray::number(qint64(ended())));
    // Those that came last are among those that stay.
    QVERIFY(!wires.back().hasEnded());
    QVERIFY(wires.front().hasEnded());
}

void TestAbuse::connectionsOpenedAndDropped_leaveNothing()
{
    for (int i = 0; i < 50000; ++i) {
        Wire wire(m_port, 1 + i % loopbackSources);
        QVERIFY2(wire.isConnected(), numberOf(i));
        if (i % 3 == 1)
            wire.send("GET /go");
        if (i % 3 == 2)
            wire.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nabc");
        if (i % 8)
            wire.reset();
        if (i % batch == batch - 1)
            QVERIFY(isAnswered());
    }
    // Connections are taken up in the order of their coming: after this one all of them were, and
    // after the next their ends were seen.
    QVERIFY(isAnswered());
    QVERIFY(isAnswered());
    // Nothing of them holds a place.
    std::vector<Wire> wires;
    for (int i = 0; i < 200; ++i)
        wires.emplace_back(m_port, 1 + i);
    for (Wire &wire : wires) {
        QVERIFY(wire.send("GET /good HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        QVERIFY(wire.receiveUntil("good answer", patience).endsWith("good answer"));
    }
}

void TestAbuse::brokenRequest_isAnsweredAndClosed_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    const QByteArray get = "GET /good HTTP/1.1\r\nHost: localhost\r\n";
    const QByteArray post = "POST /echo HTTP/1.1\r\nHost: localhost\r\n";
    QTest::newRow("no colon") << QByteArray(get + "nonsense\r\n\r\n") << 400;
    QTest::newRow("two equal lengths")
        << QByteArray(post + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc") << 400;
    QTest::newRow("two lengths") << QByteArray(
        post + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd") << 400;
    QTest::newRow("list of lengths")
        << QByteArray(post + "Content-Length: 3, 3\r\n\r\nabc") << 400;
    QTest::newRow("length with a sign") << QByteArray(post + "Content-Length: +3\r\n\r\nabc") << 400;
    QTest::newRow("length below zero") << QByteArray(post + "Content-Length: -1\r\n\r\n") << 400;
    QTest::newRow("length in words") << QByteArray(post + "Content-Length: three\r\n\r\n") << 400;
    QTest::newRow("length beyond 64 bits")
        << QByteArray(post + "Content-Length: 99999999999999999999\r\n\r\n") << 413;
    QTest::newRow("length and chunks")
        << QByteArray(post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
        << 400;
    QTest::newRow("broken chunk")
        << QByteArray(post + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n") << 400;
    QTest::newRow("unknown coding") << QByteArray(post + "Transfer-Encoding: gzip\r\n\r\n") << 501;
    QTest::newRow("HTTP/2") << QByteArray("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") << 505;
    QTest::newRow("TLS") << QByteArray("\x16\x03\x01\x02\x00\x01\x00\n\n", 9) << 400;
    QTest::newRow("another host") << QByteArray(
        "GET /good HTTP/1.1\r\nHost: evil.test\r\nConnection: close\r\n\r\n") << 421;
    QTest::newRow("two hosts") << QByteArray(get + "Host: localhost\r\n\r\n") << 400;
}

void TestAbuse::brokenRequest_isAnsweredAndClosed()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    Wire wire(m_port);
    QVERIFY(wire.send(request));
    const QByteArray answer = wire.receiveAll(patience);
    QVERIFY2(answer.startsWith("HTTP/1.1 " + QByteArray::number(status) + ' '), answer.constData());
    QCOMPARE(answer.count("Content-Length: "), 1);
    QVERIFY(wire.hasEnded());
}

void TestAbuse::strangeMethods_areAnswered()
{
    Wire wire(m_port);
    for (const char *method : {"get", "patch", "CHICKEN", "PROPFIND", "!#$%&'*+-.^_`|~"}) {
        QVERIFY(wire.send(QByteArray(method) + " /echo HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        const QByteArray answer = wire.receiveUntil("\"path\"", patience);
        QVERIFY2(answer.contains("\"method\":\"" + QByteArray(method) + '"'), answer.constData());
    }
}

void TestAbuse::garbage_doesNoHarm()
{
    std::mt19937 random(4711);
    for (int i = 0; i < 2000; ++i) {
        Wire wire(m_port, 1 + i % loopbackSources);
        QByteArray bytes(static_cast<qsizetype>(random() % 4096), '\0');
        for (char &c : bytes)
            c = static_cast<char>(random());
        // Some of it begins well.
        if (i % 2)
            bytes.prepend("POST /echo HTTP/1.1\r\nHost: localhost\r\n");
        if (i % 4 == 3)
            bytes.prepend("GET /good HTTP/1.1\r\nHost: localhost\r\n\r\n");
        wire.send(bytes + "\r\n\r\n");
        if (i % 16 == 0)
            wire.receiveUntil("\r\n\r\n", 50ms);
    }
}

void TestAbuse::clientsThatVanish_doNoHarm()
{
    for (int i = 0; i < 10000; ++i) {
        Wire wire(m_port, 1 + i % loopbackSources);
        QVERIFY2(wire.isConnected(), numberOf(i));
        wire.send("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n");
        if (i % 4)
            wire.reset();
        if (i % batch == batch - 1)
            QVERIFY(isAnswered());
    }
}

void TestAbuse::answersThatNobodyReads_areHeldInBounds()
{
    const QByteArray body(256 * 1024, 'x');
    const QByteArray request =
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 262144\r\n\r\n" + body;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([this, &request, t] {
            Wire wire(m_port, 10 + t);
            // What is not answered is not taken either, so sending stops by itself: in pieces, and
            // not for long.
            const auto end = std::chrono::steady_clock::now() + 2s;
            QByteArray rest;
            while (!wire.hasEnded() && std::chrono::steady_clock::now() < end) {
                if (rest.isEmpty())
                    rest = request;
                rest.remove(0, wire.sendSome(rest));
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
}

void TestAbuse::editsUnderLoad_tearNothing()
{
    constexpr int edits = 2000;
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 1; i <= edits; ++i) {
        write("http://localhost:0", i);
        std::this_thread::sleep_until(begin + i * 1ms);
    }
    const auto edition = [this] {
        Wire wire(m_port);
        wire.send("GET /edition HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                  "Origin: http://localhost:3000\r\n\r\n");
        return wire.receiveAll(patience);
    };
    QByteArray answer;
    QTRY_VERIFY2((answer = edition()).endsWith("edition " + numberOf(edits)), answer.constData());
    QVERIFY2(answer.contains("X-" + numberOf(edits)), answer.constData());
}

void TestAbuse::lostPort_isFoundAgain()
{
    // The well-behaved client stays with the server that does not move.
    m_good->stop();
    QVERIFY2(m_good->complaint().isEmpty(), qUtf8Printable(m_good->complaint()));
    m_good = std::make_unique<GoodClient>(m_steadyPort);

    QTcpServer holder;
    QVERIFY(holder.listen(QHostAddress::LocalHost));
    const quint16 port = holder.serverPort();
    const QByteArray origin = "http://localhost:" + QByteArray::number(port);
    write(origin, 1);
    const auto lost = m_program->waitFor<bool>([port](const QByteArray &line) {
        return line.contains("Port " + QByteArray::number(port) + " is taken") ? std::optional(true)
                                                                              : std::nullopt;
    });
    QVERIFY2(lost, qUtf8Printable(wordsOf(lost)));
    holder.close();
    const auto found = m_program->waitFor<bool>([&origin](const QByteArray &line) {
        return line.startsWith("api: " + origin) ? std::optional(true) : std::nullopt;
    });
    QVERIFY2(found, qUtf8Printable(wordsOf(found)));
    Wire wire(port);
    QVERIFY(wire.send("GET /good HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    QVERIFY(wire.receiveUntil("good answer", patience).endsWith("good answer"));
}

QTEST_GUILESS_MAIN(TestAbuse)
#include "tst_abuse.moc"
