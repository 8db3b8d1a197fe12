// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/fetch/fetchrig.h"

#include <QTest>

using namespace corslab;

Q_DECLARE_METATYPE(corslab::ScriptRequest)
Q_DECLARE_METATYPE(corslab::HeaderList)
Q_DECLARE_METATYPE(corslab::BrowserName)

namespace {

const QByteArray Page = QByteArrayLiteral("http://a.test");
const QByteArray Target = QByteArrayLiteral("http://b.test/x");

ScriptRequest call(const QByteArray &method, const std::vector<Header> &headers = {},
                   const QByteArray &credentials = "same-origin")
{
    ScriptRequest made = fetchOf(Target, method);
    made.headers = headers;
    made.credentials = credentials;
    return made;
}

HeaderList allowing(const QByteArray &origin, std::initializer_list<Header> more = {})
{
    HeaderList headers{{"Access-Control-Allow-Origin", origin}};
    for (const Header &header : more)
        headers.append(header.name, header.value);
    return headers;
}

} // namespace

class TestPreflight : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void request_asksFirst_data();
    void request_asksFirst();
    void question_hasExactlyTheseHeaders_data();
    void question_hasExactlyTheseHeaders();
    void question_carriesNoSecrets();
    void answer_isChecked_data();
    void answer_isChecked();
    void checks_areMadeInOrder();
    void badAllowHeaders_waitForTheMethodInFirefox();
    void actualAnswer_isCheckedToo();
    void failedQuestion_isThePreflights_data();
    void failedQuestion_isThePreflights();
    void ownServer_isAskedWithoutCorsCheckByFirefox();
};

void TestPreflight::request_asksFirst_data()
{
    QTest::addColumn<ScriptRequest>("request");
    QTest::addColumn<QByteArray>("reasons");
    QTest::addColumn<bool>("asks");
    const auto row = [](const char *clause, ScriptRequest request, bool asks,
                        const QByteArray &reasons = {}) {
        QTest::newRow(clause) << request << reasons << asks;
    };
    row("GET", call("GET"), false);
    row("HEAD", call("HEAD"), false);
    row("POST", call("POST"), false);
    row("PUT", call("PUT"), true, "PUT");
    row("DELETE", call("delete"), true, "DELETE");
    row("OPTIONS", call("OPTIONS"), true, "OPTIONS");
    row("patch keeps its case", call("patch"), true, "patch");
    row("safelisted headers", call("POST", {{"Content-Type", "text/plain"}, {"Accept", "a"}}),
        false);
    row("JSON", call("POST", {{"Content-Type", "application/json"}}), true, "content-type");
    row("a name that is not safelisted", call("GET", {{"X-A", ""}}), true, "x-a");
    row("Authorization", call("GET", {{"Authorization", "Bearer x"}}), true, "authorization");
    row("method and headers", call("PUT", {{"X-B", "1"}, {"X-A", "1"}}), true, "PUT, x-a, x-b");
    row("forbidden headers do not count", call("GET", {{"Cookie", "a"}, {"Sec-A", "1"}}), false);

    ScriptRequest own = call("PUT", {{"X-A", "1"}});
    own.url = QStringLiteral("/x");
    row("12.1: the page's own origin", own, false);
    ScriptRequest noCors = call("POST", {{"X-A", "1"}});
    noCors.mode = "no-cors";
    row("12.3: no-cors", noCors, false);

    ScriptRequest upload = call("POST");
    upload.api = Api::Xhr;
    upload.uploadListener = true;
    row("12.5: upload listener", upload, true);
    upload.uploadListener = false;
    row("xhr without a listener", upload, false);
    ScriptRequest stream = call("POST");
    stream.duplex = "half";
    stream.body = ScriptBody{};
    stream.body->kind = ScriptBody::Kind::Stream;
    row("12.5: stream", stream, true);
}

