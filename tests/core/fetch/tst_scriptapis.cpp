// SPDX-License-Identifier: GPL-3.0-or-later
// What a script learns of its call, by each interface of the platform but fetch().
#include "tests/core/fetch/scriptcalls.h"

#include <QTest>

using namespace corslab;

Q_DECLARE_METATYPE(corslab::Api)

namespace {

QByteArray eventsOf(const ScriptOutcome &outcome)
{
    QByteArrayList events;
    for (const EventSourceEvent &event : outcome.events)
        events.append(event.data.isEmpty() ? event.type : event.type + '=' + event.data);
    return events.join(',');
}

} // namespace

class TestScriptApis : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void xhr_tellsWhatItGot();
    void xhr_opensOrThrows_data();
    void xhr_opensOrThrows();
    void xhr_passesBadHeadersBy();
    void xhr_setsTheCharsetRight_data();
    void xhr_setsTheCharsetRight();
    void xhr_upload_tellsItsEvents();
    void element_asksInItsWay_data();
    void element_asksInItsWay();
    void styleOfAnotherType_loadsByProfile();
    void opaqueOrigin_isNamedToTheTopPagesSiteByProfile();
    void sandboxedElement_saysWhereItIsByProfile();
    void xhrBlob_saysItsTypeByProfile();
    void beacon_isQueuedOrNot_data();
    void beacon_isQueuedOrNot();
    void eventSource_tellsItsEvents_data();
    void eventSource_tellsItsEvents();
};

void TestScriptApis::xhr_tellsWhatItGot()
{
    FetchRig rig;
    rig.transport.on(
        {}, "http://b.test/1",
        {.status = 302, .headers = {{"Location", "/2"}, {"Access-Control-Allow-Origin", "*"}}});
    rig.transport.on({}, "http://b.test/2", answerOf(AllowAll, "body"));
    const PlayResult result = rig.play(callOf(Api::Xhr, "http://b.test/1"));
    QCOMPARE(result.outcome.status, 200);
    QCOMPARE(result.outcome.statusText, "OK");
    QCOMPARE(result.outcome.url, "http://b.test/2");
    QCOMPARE(result.outcome.body, "body");
    QVERIFY(!result.outcome.upload);
    // A failure shows nothing at all.
    const PlayResult failed = rig.play(callOf(Api::Xhr, "http://c.test/"));
    QCOMPARE(failed.outcome.status, 0);
    QCOMPARE(failed.outcome.url, "");
    QVERIFY(failed.outcome.headers->empty());
    QVERIFY(!failed.outcome.body);
}

void TestScriptApis::xhr_opensOrThrows_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("error");
    QTest::addColumn<QByteArray>("cause");
    const auto row = [](const char *clause, const QByteArray &method, const QByteArray &url,
                        const QByteArray &error = {}, const QByteArray &cause = {}) {
        QTest::newRow(clause) << method << url << error << cause;
    };
    row("method that is no token", "G T", "/", "SyntaxError", "ThrewSyntaxError");
    row("forbidden method", "trace", "/", "SecurityError", "ThrewTypeError");
    row("URL that is none", "GET", "http://[", "SyntaxError", "ThrewSyntaxError");
    row("method in lower case", "get", "/");
    row("method of its own", "chicken", "/");
    row("credentials in the URL", "GET", "http://u:p@a.test/");
}

void TestScriptApis::xhr_opensOrThrows()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, url);
    QFETCH(QByteArray, error);
    QFETCH(QByteArray, cause);
    FetchRig rig;
    rig.transport.on({}, {}, {});
    ScriptRequest call = callOf(Api::Xhr, url);
    call.method = method;
    const PlayResult result = rig.play(call);
    QCOMPARE(causeOf(result), cause);
    QCOMPARE(result.outcome.outcome, error.isEmpty() ? "load" : "threw");
    QCOMPARE(result.outcome.error ? result.outcome.error->name : QByteArray(), error);
    QCOMPARE(rig.sent().size(), qsizetype(error.isEmpty() ? 1 : 0));
    if (error.isEmpty())
        QVERIFY(!rig.last().headers.contains("Authorization"));
}

