// SPDX-License-Identifier: GPL-3.0-or-later
// What a script learns of its call, by each interface of the platform.
#include "tests/core/fetch/fetchrig.h"

#include <QTest>
#include <QTimer>

using namespace corslab;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(corslab::ScriptRequest)
Q_DECLARE_METATYPE(corslab::ScriptedAnswer)
Q_DECLARE_METATYPE(corslab::Api)

namespace {

const HeaderList AllowAll{{"Access-Control-Allow-Origin", "*"}};

ScriptRequest callOf(Api api, const QByteArray &url)
{
    ScriptRequest call = fetchOf(url);
    call.api = api;
    return call;
}

ScriptedAnswer answerOf(HeaderList headers, const QByteArray &body, int status = 200)
{
    return {.status = status, .headers = std::move(headers), .body = body};
}

HeaderList typed(const QByteArray &type, HeaderList headers = {})
{
    headers.append("Content-Type", type);
    return headers;
}

QByteArray eventsOf(const ScriptOutcome &outcome)
{
    QByteArrayList events;
    for (const EventSourceEvent &event : outcome.events)
        events.append(event.data.isEmpty() ? event.type : event.type + '=' + event.data);
    return events.join(',');
}

} // namespace

class TestUserPlay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void call_endsIn_data();
    void call_endsIn();
    void fetch_tellsWhatItGot();
    void fetch_thatThrows_saysWhy();
    void xhr_tellsWhatItGot();
    void xhr_opensOrThrows_data();
    void xhr_opensOrThrows();
    void xhr_passesBadHeadersBy();
    void xhr_setsTheCharsetRight_data();
    void xhr_setsTheCharsetRight();
    void xhr_upload_tellsItsEvents();
    void element_asksInItsWay_data();
    void element_asksInItsWay();
    void beacon_isQueuedOrNot_data();
    void beacon_isQueuedOrNot();
    void eventSource_tellsItsEvents_data();
    void eventSource_tellsItsEvents();
    void callWithoutAnswer_timesOut_data();
    void callWithoutAnswer_timesOut();
    void callWithoutAnswer_canBeStopped_data();
    void callWithoutAnswer_canBeStopped();
    void callStoppedBefore_neverGoesOut();
    void bodyThatBreaksOff_isSeenByWhoeverReadsIt();
    void headersOfTheBrowser_standInItsOrder();
    void times_countFromTheBeginning();
};