void TestPreflight::request_asksFirst()
{
    QFETCH(ScriptRequest, request);
    QFETCH(QByteArray, reasons);
    QFETCH(bool, asks);
    FetchRig rig;
    rig.transport.on("OPTIONS", {},
                     {.headers = allowing(Page, {{"Access-Control-Allow-Methods", "*"},
                                                 {"Access-Control-Allow-Headers",
                                                  "x-a, x-b, content-type, authorization"}})});
    rig.transport.on({}, {}, {.headers = allowing(Page)});
    const PlayResult result = rig.play(request);
    QVERIFY2(result.verdict == Verdict::Allowed || result.verdict == Verdict::Opaque,
             causeOf(result).constData());
    const bool preflighted =
        !rig.report.messages.empty() && rig.report.messages.front().kind == MessageKind::Preflight;
    QCOMPARE(preflighted, asks);
    QCOMPARE(rig.report.messages.size(), std::size_t(asks ? 2 : 1));
    QCOMPARE(rig.report.messages.back().kind, MessageKind::Actual);
    if (asks) {
        QCOMPARE(rig.report.step(StepId::PreflightNeeded)->actual, reasons);
        QCOMPARE(rig.report.count(StepId::PreflightCacheMiss), 1);
    }
}

void TestPreflight::question_hasExactlyTheseHeaders_data()
{
    QTest::addColumn<ScriptRequest>("request");
    QTest::addColumn<HeaderList>("expected");
    const auto row = [](const char *clause, const ScriptRequest &request, const QByteArray &method,
                        const QByteArray &names) {
        HeaderList expected{{"Host", "b.test"},
                            {"Connection", "keep-alive"},
                            {"User-Agent", BrowserProfile{}.userAgent},
                            {"Accept", "*/*"},
                            {"Accept-Language", BrowserProfile{}.acceptLanguage},
                            {"Accept-Encoding", BrowserProfile{}.acceptEncoding},
                            {"Access-Control-Request-Method", method}};
        if (!names.isEmpty())
            expected.append("Access-Control-Request-Headers", names);
        expected.append("Origin", Page);
        expected.append("Referer", Page + '/');
        QTest::newRow(clause) << request << expected;
    };
    row("method alone", call("DELETE"), "DELETE", {});
    row("4: the method's case is kept", call("patch"), "patch", {});
    row("5: names lower-cased, sorted, without spaces",
        call("POST", {{"X-B", "1"}, {"Content-Type", "a/b"}, {"Accept", "a"}, {"x-a", "1"}}),
        "POST", "content-type,x-a,x-b");
    ScriptRequest full = call("PUT", {{"Authorization", "Basic x"}}, "include");
    full.cache = "no-store";
    full.keepalive = true;
    full.body = ScriptBody{};
    full.body->bytes = "abc";
    row("nothing else of the request shows", full, "PUT", "authorization");
}

void TestPreflight::question_hasExactlyTheseHeaders()
{
    QFETCH(ScriptRequest, request);
    QFETCH(HeaderList, expected);
    FetchRig rig;
    static_cast<void>(rig.play(request));
    QCOMPARE(rig.sent(), QList<QByteArray>{"OPTIONS " + Target});
    QVERIFY(rig.last().body.isEmpty());
    QCOMPARE(rig.last().headers.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        QCOMPARE((rig.last().headers.begin() + std::ptrdiff_t(i))->name,
                 (expected.begin() + std::ptrdiff_t(i))->name);
        QCOMPARE((rig.last().headers.begin() + std::ptrdiff_t(i))->value,
                 (expected.begin() + std::ptrdiff_t(i))->value);
    }
}

void TestPreflight::question_carriesNoSecrets()
{
    FetchRig rig(BrowserName::Standard, "http://www.b.test/page");
    QVERIFY(rig.agent.cookies().assign("a=1; Domain=b.test", rig.page));
    rig.transport.on(
        "OPTIONS", {},
        {.headers = allowing("http://www.b.test", {{"Access-Control-Allow-Credentials", "true"},
                                                   {"Access-Control-Allow-Methods", "PUT"},
                                                   {"Set-Cookie", "preflight=1"}})});
    rig.transport.on(
        "PUT", {},
        {.headers = allowing("http://www.b.test", {{"Access-Control-Allow-Credentials", "true"}})});
    QCOMPARE(rig.play(call("PUT", {}, "include")).verdict, Verdict::Allowed);
    QVERIFY(!rig.transport.asked().front().headers.contains("Cookie"));
    QCOMPARE(rig.lastHeader("Cookie"), "a=1");
    QCOMPARE(rig.agent.cookies().size(), 1);
}

