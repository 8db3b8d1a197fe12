// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/site.h"

#include <QTest>

using namespace corslab;

class TestSite : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void host_hasARegistrableDomainOrStandsForItself_data();
    void host_hasARegistrableDomainOrStandsForItself();
    void manyHosts_doNotConfuseTheCache();
    void publicSuffixes_areThoseOfTheList();
    void addresses_areKnown();
    void loopbackHosts_areKnown();
    void origins_areSameSite_data();
    void origins_areSameSite();
    void opaqueOrigins_areSameSiteOnlyWhereCopied();
};

void TestSite::host_hasARegistrableDomainOrStandsForItself_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("site");
    const auto row = [](const char *host, const char *site) {
        QTest::newRow(host) << QByteArray(host) << QByteArray(site);
    };
    row("example.com", "example.com");
    row("a.b.example.com", "example.com");
    row("a.example.co.uk", "example.co.uk");
    row("co.uk", "co.uk");
    row("com", "com");
    row("me.github.io", "me.github.io");
    row("x.me.github.io", "me.github.io");
    row("github.io", "github.io");
    row("www.ck", "www.ck");
    row("a.b.c.ck", "b.c.ck");
    row(".example.com", "example.com");
    row("..example.com", "example.com");
    row(".", ".");
    row("localhost", "localhost");
    row("site.localhost", "site.localhost");
    row("one.site.localhost", "site.localhost");
    row("example.unlisted", "example.unlisted");
    row("a.example.unlisted", "example.unlisted");
    row("a.xn--bcher-kva.example", "xn--bcher-kva.example");
    row("a.example.com.", "example.com.");
    row("a.example.co.uk.", "example.co.uk.");
    row("co.uk.", "co.uk.");
    row("com.", "com.");
    row("127.0.0.1", "127.0.0.1");
    row("192.168.10.20", "192.168.10.20");
    row("[::1]", "[::1]");
    row("", "");
    row(".", ".");
    row("a..b", "a..b");
}

void TestSite::host_hasARegistrableDomainOrStandsForItself()
{
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, site);
    QCOMPARE(registrableDomainOrHost(host), site);
    // The second answer comes from the cache.
    QCOMPARE(registrableDomainOrHost(host), site);
}

void TestSite::manyHosts_doNotConfuseTheCache()
{
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < 5000; ++i) {
            const QByteArray site = "s" + QByteArray::number(i) + ".com";
            QCOMPARE(registrableDomainOrHost("www." + site), site);
        }
    }
}

void TestSite::publicSuffixes_areThoseOfTheList()
{
    for (const char *host :
         {"com", "co.uk", "github.io", "localhost", "unlisted", "c.ck", "com.", "co.uk."})
        QVERIFY2(isPublicSuffix(host), host);
    for (const char *host : {"example.com", "a.localhost", "www.ck", "127.0.0.1", "[::1]", ""})
        QVERIFY2(!isPublicSuffix(host), host);
}

void TestSite::addresses_areKnown()
{
    for (const char *host : {"0.0.0.0", "127.0.0.1", "255.255.255.255", "[::1]", "[2001:db8::1]"})
        QVERIFY2(isIpAddress(host), host);
    for (const char *host : {"", "localhost", "1.2.3", "1.2.3.4.example", "a.b.c.d", "1.2.3.4.5"})
        QVERIFY2(!isIpAddress(host), host);
}

void TestSite::loopbackHosts_areKnown()
{
    for (const char *host : {"127.0.0.1", "127.255.0.9", "[::1]", "localhost", "a.localhost",
                             "localhost.", "a.b.localhost."})
        QVERIFY2(isLoopbackHost(host), host);
    for (const char *host : {"128.0.0.1", "0.0.0.0", "[::2]", "[::]", "127.example", "notlocalhost",
                             "localhost.example", "127.0.0.1.example", ""})
        QVERIFY2(!isLoopbackHost(host), host);
}

void TestSite::origins_areSameSite_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::addColumn<bool>("sameSite");
    QTest::addColumn<bool>("schemelesslySameSite");
    const auto row = [](const char *name, const char *first, const char *second, bool sameSite,
                        bool schemeless) {
        QTest::newRow(name) << QByteArray(first) << QByteArray(second) << sameSite << schemeless;
    };
    row("same origin", "https://a.com", "https://a.com", true, true);
    row("other port", "http://localhost:3000", "http://localhost:4000", true, true);
    row("other subdomain", "https://x.a.com", "https://y.a.com", true, true);
    row("other scheme", "http://a.com", "https://a.com", false, true);
    row("other scheme and subdomain", "http://x.a.com", "https://a.com", false, true);
    row("other domain", "https://a.com", "https://b.com", false, false);
    row("two below a public suffix", "https://a.github.io", "https://b.github.io", false, false);
    row("public suffix and below", "https://github.io", "https://a.github.io", false, false);
    row("two below a site of localhost", "http://one.site.localhost:1",
        "http://two.site.localhost:2", true, true);
    row("two sites of localhost", "http://a.localhost", "http://b.localhost", false, false);
    row("localhost and below", "http://localhost", "http://a.localhost", false, false);
    row("localhost and its address", "http://localhost:1", "http://127.0.0.1:1", false, false);
    row("same address", "http://127.0.0.1:1", "http://127.0.0.1:2", true, true);
    row("addresses that end alike", "http://10.1.0.1", "http://20.1.0.1", false, false);
}

void TestSite::origins_areSameSite()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    const auto a = Origin::fromSerialized(first);
    const auto b = Origin::fromSerialized(second);
    QVERIFY(a && b);
    QTEST(isSameSite(*a, *b), "sameSite");
    QTEST(isSameSite(*b, *a), "sameSite");
    QTEST(isSchemelesslySameSite(*a, *b), "schemelesslySameSite");
}

void TestSite::opaqueOrigins_areSameSiteOnlyWhereCopied()
{
    const Origin opaque;
    const Origin copy = opaque;
    QVERIFY(isSameSite(opaque, copy));
    QVERIFY(!isSameSite(opaque, Origin()));
    QVERIFY(!isSchemelesslySameSite(opaque, Origin("http", "a", {})));
}

QTEST_GUILESS_MAIN(TestSite)
#include "tst_site.moc"