void TestUserPlay::call_endsIn_data()
{
    QTest::addColumn<ScriptRequest>("call");
    QTest::addColumn<ScriptedAnswer>("answer");
    QTest::addColumn<int>("verdict");
    QTest::addColumn<QByteArray>("outcome");
    QTest::addColumn<QByteArray>("cause");
    const auto row = [](const char *clause, const ScriptRequest &call, const ScriptedAnswer &answer,
                        Verdict verdict, const QByteArray &outcome, const QByteArray &cause = {}) {
        QTest::newRow(clause) << call << answer << static_cast<int>(verdict) << outcome << cause;
    };
    const QByteArray own = "http://a.test/x";
    const QByteArray other = "http://b.test/x";
    const QByteArray png = "\x89PNG\r\n\x1a\n";
    const QByteArray missing = "MissingAllowOriginHeader";
    const ScriptedAnswer refused{.failure = CauseCode::ConnectionRefused};

    row("fetch, own origin", callOf(Api::Fetch, own), {}, Verdict::Allowed, "resolved");
    row("fetch, 500", callOf(Api::Fetch, own), answerOf({}, "", 500), Verdict::Allowed, "resolved");
    row("fetch, allowed", callOf(Api::Fetch, other), answerOf(AllowAll, ""), Verdict::Allowed,
        "resolved");
    row("fetch, not allowed", callOf(Api::Fetch, other), {}, Verdict::Blocked, "rejected", missing);
    row("fetch, nobody there", callOf(Api::Fetch, other), refused, Verdict::Failed, "rejected",
        "ConnectionRefused");
    row("fetch of ftp:", callOf(Api::Fetch, "ftp://b.test/"), {}, Verdict::Failed, "rejected",
        "SchemeNotHttp");
    row("fetch of about:blank", callOf(Api::Fetch, "about:blank"), {}, Verdict::Failed, "rejected",
        "SchemeNotHttp");
    row("xhr, allowed", callOf(Api::Xhr, other), answerOf(AllowAll, ""), Verdict::Allowed, "load");
    row("xhr, not allowed", callOf(Api::Xhr, other), {}, Verdict::Blocked, "error", missing);
    row("xhr, nobody there", callOf(Api::Xhr, other), refused, Verdict::Failed, "error",
        "ConnectionRefused");

    row("img", callOf(Api::Img, other), answerOf({}, png), Verdict::Opaque, "load");
    row("img, no picture", callOf(Api::Img, other), answerOf({}, "text"), Verdict::Opaque, "error");
    row("img of its own origin", callOf(Api::Img, own), answerOf({}, "GIF89a"), Verdict::Allowed,
        "load");
    row("img, 404 with a picture", callOf(Api::Img, own), answerOf({}, "<svg/>", 404),
        Verdict::Allowed, "load");
    ScriptRequest anonymous = callOf(Api::Img, other);
    anonymous.crossorigin = "anonymous";
    row("img crossorigin", anonymous, answerOf({}, png), Verdict::Blocked, "error", missing);
    row("img crossorigin, allowed", anonymous, answerOf(AllowAll, png), Verdict::Allowed, "load");
    row("img with a URL that is none", callOf(Api::Img, "http://["), {}, Verdict::Failed, "error",
        "SchemeNotHttp");
    row("script", callOf(Api::Script, other), answerOf({}, "1"), Verdict::Opaque, "load");
    row("script, 404", callOf(Api::Script, other), answerOf({}, "1", 404), Verdict::Opaque,
        "error");
    row("script, nosniff", callOf(Api::Script, own),
        answerOf(typed("text/plain", {{"X-Content-Type-Options", "nosniff"}}), "1"),
        Verdict::Allowed, "error");
    row("module", callOf(Api::Module, other), answerOf(typed("text/javascript"), "1"),
        Verdict::Blocked, "error", missing);
    row("module, allowed", callOf(Api::Module, other),
        answerOf(typed("text/javascript", AllowAll), "1"), Verdict::Allowed, "load");
    row("module, no JavaScript", callOf(Api::Module, other),
        answerOf(typed("text/plain", AllowAll), "1"), Verdict::Allowed, "error");
    row("style", callOf(Api::Style, other), answerOf(typed("text/css"), ""), Verdict::Opaque,
        "load");
    row("style, another type", callOf(Api::Style, own), answerOf(typed("text/plain"), ""),
        Verdict::Allowed, "error");
    row("beacon", callOf(Api::Beacon, other), {}, Verdict::Opaque, "true");
    row("beacon, nobody there", callOf(Api::Beacon, other), refused, Verdict::Failed, "true",
        "ConnectionRefused");
    row("beacon to data:", callOf(Api::Beacon, "data:,x"), {}, Verdict::Invalid, "threw",
        "ThrewTypeError");
    row("event source", callOf(Api::EventSource, other),
        answerOf(typed("text/event-stream", AllowAll), "data: x\n\n"), Verdict::Allowed, "message");
    row("event source, not allowed", callOf(Api::EventSource, other),
        answerOf(typed("text/event-stream"), "data: x\n\n"), Verdict::Blocked, "error", missing);
    row("event source with a URL that is none", callOf(Api::EventSource, "http://["), {},
        Verdict::Invalid, "threw", "ThrewSyntaxError");
}

void TestUserPlay::call_endsIn()
{
    QFETCH(ScriptRequest, call);
    QFETCH(ScriptedAnswer, answer);
    FetchRig rig;
    rig.transport.on({}, {}, answer);
    const PlayResult result = rig.play(call);
    QTEST(causeOf(result), "cause");
    QTEST(static_cast<int>(result.verdict), "verdict");
    QTEST(result.outcome.outcome, "outcome");
}

void TestUserPlay::fetch_tellsWhatItGot()
{
    FetchRig rig;
    rig.transport.on({}, {}, answerOf(typed("text/plain", AllowAll), "body"));
    ScriptRequest call = fetchOf("http://b.test/x#f", "get");
    call.headers = {{"Accept", "b"}, {"accept", "a"}};
    const PlayResult result = rig.play(call);
    const ScriptOutcome &seen = result.outcome;
    QCOMPARE(seen.request->method, "GET");
    const std::vector<Header> combined{{"accept", "b, a"}};
    QCOMPARE(seen.request->headers, combined);
    QCOMPARE(seen.type, "cors");
    QCOMPARE(seen.status, 200);
    QCOMPARE(seen.statusText, "OK");
    QCOMPARE(seen.redirected, false);
    QCOMPARE(seen.url, "http://b.test/x");
    const std::vector<Header> headers{{"content-type", "text/plain"}};
    QCOMPARE(*seen.headers, headers);
    QCOMPARE(seen.body, "body");
    QVERIFY(!seen.error && !seen.bodyError);

    for (const auto &[browser, message] :
         {std::pair(BrowserName::Standard, "Failed to fetch"),
          std::pair(BrowserName::Chromium, "Failed to fetch"),
          std::pair(BrowserName::Firefox, "NetworkError when attempting to fetch resource."),
          std::pair(BrowserName::Safari, "Load failed")}) {
        FetchRig blocked(browser);
        const PlayResult rejected = blocked.play(fetchOf("http://b.test/"));
        QCOMPARE(rejected.outcome.error->name, "TypeError");
        QCOMPARE(rejected.outcome.error->message, message);
        QVERIFY(!rejected.outcome.status && !rejected.outcome.body);
    }
}

