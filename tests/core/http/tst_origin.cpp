// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/origin.h"

#include <QTest>

using namespace corslab;

using Code = OriginErrorCode;

class TestOrigin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void serializedOrigin_isReadAndWrittenBack_data();
    void serializedOrigin_isReadAndWrittenBack();
    void otherBytes_areRefusedWithWhatWasMeant_data();
    void otherBytes_areRefusedWithWhatWasMeant();
    void suggestion_isItselfAnOrigin_data() { otherBytes_areRefusedWithWhatWasMeant_data(); }
    void suggestion_isItselfAnOrigin();
    void parts_areThoseOfTheTuple();
    void opaqueOrigins_areTheSameOnlyWhereCopied();
    void tuples_areTheSameByAllThreeParts();
    void trustworthiness_needsHttpsOrLoopback();
};

void TestOrigin::serializedOrigin_isReadAndWrittenBack_data()
{
    QTest::addColumn<QByteArray>("bytes");
    for (const char *bytes :
         {"http://localhost:3000", "https://example.com", "https://example.com:8443",
          "http://a:443", "https://a:80", "http://127.0.0.1:1", "http://[::1]",
          "https://[2001:db8::1]:65535", "https://xn--bcher-kva.example", "http://a_b", "http://a.",
          "http://a:0", "null"})
        QTest::newRow(bytes) << QByteArray(bytes);
}

void TestOrigin::serializedOrigin_isReadAndWrittenBack()
{
    QFETCH(QByteArray, bytes);
    const auto origin = Origin::fromSerialized(bytes);
    QVERIFY(origin);
    QCOMPARE(origin->serialized(), bytes);
    QCOMPARE(origin->isOpaque(), bytes == "null");
}

void TestOrigin::otherBytes_areRefusedWithWhatWasMeant_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<OriginErrorCode>("code");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("suggestion");
    const auto row = [](const char *name, QByteArray bytes, Code code, QByteArray value,
                        QByteArray suggestion) {
        QTest::newRow(name) << bytes << code << value << suggestion;
    };
    row("empty", "", Code::Empty, "", "");
    row("blank", " \t", Code::Empty, " \t", "");

    row("loopback host and port", "localhost:3000", Code::MissingScheme, "localhost:3000",
        "http://localhost:3000");
    row("host and port", "example.com:8080", Code::MissingScheme, "example.com:8080",
        "https://example.com:8080");
    row("host", "example.com", Code::MissingScheme, "example.com", "https://example.com");
    row("address", "192.168.0.1:80", Code::MissingScheme, "192.168.0.1:80", "http://192.168.0.1");
    row("IPv6 address", "[::1]:3000", Code::MissingScheme, "[::1]:3000", "http://[::1]:3000");
    row("slashes without scheme", "//example.com", Code::MissingScheme, "//example.com",
        "https://example.com");
    row("empty scheme", "://example.com", Code::MissingScheme, "://example.com", "");
    row("space in front", " http://a", Code::MissingScheme, " http://a", "http://a");
    row("star", "*", Code::MissingScheme, "*", "");

    row("slashes alone", "http://", Code::MissingHost, "http://", "");
    row("path without host", "http:///a", Code::MissingHost, "http:///a", "");
    row("port without host", "http://:80", Code::MissingHost, "http://:80", "");
    row("scheme alone", "http:", Code::MissingHost, "http:", "");
    row("slashes forgotten", "http:localhost", Code::MissingHost, "http:localhost",
        "http://localhost");
    row("one slash", "https:/a", Code::MissingHost, "https:/a", "https://a");

    row("ftp", "ftp://a", Code::UnsupportedScheme, "ftp", "");
    row("file", "file:///a/b", Code::UnsupportedScheme, "file", "null");
    row("ws", "ws://a:1", Code::UnsupportedScheme, "ws", "http://a:1");
    row("wss", "wss://a", Code::UnsupportedScheme, "wss", "https://a");
    row("data", "data:text/plain,x", Code::UnsupportedScheme, "data", "");

    row("slash", "http://a:3000/", Code::HasPath, "/", "http://a:3000");
    row("path", "https://a/b/c", Code::HasPath, "/b/c", "https://a");
    row("query", "https://a?b", Code::HasPath, "?b", "https://a");
    row("fragment", "https://a#b", Code::HasPath, "#b", "https://a");
    row("upper case and slash", "HTTP://Localhost:3000/", Code::HasPath, "/",
        "http://localhost:3000");

    row("credentials", "http://u:p@a:1", Code::HasCredentials, "u:p", "http://a:1");
    row("empty credentials", "http://@a", Code::HasCredentials, "", "http://a");

    row("scheme in upper case", "HTTP://a", Code::UpperCase, "HTTP", "http://a");
    row("host in upper case", "http://Localhost:3000", Code::UpperCase, "Localhost",
        "http://localhost:3000");
    row("null in upper case", "Null", Code::UpperCase, "Null", "null");

    row("Unicode",
        "https://b\xc3\xbc"
        "cher.example:8443",
        Code::NotAscii,
        "b\xc3\xbc"
        "cher.example",
        "https://xn--bcher-kva.example:8443");
    row("bytes that are not UTF-8", "https://\xff", Code::NotAscii, "\xff", "");

    row("default port of http", "http://a:80", Code::DefaultPort, "80", "http://a");
    row("default port of https", "https://[::1]:443", Code::DefaultPort, "443", "https://[::1]");

    row("port too large", "http://a:65536", Code::InvalidPort, "65536", "");
    row("port with letters", "http://a:3000x", Code::InvalidPort, "3000x", "");
    row("port star", "http://a:*", Code::InvalidPort, "*", "");
    row("port with zeros", "http://a:03000", Code::InvalidPort, "03000", "http://a:3000");
    row("port empty", "http://a:", Code::InvalidPort, ":", "http://a");
    row("port and space", "http://a:3000 ", Code::InvalidPort, "3000 ", "http://a:3000");

    row("space in host", "http://a b", Code::InvalidHost, "a b", "");
    row("space behind host", "http://a ", Code::InvalidHost, "a ", "http://a");
    row("percent in host", "http://%61", Code::InvalidHost, "%61", "http://a");
    row("IPv4 in short", "http://127.1:3000", Code::InvalidHost, "127.1", "http://127.0.0.1:3000");
    row("IPv4 too large", "http://256.1.1.1", Code::InvalidHost, "256.1.1.1", "");
    row("IPv6 not compressed", "http://[0:0:0:0:0:0:0:1]:1", Code::InvalidHost, "[0:0:0:0:0:0:0:1]",
        "http://[::1]:1");
    row("IPv6 not closed", "http://[::1", Code::InvalidHost, "[::1", "");
    row("two origins", "http://a, http://b", Code::InvalidHost, "a, http://b", "");
    row("line break", "http://a\n", Code::InvalidHost, "a\n", "http://a");
    row("NUL", QByteArray("http://a\0", 9), Code::InvalidHost, QByteArray("a\0", 2), "http://a");
}

