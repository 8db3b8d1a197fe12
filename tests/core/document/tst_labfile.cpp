// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/labfile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace corslab;
using namespace Qt::StringLiterals;

namespace {

QByteArray data(const char *name)
{
    QFile file(QStringLiteral(CORSLAB_TEST_DATA "/document/") + QLatin1StringView(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A laboratory with one server "api", whose members, and the file's, are given.
QByteArray server(const QByteArray &members)
{
    return R"({"corslab":1,"servers":[{"name":"api","origin":"http://localhost:4000",)" + members +
           "}]}";
}

QByteArray endpoint(const QByteArray &members)
{
    return server(R"("endpoints":[{)" + members + "}]");
}

} // namespace

class TestLabFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exampleOfTheFormat_isReadWhole();
    void articlesLaboratory_isReadWhole();
    void text_becomesTheRightBytes();
    void limits_replaceOnlyWhatTheyName();
    void recordedCase_isRead_data();
    void recordedCase_isRead();
    void fileCutAtAnyByte_isRefusedWithoutHarm();
    void fileWithAnyByteBroken_doesNoHarm();
    void unknownKeys_areNamedOnce();
    void hugeBody_isReadWhole();
    void fileThatCannotBeRead_saysWhy();
};

void TestLabFile::exampleOfTheFormat_isReadWhole()
{
    const auto file = parseLabFile(data("lab-file.corslab"));
    QVERIFY(file);
    QVERIFY(file->unknownKeys.isEmpty());
    const LabDocument &document = file->document;
    QCOMPARE(document.id, u"article-preflight"_s);
    QCOMPARE(document.title, u"Cross-origin, preflighted"_s);
    QCOMPARE(document.page.origin, "http://localhost:3000");
    QCOMPARE(document.servers.size(), 1);

    const ServerConfig &api = document.servers.constFirst();
    QCOMPARE(api.name, u"api"_s);
    QCOMPARE(api.origin, "http://localhost:4000");
    QVERIFY(api.policy);
    QCOMPARE(api.policy->origins.size(), 1);
    QCOMPARE(api.policy->origins.constFirst().text, "http://localhost:3000");
    QCOMPARE(api.policy->methods, QList<QByteArray>({"GET", "POST", "PUT", "OPTIONS"}));
    QCOMPARE(api.policy->headers,
             QList<QByteArray>({"Content-Type", "Authorization", "Custom-Header"}));
    QVERIFY(api.policy->credentials);
    QCOMPARE(api.endpoints.size(), 2);
    QCOMPARE(api.endpoints[0].method.value(), "GET");
    QCOMPARE(api.endpoints[0].path.value(), "/simple");
    QCOMPARE(api.endpoints[0].body, R"({"message":"Simple GET request success!"})");
    QVERIFY(api.endpoints[1].echo);

    QCOMPARE(document.requests.size(), 1);
    const RequestEntry &entry = document.requests.constFirst();
    QCOMPARE(entry.name, u"preflighted"_s);
    const auto &asked = std::get<ScriptRequest>(entry.action);
    QCOMPARE(asked.api, Api::Fetch);
    QCOMPARE(asked.url, u"http://localhost:4000/custom-header"_s);
    QCOMPARE(asked.method.value(), "POST");
    QCOMPARE(asked.headers.size(), 3U);
    QCOMPARE(asked.headers[1].value, "Bearer xyz123");
    QCOMPARE(asked.body->bytes, R"({"foo":"bar"})");
    QCOMPARE(asked.credentials.value(), "include");
    QCOMPARE(asked.timeout.count(), 8000);
    QVERIFY(entry.expect && entry.expect->verdict == Verdict::Allowed && !entry.expect->cause);
}

void TestLabFile::articlesLaboratory_isReadWhole()
{
    const auto file = readLabFile(u":/corslab/article.corslab"_s);
    QVERIFY2(file, file ? "" : qPrintable(file.error().place));
    QVERIFY(file->unknownKeys.isEmpty());
    const LabDocument &document = file->document;
    QCOMPARE(document.servers.size(), 2);
    QCOMPARE(document.servers[0].origin, "http://localhost:3000");
    QCOMPARE(document.servers[1].origin, "http://localhost:4000");
    QCOMPARE(document.requests.size(), 3);
    const Endpoint &demo = document.servers[0].endpoints.constFirst();
    QVERIFY(demo.body.contains("{{api}}"));

    const LabDocument elsewhere = resolved(
        document, {{u"pages"_s, "http://localhost:51000"}, {u"api"_s, "http://localhost:51001"}});
    QCOMPARE(elsewhere.page.origin, "http://localhost:51000");
    QCOMPARE(elsewhere.servers[1].policy->origins.constFirst().text, "http://localhost:51000");
    QVERIFY(elsewhere.servers[0].endpoints.constFirst().body.contains("http://localhost:51001"));
    QVERIFY(!elsewhere.servers[0].endpoints.constFirst().body.contains("{{api}}"));
    QCOMPARE(std::get<ScriptRequest>(elsewhere.requests[2].action).url,
             u"http://localhost:51001/custom-header"_s);
}

void TestLabFile::limits_replaceOnlyWhatTheyName()
{
    const auto full = parseLabFile(data("full.corslab"));
    QVERIFY2(full, full ? "" : qPrintable(full.error().place));
    using std::chrono::milliseconds;
    QCOMPARE(full->document.servers[1].limits,
             (ConnectionLimits{8, 4096, 0, milliseconds(1000), milliseconds(60000)}));
    QVERIFY(full->document.servers[1].anyHost);
    QCOMPARE(full->document.servers[0].limits, ConnectionLimits());
    QVERIFY(!full->document.servers[0].anyHost);

    const auto one = parseLabFile(
        R"({"corslab":1,"servers":[{"origin":"http://localhost:1","limits":{"headTime":7}}]})");
    QVERIFY(one);
    ConnectionLimits expected;
    expected.headTime = milliseconds(7);
    QCOMPARE(one->document.servers[0].limits, expected);
    const QByteArray saved = serializeLabFile(one->document);
    QVERIFY2(saved.contains("headTime") && !saved.contains("idleTime"), saved.constData());
}

void TestLabFile::text_becomesTheRightBytes()
{
    const auto file = parseLabFile(data("full.corslab"));
    QVERIFY2(file, file ? "" : qPrintable(file.error().place));
    const QList<ServerConfig> &servers = file->document.servers;
    QCOMPARE(servers[0].endpoints[1].body,
             "\xEF\xBB\xBFTee f\xC3\xBCr {{nobody}} { \"a\": {{api}} }");
    QVERIFY(!servers[0].endpoints[1].rawBody);
    QCOMPARE(servers[1].endpoints[0].body, QByteArray("\x00\x01\x7F\x80\xFF", 5));
    QVERIFY(servers[1].endpoints[0].rawBody);
    QCOMPARE(servers[1].endpoints[0].headers[0].value, "\xE9\x80\xFF");
    QCOMPARE(servers[1].policy->raw->actual[1].value, " b\t");
    const auto request = [&](qsizetype i) {
        return std::get<ScriptRequest>(file->document.requests[i].action);
    };
    QCOMPARE(request(0).headers[0].name, "Bad Name");
    QCOMPARE(request(0).headers[0].value, "line\r\nbreak");
    QCOMPARE(request(0).headers[1].value, "\xE9");
    QCOMPARE(request(0).body->bytes, "Gr\xC3\xBC\xC3\x9F"
                                     "e {{user}}");
    QCOMPARE(request(0).keepalive, std::optional(false));
    QCOMPARE(request(3).body->bytes, QByteArray("\x00\xFF{{", 4));
    QCOMPARE(request(4).body->bytes, "Gr\xC3\xBC\xC3\x9F"
                                     "e");
    QCOMPARE(request(4).body->type.value(), "text/plain");
    QCOMPARE(request(5).body->bytes, "\x80");
    QCOMPARE(request(6).body->bytes, "a=\xC3\xBC");
    QCOMPARE(request(7).body->form[1].first, "\xC3\xBC");
    QCOMPARE(request(8).body->kind, ScriptBody::Kind::Stream);
    QCOMPARE(std::get<WaitEntry>(file->document.requests[1].action).duration.count(), 1500);
    QCOMPARE(std::get<CookieEntry>(file->document.requests[2].action).assignment, u"a=b; path=/"_s);
}

void TestLabFile::recordedCase_isRead_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::newRow("simple") << QByteArray(R"("credentials":"include")");
    QTest::newRow("header bytes") << QByteArray(
        R"("headers":[["X-Foo","é"],["Range","bytes=0-"]])");
    QTest::newRow("blob") << QByteArray(R"("method":"POST","body":{"blob":"x","type":""})");
    QTest::newRow("blob without a type") << QByteArray(R"("method":"POST","body":{"blob":"x"})");
    QTest::newRow("bytes") << QByteArray(R"("method":"POST","body":{"bytes":"\u00ff"})");
    QTest::newRow("buffer") << QByteArray(R"("method":"POST","body":{"buffer":"x"})");
    QTest::newRow("params") << QByteArray(R"("method":"POST","body":{"params":"a=b"})");
    QTest::newRow("form") << QByteArray(R"("method":"POST","body":{"form":[["a","b"]]})");
    QTest::newRow("stream") << QByteArray(
        R"("method":"POST","body":{"stream":"x"},"duplex":"half")");
    QTest::newRow("empty text") << QByteArray(R"("method":"POST","body":"")");
    QTest::newRow("upload") << QByteArray(R"("api":"xhr","uploadListener":true,"timeout":300)");
    QTest::newRow("image") << QByteArray(R"("api":"img","crossorigin":"")");
    QTest::newRow("events") << QByteArray(R"("api":"eventsource","credentials":"include")");
    QTest::newRow("referrer") << QByteArray(R"("referrer":"","referrerPolicy":"unsafe-url")");
    QTest::newRow("keepalive") << QByteArray(R"("keepalive":true,"integrity":"sha256-")");
    QTest::newRow("cache") << QByteArray(R"("cache":"only-if-cached","mode":"same-origin")");
}

void TestLabFile::recordedCase_isRead()
{
    QFETCH(QByteArray, members);
    const QByteArray text = R"({"corslab":1,"id":"case-0001","page":{"origin":"null",)"
                            R"("url":"http://localhost:21001/__oracle/frame.html",)"
                            R"("kind":"data","embed":"http://localhost:21001"},"requests":[)"
                            R"({"url":"http://localhost:21002/case-0001/x",)" +
                            members + R"(},{"wait":1500},{"cookie":"a=b; path=/case-0001"}]})";
    const auto file = parseLabFile(text);
    QVERIFY2(file, file ? "" : qPrintable(file.error().place));
    QVERIFY(file->unknownKeys.isEmpty());
    QCOMPARE(file->document.requests.size(), 3);
    const auto again = parseLabFile(serializeLabFile(file->document));
    QVERIFY(again);
    QCOMPARE(again->document, file->document);
}

void TestLabFile::fileCutAtAnyByte_isRefusedWithoutHarm()
{
    const QByteArray whole = data("full.corslab").trimmed();
    QVERIFY(parseLabFile(whole));
    for (qsizetype size = 0; size < whole.size(); ++size)
        QVERIFY2(!parseLabFile(whole.first(size)), qPrintable(QString::number(size)));
}

void TestLabFile::fileWithAnyByteBroken_doesNoHarm()
{
    const QByteArray whole = data("full.corslab");
    const QByteArray wrong("\0\"[}\xFF"
                           "9",
                           6);
    for (qsizetype at = 0; at < whole.size(); ++at) {
        QByteArray broken = whole;
        broken[at] = wrong[at % wrong.size()];
        if (const auto file = parseLabFile(broken))
            QVERIFY(!serializeLabFile(file->document).isEmpty());
        else
            QVERIFY(file.error().line > 0);
    }
}

void TestLabFile::unknownKeys_areNamedOnce()
{
    const auto file = parseLabFile(
        R"({"corslab":1,"$schema":"x","page":{"origin":"null","x":1},)"
        R"("servers":[{"origin":"http://a","x":null,"policy":{"x":1,"origins":[{"regex":"a","x":1}],)"
        R"("raw":{"x":1}},"endpoints":[{"x":1,"match":{"x":1},"redirect":{"location":"/","x":1}}],)"
        R"("routes":[{"path":"/","policy":{},"x":1}],"limits":{"x":1}}],)"
        R"("requests":[{"url":"/","x":1,"body":{"blob":"","x":1},"expect":{"x":1}},)"
        R"({"wait":1,"url":"/"},{"cookie":"a","x":1}]})");
    QVERIFY2(file, file ? "" : qPrintable(file.error().place));
    QStringList expected = {u"$schema"_s,
                            u"page.x"_s,
                            u"servers[0].x"_s,
                            u"servers[0].policy.x"_s,
                            u"servers[0].policy.origins[0].x"_s,
                            u"servers[0].policy.raw.x"_s,
                            u"servers[0].endpoints[0].x"_s,
                            u"servers[0].endpoints[0].match.x"_s,
                            u"servers[0].endpoints[0].redirect.x"_s,
                            u"servers[0].routes[0].x"_s,
                            u"servers[0].limits.x"_s,
                            u"requests[0].x"_s,
                            u"requests[0].body.x"_s,
                            u"requests[0].expect.x"_s,
                            u"requests[1].url"_s,
                            u"requests[2].x"_s};
    QStringList found = file->unknownKeys;
    expected.sort();
    found.sort();
    QCOMPARE(found, expected);
}

void TestLabFile::hugeBody_isReadWhole()
{
    const qsizetype size = qsizetype{50} * 1024 * 1024;
    const auto file = parseLabFile(endpoint(R"("body":")" + QByteArray(size, '{') + '"'));
    QVERIFY(file);
    QCOMPARE(file->document.servers[0].endpoints[0].body.size(), size);
    QCOMPARE(resolved(file->document, {{u"api"_s, "http://a"}}), file->document);
    const auto again = parseLabFile(serializeLabFile(file->document));
    QVERIFY(again);
    QCOMPARE(again->document, file->document);
}

void TestLabFile::fileThatCannotBeRead_saysWhy()
{
    QTemporaryDir folder;
    for (const QString &path : {folder.filePath(u"none.corslab"_s), folder.path()}) {
        const auto file = readLabFile(path);
        QVERIFY(!file);
        QCOMPARE(file.error().code, LabFileErrorCode::CannotRead);
        QVERIFY(!file.error().value.isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestLabFile)
#include "tst_labfile.moc"
