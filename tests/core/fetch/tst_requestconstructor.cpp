// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/requestconstructor.h"

#include "core/fetch/requestbody.h"
#include "tests/core/fetch/fetchrig.h"

#include <QRandomGenerator>
#include <QTest>

using namespace corslab;

Q_DECLARE_METATYPE(corslab::ScriptRequest)
Q_DECLARE_METATYPE(corslab::ScriptBody)
Q_DECLARE_METATYPE(corslab::BrowserName)
Q_DECLARE_METATYPE(std::vector<corslab::Header>)

namespace {

/// Makes the Request of a call on one page.
class Constructor
{
public:
    explicit Constructor(BrowserName browser = BrowserName::Standard)
        : profile(browserProfile(browser))
        , trace(&report, clock)
        , random(1)
    {
    }

    tl::expected<Request, ThrownError> operator()(const ScriptRequest &call)
    {
        return constructRequest(call, page, profile, trace, random);
    }

    Environment page = pageAt("http://a.test/dir/page?q#f");
    ManualClock clock;
    Report report;
    BrowserProfile profile;
    FetchTrace trace;
    QRandomGenerator random;
};

ScriptBody body(ScriptBody::Kind kind, const QByteArray &bytes = "x")
{
    ScriptBody made;
    made.kind = kind;
    made.bytes = bytes;
    return made;
}

/// A call that a function has changed.
template <typename Change>
ScriptRequest changed(Change change)
{
    ScriptRequest call;
    call.url = QStringLiteral("http://b.test/");
    change(call);
    return call;
}

QByteArray joined(const std::vector<Header> &headers)
{
    QByteArray out;
    for (const Header &header : headers)
        out += header.name + ": " + header.value + '\n';
    return out;
}

} // namespace

class TestRequestConstructor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void call_throws_data();
    void call_throws();
    void url_isReadAgainstThePage_data();
    void url_isReadAgainstThePage();
    void method_isNormalised_data();
    void method_isNormalised();
    void headers_areFilled_data();
    void headers_areFilled();
    void body_bringsItsType_data();
    void body_bringsItsType();
    void referrer_isOfTheSameOriginOrTheClient_data();
    void referrer_isOfTheSameOriginOrTheClient();
    void members_areTakenOver();
    void stream_isSentOnceAndAsksFirst();
};

void TestRequestConstructor::call_throws_data()
{
    QTest::addColumn<ScriptRequest>("call");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("step");
    const auto row = [](const char *clause, const QByteArray &value, StepId step, auto change) {
        QTest::newRow(clause) << changed(change) << value << static_cast<int>(step);
    };
    row("5.3: no URL", "http://", StepId::RequestUrl,
        [](auto &call) { call.url = QStringLiteral("http://"); });
    row("5.4: credentials in the URL", "http://u:p@b.test/", StepId::RequestUrlCredentials,
        [](auto &call) { call.url = QStringLiteral("http://u:p@b.test/"); });
    row("5.4: a name alone", "http://u@b.test/", StepId::RequestUrlCredentials,
        [](auto &call) { call.url = QStringLiteral("http://u@b.test/"); });
    row("WebIDL: mode", "CORS", StepId::RequestMember, [](auto &call) { call.mode = "CORS"; });
    row("18: mode navigate", "navigate", StepId::RequestMember,
        [](auto &call) { call.mode = "navigate"; });
    row("WebIDL: credentials", "yes", StepId::RequestMember,
        [](auto &call) { call.credentials = "yes"; });
    row("WebIDL: redirect", "", StepId::RequestMember, [](auto &call) { call.redirect = ""; });
    row("WebIDL: cache", "fast", StepId::RequestMember, [](auto &call) { call.cache = "fast"; });
    row("WebIDL: referrerPolicy", "none", StepId::RequestMember,
        [](auto &call) { call.referrerPolicy = "none"; });
    row("WebIDL: duplex", "full", StepId::RequestMember, [](auto &call) { call.duplex = "full"; });
    row("14: referrer", "http://[", StepId::RequestMember,
        [](auto &call) { call.referrer = QStringLiteral("http://["); });
    row("21: only-if-cached needs same-origin", "only-if-cached", StepId::RequestMember,
        [](auto &call) { call.cache = "only-if-cached"; });
    row("25: method with a space", "GE T", StepId::RequestMethod,
        [](auto &call) { call.method = "GE T"; });
    row("25: empty method", "", StepId::RequestMethod, [](auto &call) { call.method = ""; });
    row("25: CONNECT", "connect", StepId::RequestMethod,
        [](auto &call) { call.method = "connect"; });
    row("25: TRACE", "TRACE", StepId::RequestMethod, [](auto &call) { call.method = "TRACE"; });
    row("25: TRACK", "Track", StepId::RequestMethod, [](auto &call) { call.method = "Track"; });
    row("32: no-cors with PUT", "PUT", StepId::RequestNoCorsMethod, [](auto &call) {
        call.mode = "no-cors";
        call.method = "put";
    });
    row("Validate a header: name", "X A", StepId::RequestHeader, [](auto &call) {
        call.headers = {{"X A", "1"}};
    });
    row("Validate a header: empty name", "", StepId::RequestHeader, [](auto &call) {
        call.headers = {{"", "1"}};
    });
    row("Validate a header: line feed in the value", "X-A", StepId::RequestHeader, [](auto &call) {
        call.headers = {{"X-A", "1\n2"}};
    });
    row("Validate a header: NUL in the value", "X-A", StepId::RequestHeader, [](auto &call) {
        call.headers = {{"X-A", QByteArray("1\0", 2)}};
    });
    row("Validate a header: malformed though forbidden", "Sec-A", StepId::RequestHeader,
        [](auto &call) {
            call.headers = {{"Sec-A", "1\r2"}};
        });
    row("35: GET with a body", "GET", StepId::RequestBody,
        [](auto &call) { call.body = body(ScriptBody::Kind::Text); });
    row("35: HEAD with a body", "HEAD", StepId::RequestBody, [](auto &call) {
        call.method = "head";
        call.body = body(ScriptBody::Kind::Text, {});
    });
    row("39: stream without duplex", "duplex", StepId::RequestBody, [](auto &call) {
        call.method = "POST";
        call.body = body(ScriptBody::Kind::Stream);
    });
    row("39: stream in no-cors", "duplex", StepId::RequestBody, [](auto &call) {
        call.method = "POST";
        call.mode = "no-cors";
        call.duplex = "half";
        call.body = body(ScriptBody::Kind::Stream);
    });
    row("39: stream that outlives the page", "duplex", StepId::RequestBody, [](auto &call) {
        call.method = "POST";
        call.keepalive = true;
        call.duplex = "half";
        call.body = body(ScriptBody::Kind::Stream);
    });
}