void TestOrigin::otherBytes_areRefusedWithWhatWasMeant()
{
    QFETCH(QByteArray, bytes);
    QFETCH(OriginErrorCode, code);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, suggestion);
    const auto origin = Origin::fromSerialized(bytes);
    QVERIFY(!origin);
    QCOMPARE(origin.error().code, code);
    QCOMPARE(origin.error().value, value);
    QCOMPARE(origin.error().suggestion, suggestion);
}

void TestOrigin::suggestion_isItselfAnOrigin()
{
    QFETCH(QByteArray, suggestion);
    QVERIFY(suggestion.isEmpty() || Origin::fromSerialized(suggestion));
}

void TestOrigin::parts_areThoseOfTheTuple()
{
    const auto origin = Origin::fromSerialized("https://[2001:db8::1]:8443");
    QVERIFY(origin);
    QCOMPARE(origin->scheme(), "https");
    QCOMPARE(origin->host(), "[2001:db8::1]");
    QCOMPARE(origin->port(), std::optional<quint16>(8443));
    QVERIFY(!Origin::fromSerialized("https://a")->port());
}

void TestOrigin::opaqueOrigins_areTheSameOnlyWhereCopied()
{
    const Origin one;
    const Origin copy = one;
    const Origin other;
    QVERIFY(one == copy);
    QVERIFY(!(one == other));
    QCOMPARE(one.serialized(), "null");
    QCOMPARE(other.serialized(), "null");
    QVERIFY(!(one == Origin("http", "a", {})));
}

void TestOrigin::tuples_areTheSameByAllThreeParts()
{
    const Origin origin("http", "a", 3000);
    QCOMPARE(origin.serialized(), "http://a:3000");
    QVERIFY(origin == Origin("http", "a", 3000));
    QVERIFY(!(origin == Origin("https", "a", 3000)));
    QVERIFY(!(origin == Origin("http", "b", 3000)));
    QVERIFY(!(origin == Origin("http", "a", 3001)));
    QVERIFY(!(origin == Origin("http", "a", {})));
}

void TestOrigin::trustworthiness_needsHttpsOrLoopback()
{
    QVERIFY(Origin("https", "a", {}).isPotentiallyTrustworthy());
    QVERIFY(Origin("http", "localhost", 3000).isPotentiallyTrustworthy());
    QVERIFY(Origin("http", "a.localhost", {}).isPotentiallyTrustworthy());
    QVERIFY(Origin("http", "127.9.9.9", {}).isPotentiallyTrustworthy());
    QVERIFY(Origin("http", "[::1]", {}).isPotentiallyTrustworthy());
    QVERIFY(!Origin("http", "a", {}).isPotentiallyTrustworthy());
    QVERIFY(!Origin("http", "192.168.0.1", {}).isPotentiallyTrustworthy());
    QVERIFY(!Origin().isPotentiallyTrustworthy());
}

QTEST_GUILESS_MAIN(TestOrigin)
#include "tst_origin.moc"