void TestScriptApis::xhr_passesBadHeadersBy()
{
    FetchRig rig;
    rig.transport.on({}, {}, {});
    ScriptRequest call = callOf(Api::Xhr, "/x");
    call.headers = {{"X A", "1"}, {"X-B", "1"}, {"X-C", "1\n2"}, {"Cookie", "a=1"}, {"x-b", " 2 "}};
    const PlayResult result = rig.play(call);
    QCOMPARE(result.outcome.outcome, "load");
    QCOMPARE(result.outcome.badHeaders.size(), std::size_t(2));
    QCOMPARE(result.outcome.badHeaders[0].first, "X A");
    QCOMPARE(result.outcome.badHeaders[1].first, "X-C");
    QCOMPARE(result.outcome.badHeaders[1].second.name, "SyntaxError");
    QCOMPARE(rig.lastHeader("X-B"), "1, 2");
    QVERIFY(!rig.last().headers.contains("Cookie"));
    QCOMPARE(rig.report.count(StepId::RequestForbiddenHeader), 1);
}

void TestScriptApis::xhr_setsTheCharsetRight_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("length");
    const auto row = [](const char *clause, const QByteArray &method, const QByteArray &type,
                        const QByteArray &sent, const QByteArray &length) {
        QTest::newRow(clause) << method << type << sent << length;
    };
    row("none", "POST", "", "text/plain;charset=UTF-8", "3");
    row("without a charset", "POST", "text/html", "text/html", "3");
    row("another charset", "POST", "text/html;charset=iso-8859-1", "text/html;charset=UTF-8", "3");
    row("the same in lower case", "POST", "text/html; charset=utf-8", "text/html; charset=utf-8",
        "3");
    row("no type at all", "POST", "x", "x", "3");
    row("GET goes without its body", "GET", "", "", "");
}

void TestScriptApis::xhr_setsTheCharsetRight()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, type);
    FetchRig rig;
    rig.transport.on({}, {}, {});
    ScriptRequest call = callOf(Api::Xhr, "/x");
    call.method = method;
    call.body = ScriptBody{};
    call.body->bytes = "abc";
    if (!type.isEmpty())
        call.headers = {{"Content-Type", type}};
    QCOMPARE(rig.play(call).outcome.outcome, "load");
    QTEST(rig.lastHeader("Content-Type"), "sent");
    QTEST(rig.lastHeader("Content-Length"), "length");
}

void TestScriptApis::xhr_upload_tellsItsEvents()
{
    FetchRig rig;
    rig.transport.on({}, "http://a.test/x", {});
    ScriptRequest call = callOf(Api::Xhr, "/x");
    call.method = "POST";
    call.uploadListener = true;
    QVERIFY(rig.play(call).outcome.upload->empty());
    QCOMPARE(rig.lastHeader("Content-Length"), "0");
    call.body = ScriptBody{};
    call.body->bytes = "abc";
    const std::vector<QByteArray> whole{"loadstart", "progress", "load", "loadend"};
    QCOMPARE(*rig.play(call).outcome.upload, whole);
    call.url = QStringLiteral("http://b.test/");
    const std::vector<QByteArray> failed{"loadstart", "error", "loadend"};
    QCOMPARE(*rig.play(call).outcome.upload, failed);
}

void TestScriptApis::element_asksInItsWay_data()
{
    QTest::addColumn<Api>("api");
    QTest::addColumn<std::optional<QByteArray>>("crossorigin");
    QTest::addColumn<QByteArray>("mode");
    QTest::addColumn<QByteArray>("destination");
    QTest::addColumn<QByteArray>("credentials");
    using Attribute = std::optional<QByteArray>;
    const auto row = [](const char *clause, Api api, const Attribute &crossorigin,
                        const QByteArray &mode, const QByteArray &destination,
                        const QByteArray &credentials) {
        QTest::newRow(clause) << api << crossorigin << mode << destination << credentials;
    };
    row("img", Api::Img, {}, "no-cors", "image", "include");
    row("img, anonymous", Api::Img, "anonymous", "cors", "image", "same-origin");
    row("img, empty", Api::Img, "", "cors", "image", "same-origin");
    row("img, unknown", Api::Img, "whatever", "cors", "image", "same-origin");
    row("img, use-credentials", Api::Img, "USE-credentials", "cors", "image", "include");
    row("script", Api::Script, {}, "no-cors", "script", "include");
    row("style", Api::Style, {}, "no-cors", "style", "include");
    row("module", Api::Module, {}, "cors", "script", "same-origin");
    row("module, use-credentials", Api::Module, "use-credentials", "cors", "script", "include");
}