void TestUserPlay::fetch_thatThrows_saysWhy()
{
    FetchRig rig;
    const PlayResult result = rig.play(fetchOf("http://b.test/", "TRACE"));
    QCOMPARE(result.verdict, Verdict::Invalid);
    QCOMPARE(result.outcome.outcome, "threw");
    QCOMPARE(result.outcome.error->name, "TypeError");
    QVERIFY(!result.outcome.request);
    QCOMPARE(result.cause->phase, CausePhase::Call);
    QVERIFY(rig.sent().isEmpty());
}

void TestUserPlay::xhr_tellsWhatItGot()
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

void TestUserPlay::xhr_opensOrThrows_data()
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

void TestUserPlay::xhr_opensOrThrows()
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

void TestUserPlay::xhr_passesBadHeadersBy()
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

void TestUserPlay::xhr_setsTheCharsetRight_data()
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

void TestUserPlay::xhr_setsTheCharsetRight()
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

void TestUserPlay::xhr_upload_tellsItsEvents()
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

void TestUserPlay::element_asksInItsWay_data()
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

void TestUserPlay::element_asksInItsWay()
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

void TestUserPlay::beacon_isQueuedOrNot_data()
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

void TestUserPlay::beacon_isQueuedOrNot()
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

void TestUserPlay::eventSource_tellsItsEvents_data()
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

void TestUserPlay::eventSource_tellsItsEvents()
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

void TestUserPlay::callWithoutAnswer_timesOut_data()
{
    QTest::addColumn<Api>("api");
    QTest::addColumn<bool>("headOnly");
    QTest::addColumn<QByteArray>("outcome");
    QTest::newRow("fetch") << Api::Fetch << false << QByteArray("timeout");
    QTest::newRow("fetch, while the body comes") << Api::Fetch << true << QByteArray("resolved");
    QTest::newRow("xhr") << Api::Xhr << false << QByteArray("timeout");
    QTest::newRow("xhr, while the body comes") << Api::Xhr << true << QByteArray("timeout");
    QTest::newRow("img") << Api::Img << false << QByteArray("timeout");
    QTest::newRow("event source") << Api::EventSource << false << QByteArray("timeout");
    QTest::newRow("event source, open") << Api::EventSource << true << QByteArray("timeout");
}

void TestUserPlay::callWithoutAnswer_timesOut()
{
    QFETCH(Api, api);
    QFETCH(bool, headOnly);
    FetchRig rig;
    ScriptedAnswer answer = answerOf(typed("text/event-stream", AllowAll), {});
    answer.never = !headOnly;
    answer.headOnly = headOnly;
    rig.transport.on({}, {}, answer);
    ScriptRequest call = callOf(api, "http://b.test/x");
    call.timeout = 20ms;
    const PlayResult result = rig.play(call);
    QCOMPARE(causeOf(result), "Timeout");
    QTEST(result.outcome.outcome, "outcome");
    QCOMPARE(result.verdict, Verdict::Failed);
    QVERIFY(rig.report.messages.back().failure);
    if (result.outcome.outcome == "resolved")
        QCOMPARE(result.outcome.bodyError->name, "AbortError");
}

void TestUserPlay::callWithoutAnswer_canBeStopped_data()
{
    QTest::addColumn<Api>("api");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("outcome");
    QTest::newRow("fetch") << Api::Fetch << QByteArray("GET") << QByteArray("rejected");
    QTest::newRow("fetch, in its preflight")
        << Api::Fetch << QByteArray("PUT") << QByteArray("rejected");
    QTest::newRow("xhr") << Api::Xhr << QByteArray("GET") << QByteArray("abort");
    QTest::newRow("event source") << Api::EventSource << QByteArray("GET") << QByteArray("abort");
}

void TestUserPlay::callWithoutAnswer_canBeStopped()
{
    QFETCH(Api, api);
    QFETCH(QByteArray, method);
    FetchRig rig;
    rig.transport.on({}, {}, {.never = true});
    ScriptRequest call = callOf(api, "http://b.test/x");
    call.method = method;
    std::stop_source stop;
    QTimer::singleShot(0, [&stop] { stop.request_stop(); });
    const PlayResult result = rig.play(call, stop.get_token());
    QCOMPARE(causeOf(result), "Aborted");
    QCOMPARE(result.verdict, Verdict::Failed);
    QTEST(result.outcome.outcome, "outcome");
    if (api == Api::Fetch)
        QCOMPARE(result.outcome.error->name, "AbortError");
    QCOMPARE(rig.sent().size(), qsizetype(1));
    // The browser goes on working.
    rig.transport.clear();
    rig.transport.on({}, {}, answerOf(AllowAll, ""));
    QCOMPARE(rig.play(fetchOf("http://b.test/")).verdict, Verdict::Allowed);
}

