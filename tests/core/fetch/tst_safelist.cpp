// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/safelist.h"

#include <QTest>

using namespace corslab;

Q_DECLARE_METATYPE(corslab::HeaderList)
Q_DECLARE_METATYPE(corslab::BrowserName)

class TestSafelist : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyByte_isJudgedByItsHeadersRule_data();
    void everyByte_isJudgedByItsHeadersRule();
    void requestHeader_isSafelisted_data();
    void requestHeader_isSafelisted();
    void unsafeNames_areLowerCaseSortedAndUnique_data();
    void unsafeNames_areLowerCaseSortedAndUnique();
    void requestHeader_isForbidden_data();
    void requestHeader_isForbidden();
    void noCorsHeader_isKept_data();
    void noCorsHeader_isKept();
    void responseHeader_isAlwaysReadable();
    void authorization_isCoveredByNoWildcard();
};

void TestSafelist::everyByte_isJudgedByItsHeadersRule_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("safe");
    QTest::addColumn<bool>("highBytesSafe");

    const QByteArray alphanumeric =
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    // Everything visible but the CORS-unsafe bytes, with the tab and the space.
    const QByteArray value = alphanumeric + "\t !#$%&'*+,-./;=^_`|~";
    const QByteArray language = alphanumeric + " *,-.;=";
    QTest::newRow("Accept: CORS-unsafe byte")
        << QByteArray("Accept") << QByteArray() << value << true;
    QTest::newRow("Content-Type: CORS-unsafe byte")
        << QByteArray("content-type") << QByteArray("text/plain;a=") << value << true;
    QTest::newRow("Accept-Language: its own set")
        << QByteArray("ACCEPT-LANGUAGE") << QByteArray() << language << false;
    QTest::newRow("Content-Language: its own set")
        << QByteArray("Content-Language") << QByteArray() << language << false;
    QTest::newRow("any other name: none")
        << QByteArray("X-Other") << QByteArray() << QByteArray() << false;
}

void TestSafelist::everyByte_isJudgedByItsHeadersRule()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, safe);
    QFETCH(bool, highBytesSafe);
    BrowserProfile strict;
    strict.highBytesAreUnsafe = true;
    for (int byte = 0; byte < 256; ++byte) {
        const QByteArray value = before + 'x' + static_cast<char>(byte) + 'x';
        const bool high = byte >= 0x80;
        const bool expected = high ? highBytesSafe : safe.contains(static_cast<char>(byte));
        QVERIFY2(isCorsSafelistedRequestHeader(name, value) == expected,
                 QByteArray::number(byte, 16).constData());
        QVERIFY2(isCorsSafelistedRequestHeader(name, value, strict) == (expected && !high),
                 QByteArray::number(byte, 16).constData());
    }
}

void TestSafelist::requestHeader_isSafelisted_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("standard");
    QTest::addColumn<bool>("chromium");
    const auto row = [](const char *clause, const QByteArray &name, const QByteArray &value,
                        bool standard, std::optional<bool> chromium = {}) {
        QTest::newRow(clause) << name << value << standard << chromium.value_or(standard);
    };
    row("1: 128 bytes", "Accept", QByteArray(128, 'a'), true);
    row("1: 129 bytes", "Accept", QByteArray(129, 'a'), false);
    row("1: 128 bytes of a type", "Content-Type", "text/plain;" + QByteArray(117, ' '), true);
    row("1: 129 bytes of a type", "Content-Type", "text/plain;" + QByteArray(118, ' '), false);
    row("empty Accept", "Accept", "", true);
    row("empty Accept-Language", "Accept-Language", "", true);

    row("type: form", "Content-Type", "application/x-www-form-urlencoded", true);
    row("type: multipart", "Content-Type", "multipart/form-data; boundary=x", true);
    row("type: text", "CONTENT-TYPE", "Text/PLAIN;charset=utf-8", true);
    row("type: parameter left empty", "Content-Type", "text/plain;", true);
    row("type: JSON", "Content-Type", "application/json", false);
    row("type: XML", "Content-Type", "text/xml", false);
    row("type: empty", "Content-Type", "", false);
    row("type: not a type", "Content-Type", "x", false);
    row("type: comma behind it", "Content-Type", "text/plain,", false);
    row("type: space in it", "Content-Type", "text /plain", false);
    row("type: quoted parameter", "Content-Type", "text/plain;a=\"b\"", false);
    row("type: two joined", "Content-Type", "text/plain, text/plain", false);

    row("range: both ends", "Range", "bytes=0-255", true);
    row("range: open end", "range", "bytes=5-", true);
    row("range: one byte", "Range", "bytes=5-5", true);
    row("range: suffix", "Range", "bytes=-5", false);
    row("range: turned round", "Range", "bytes=5-4", false);
    row("range: no dash", "Range", "bytes=5", false);
    row("range: two", "Range", "bytes=0-1,3-4", false);
    row("range: upper case", "Range", "BYTES=0-1", false);
    row("range: white space", "Range", "bytes= 0-1", false);
    row("range: another unit", "Range", "lines=0-1", false);

    row("other name", "X-Custom", "a", false);
    row("authorization", "Authorization", "Basic YTpi", false);
    row("other name, empty", "X-Custom", "", false);
    row("hint: DPR", "DPR", "1.5", false, true);
    row("hint: DPR with two points", "DPR", "1.5.2", false);
    row("hint: Save-Data", "save-data", "ON", false, true);
    row("hint: Save-Data off", "Save-Data", "off", false);
    row("hint: ECT", "ECT", "slow-2g", false, true);
    row("hint: ECT unknown", "ECT", "5g", false);
    row("hint: RTT", "RTT", "300", false, true);
    row("hint: RTT with a point", "RTT", "300.5", false);
}