void TestScriptApis::element_asksInItsWay()
{
    QFETCH(Api, api);
    QFETCH(std::optional<QByteArray>, crossorigin);
    FetchRig rig(BrowserName::Standard, "https://a.test/");
    rig.transport.on({}, {}, {});
    ScriptRequest call = callOf(api, "https://b.test/x");
    call.crossorigin = crossorigin;
    static_cast<void>(rig.play(call));
    QTEST(rig.lastHeader("Sec-Fetch-Mode"), "mode");
    QTEST(rig.lastHeader("Sec-Fetch-Dest"), "destination");
    QTEST(rig.report.step(StepId::Credentials)->expected, "credentials");
    QCOMPARE(rig.last().headers.contains("Origin"), rig.lastHeader("Sec-Fetch-Mode") == "cors");
    QCOMPARE(rig.lastHeader("Accept").startsWith("*/*"), api == Api::Script || api == Api::Module);
}

void TestScriptApis::styleOfAnotherType_loadsByProfile()
{
    for (const auto &[browser, outcome] :
         {std::pair(BrowserName::Standard, "error"), std::pair(BrowserName::Chromium, "load"),
          std::pair(BrowserName::Firefox, "error")}) {
        FetchRig rig(browser);
        rig.transport.on({}, {}, answerOf(typed("text/plain"), "b { color: red }"));
        QCOMPARE(rig.play(callOf(Api::Style, "http://b.test/x")).outcome.outcome, outcome);
    }
}

void TestScriptApis::opaqueOrigin_isNamedToTheTopPagesSiteByProfile()
{
    for (const auto &[browser, origin] :
         {std::pair(BrowserName::Standard, ""), std::pair(BrowserName::Chromium, "null"),
          std::pair(BrowserName::Firefox, "null")}) {
        FetchRig rig(browser);
        rig.page.origin = Origin();
        rig.page.embed = originOf("http://a.test");
        rig.transport.on({}, {}, {});
        for (const Api api : {Api::Style, Api::Img, Api::Script}) {
            static_cast<void>(rig.play(callOf(api, "http://b.a.test/x")));
            QCOMPARE(rig.lastHeader("Origin"), origin);
            static_cast<void>(rig.play(callOf(api, "http://b.test/x")));
            QCOMPARE(rig.lastHeader("Origin"), "");
        }
        ScriptRequest call = fetchOf("http://a.test/x");
        call.mode = "no-cors";
        static_cast<void>(rig.play(call));
        QCOMPARE(rig.lastHeader("Origin"), "");
        call.credentials = "include";
        static_cast<void>(rig.play(call));
        QCOMPARE(rig.lastHeader("Origin"), origin);
    }
}

void TestScriptApis::sandboxedElement_saysWhereItIsByProfile()
{
    for (const auto &[browser, referrer] : {std::pair(BrowserName::Chromium, ""),
                                            std::pair(BrowserName::Firefox, "http://a.test/")}) {
        FetchRig rig(browser);
        rig.page.origin = Origin();
        rig.page.kind = PageKind::Sandbox;
        rig.transport.on({}, {}, {});
        for (const char *url : {"http://a.test/x", "http://b.test/x"}) {
            for (const Api api : {Api::Img, Api::Beacon}) {
                static_cast<void>(rig.play(callOf(api, url)));
                QCOMPARE(rig.lastHeader("Referer"), referrer);
            }
            static_cast<void>(rig.play(callOf(Api::Fetch, url)));
            QCOMPARE(rig.lastHeader("Referer"), "");
        }
    }
}

void TestScriptApis::xhrBlob_saysItsTypeByProfile()
{
    for (const auto &[browser, type] :
         {std::pair(BrowserName::Chromium, ""), std::pair(BrowserName::Firefox, "x")}) {
        FetchRig rig(browser);
        rig.transport.on({}, {}, {});
        ScriptRequest call = callOf(Api::Xhr, "/x");
        call.method = "POST";
        call.body = ScriptBody{};
        call.body->kind = ScriptBody::Kind::Blob;
        call.body->type = "x";
        static_cast<void>(rig.play(call));
        QCOMPARE(rig.lastHeader("Content-Type"), type);
    }
}