void TestRequestConstructor::call_throws()
{
    QFETCH(ScriptRequest, call);
    Constructor construct;
    const auto request = construct(call);
    QVERIFY(!request);
    QCOMPARE(causeName(request.error().cause.code), "ThrewTypeError");
    QCOMPARE(request.error().cause.phase, CausePhase::Call);
    QTEST(request.error().cause.value, "value");
    QCOMPARE(request.error().error.name, "TypeError");
    QVERIFY(!request.error().error.message.isEmpty());
    QVERIFY(!construct.report.steps.empty());
    QTEST(static_cast<int>(construct.report.steps.back().id), "step");
    QCOMPARE(construct.report.steps.back().outcome, StepOutcome::Fail);
}

void TestRequestConstructor::url_isReadAgainstThePage_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("read");
    QTest::newRow("absolute") << QByteArray("HTTP://B.test:80/x") << QByteArray("http://b.test/x");
    QTest::newRow("path") << QByteArray("/x") << QByteArray("http://a.test/x");
    QTest::newRow("relative") << QByteArray("x") << QByteArray("http://a.test/dir/x");
    QTest::newRow("scheme-relative") << QByteArray("//c.test") << QByteArray("http://c.test/");
    QTest::newRow("empty") << QByteArray() << QByteArray("http://a.test/dir/page?q");
    QTest::newRow("fragment is kept")
        << QByteArray("#g") << QByteArray("http://a.test/dir/page?q#g");
}

void TestRequestConstructor::url_isReadAgainstThePage()
{
    QFETCH(QByteArray, written);
    Constructor construct;
    const auto request = construct(fetchOf(written));
    QVERIFY(request);
    QTEST(request->url().href(), "read");

    // A data: document has nothing that a path could be relative to.
    construct.page.kind = PageKind::Data;
    QCOMPARE(construct(fetchOf(written)).has_value(),
             written.startsWith("HTTP") || written.startsWith('#'));
}

void TestRequestConstructor::method_isNormalised_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("read");
    for (const char *name : {"DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"})
        QTest::newRow(name) << QByteArray(name).toLower() << QByteArray(name);
    for (const char *name : {"patch", "Patch", "PATCH", "chicken", "query"})
        QTest::newRow(name) << QByteArray(name) << QByteArray(name);
}

void TestRequestConstructor::method_isNormalised()
{
    QFETCH(QByteArray, written);
    Constructor construct;
    const auto request = construct(fetchOf("/", written));
    QVERIFY(request);
    QTEST(request->method, "read");
}