void TestSafelist::requestHeader_isSafelisted()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QTEST(isCorsSafelistedRequestHeader(name, value), "standard");
    QTEST(isCorsSafelistedRequestHeader(name, value, browserProfile(BrowserName::Chromium)),
          "chromium");
}

void TestSafelist::unsafeNames_areLowerCaseSortedAndUnique_data()
{
    QTest::addColumn<HeaderList>("headers");
    QTest::addColumn<BrowserName>("browser");
    QTest::addColumn<QByteArray>("names");
    const auto row = [](const char *clause, const HeaderList &headers, const QByteArray &names,
                        BrowserName browser = BrowserName::Standard) {
        QTest::newRow(clause) << headers << browser << names;
    };
    // Eight values of 128 bytes are the 1024 that are still safe.
    HeaderList full;
    for (const char *name : {"Accept", "Accept-Language", "Content-Language", "ACCEPT",
                             "accept-language", "content-language", "Accept", "Accept"})
        full.append(name, QByteArray(128, 'a'));
    HeaderList over = full;
    over.append("Content-Language", "a");
    HeaderList mixed = over;
    mixed.append("B", "1");

    row("none", {}, "");
    row("all safe", {{"Accept", "a"}, {"Content-Type", "text/plain"}}, "");
    row("6: lower case and sorted", {{"X-B", "1"}, {"x-A", "1"}, {"Authorization", "1"}},
        "authorization,x-a,x-b");
    row("6: byte order, not letters", {{"x_b", "1"}, {"x-b", "1"}, {"x!b", "1"}}, "x!b,x-b,x_b");
    row("6: unique", {{"X-A", "1"}, {"x-a", "2"}}, "x-a");
    row("Firefox repeats", {{"X-A", "1"}, {"x-a", "2"}}, "x-a,x-a", BrowserName::Firefox);
    row("4: a safe name with an unsafe value", {{"Accept", "\""}, {"Accept-Language", "de"}},
        "accept");
    row("5: 1024 bytes in all", full, "");
    row("5: 1025 bytes in all", over, "accept,accept-language,content-language");
    row("5: Firefox has no such limit", over, "", BrowserName::Firefox);
    row("5: with an unsafe one", mixed, "accept,accept-language,b,content-language");
    row("5: unsafe values do not count",
        {{"X-A", QByteArray(2000, 'a')}, {"Accept", "a"}, {"Accept", QByteArray(128, 'a')}}, "x-a");
}

void TestSafelist::unsafeNames_areLowerCaseSortedAndUnique()
{
    QFETCH(HeaderList, headers);
    QFETCH(BrowserName, browser);
    QTEST(corsUnsafeRequestHeaderNames(headers, browserProfile(browser)).join(','), "names");
}

