// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/url.h"

#include "urlcases.h"

#include <QTest>
#include <QUrl>

using namespace corslab;

namespace {

tl::expected<Url, UrlError> parse(const QString &input, const QString &base)
{
    if (base.isNull())
        return Url::parse(input);
    const auto baseUrl = Url::parse(base);
    if (!baseUrl)
        qFatal("The test's base URL cannot be parsed");
    return Url::parse(input, &*baseUrl);
}

Url parsed(QStringView input)
{
    const auto url = Url::parse(input);
    if (!url)
        qFatal("The test's URL cannot be parsed");
    return *url;
}

} // namespace

class TestUrl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void input_isSerialisedAsTheStandardSays_data();
    void input_isSerialisedAsTheStandardSays();
    void serialisedUrl_parsesToItself_data() { input_isSerialisedAsTheStandardSays_data(); }
    void serialisedUrl_parsesToItself();
    void malformedInput_namesWhatOffends_data();
    void malformedInput_namesWhatOffends();
    void parts_areThoseOfTheRecord();
    void absentAndEmptyParts_differ();
    void qurl_readsTheSameInputOtherwise_data();
    void qurl_readsTheSameInputOtherwise();
    void defaultPorts_areThoseOfSpecialSchemes();
    void origin_followsTheScheme_data();
    void origin_followsTheScheme();
    void opaqueOrigin_isNewAtEachCall();
    void trustworthiness_followsSchemeAndHost_data();
    void trustworthiness_followsSchemeAndHost();
    void longUrl_isParsedWhole();
};

void TestUrl::input_isSerialisedAsTheStandardSays_data()
{
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("base");
    QTest::addColumn<QByteArray>("href");
    for (const auto &row : test::urlCases)
        QTest::newRow(row.name) << row.input.toString() << row.base.toString()
                                << QByteArray(row.href);
}

void TestUrl::input_isSerialisedAsTheStandardSays()
{
    QFETCH(QString, input);
    QFETCH(QString, base);
    QFETCH(QByteArray, href);
    const auto url = parse(input, base);
    QVERIFY2(url, "refused");
    QCOMPARE(url->href(), href);
}

void TestUrl::serialisedUrl_parsesToItself()
{
    QFETCH(QString, input);
    QFETCH(QString, base);
    const auto first = parse(input, base);
    QVERIFY(first);
    const auto second = Url::parse(QString::fromLatin1(first->href()));
    QVERIFY(second);
    QCOMPARE(second->href(), first->href());
    QVERIFY(*second == *first);
}

void TestUrl::malformedInput_namesWhatOffends_data()
{
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("base");
    QTest::addColumn<UrlErrorCode>("code");
    QTest::addColumn<QString>("value");
    for (const auto &row : test::urlFailureCases)
        QTest::newRow(row.name) << row.input.toString() << row.base.toString() << row.code
                                << row.value.toString();
}

void TestUrl::malformedInput_namesWhatOffends()
{
    QFETCH(QString, input);
    QFETCH(QString, base);
    QFETCH(UrlErrorCode, code);
    QFETCH(QString, value);
    const auto url = parse(input, base);
    QVERIFY2(!url, url ? url->href().constData() : "");
    QCOMPARE(url.error().code, code);
    QCOMPARE(url.error().value, value);
}

void TestUrl::parts_areThoseOfTheRecord()
{
    Url url = parsed(u"https://u:p@Example.com:8443/a/b?q=1#f");
    QCOMPARE(url.scheme(), "https");
    QCOMPARE(url.username(), "u");
    QCOMPARE(url.password(), "p");
    QCOMPARE(url.host().value(), "example.com");
    QCOMPARE(url.port().value(), 8443);
    QCOMPARE(url.effectivePort().value(), 8443);
    QCOMPARE(url.path(), "/a/b");
    QCOMPARE(url.query().value(), "q=1");
    QCOMPARE(url.fragment().value(), "f");
    QCOMPARE(url.hostAndPort(), "example.com:8443");
    QCOMPARE(url.requestTarget(), "/a/b?q=1");
    QCOMPARE(url.hrefWithoutFragment(), "https://u:p@example.com:8443/a/b?q=1");
    QVERIFY(url.isHttpOrHttps());
    QVERIFY(url.includesCredentials());
    QVERIFY(!url.hasOpaquePath());

    url.clearCredentials();
    url.setFragment(std::nullopt);
    url.setQuery(QByteArray("x"));
    QVERIFY(!url.includesCredentials());
    QCOMPARE(url.href(), "https://example.com:8443/a/b?x");
}

void TestUrl::absentAndEmptyParts_differ()
{
    const Url bare = parsed(u"http://a/");
    QVERIFY(!bare.query() && !bare.fragment() && !bare.port());
    QCOMPARE(bare.effectivePort().value(), 80);
    QCOMPARE(bare.hostAndPort(), "a");
    QCOMPARE(bare.requestTarget(), "/");
    const Url marked = parsed(u"http://a/?#");
    QVERIFY(marked.query() && marked.query()->isEmpty());
    QVERIFY(marked.fragment() && marked.fragment()->isEmpty());
    QCOMPARE(marked.requestTarget(), "/?");
    QVERIFY(bare != marked);

    const Url data = parsed(u"data:,x");
    QVERIFY(!data.host() && data.hasOpaquePath() && !data.effectivePort());
    QCOMPARE(data.path(), ",x");
    const Url file = parsed(u"file:///x");
    QVERIFY(file.host() && file.host()->isEmpty());
    QVERIFY(!file.isHttpOrHttps());
}