void TestRequestConstructor::headers_areFilled_data()
{
    QTest::addColumn<std::vector<Header>>("written");
    QTest::addColumn<bool>("noCors");
    QTest::addColumn<QByteArray>("kept");
    QTest::addColumn<QByteArray>("dropped");
    const auto row = [](const char *clause, const std::vector<Header> &written, bool noCors,
                        const QByteArray &kept, const QByteArray &dropped) {
        QTest::newRow(clause) << written << noCors << kept << dropped;
    };
    row("white space around the value goes", {{"X-A", " \t1 2\r\n"}}, false, "X-A: 1 2\n", "");
    row("lines, case and order are kept", {{"X-b", "1"}, {"X-A", "2"}, {"x-B", "3"}}, false,
        "X-b: 1\nX-A: 2\nx-B: 3\n", "");
    row("empty value", {{"X-A", ""}}, false, "X-A: \n", "");
    row("forbidden ones go in silence",
        {{"Host", "x"}, {"X-A", "1"}, {"cookie", "x"}, {"Sec-X", "x"}}, false, "X-A: 1\n",
        "Host,cookie,Sec-X");
    row("forbidden by value", {{"X-HTTP-Method", "get, trace"}, {"X-Method-Override", "PUT"}},
        false, "X-Method-Override: PUT\n", "X-HTTP-Method");
    row("no-cors keeps what a form could send",
        {{"Accept", "a"},
         {"X-A", "1"},
         {"Content-Type", "application/json"},
         {"Range", "bytes=0-"}},
        true, "Accept: a\n", "X-A,Content-Type,Range");
    row("no-cors judges the combined value",
        {{"Accept", QByteArray(100, 'a')}, {"accept", QByteArray(26, 'b')}, {"Accept", "c"}}, true,
        "Accept: " + QByteArray(100, 'a') + "\naccept: " + QByteArray(26, 'b') + '\n', "Accept");
}

void TestRequestConstructor::headers_areFilled()
{
    QFETCH(std::vector<Header>, written);
    QFETCH(bool, noCors);
    Constructor construct;
    ScriptRequest call = fetchOf("/");
    call.headers = written;
    if (noCors)
        call.mode = "no-cors";
    const auto request = construct(call);
    QVERIFY(request);
    QByteArrayList dropped;
    for (const Step &step : construct.report.steps) {
        if (step.id == StepId::RequestForbiddenHeader || step.id == StepId::RequestNoCorsHeader)
            dropped.append(step.actual);
    }
    QTEST(joined({request->headers.begin(), request->headers.end()}), "kept");
    QTEST(dropped.join(','), "dropped");
}

void TestRequestConstructor::body_bringsItsType_data()
{
    QTest::addColumn<ScriptBody>("given");
    QTest::addColumn<bool>("noCors");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("type");
    using Kind = ScriptBody::Kind;
    const auto row = [](const char *clause, const ScriptBody &given, const QByteArray &bytes,
                        const QByteArray &type, bool noCors = false) {
        QTest::newRow(clause) << given << noCors << bytes << type;
    };
    const auto blob = [](const QByteArray &type) {
        ScriptBody made = body(Kind::Blob);
        made.type = type;
        return made;
    };
    ScriptBody form = body(Kind::Form, {});
    form.form = {{"a\"\nb", "1\r2\n3"}, {"c", ""}};

    row("text", body(Kind::Text, "h\xc3\xa4"), "h\xc3\xa4", "text/plain;charset=UTF-8");
    row("bytes", body(Kind::Bytes), "x", "");
    row("buffer", body(Kind::Buffer), "x", "");
    row("blob without a type", body(Kind::Blob), "x", "");
    row("blob in lower case", blob("Image/PNG"), "x", "image/png");
    row("blob with a type that is none", blob("image/p\xc3\xa4"), "x", "");
    row("params", body(Kind::Params, "?a=1 2&b&&c=%C3%A4*~&d=e=f"), "a=1+2&b=&c=%C3%A4*%7E&d=e%3Df",
        "application/x-www-form-urlencoded;charset=UTF-8");
    row("form", form,
        "--BOUNDARY\r\nContent-Disposition: form-data; name=\"a%22%0D%0Ab\"\r\n\r\n1\r\n2\r\n3\r\n"
        "--BOUNDARY\r\nContent-Disposition: form-data; name=\"c\"\r\n\r\n\r\n--BOUNDARY--\r\n",
        "multipart/form-data; boundary=BOUNDARY");
    row("no-cors keeps a safe type", body(Kind::Text), "x", "text/plain;charset=UTF-8", true);
    row("no-cors drops the others", blob("application/json"), "x", "", true);
}