void TestSafelist::requestHeader_isForbidden_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("standard");
    QTest::addColumn<bool>("chromium");
    const auto row = [](const QByteArray &name, const QByteArray &value, bool standard,
                        std::optional<bool> chromium = {}) {
        QTest::newRow((name + ": " + value).constData())
            << name << value << standard << chromium.value_or(standard);
    };
    for (const char *name : {"Accept-Charset",
                             "Accept-Encoding",
                             "Access-Control-Request-Headers",
                             "Access-Control-Request-Method",
                             "Connection",
                             "Content-Length",
                             "Cookie",
                             "Cookie2",
                             "Date",
                             "DNT",
                             "Expect",
                             "Host",
                             "Keep-Alive",
                             "Origin",
                             "Referer",
                             "Set-Cookie",
                             "TE",
                             "Trailer",
                             "Transfer-Encoding",
                             "Upgrade",
                             "Via",
                             "Proxy-",
                             "Proxy-Authorization",
                             "Sec-",
                             "Sec-Fetch-Site"}) {
        row(name, "x", true);
        row(QByteArray(name).toLower(), "", true);
        row(QByteArray(name).toUpper(), "", true);
    }
    for (const char *name :
         {"Accept", "Authorization", "Content-Type", "Proxy", "Sec", "Cookie3", "Set-Cookie2",
          "X-Sec-A", "Access-Control-Request-Private-Network", "Range", "Referrer", "Hosts"})
        row(name, "x", false);
    row("User-Agent", "me", false, true);
    for (const char *name : {"X-HTTP-Method", "x-http-method-override", "X-Method-Override"}) {
        row(name, "PUT", false);
        row(name, "TRACE", true);
        row(name, "connect", true);
        row(name, "get, trace", true);
        row(name, "get , Track ,x", true);
        row(name, "\"TRACE\"", false);
        row(name, "TRACER", false);
        row(name, "", false);
    }
    row("X-HTTP-Methods", "TRACE", false);
}

void TestSafelist::requestHeader_isForbidden()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QTEST(isForbiddenRequestHeader(name, value), "standard");
    QTEST(isForbiddenRequestHeader(name, value, browserProfile(BrowserName::Chromium)), "chromium");
}

void TestSafelist::noCorsHeader_isKept_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("kept");
    QTest::newRow("Accept") << QByteArray("accept") << QByteArray("a") << true;
    QTest::newRow("Accept-Language") << QByteArray("Accept-Language") << QByteArray("de") << true;
    QTest::newRow("Content-Language") << QByteArray("Content-Language") << QByteArray("de") << true;
    QTest::newRow("Content-Type") << QByteArray("Content-Type") << QByteArray("text/plain") << true;
    QTest::newRow("Content-Type that asks")
        << QByteArray("Content-Type") << QByteArray("application/json") << false;
    QTest::newRow("unsafe byte") << QByteArray("Accept") << QByteArray("(") << false;
    QTest::newRow("Range is not among them")
        << QByteArray("Range") << QByteArray("bytes=0-1") << false;
    QTest::newRow("other") << QByteArray("X-A") << QByteArray("1") << false;
}

void TestSafelist::noCorsHeader_isKept()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QTEST(isNoCorsSafelistedRequestHeader(name, value), "kept");
}

void TestSafelist::responseHeader_isAlwaysReadable()
{
    for (const char *name : {"Cache-Control", "content-language", "CONTENT-LENGTH", "Content-Type",
                             "Expires", "Last-Modified", "Pragma"})
        QVERIFY2(isCorsSafelistedResponseHeaderName(name), name);
    for (const char *name : {"ETag", "Date", "Set-Cookie", "Content-Encoding", "Location", ""})
        QVERIFY2(!isCorsSafelistedResponseHeaderName(name), name);
}

void TestSafelist::authorization_isCoveredByNoWildcard()
{
    QVERIFY(isCorsNonWildcardRequestHeaderName("authorization"));
    QVERIFY(isCorsNonWildcardRequestHeaderName("AUTHORIZATION"));
    QVERIFY(!isCorsNonWildcardRequestHeaderName("Proxy-Authorization"));
    QVERIFY(!isCorsNonWildcardRequestHeaderName("X-Custom"));
}

QTEST_GUILESS_MAIN(TestSafelist)
#include "tst_safelist.moc"
