// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/responsehead.h"

#include <QTest>

using namespace corslab;
using End = BodyFraming::End;

namespace {

ResponseHead read(const QList<QByteArray> &lines)
{
    ResponseHead head;
    for (const QByteArray &line : lines) {
        head.addLine(line);
    }
    return head;
}

} // namespace

Q_DECLARE_METATYPE(corslab::BodyFraming::End)

class TestResponseHead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statusLine_givesStatusAndReason_data();
    void statusLine_givesStatusAndReason();
    void lines_keepOrderCaseRepeatsAndBytes();
    void interimHeads_areKeptApart();
    void switchingProtocols_isFinal();
    void trailers_areIgnored();
    void framing_followsTheHead_data();
    void framing_followsTheHead();
    void differingLengths_areAnError();
    void blankBeforeColon_isTrimmedWhereAsked();
    void foldedLine_keepsItsBlanksWhereAsked();
    void chunks_needHttp11WhereAsked();
};

void TestResponseHead::statusLine_givesStatusAndReason_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("plain") << QByteArray("HTTP/1.1 200 OK\r\n") << 200 << QByteArray("OK");
    QTest::newRow("words") << QByteArray("HTTP/1.0 404 Not  Found\r\n") << 404
                           << QByteArray("Not  Found");
    QTest::newRow("no reason") << QByteArray("HTTP/1.1 200\r\n") << 200 << QByteArray();
    QTest::newRow("empty reason") << QByteArray("HTTP/1.1 200 \r\n") << 200 << QByteArray();
    QTest::newRow("LF") << QByteArray("HTTP/1.1 200 OK\n") << 200 << QByteArray("OK");
    QTest::newRow("bytes") << QByteArray("HTTP/1.1 599 \xe9\r\n") << 599 << QByteArray("\xe9");
    QTest::newRow("no status") << QByteArray("HTTP/1.1\r\n") << 0 << QByteArray();
    QTest::newRow("many digits") << QByteArray("HTTP/1.1 99999999999999\r\n") << 9999
                                 << QByteArray("9999999999");
}

void TestResponseHead::statusLine_givesStatusAndReason()
{
    QFETCH(const QByteArray, line);
    const ResponseHead head = read({line, "\r\n"});
    QTEST(head.status(), "status");
    QTEST(head.reason(), "reason");
    QVERIFY(head.isComplete());
}

void TestResponseHead::lines_keepOrderCaseRepeatsAndBytes()
{
    const QList<QByteArray> lines{
        "HTTP/1.1 200 OK\r\n", "b: 1\r\n",      "A:  \t2 \t\r\n", "B:\r\n",     "a: x:\xff\n",
        "no colon\r\n",        "Fold: one\r\n", "\t two \r\n",    "Empty:\r\n", "  filled\r\n",
        "sp ace : 1\r\n",      ": 1\r\n",       "CR: a\rb\r\r\n"};
    ResponseHead head = read(lines);
    QVERIFY(!head.isComplete());
    head.addLine("\r\n");
    QVERIFY(head.isComplete());
    // What has no colon or no token before it is passed over.
    const HeaderList expected{{"b", "1"},      {"A", "2"},          {"B", ""},
                              {"a", "x:\xff"}, {"Fold", "one two"}, {"Empty", "filled"},
                              {"CR", "a b"}};
    QVERIFY(head.headers() == expected);
    QCOMPARE(head.raw(), lines.join() + "\r\n");
}

void TestResponseHead::interimHeads_areKeptApart()
{
    const ResponseHead head =
        read({"HTTP/1.1 103 Early Hints\r\n", "Link: a\r\n", "\r\n", "HTTP/1.1 100\r\n", "\r\n",
              "HTTP/1.1 204 Done\r\n", "A: 1\r\n", "\r\n"});
    const std::vector<InterimResponse> expected{{103, {{"Link", "a"}}}, {100, {}}};
    QVERIFY(head.interim() == expected);
    QCOMPARE(head.status(), 204);
    QVERIFY((head.headers() == HeaderList{{"A", "1"}}));
    QVERIFY(head.raw().startsWith("HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 100\r\n"));
}

void TestResponseHead::switchingProtocols_isFinal()
{
    const ResponseHead head = read({"HTTP/1.1 101 Switching\r\n", "Upgrade: x\r\n", "\r\n"});
    QVERIFY(head.isComplete());
    QCOMPARE(head.status(), 101);
    QVERIFY(head.interim().empty());
}

void TestResponseHead::trailers_areIgnored()
{
    ResponseHead head = read({"HTTP/1.1 200 OK\r\n", "A: 1\r\n", "\r\n"});
    const QByteArray raw = head.raw();
    head.addLine("Trailer: 1\r\n");
    head.addLine("\r\n");
    QVERIFY((head.headers() == HeaderList{{"A", "1"}}));
    QCOMPARE(head.raw(), raw);
}