void TestRequestConstructor::body_bringsItsType()
{
    QFETCH(ScriptBody, given);
    QFETCH(bool, noCors);
    Constructor construct;
    ScriptRequest call = fetchOf("/", "POST");
    call.body = given;
    if (noCors)
        call.mode = "no-cors";
    const auto request = construct(call);
    QVERIFY(request && request->body);
    QByteArray type = request->headers.get("Content-Type").value_or(QByteArray());
    QByteArray bytes = request->body->bytes;
    const qsizetype equals = type.indexOf("boundary=");
    if (equals >= 0) {
        const QByteArray boundary = type.mid(equals + 9);
        QVERIFY(boundary.startsWith("----CORSLabFormBoundary"));
        QCOMPARE(boundary.size(), qsizetype(39));
        type.replace(boundary, "BOUNDARY");
        bytes.replace(boundary, "BOUNDARY");
    }
    QTEST(bytes, "bytes");
    QTEST(type, "type");

    // A type of the script's own stays.
    call.headers = {{"content-type", "text/plain"}};
    const auto own = construct(call);
    QVERIFY(own);
    QCOMPARE(own->headers.lines("Content-Type"), QList<QByteArray>{"text/plain"});
}

void TestRequestConstructor::referrer_isOfTheSameOriginOrTheClient_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<QByteArray>("referrer");
    QTest::newRow("empty: none") << QString() << QByteArray("none");
    QTest::newRow("about:client") << QStringLiteral("about:client") << QByteArray("client");
    QTest::newRow("own origin") << QStringLiteral("/x?y#z") << QByteArray("http://a.test/x?y#z");
    QTest::newRow("another origin") << QStringLiteral("http://b.test/") << QByteArray("client");
}

void TestRequestConstructor::referrer_isOfTheSameOriginOrTheClient()
{
    QFETCH(QString, written);
    Constructor construct;
    ScriptRequest call = fetchOf("/");
    call.referrer = written;
    const auto request = construct(call);
    QVERIFY(request);
    const Url *url = std::get_if<Url>(&request->referrer);
    const bool none = std::holds_alternative<NoReferrer>(request->referrer);
    QTEST(url ? url->href() : none ? QByteArray("none") : QByteArray("client"), "referrer");
}

void TestRequestConstructor::members_areTakenOver()
{
    Constructor construct;
    const auto plain = construct(fetchOf("/"));
    QVERIFY(plain);
    QCOMPARE(plain->mode, RequestMode::Cors);
    QCOMPARE(plain->credentialsMode, CredentialsMode::SameOrigin);
    QCOMPARE(plain->redirectMode, RedirectModeKind::Follow);
    QCOMPARE(plain->cacheMode, CacheMode::Default);
    QCOMPARE(plain->referrerPolicy, ReferrerPolicy::Empty);
    QVERIFY(!plain->keepalive && !plain->body && !plain->useCorsPreflight);

    ScriptRequest call = fetchOf("/", "GET");
    call.mode = "same-origin";
    call.credentials = "omit";
    call.redirect = "manual";
    call.cache = "only-if-cached";
    call.referrerPolicy = "unsafe-url";
    call.integrity = QStringLiteral("sha256-x");
    call.keepalive = true;
    const auto request = construct(call);
    QVERIFY(request);
    QCOMPARE(request->mode, RequestMode::SameOrigin);
    QCOMPARE(request->credentialsMode, CredentialsMode::Omit);
    QCOMPARE(request->redirectMode, RedirectModeKind::Manual);
    QCOMPARE(request->cacheMode, CacheMode::OnlyIfCached);
    QCOMPARE(request->referrerPolicy, ReferrerPolicy::UnsafeUrl);
    QCOMPARE(request->integrity, "sha256-x");
    QVERIFY(request->keepalive);
}

void TestRequestConstructor::stream_isSentOnceAndAsksFirst()
{
    ScriptRequest call = fetchOf("http://b.test/", "POST");
    call.body = body(ScriptBody::Kind::Stream, "abc");
    call.duplex = "half";
    Constructor construct;
    const auto request = construct(call);
    QVERIFY(request && request->body);
    QVERIFY(!request->body->hasSource);
    QVERIFY(request->useCorsPreflight);
    QVERIFY(!request->headers.contains("Content-Type"));

    // Firefox knows no streams as bodies: what goes out is the object's name.
    call.duplex.reset();
    Constructor firefox(BrowserName::Firefox);
    const auto text = firefox(call);
    QVERIFY(text && text->body);
    QVERIFY(text->body->hasSource);
    QVERIFY(!text->useCorsPreflight);
    QCOMPARE(text->body->bytes, "[object ReadableStream]");
}

QTEST_GUILESS_MAIN(TestRequestConstructor)
#include "tst_requestconstructor.moc"