void TestPreflight::answer_isChecked_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<HeaderList>("headers");
    QTest::addColumn<ScriptRequest>("request");
    QTest::addColumn<QByteArray>("cause");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<BrowserName>("browser");

    const auto row = [](const char *clause, int status, const HeaderList &headers,
                        const ScriptRequest &request, const QByteArray &cause = {},
                        const QByteArray &value = {}, BrowserName browser = BrowserName::Standard) {
        QTest::newRow(clause) << status << headers << request << cause << value << browser;
    };
    const ScriptRequest put = call("PUT");
    const HeaderList good = allowing(Page, {{"Access-Control-Allow-Methods", "PUT"}});
    row("200", 200, good, put);
    row("204", 204, good, put);
    row("299", 299, good, put);
    for (const int status : {300, 304, 400, 401, 403, 404, 405, 500})
        row(("status " + QByteArray::number(status)).constData(), status, good, put,
            "PreflightInvalidStatus", QByteArray::number(status));
    HeaderList elsewhere = good;
    elsewhere.append("Location", "/y");
    for (const int status : {301, 302, 303, 307, 308})
        row(("redirect " + QByteArray::number(status)).constData(), status, elsewhere, put,
            "PreflightDisallowedRedirect", QByteArray::number(status));
    row("redirect without Location", 302, good, put, "PreflightInvalidStatus", "302");

    row("CORS check: absent", 200, {}, put, "MissingAllowOriginHeader");
    row("CORS check: another origin", 200, allowing("http://c.test"), put, "AllowOriginMismatch",
        "http://c.test");
    row("CORS check: credentials of the request that is meant", 200,
        allowing(Page, {{"Access-Control-Allow-Methods", "PUT"}}), call("PUT", {}, "include"),
        "InvalidAllowCredentials");

    const auto methods = [&](const char *clause, const QByteArray &list, const QByteArray &cause,
                             const QByteArray &value, const ScriptRequest &request) {
        row(clause, 200,
            allowing(Page, {{"Access-Control-Allow-Methods", list},
                            {"Access-Control-Allow-Headers", "x-a"},
                            {"Access-Control-Allow-Credentials", "true"}}),
            request, cause, value);
    };
    const QByteArray refusedMethod = "MethodDisallowedByPreflightResponse";
    const ScriptRequest with = call("PUT", {}, "include");
    row("7.5: no list", 200, allowing(Page), put, refusedMethod, "PUT");
    methods("7.5: listed", "GET, PUT", {}, {}, put);
    methods("7.5: empty items", ", ,PUT,,", {}, {}, put);
    methods("7.5: not listed", "GET, POST", refusedMethod, "PUT", put);
    methods("7.5: lower case is another method", "put", refusedMethod, "PUT", put);
    methods("7.5: patch against PATCH", "PATCH", refusedMethod, "patch", call("patch"));
    methods("7.5: patch against patch", "patch", {}, {}, call("patch"));
    methods("7.5: safelisted though not listed", "DELETE", {}, {}, call("POST", {{"X-A", "1"}}));
    methods("7.5: wildcard", "*", {}, {}, put);
    methods("7.5: wildcard with credentials", "*", refusedMethod, "PUT", with);
    methods("7.5: wildcard as a method with credentials", "*", {}, {}, call("*", {}, "include"));
    methods("7.3: quoted", "\"PUT\"", "InvalidAllowMethodsPreflightResponse", "\"PUT\"", put);
    methods("7.3: one bad token spoils it", "PUT, a b", "InvalidAllowMethodsPreflightResponse",
            "a b", put);
    methods("7.3: even for a safelisted method", "a b", "InvalidAllowMethodsPreflightResponse",
            "a b", call("GET", {{"X-A", "1"}}));
    row("7.3: two lines are one list", 200,
        allowing(Page, {{"Access-Control-Allow-Methods", "GET"},
                        {"access-control-allow-methods", "PUT"}}),
        put);

    const auto names = [&](const char *clause, const QByteArray &list, const QByteArray &cause,
                           const QByteArray &value, const ScriptRequest &request,
                           BrowserName browser = BrowserName::Standard) {
        row(clause, 200,
            allowing(Page, {{"Access-Control-Allow-Headers", list},
                            {"Access-Control-Allow-Credentials", "true"}}),
            request, cause, value, browser);
    };
    const QByteArray refusedHeader = "HeaderDisallowedByPreflightResponse";
    const ScriptRequest two = call("GET", {{"X-B", "1"}, {"X-A", "1"}});
    const ScriptRequest authorization = call("GET", {{"Authorization", "Bearer x"}});
    ScriptRequest secret = authorization;
    secret.credentials = "include";
    row("7.6: no list", 200, allowing(Page), two, refusedHeader, "x-a");
    names("7.7: any case", "X-a,x-B", {}, {}, two);
    names("7.7: the first that is missing", "X-A", refusedHeader, "x-b", two);
    names("7.7: wildcard", "*", {}, {}, two);
    names("7.7: wildcard and credentials", "*", refusedHeader, "x-a",
          call("GET", {{"X-A", "1"}}, "include"));
    names("7.7: wildcard as a name and credentials", "*", {}, {},
          call("GET", {{"*", "1"}}, "include"));
    names("7.6: Authorization under a wildcard", "*", refusedHeader, "authorization",
          authorization);
    names("7.6: Authorization by name", "*, authorization", {}, {}, authorization);
    names("7.6: Chromium lets it pass", "*", {}, {}, authorization, BrowserName::Chromium);
    names("7.6: Firefox lets it pass", "*", {}, {}, authorization, BrowserName::Firefox);
    names("7.6: but not with credentials", "*", refusedHeader, "authorization", secret,
          BrowserName::Chromium);
    names("7.3: bad token in the names", "x-a, x b", "InvalidAllowHeadersPreflightResponse", "x b",
          call("GET", {{"X-A", "1"}}));
    names("7.3: bad token and nothing to allow", "x b", "InvalidAllowHeadersPreflightResponse",
          "x b", call("*"));

    ScriptRequest upload = call("POST");
    upload.api = Api::Xhr;
    upload.uploadListener = true;
    row("7.4: silence where the page forced it", 200, allowing(Page), upload);
    upload.method = "PUT";
    row("7.4: silence means this method", 200, allowing(Page), upload);
    upload.body = ScriptBody{};
    row("7.4: not to Chromium", 200,
        allowing(Page, {{"Access-Control-Allow-Headers", "content-type"}}), upload, refusedMethod,
        "PUT", BrowserName::Chromium);
}

