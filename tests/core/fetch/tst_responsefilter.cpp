// SPDX-License-Identifier: GPL-3.0-or-later
// What of an answer the page may see.
#include "core/fetch/responsefilter.h"

#include "tests/core/fetch/fetchrig.h"

#include <QCryptographicHash>

#include <QTest>

using namespace corslab;

Q_DECLARE_METATYPE(corslab::BrowserName)

namespace {

const HeaderList Answer{{"Content-Type", "text/plain"},
                        {"X-One", "1"},
                        {"Set-Cookie", "a=b"},
                        {"X-Two", "2"},
                        {"x-one", "again"},
                        {"Authorization", "secret"},
                        {"Set-Cookie2", "c=d"},
                        {"ETag", "e"}};

QByteArray namesOf(const std::vector<Header> &headers)
{
    QByteArrayList names;
    for (const Header &header : headers)
        names.append(header.name);
    return names.join(',');
}

} // namespace

class TestResponseFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names_areExposed_data();
    void names_areExposed();
    void wildcardBeforeABadToken_countsForFetchInFirefox();
    void tainting_decidesWhatIsSeen_data();
    void tainting_decidesWhatIsSeen();
    void safelistedNames_areAlwaysSeen();
    void status_hasABodyOrNot_data();
    void status_hasABodyOrNot();
    void partialAnswer_isAnErrorWhereNoneWasAsked();
    void integrity_isHeldAgainstTheBody_data();
    void integrity_isHeldAgainstTheBody();
    void dataUrl_isReadAsBasic_data();
    void dataUrl_isReadAsBasic();
};

void TestResponseFilter::names_areExposed_data()
{
    QTest::addColumn<QList<QByteArray>>("lines");
    QTest::addColumn<QByteArray>("omit");
    QTest::addColumn<QByteArray>("include");
    using Lines = QList<QByteArray>;
    const auto row = [](const char *clause, const Lines &lines, const QByteArray &omit,
                        const QByteArray &include) {
        QTest::newRow(clause) << lines << omit << include;
    };
    const QByteArray all = "Content-Type,X-One,X-Two,x-one,Authorization,ETag";
    row("none", {}, "Content-Type", "Content-Type");
    row("one", {"X-Two"}, "Content-Type,X-Two", "Content-Type,X-Two");
    row("any case, every line", {"X-ONE"}, "Content-Type,X-One,x-one", "Content-Type,X-One,x-one");
    row("a list", {"x-two, ,etag,"}, "Content-Type,X-Two,ETag", "Content-Type,X-Two,ETag");
    row("two lines", {"x-two", "etag"}, "Content-Type,X-Two,ETag", "Content-Type,X-Two,ETag");
    row("wildcard", {"*"}, all, "Content-Type");
    row("wildcard and a name", {"*, x-two"}, all, "Content-Type,X-Two");
    row("Set-Cookie never", {"Set-Cookie, set-cookie2"}, "Content-Type", "Content-Type");
    row("one bad token voids the list", {"x-two, e tag"}, "Content-Type", "Content-Type");
    row("a bad token voids the wildcard", {"*, x two"}, "Content-Type", "Content-Type");
    row("quoted", {"\"x-two\""}, "Content-Type", "Content-Type");
}

void TestResponseFilter::names_areExposed()
{
    QFETCH(QList<QByteArray>, lines);
    HeaderList headers = Answer;
    for (const QByteArray &line : lines)
        headers.append("Access-Control-Expose-Headers", line);
    const auto exposed = [&headers](CredentialsMode mode) {
        HeaderList list = exposedHeaders(headers, mode);
        list.remove("Access-Control-Expose-Headers");
        return namesOf({list.begin(), list.end()});
    };
    QTEST(exposed(CredentialsMode::Omit), "omit");
    QTEST(exposed(CredentialsMode::SameOrigin), "omit");
    QTEST(exposed(CredentialsMode::Include), "include");
}