/// The reasons for a parser of our own. A row that fails here says that Qt has changed.
void TestUrl::qurl_readsTheSameInputOtherwise_data()
{
    QTest::addColumn<QString>("input");
    QTest::addColumn<QByteArray>("href");
    const auto row = [](const char *name, QStringView input, const char *href) {
        QTest::newRow(name) << input.toString() << QByteArray(href);
    };
    row("back-slashes", u"http:\\\\a\\b", "http://a/b");
    row("tab", u"http://a/b\tc", "http://a/bc");
    row("surrounding spaces", u" http://a/ ", "http://a/");
    row("no slashes", u"http:a", "http://a/");
    row("default port", u"http://a:80/", "http://a/");
    row("dot segments", u"http://a/b/../c", "http://a/c");
    row("no path", u"http://a", "http://a/");
}

void TestUrl::qurl_readsTheSameInputOtherwise()
{
    QFETCH(QString, input);
    QFETCH(QByteArray, href);
    QCOMPARE(parsed(input).href(), href);
    QVERIFY(QUrl(input).toEncoded() != href);
    QVERIFY(QUrl(QStringLiteral("http://256.1.1.1/")).isValid());
    QVERIFY(!Url::parse(u"http://256.1.1.1/"));
}

void TestUrl::defaultPorts_areThoseOfSpecialSchemes()
{
    QCOMPARE(defaultPort("http"), std::optional<quint16>(80));
    QCOMPARE(defaultPort("ws"), std::optional<quint16>(80));
    QCOMPARE(defaultPort("https"), std::optional<quint16>(443));
    QCOMPARE(defaultPort("wss"), std::optional<quint16>(443));
    QCOMPARE(defaultPort("ftp"), std::optional<quint16>(21));
    QVERIFY(!defaultPort("file"));
    QVERIFY(!defaultPort("HTTP"));
}

void TestUrl::origin_followsTheScheme_data()
{
    QTest::addColumn<QString>("input");
    QTest::addColumn<QByteArray>("origin");
    const auto row = [](QStringView input, const char *origin) {
        QTest::newRow(qPrintable(input.toString())) << input.toString() << QByteArray(origin);
    };
    row(u"http://a/b", "http://a");
    row(u"https://u:p@A:8443/", "https://a:8443");
    row(u"http://a:80/", "http://a");
    row(u"http://[::1]:3000/", "http://[::1]:3000");
    row(u"ws://a:1/", "ws://a:1");
    row(u"ftp://a/", "ftp://a");
    row(u"blob:https://a:8/uuid", "https://a:8");
    row(u"blob:data:,x", "null");
    row(u"blob:ftp://a/", "null");
    row(u"data:,x", "null");
    row(u"about:blank", "null");
    row(u"file:///x", "null");
    row(u"foo://a/", "null");
}

void TestUrl::origin_followsTheScheme()
{
    QFETCH(QString, input);
    QFETCH(QByteArray, origin);
    const Origin actual = parsed(input).origin();
    QCOMPARE(actual.serialized(), origin);
    QCOMPARE(actual.isOpaque(), origin == "null");
}

void TestUrl::opaqueOrigin_isNewAtEachCall()
{
    const Url url = parsed(u"data:,x");
    QVERIFY(!(url.origin() == url.origin()));
}

void TestUrl::trustworthiness_followsSchemeAndHost_data()
{
    QTest::addColumn<QString>("input");
    QTest::addColumn<bool>("trustworthy");
    const auto row = [](QStringView input, bool trustworthy) {
        QTest::newRow(qPrintable(input.toString())) << input.toString() << trustworthy;
    };
    row(u"https://a/", true);
    row(u"wss://a/", true);
    row(u"http://a/", false);
    row(u"ws://a/", false);
    row(u"http://localhost:3000/", true);
    row(u"http://one.site.localhost/", true);
    row(u"http://localhost.a/", false);
    row(u"http://notlocalhost/", false);
    row(u"http://127.1.2.3/", true);
    row(u"http://128.0.0.1/", false);
    row(u"http://[::1]/", true);
    row(u"http://[::2]/", false);
    row(u"data:,x", true);
    row(u"about:blank", true);
    row(u"about:config", false);
    row(u"blob:https://a/x", true);
    row(u"blob:http://a/x", false);
    row(u"foo://localhost/", false);
}

void TestUrl::trustworthiness_followsSchemeAndHost()
{
    QFETCH(QString, input);
    QFETCH(bool, trustworthy);
    QCOMPARE(parsed(input).isPotentiallyTrustworthy(), trustworthy);
}

void TestUrl::longUrl_isParsedWhole()
{
    const QString path(100'000, u'a');
    const auto url = Url::parse(QStringLiteral("http://h/%1?%1").arg(path));
    QVERIFY(url);
    QCOMPARE(url->path().size(), 100'001);
    QCOMPARE(url->query()->size(), 100'000);
}

QTEST_GUILESS_MAIN(TestUrl)
#include "tst_url.moc"