void TestPreflight::answer_isChecked()
{
    QFETCH(int, status);
    QFETCH(HeaderList, headers);
    QFETCH(ScriptRequest, request);
    QFETCH(QByteArray, cause);
    QFETCH(QByteArray, value);
    QFETCH(BrowserName, browser);
    FetchRig rig(browser);
    rig.transport.on("OPTIONS", {}, {.status = status, .headers = headers});
    rig.transport.on({}, {},
                     {.headers = allowing(Page, {{"Access-Control-Allow-Credentials", "true"}})});
    const PlayResult result = rig.play(request);
    QCOMPARE(causeOf(result), cause);
    QCOMPARE(rig.sent().size(), qsizetype(cause.isEmpty() ? 2 : 1));
    QCOMPARE(result.verdict, cause.isEmpty() ? Verdict::Allowed : Verdict::Blocked);
    if (!cause.isEmpty()) {
        QCOMPARE(result.cause->value, value);
        QCOMPARE(result.cause->phase, CausePhase::Preflight);
        QVERIFY(std::any_of(rig.report.steps.begin(), rig.report.steps.end(),
                            [](const Step &s) { return s.outcome == StepOutcome::Fail; }));
    }
}

void TestPreflight::checks_areMadeInOrder()
{
    // Everything is wrong; mending the first thing shows the next.
    ScriptRequest request = call("PUT", {{"X-A", "1"}}, "include");
    int status = 302;
    HeaderList headers{{"Location", "/"},
                       {"Access-Control-Allow-Methods", "a b"},
                       {"Access-Control-Allow-Headers", "a b"}};
    const auto next = [&] {
        FetchRig rig;
        rig.transport.on("OPTIONS", {}, {.status = status, .headers = headers});
        return causeOf(rig.play(request));
    };
    QCOMPARE(next(), "PreflightDisallowedRedirect");
    status = 404;
    QCOMPARE(next(), "MissingAllowOriginHeader");
    headers.set("Access-Control-Allow-Origin", "*");
    QCOMPARE(next(), "WildcardOriginNotAllowed");
    headers.set("Access-Control-Allow-Origin", Page);
    QCOMPARE(next(), "InvalidAllowCredentials");
    headers.set("Access-Control-Allow-Credentials", "true");
    QCOMPARE(next(), "PreflightInvalidStatus");
    status = 200;
    QCOMPARE(next(), "InvalidAllowMethodsPreflightResponse");
    headers.set("Access-Control-Allow-Methods", "GET");
    QCOMPARE(next(), "InvalidAllowHeadersPreflightResponse");
    headers.set("Access-Control-Allow-Headers", "x-b");
    QCOMPARE(next(), "MethodDisallowedByPreflightResponse");
    headers.set("Access-Control-Allow-Methods", "PUT");
    QCOMPARE(next(), "HeaderDisallowedByPreflightResponse");
    headers.set("Access-Control-Allow-Headers", "x-a");
    // The question is answered; the request itself finds nobody.
    QCOMPARE(next(), "ConnectionRefused");
}

