// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/originpattern.h"

#include <QTest>

using namespace corslab;

class TestOriginPattern : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pattern_matchesWhatItSays_data();
    void pattern_matchesWhatItSays();
    void mistake_isNamedWithItsPlace_data();
    void mistake_isNamedWithItsPlace();
    void parts_areTold();
};

void TestOriginPattern::pattern_matchesWhatItSays_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char *name, QByteArray pattern, QByteArray origin, bool matches) {
        QTest::newRow(name) << std::move(pattern) << std::move(origin) << matches;
    };
    row("any", "*", "http://whatever.example", true);
    row("any, null", "*", "null", true);
    row("null", "null", "null", true);
    row("null is not a host", "null", "http://null", false);
    row("exact", "http://localhost:3000", "http://localhost:3000", true);
    row("exact, other port", "http://localhost:3000", "http://localhost:3001", false);
    row("exact, other scheme", "http://localhost:3000", "https://localhost:3000", false);
    row("exact, no port", "https://example.com", "https://example.com", true);
    row("exact, port where none is meant", "https://example.com", "https://example.com:8443",
        false);
    row("exact, subdomain", "https://example.com", "https://a.example.com", false);
    row("exact, longer start", "https://bar.com", "https://barfoo.com", false);
    row("exact, longer end", "https://example.com", "https://example.com.evil.org", false);
    row("exact, null", "https://example.com", "null", false);
    row("exact, upper case", "https://example.com", "https://EXAMPLE.com", false);
    row("exact, slash", "https://example.com", "https://example.com/", false);
    row("exact, IPv4", "http://127.0.0.1:8080", "http://127.0.0.1:8080", true);
    row("exact, IPv6", "http://[::1]:8080", "http://[::1]:8080", true);
    row("exact, IPv6, no port", "http://[::1]", "http://[::1]", true);
    row("subdomain, one label", "https://*.example.com", "https://a.example.com", true);
    row("subdomain, labels", "https://*.example.com", "https://a.b-1.example.com", true);
    row("subdomain, apex", "https://*.example.com", "https://example.com", false);
    row("subdomain, unanchored", "https://*.example.com", "https://evilexample.com", false);
    row("subdomain, longer end", "https://*.example.com", "https://a.example.com.evil.org", false);
    row("subdomain, empty label", "https://*.example.com", "https://.example.com", false);
    row("subdomain, two dots", "https://*.example.com", "https://a..example.com", false);
    row("subdomain, underscore", "https://*.example.com", "https://a_b.example.com", false);
    row("subdomain, backtick", "https://*.example.com", "https://a`.example.com", false);
    row("subdomain, user", "https://*.example.com", "https://evil@a.example.com", false);
    row("subdomain, path", "https://*.example.com", "https://evil/a.example.com", false);
    row("subdomain, 64 letters", "https://*.example.com",
        "https://" + QByteArray(64, 'a') + ".example.com", false);
    row("subdomain, port differs", "https://*.example.com", "https://a.example.com:1", false);
    row("subdomain, port", "https://*.example.com:1", "https://a.example.com:1", true);
    row("subdomain of localhost", "http://*.localhost:*", "http://shop.localhost:3000", true);
    row("any port, none named", "http://localhost:*", "http://localhost", true);
    row("any port, named", "http://localhost:*", "http://localhost:65535", true);
    row("any port, too large", "http://localhost:*", "http://localhost:65536", false);
    row("any port, zero", "http://localhost:*", "http://localhost:0", false);
    row("any port, empty", "http://localhost:*", "http://localhost:", false);
    row("any port, leading zero", "http://localhost:*", "http://localhost:080", false);
    row("any port, not a number", "http://localhost:*", "http://localhost:80a", false);
    row("O12, localhost.evil.com", "http://localhost:*", "http://localhost.evil.com", false);
    row("any port and subdomain", "https://*.example.com:*", "https://a.example.com:9", true);
    row("default port as written", "https://example.com:443", "https://example.com", false);
}

void TestOriginPattern::pattern_matchesWhatItSays()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, origin);
    QFETCH(bool, matches);
    const auto parsed = OriginPattern::parse(pattern);
    QVERIFY(parsed.has_value());
    QCOMPARE(parsed->matches(origin), matches);
}

void TestOriginPattern::mistake_isNamedWithItsPlace_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<PatternErrorCode>("code");
    QTest::addColumn<int>("position");
    using enum PatternErrorCode;
    const auto row = [](QByteArray pattern, PatternErrorCode code, int position) {
        QTest::newRow(pattern.isEmpty() ? "(empty)" : pattern.constData())
            << pattern << code << position;
    };
    row("", Empty, 0);
    row("localhost:3000", MissingScheme, 0);
    row("://a", MissingScheme, 0);
    row("example.com", MissingScheme, 0);
    row("file://a", UnsupportedScheme, 0);
    row("HTTPS://a.com", UpperCase, 0);
    row("HTTPX://a.com", UnsupportedScheme, 0);
    row("*://a.com", UnsupportedScheme, 0);
    row("https://", MissingHost, 8);
    row("https://:80", MissingHost, 8);
    row("https://*", WildcardTopLevel, 8);
    row("https://*:8080", WildcardTopLevel, 8);
    row("https://*.", WildcardTopLevel, 8);
    row("https://*.com", WildcardTopLevel, 8);
    row("https://a*.example.com", WildcardInsideLabel, 9);
    row("https://a.*.com", WildcardInsideLabel, 10);
    row("https://*a.com", WildcardInsideLabel, 8);
    row("https://*.*.com", WildcardInsideLabel, 10);
    row("https://a.com/", HasPath, 13);
    row("https://a.com/x", HasPath, 13);
    row("https://a.com?x", HasPath, 13);
    row("https://u:p@a.com", HasCredentials, 8);
    row("https://a.com:0", InvalidPort, 14);
    row("https://a.com:65536", InvalidPort, 14);
    row("https://a.com:", InvalidPort, 14);
    row("https://a.com:x", InvalidPort, 14);
    row("https://a.com:08", InvalidPort, 14);
    row("https://A.com", UpperCase, 8);
    row("https://*.exAmple.com", UpperCase, 12);
    row("https://a b.com", InvalidHost, 9);
    row("https://ex\xc3\xa4mple.com", NotAscii, 10);
    row("http://[0:0::1]", InvalidHost, 7);
    row("http://256.1.1.1", InvalidHost, 7);
    row("http://*.127.0.0.1", InvalidHost, 9);
    row("http://*.[::1]", InvalidHost, 9);
}

void TestOriginPattern::mistake_isNamedWithItsPlace()
{
    QFETCH(QByteArray, pattern);
    QFETCH(PatternErrorCode, code);
    QFETCH(int, position);
    const auto parsed = OriginPattern::parse(pattern);
    QVERIFY(!parsed.has_value());
    QCOMPARE(parsed.error().code, code);
    QCOMPARE(parsed.error().position, position);
}

void TestOriginPattern::parts_areTold()
{
    const auto pattern = OriginPattern::parse("https://*.example.com:8443");
    QVERIFY(pattern.has_value());
    QCOMPARE(pattern->kind(), OriginPattern::Kind::Tuple);
    QCOMPARE(pattern->scheme(), QByteArray("https"));
    QCOMPARE(pattern->host(), QByteArray("example.com"));
    QVERIFY(pattern->subdomains());
    QVERIFY(!pattern->anyPort());
    QCOMPARE(pattern->port(), std::optional<quint16>(8443));
}

QTEST_GUILESS_MAIN(TestOriginPattern)
#include "tst_originpattern.moc"