void TestResponseFilter::wildcardBeforeABadToken_countsForFetchInFirefox()
{
    for (const auto &[browser, api, list, seen] :
         {std::tuple(BrowserName::Standard, Api::Fetch, "*, x two", false),
          std::tuple(BrowserName::Firefox, Api::Fetch, "*, x two", true),
          std::tuple(BrowserName::Firefox, Api::Fetch, "x two, *", false),
          std::tuple(BrowserName::Firefox, Api::Fetch, "X-A, x two", false),
          std::tuple(BrowserName::Firefox, Api::Xhr, "*, x two", false)}) {
        FetchRig rig(browser);
        rig.transport.on({}, {},
                         {.headers = {{"Access-Control-Allow-Origin", "*"},
                                      {"Access-Control-Expose-Headers", list},
                                      {"X-A", "a"}}});
        ScriptRequest call = fetchOf("http://b.test/x");
        call.api = api;
        const auto headers = rig.play(call).outcome.headers.value();
        QCOMPARE(std::any_of(headers.begin(), headers.end(),
                             [](const Header &header) { return header.name == "x-a"; }),
                 seen);
    }
}

void TestResponseFilter::tainting_decidesWhatIsSeen_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("mode");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("names");
    QTest::newRow("basic") << QByteArray("/x") << QByteArray("cors") << QByteArray("basic")
                           << QByteArray("access-control-allow-origin,access-control-expose-"
                                         "headers,authorization,content-type,etag,x-one,x-two");
    QTest::newRow("cors") << QByteArray("http://b.test/x") << QByteArray("cors")
                          << QByteArray("cors") << QByteArray("content-type,x-two");
    QTest::newRow("opaque") << QByteArray("http://b.test/x") << QByteArray("no-cors")
                            << QByteArray("opaque") << QByteArray();
    QTest::newRow("no-cors to its own origin")
        << QByteArray("/x") << QByteArray("no-cors") << QByteArray("basic")
        << QByteArray("access-control-allow-origin,access-"
                      "control-expose-headers,authorization,"
                      "content-type,etag,x-one,x-two");
}

void TestResponseFilter::tainting_decidesWhatIsSeen()
{
    QFETCH(QByteArray, url);
    QFETCH(QByteArray, mode);
    QFETCH(QByteArray, type);
    FetchRig rig;
    HeaderList headers = Answer;
    headers.append("Access-Control-Allow-Origin", "*");
    headers.append("Access-Control-Expose-Headers", "x-two");
    rig.transport.on({}, {}, {.status = 404, .headers = headers, .body = "body"});
    ScriptRequest call = fetchOf(url);
    call.mode = mode;
    const PlayResult result = rig.play(call);
    const ScriptOutcome &seen = result.outcome;
    QCOMPARE(seen.outcome, "resolved");
    QCOMPARE(seen.type, type);
    QTEST(namesOf(*seen.headers), "names");
    const bool opaque = type == "opaque";
    QCOMPARE(result.verdict, opaque ? Verdict::Opaque : Verdict::Allowed);
    QCOMPARE(seen.status, opaque ? 0 : 404);
    QCOMPARE(seen.body, opaque ? "" : "body");
    QCOMPARE(seen.url, opaque ? QByteArray()
                              : urlOf("http://a.test/x").scheme() + "://" +
                                    (url == "/x" ? "a" : "b") + ".test/x");
    QCOMPARE(seen.redirected, false);
    QVERIFY(!result.cause);
    // The record knows the whole answer all the same.
    QCOMPARE(rig.report.messages.back().status, 404);
    QCOMPARE(rig.report.messages.back().responseHeaders, headers);
}

void TestResponseFilter::safelistedNames_areAlwaysSeen()
{
    const HeaderList headers{{"Cache-Control", "1"},  {"Content-Language", "2"},
                             {"Content-Length", "3"}, {"Content-Type", "4"},
                             {"Expires", "5"},        {"Last-Modified", "6"},
                             {"Pragma", "7"}};
    QCOMPARE(exposedHeaders(headers, CredentialsMode::Include), headers);
}

void TestResponseFilter::status_hasABodyOrNot_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    for (const int status : {200, 206, 404, 500})
        QTest::newRow(QByteArray::number(status).constData())
            << status << QByteArray("GET") << QByteArray("body");
    for (const int status : {204, 205, 304})
        QTest::newRow(QByteArray::number(status).constData())
            << status << QByteArray("GET") << QByteArray();
    QTest::newRow("HEAD") << 200 << QByteArray("HEAD") << QByteArray();
}