void TestUserPlay::callStoppedBefore_neverGoesOut()
{
    FetchRig rig;
    std::stop_source stop;
    stop.request_stop();
    rig.transport.on({}, {}, answerOf(AllowAll, ""));
    const PlayResult result = rig.play(fetchOf("http://b.test/"), stop.get_token());
    QCOMPARE(causeOf(result), "Aborted");
    QCOMPARE(result.outcome.error->name, "AbortError");
}

void TestUserPlay::bodyThatBreaksOff_isSeenByWhoeverReadsIt()
{
    const ScriptedAnswer cut{.headers = AllowAll,
                             .body = "half",
                             .bodyFailure = Cause{CauseCode::ConnectionClosed, "b.test"}};
    FetchRig rig;
    rig.transport.on({}, {}, cut);
    const PlayResult fetched = rig.play(fetchOf("http://b.test/"));
    QCOMPARE(fetched.outcome.outcome, "resolved");
    QCOMPARE(fetched.outcome.status, 200);
    QCOMPARE(fetched.outcome.bodyError->name, "TypeError");
    QVERIFY(!fetched.outcome.body);
    QCOMPARE(fetched.verdict, Verdict::Failed);
    QCOMPARE(causeOf(fetched), "ConnectionClosed");

    const PlayResult xhr = rig.play(callOf(Api::Xhr, "http://b.test/"));
    QCOMPARE(xhr.outcome.outcome, "error");
    QCOMPARE(causeOf(xhr), "ConnectionClosed");
    const PlayResult stream = rig.play(callOf(Api::EventSource, "http://b.test/"));
    QCOMPARE(causeOf(stream), "ConnectionClosed");
}

void TestUserPlay::headersOfTheBrowser_standInItsOrder()
{
    const auto namesOf = [](BrowserName browser) {
        FetchRig rig(browser, "https://a.test/");
        rig.transport.on({}, {}, answerOf(AllowAll, ""));
        ScriptRequest call = fetchOf("https://b.test/", "POST");
        call.body = ScriptBody{};
        call.body->bytes = "abc";
        call.headers = {{"Accept-Language", "de"}};
        static_cast<void>(rig.play(call));
        QByteArrayList names;
        for (const Header &header : rig.last().headers)
            names.append(header.name);
        return names.join(',');
    };
    QCOMPARE(namesOf(BrowserName::Standard),
             "Host,Connection,User-Agent,Accept,Accept-Language,Accept-Encoding,Origin,Referer,"
             "Sec-Fetch-Site,Sec-Fetch-Mode,Sec-Fetch-Dest,Content-Type,Content-Length");
    QCOMPARE(namesOf(BrowserName::Chromium),
             "Host,Connection,Content-Length,sec-ch-ua-platform,User-Agent,sec-ch-ua,Content-Type,"
             "sec-ch-ua-mobile,Accept,Origin,Sec-Fetch-Site,Sec-Fetch-Mode,Sec-Fetch-Dest,Referer,"
             "Accept-Encoding,Accept-Language");
    QCOMPARE(namesOf(BrowserName::Firefox),
             "Host,User-Agent,Accept,Accept-Language,Accept-Encoding,Referer,Content-Type,"
             "Content-Length,Origin,Connection,Sec-Fetch-Dest,Sec-Fetch-Mode,Sec-Fetch-Site");
}

void TestUserPlay::times_countFromTheBeginning()
{
    // The clock is moved while the second request waits, as a network would.
    FetchRig rig;
    rig.transport.on("OPTIONS", {},
                     {.headers = {{"Access-Control-Allow-Origin", "*"},
                                  {"Access-Control-Allow-Methods", "PUT"}}});
    ScriptedAnswer slow = answerOf(AllowAll, "");
    slow.headOnly = true;
    rig.transport.on("PUT", {}, slow);
    std::stop_source stop;
    QTimer::singleShot(0, [&] {
        rig.clock.advance(250ms);
        stop.request_stop();
    });
    static_cast<void>(rig.play(fetchOf("http://b.test/", "PUT"), stop.get_token()));
    QCOMPARE(rig.report.messages.size(), std::size_t(2));
    QCOMPARE(rig.report.messages[0].start, 0.0);
    QCOMPARE(rig.report.steps.front().time, 0.0);
    QCOMPARE(rig.report.steps.front().messages, 0);
    QCOMPARE(rig.report.steps.back().time, 250.0);
    QCOMPARE(rig.report.steps.back().messages, 2);
}

QTEST_GUILESS_MAIN(TestUserPlay)
#include "tst_userplay.moc"