void TestScriptApis::beacon_isQueuedOrNot_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("outcome");
    QTest::addColumn<QList<QByteArray>>("sent");
    using Lines = QList<QByteArray>;
    const QByteArray post = "POST http://b.test/x";
    QTest::newRow("small") << 10 << QByteArray("text/plain") << QByteArray("true") << Lines{post};
    QTest::newRow("64 KiB") << 65536 << QByteArray("text/plain") << QByteArray("true")
                            << Lines{post};
    QTest::newRow("a byte more") << 65537 << QByteArray("text/plain") << QByteArray("false")
                                 << Lines{};
    QTest::newRow("a type that asks first")
        << 10 << QByteArray("application/json") << QByteArray("true")
        << Lines{"OPTIONS http://b.test/x"};
}

void TestScriptApis::beacon_isQueuedOrNot()
{
    QFETCH(int, size);
    QFETCH(QByteArray, type);
    FetchRig rig;
    rig.transport.on({}, {}, {});
    ScriptRequest call = callOf(Api::Beacon, "http://b.test/x");
    call.body = ScriptBody{};
    call.body->kind = ScriptBody::Kind::Blob;
    call.body->type = type;
    call.body->bytes = QByteArray(size, 'x');
    const PlayResult result = rig.play(call);
    QTEST(result.outcome.outcome, "outcome");
    QTEST(rig.sent(), "sent");
    if (size > 65536)
        QCOMPARE(causeOf(result), "KeepaliveBody");
}

void TestScriptApis::eventSource_tellsItsEvents_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("events");
    QTest::addColumn<int>("readyState");
    const auto row = [](const char *clause, const QByteArray &body, const QByteArray &events,
                        int readyState, int status = 200,
                        const QByteArray &type = "text/event-stream") {
        QTest::newRow(clause) << status << type << body << events << readyState;
    };
    row("message", "data: a\n\n", "open,message=a", 1);
    row("without the space", "data:a\n\n", "open,message=a", 1);
    row("lines are joined", "data: a\ndata: b\n\n", "open,message=a\nb", 1);
    row("CR LF", "data: a\r\n\r\n", "open,message=a", 1);
    row("CR", "data: a\r\rdata: b\r\r", "open,message=a", 1);
    row("byte order mark",
        "\xEF\xBB\xBF"
        "data: a\n\n",
        "open,message=a", 1);
    row("comments and unknown fields", ": hi\nretry: 5\nfoo\ndata: a\n\n", "open,message=a", 1);
    row("only the first", "data: a\n\ndata: b\n\n", "open,message=a", 1);
    row("named ones are not messages", "event: x\ndata: a\n\nevent: message\ndata: b\n\n",
        "open,message=b", 1);
    row("nothing to dispatch, then the end", "event: x\n\n: c\n\n", "open,error", 0);
    row("cut off", "data: a\n", "open,error", 0);
    row("another type", "data: a\n\n", "error", 2, 200, "text/plain");
    row("type with parameters", "data: a\n\n", "open,message=a", 1, 200,
        "Text/Event-Stream;charset=utf-8");
    row("another status", "data: a\n\n", "error", 2, 404);
    row("no content", "", "error", 2, 204);
}

void TestScriptApis::eventSource_tellsItsEvents()
{
    QFETCH(int, status);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    FetchRig rig;
    rig.transport.on({}, {}, answerOf(typed(type, AllowAll), body, status));
    const PlayResult result = rig.play(callOf(Api::EventSource, "http://b.test/x"));
    QTEST(eventsOf(result.outcome), "events");
    QTEST(*result.outcome.readyState, "readyState");
    QCOMPARE(rig.lastHeader("Accept"), "text/event-stream");
    QCOMPARE(rig.lastHeader("Cache-Control"), "no-cache");
    if (result.outcome.outcome == "message")
        QCOMPARE(result.outcome.events.back().origin, "http://b.test");
    // A network that fails is tried again, a refusal is not.
    rig.transport.clear();
    QCOMPARE(*rig.play(callOf(Api::EventSource, "http://b.test/x")).outcome.readyState, 0);
    rig.transport.on({}, {}, answerOf(typed(type), body, status));
    QCOMPARE(*rig.play(callOf(Api::EventSource, "http://b.test/x")).outcome.readyState, 2);
}

QTEST_GUILESS_MAIN(TestScriptApis)
#include "tst_scriptapis.moc"