void TestResponseFilter::status_hasABodyOrNot()
{
    QFETCH(int, status);
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, body);
    FetchRig rig;
    rig.transport.on({}, {}, {.status = status, .body = "body"});
    const PlayResult result = rig.play(fetchOf("/x", method));
    QCOMPARE(result.outcome.status, status);
    QCOMPARE(result.outcome.body, body);
}

void TestResponseFilter::partialAnswer_isAnErrorWhereNoneWasAsked()
{
    FetchRig rig;
    rig.transport.on({}, {}, {.status = 206, .body = "part"});
    ScriptRequest call = fetchOf("/x");
    QCOMPARE(rig.play(call).verdict, Verdict::Allowed);
    call.headers = {{"Range", "bytes=0-3"}};
    QCOMPARE(rig.play(call).outcome.status, 206);
    // A part must not be a part of a compressed form.
    QCOMPARE(rig.lastHeader("Accept-Encoding"), "identity");
}

void TestResponseFilter::integrity_isHeldAgainstTheBody_data()
{
    QTest::addColumn<QByteArray>("metadata");
    QTest::addColumn<bool>("matches");
    const QByteArray sha256 =
        "sha256-" + QCryptographicHash::hash("body", QCryptographicHash::Sha256).toBase64();
    const QByteArray sha512 =
        "sha512-" + QCryptographicHash::hash("body", QCryptographicHash::Sha512).toBase64();
    const QByteArray other =
        "sha512-" + QCryptographicHash::hash("x", QCryptographicHash::Sha512).toBase64();
    QTest::newRow("right") << sha256 << true;
    QTest::newRow("with options") << sha256 + "?a=b" << true;
    QTest::newRow("one of two") << other + ' ' + sha512 << true;
    QTest::newRow("only the strongest counts") << sha256 + ' ' + other << false;
    QTest::newRow("wrong") << other << false;
    QTest::newRow("unknown algorithm") << QByteArray("md5-x") << true;
    QTest::newRow("URL-safe base64")
        << QByteArray(sha512).replace('+', '-').replace('/', '_') << true;
}

void TestResponseFilter::integrity_isHeldAgainstTheBody()
{
    QFETCH(QByteArray, metadata);
    QFETCH(bool, matches);
    FetchRig rig;
    rig.transport.on({}, {}, {.body = "body"});
    ScriptRequest call = fetchOf("/x");
    call.integrity = QString::fromLatin1(metadata);
    QCOMPARE(causeOf(rig.play(call)), matches ? "" : "Integrity");
    // What the page may not read it may not compare either.
    call.url = QStringLiteral("http://b.test/x");
    call.mode = "no-cors";
    QCOMPARE(causeOf(rig.play(call)), metadata.startsWith("md5") ? "" : "Integrity");
}

void TestResponseFilter::dataUrl_isReadAsBasic_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("type"); ///< of the content; empty where it fails
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const QByteArray &url, const QByteArray &type, const QByteArray &body) {
        QTest::newRow(url.constData()) << url << type << body;
    };
    row("data:,a%20b#f", "text/plain;charset=US-ASCII", "a b");
    row("data:text/html,x", "text/html", "x");
    row("data:;charset=utf-8,x", "text/plain;charset=utf-8", "x");
    row("data:text/plain;base64,aGk=", "text/plain", "hi");
    row("data:text/plain; BASE64,aG k", "text/plain", "hi");
    row("data:text/plain;base64,%", "", "");
    row("data:no-comma", "", "");
    row("data:nonsense,x", "text/plain;charset=US-ASCII", "x");
}

void TestResponseFilter::dataUrl_isReadAsBasic()
{
    QFETCH(QByteArray, url);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    FetchRig rig;
    const PlayResult result = rig.play(fetchOf(url));
    QCOMPARE(causeOf(result), type.isEmpty() ? "MalformedResponse" : "");
    QCOMPARE(rig.sent().size(), qsizetype(0));
    if (type.isEmpty())
        return;
    QCOMPARE(result.outcome.type, "basic");
    QCOMPARE(result.outcome.headers->front().value, type);
    QCOMPARE(result.outcome.body, body);
}

QTEST_GUILESS_MAIN(TestResponseFilter)
#include "tst_responsefilter.moc"