void TestPreflight::badAllowHeaders_waitForTheMethodInFirefox()
{
    for (const auto &[browser, methods, cause] :
         {std::tuple(BrowserName::Standard, "GET", "InvalidAllowHeadersPreflightResponse"),
          std::tuple(BrowserName::Firefox, "GET", "MethodDisallowedByPreflightResponse"),
          std::tuple(BrowserName::Firefox, "PUT", "InvalidAllowHeadersPreflightResponse")}) {
        FetchRig rig(browser);
        rig.transport.on("OPTIONS", {},
                         {.headers = allowing(Page, {{"Access-Control-Allow-Methods", methods},
                                                     {"Access-Control-Allow-Headers", "x b"}})});
        QCOMPARE(causeOf(rig.play(call("PUT"))), QByteArray(cause));
    }
}

void TestPreflight::actualAnswer_isCheckedToo()
{
    FetchRig rig;
    rig.transport.on("OPTIONS", {},
                     {.headers = allowing(Page, {{"Access-Control-Allow-Methods", "PUT"}})});
    rig.transport.on("PUT", {}, {.headers = {{"Access-Control-Allow-Methods", "PUT"}}});
    const PlayResult result = rig.play(call("PUT"));
    QCOMPARE(causeOf(result), "MissingAllowOriginHeader");
    QCOMPARE(result.cause->phase, CausePhase::Actual);
    const QList<QByteArray> both{"OPTIONS " + Target, "PUT " + Target};
    QCOMPARE(rig.sent(), both);
    // 12.5: what was agreed is forgotten.
    QCOMPARE(rig.agent.preflightCache().size(), 0);
    QCOMPARE(rig.report.count(StepId::PreflightCacheCleared), 1);
}

void TestPreflight::failedQuestion_isThePreflights_data()
{
    QTest::addColumn<int>("failure");
    for (const auto code : {CauseCode::ConnectionRefused, CauseCode::ConnectionClosed,
                            CauseCode::NameNotResolved, CauseCode::MalformedResponse})
        QTest::newRow(causeName(code).constData()) << static_cast<int>(code);
}

void TestPreflight::failedQuestion_isThePreflights()
{
    QFETCH(int, failure);
    FetchRig rig;
    rig.transport.on("OPTIONS", {}, {.failure = static_cast<CauseCode>(failure)});
    const PlayResult result = rig.play(call("PUT"));
    QCOMPARE(result.verdict, Verdict::Failed);
    QCOMPARE(causeOf(result), causeName(static_cast<CauseCode>(failure)));
    QCOMPARE(result.cause->phase, CausePhase::Preflight);
    QCOMPARE(rig.sent().size(), qsizetype(1));
}

void TestPreflight::ownServer_isAskedWithoutCorsCheckByFirefox()
{
    for (const auto &[allow, cause] :
         {std::pair("Access-Control-Allow-Methods", "AllowOriginMismatch"),
          std::pair("X-A", "MethodDisallowedByPreflightResponse")}) {
        FetchRig rig(BrowserName::Firefox);
        rig.transport.on("OPTIONS", Target,
                         {.headers = allowing(Page, {{"Access-Control-Allow-Methods", "PUT"}})});
        rig.transport.on("PUT", Target,
                         {.status = 307, .headers = allowing(Page, {{"Location", Page + "/y"}})});
        rig.transport.on("OPTIONS", Page + "/y", {.headers = {{allow, "PUT"}}});
        rig.transport.on({}, {}, {.headers = allowing(Page)});
        QCOMPARE(causeOf(rig.play(call("PUT"))), QByteArray(cause));
    }
}

QTEST_GUILESS_MAIN(TestPreflight)
#include "tst_preflight.moc"