void TestResponseHead::framing_followsTheHead_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QList<QByteArray>>("lines");
    QTest::addColumn<End>("end");
    QTest::addColumn<qint64>("length");
    const auto row = [](const char *name, const char *method, const char *status,
                        const QList<QByteArray> &lines, End end, qint64 length = 0) {
        QTest::newRow(name) << QByteArray(method) << QByteArray(status) << lines << end << length;
    };
    row("length", "GET", "200", {"content-length: 5\r\n"}, End::Length, 5);
    row("length 0", "GET", "200", {"Content-Length: 0\r\n"}, End::Length, 0);
    row("same length twice", "GET", "200", {"Content-Length: 5\r\n", "Content-Length: 5\r\n"},
        End::Length, 5);
    row("nothing said", "GET", "200", {}, End::Close);
    row("chunked beats a length", "GET", "200",
        {"Content-Length: 5\r\n", "Transfer-Encoding: Chunked\r\n"}, End::Chunked);
    row("another coding", "GET", "200", {"Transfer-Encoding: gzip\r\n"}, End::Close);
    row("HEAD", "HEAD", "200", {"Content-Length: 5\r\n"}, End::NoBody);
    row("head is a method of its own", "head", "200", {"Content-Length: 5\r\n"}, End::Length, 5);
    row("101", "GET", "101", {}, End::NoBody);
    row("204", "GET", "204", {"Content-Length: 5\r\n"}, End::NoBody);
    row("304", "GET", "304", {"Transfer-Encoding: chunked\r\n"}, End::NoBody);
    row("negative", "GET", "200", {"Content-Length: -5\r\n"}, End::Close);
    row("sign", "GET", "200", {"Content-Length: +5\r\n"}, End::Close);
    row("word", "GET", "200", {"Content-Length: five\r\n"}, End::Close);
    row("empty", "GET", "200", {"Content-Length:\r\n"}, End::Close);
    row("list", "GET", "200", {"Content-Length: 5, 5\r\n"}, End::Close);
    row("too great", "GET", "200", {"Content-Length: 99999999999999999999\r\n"}, End::Close);
}

void TestResponseHead::framing_followsTheHead()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, status);
    QFETCH(const QList<QByteArray>, lines);
    const ResponseHead head = read(QList<QByteArray>{"HTTP/1.1 " + status + " X\r\n"} + lines +
                                   QList<QByteArray>{"\r\n"});
    const auto framing = head.bodyFraming(method);
    QVERIFY(framing.has_value());
    QTEST(framing->end, "end");
    QTEST(framing->length, "length");
}

void TestResponseHead::differingLengths_areAnError()
{
    const ResponseHead head =
        read({"HTTP/1.1 200 OK\r\n", "Content-Length: 5\r\n", "Content-Length: 6\r\n", "\r\n"});
    const auto framing = head.bodyFraming("GET");
    QVERIFY(!framing.has_value());
    QCOMPARE(framing.error(), QByteArray("5, 6"));
}

void TestResponseHead::blankBeforeColon_isTrimmedWhereAsked()
{
    for (const bool trims : {false, true}) {
        ResponseHead head({.trimsNames = trims});
        for (const char *line : {"HTTP/1.1 200 OK\r\n", "X-A \t: a\r\n", "X B: b\r\n", "\r\n"})
            head.addLine(line);
        QCOMPARE(head.headers().contains("X-A"), trims);
        QCOMPARE(head.headers().size(), trims ? 1 : 0);
    }
}

void TestResponseHead::foldedLine_keepsItsBlanksWhereAsked()
{
    for (const auto &[folded, value] : {std::pair(FoldedLines::OneSpace, "1 x 2"),
                                        std::pair(FoldedLines::AllBlanks, "1 \tx \t 2")}) {
        ResponseHead head({.foldedLines = folded});
        for (const char *line :
             {"HTTP/1.1 200 OK\r\n", "A:\r\n", " 1 \r\n", "\tx \r\n", "\t 2 \r\n", "\r\n"})
            head.addLine(line);
        QCOMPARE(head.headers().get("A"), QByteArray(value));
    }
}

void TestResponseHead::chunks_needHttp11WhereAsked()
{
    for (const auto &[version, asked, end] :
         {std::tuple("HTTP/1.0", false, End::Chunked), std::tuple("HTTP/1.0", true, End::Close),
          std::tuple("HTTP/1.1", true, End::Chunked)}) {
        ResponseHead head({.chunksNeedHttp11 = asked});
        head.addLine(QByteArray(version) + " 200 OK\r\n");
        head.addLine("Transfer-Encoding: chunked\r\n");
        head.addLine("\r\n");
        QCOMPARE(head.bodyFraming("GET").value().end, end);
    }
}

QTEST_GUILESS_MAIN(TestResponseHead)
#include "tst_responsehead.moc"
