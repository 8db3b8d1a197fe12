// SPDX-License-Identifier: GPL-3.0-or-later
// Each mistake that a lab file can have, and those that are none because somebody may want to see
// them.
#include "core/document/labfile.h"

#include <QTest>

using namespace corslab;
using namespace Qt::StringLiterals;

namespace {

/// A laboratory with one server "api", whose members, and the file's, are given.
QByteArray server(const QByteArray &members)
{
    return R"({"corslab":1,"servers":[{"name":"api","origin":"http://localhost:4000",)" + members +
           "}]}";
}

QByteArray endpoint(const QByteArray &members)
{
    return server(R"("endpoints":[{)" + members + "}]");
}

QByteArray request(const QByteArray &members)
{
    return R"({"corslab":1,"page":{"origin":"http://localhost:3000"},"requests":[{"url":"/",)" +
           members + "}]}";
}

QByteArray page(const QByteArray &members)
{
    return R"({"corslab":1,"page":{)" + members + "}}";
}

} // namespace

class TestLabFileMistakes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mistake_isNamedWithItsPlace_data();
    void mistake_isNamedWithItsPlace();
    void mistakeToImitate_isKept_data();
    void mistakeToImitate_isKept();
    void originWithPath_getsASuggestion();
    void semanticMistake_hasALine();
    void syntaxMistake_hasLineAndColumn();
};

void TestLabFileMistakes::mistake_isNamedWithItsPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<LabFileErrorCode>("code");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("value");
    using Code = LabFileErrorCode;
    const auto row = [](const char *name, const QByteArray &text, Code code,
                        const QString &place = {}, const QString &value = {}) {
        QTest::newRow(name) << text << code << place << value;
    };
    row("empty", "", Code::Empty);
    row("white space", " \r\n\t", Code::Empty);
    row("not JSON", "corslab: 1", Code::NotJson, {}, u"illegal value"_s);
    row("NUL bytes", QByteArray(64, '\0'), Code::NotJson, {}, u"illegal value"_s);
    row("NUL behind the end", QByteArray("{\"corslab\":1}\0", 14), Code::NotJson, {},
        u"garbage at the end of the document"_s);
    row("comment", "{\"corslab\":1} // yes", Code::NotJson, {},
        u"garbage at the end of the document"_s);
    row("deeply nested", R"({"corslab":1,"x":)" + QByteArray(100000, '['), Code::NotJson, {},
        u"too deeply nested document"_s);
    row("a list", "[]", Code::NotAnObject);
    row("not UTF-8: Latin-1", "{\"corslab\":1,\"title\":\"\xFC\"}", Code::NotUtf8);
    row("not UTF-8: overlong", "{\"corslab\":1,\"title\":\"\xC0\xAF\"}", Code::NotUtf8);
    row("not UTF-8: surrogate", "{\"corslab\":1,\"title\":\"\xED\xA0\x80\"}", Code::NotUtf8);
    row("UTF-16", QByteArray("\xFF\xFE{\0}\0", 6), Code::NotUtf8);

    row("no version", "{}", Code::MissingVersion, u"corslab"_s);
    row("later version", R"({"corslab":2,"page":7})", Code::LaterVersion, u"corslab"_s, u"2"_s);
    row("version zero", R"({"corslab":0})", Code::OutOfRange, u"corslab"_s, u"0"_s);
    row("half a version", R"({"corslab":1.5})", Code::WrongType, u"corslab"_s, u"1.5"_s);
    row("a word for a version", R"({"corslab":"1"})", Code::WrongType, u"corslab"_s, u"1"_s);
    row("null", R"({"corslab":1,"title":null})", Code::WrongType, u"title"_s, u"null"_s);

    row("origin with a path", page(R"("origin":"http://localhost:3000/app")"), Code::InvalidOrigin,
        u"page.origin"_s, u"http://localhost:3000/app"_s);
    row("origin with a slash", page(R"("origin":"http://localhost:3000/")"), Code::InvalidOrigin,
        u"page.origin"_s, u"http://localhost:3000/"_s);
    row("origin without a scheme", page(R"("origin":"localhost:3000")"), Code::InvalidOrigin,
        u"page.origin"_s, u"localhost:3000"_s);
    row("origin in upper case", page(R"("origin":"HTTP://LOCALHOST:3000")"), Code::InvalidOrigin,
        u"page.origin"_s, u"HTTP://LOCALHOST:3000"_s);
    row("empty origin", page(R"("origin":"")"), Code::InvalidOrigin, u"page.origin"_s);
    row("page without an origin", page(""), Code::MissingKey, u"page.origin"_s);
    row("embed with a path", page(R"("origin":"null","embed":"http://a/b")"), Code::InvalidOrigin,
        u"page.embed"_s, u"http://a/b"_s);
    row("page's URL without a host", page(R"("origin":"http://a","url":"http://")"),
        Code::InvalidUrl, u"page.url"_s, u"http://"_s);
    row("page's URL relative", page(R"("origin":"http://a","url":"/x")"), Code::InvalidUrl,
        u"page.url"_s, u"/x"_s);
    row("kind nobody knows", page(R"("origin":"null","kind":"worker")"), Code::WrongValue,
        u"page.kind"_s, u"worker"_s);
    row("placeholder of no server", page(R"("origin":"{{pages}}")"), Code::UnknownServer,
        u"page.origin"_s, u"pages"_s);
    row("placeholder with a path as origin",
        R"({"corslab":1,"servers":[{"name":"a","origin":"http://localhost:0"}],)"
        R"("page":{"origin":"{{a}}/x"}})",
        Code::InvalidOrigin, u"page.origin"_s, u"{{a}}/x"_s);

    row("server without an origin", R"({"corslab":1,"servers":[{"name":"a"}]})", Code::MissingKey,
        u"servers[0].origin"_s);
    row("server on null", R"({"corslab":1,"servers":[{"origin":"null"}]})", Code::InvalidOrigin,
        u"servers[0].origin"_s, u"null"_s);
    row("server on ftp", R"({"corslab":1,"servers":[{"origin":"ftp://a:0"}]})", Code::InvalidOrigin,
        u"servers[0].origin"_s, u"ftp://a:0"_s);
    row("server with a path", R"({"corslab":1,"servers":[{"origin":"http://a:0/"}]})",
        Code::InvalidOrigin, u"servers[0].origin"_s, u"http://a:0/"_s);
    row("server on port 70000", R"({"corslab":1,"servers":[{"origin":"http://a:70000"}]})",
        Code::InvalidOrigin, u"servers[0].origin"_s, u"http://a:70000"_s);
    row("two servers of one name",
        R"({"corslab":1,"servers":[{"name":"a","origin":"http://a"},)"
        R"({"name":"a","origin":"http://b"}]})",
        Code::DuplicateName, u"servers[1].name"_s, u"a"_s);
    row("server named with a space",
        R"({"corslab":1,"servers":[{"name":"a b","origin":"http://a"}]})", Code::WrongValue,
        u"servers[0].name"_s, u"a b"_s);

    row("answer's header name", endpoint(R"("headers":[["X-A","1"],["X A","1"]])"),
        Code::InvalidHeaderName, u"servers[0].endpoints[0].headers[1][0]"_s, u"X A"_s);
    row("answer's empty header name", endpoint(R"("headers":[["","1"]])"), Code::InvalidHeaderName,
        u"servers[0].endpoints[0].headers[0][0]"_s);
    row("answer's value with LF", endpoint(R"("headers":[["X-A","1\n2"]])"),
        Code::InvalidHeaderValue, u"servers[0].endpoints[0].headers[0][1]"_s, u"1\n2"_s);
    row("answer's value with CR", endpoint(R"("headers":[["X-A","\r"]])"), Code::InvalidHeaderValue,
        u"servers[0].endpoints[0].headers[0][1]"_s, u"\r"_s);
    row("answer's value with NUL", endpoint(R"("headers":[["X-A","\u0000"]])"),
        Code::InvalidHeaderValue, u"servers[0].endpoints[0].headers[0][1]"_s, QString(QChar()));
    row("answer's value that is no byte", endpoint(R"("headers":[["X-A","€"]])"), Code::WrongValue,
        u"servers[0].endpoints[0].headers[0][1]"_s, u"€"_s);
    row("answer's value of no server", endpoint(R"("headers":[["X-A","{{b}}"]])"),
        Code::UnknownServer, u"servers[0].endpoints[0].headers[0][1]"_s, u"b"_s);
    row("half a pair", endpoint(R"("headers":[["X-A"]])"), Code::WrongType,
        u"servers[0].endpoints[0].headers[0]"_s, u"[\"X-A\"]"_s);
    row("three in a pair", endpoint(R"("headers":[["a","b","c"]])"), Code::WrongType,
        u"servers[0].endpoints[0].headers[0]"_s, u"[\"a\",\"b\",\"c\"]"_s);
    row("raw body that is no bytes", endpoint(R"("rawBody":"€")"), Code::WrongValue,
        u"servers[0].endpoints[0].rawBody"_s, u"€"_s);
    row("two bodies", endpoint(R"("rawBody":"a","body":"b")"), Code::WrongValue,
        u"servers[0].endpoints[0].rawBody"_s, u"a"_s);
    row("status 99", endpoint(R"("status":99)"), Code::OutOfRange,
        u"servers[0].endpoints[0].status"_s, u"99"_s);
    row("status 200.5", endpoint(R"("status":200.5)"), Code::WrongType,
        u"servers[0].endpoints[0].status"_s, u"200.5"_s);
    row("a delay before now", endpoint(R"("delay":-1)"), Code::OutOfRange,
        u"servers[0].endpoints[0].delay"_s, u"-1"_s);
    row("a delay for ever", endpoint(R"("delay":1e300)"), Code::OutOfRange,
        u"servers[0].endpoints[0].delay"_s, u"1e+300"_s);
    row("a redirect to nowhere", endpoint(R"("redirect":{"status":302})"), Code::MissingKey,
        u"servers[0].endpoints[0].redirect.location"_s);
    row("a redirect with 200", endpoint(R"("redirect":{"status":200,"location":"/"})"),
        Code::OutOfRange, u"servers[0].endpoints[0].redirect.status"_s, u"200"_s);
    row("a location with LF", endpoint(R"("redirect":{"location":"/\n"})"),
        Code::InvalidHeaderValue, u"servers[0].endpoints[0].redirect.location"_s, u"/\n"_s);
    row("a path without a slash", endpoint(R"("match":{"path":"simple"})"), Code::WrongValue,
        u"servers[0].endpoints[0].match.path"_s, u"simple"_s);
    row("a method with a space", endpoint(R"("match":{"method":"GET /"})"), Code::InvalidMethod,
        u"servers[0].endpoints[0].match.method"_s, u"GET /"_s);
    row("cors: yes", endpoint(R"("cors":"yes")"), Code::WrongValue,
        u"servers[0].endpoints[0].cors"_s, u"yes"_s);
    row("a route without a policy", server(R"("routes":[{"path":"/"}])"), Code::MissingKey,
        u"servers[0].routes[0].policy"_s);
    row("a route without a path", server(R"("routes":[{"policy":{}}])"), Code::MissingKey,
        u"servers[0].routes[0].path"_s);
    row("limits in a number", server(R"("limits":256)"), Code::WrongType, u"servers[0].limits"_s,
        u"256"_s);
    for (const auto &[key, value] :
         {std::pair("connections", "0"), std::pair("connections", "10001"), std::pair("head", "63"),
          std::pair("head", "16777217"), std::pair("body", "-1"), std::pair("body", "1073741825"),
          std::pair("headTime", "0"), std::pair("headTime", "86400001"),
          std::pair("idleTime", "0"), std::pair("idleTime", "86400001")}) {
        const QByteArray member = QByteArray(key) + ": " + value;
        row(member.constData(), server("\"limits\":{\"" + QByteArray(key) + "\":" + value + '}'),
            Code::OutOfRange, u"servers[0].limits."_s + QLatin1StringView(key),
            QLatin1StringView(value));
    }
    row("half a connection", server(R"("limits":{"connections":1.5})"), Code::WrongType,
        u"servers[0].limits.connections"_s, u"1.5"_s);
    row("anyHost in a word", server(R"("anyHost":"yes")"), Code::WrongType,
        u"servers[0].anyHost"_s, u"yes"_s);

    row("an origin with LF", server(R"("policy":{"origins":["*","a\n"]})"),
        Code::InvalidHeaderValue, u"servers[0].policy.origins[1]"_s, u"a\n"_s);
    row("a regular expression without one", server(R"("policy":{"origins":[{"anchored":true}]})"),
        Code::MissingKey, u"servers[0].policy.origins[0].regex"_s);
    row("a listed header that is no token", server(R"("policy":{"headers":["X A"]})"),
        Code::InvalidHeaderName, u"servers[0].policy.headers[0]"_s, u"X A"_s);
    row("an exposed header that is no token", server(R"("policy":{"expose":["a,b"]})"),
        Code::InvalidHeaderName, u"servers[0].policy.expose[0]"_s, u"a,b"_s);
    row("a listed method that is no token", server(R"("policy":{"methods":["GET","P T"]})"),
        Code::InvalidMethod, u"servers[0].policy.methods[1]"_s, u"P T"_s);
    row("methods in a word", server(R"("policy":{"methods":"reflect"})"), Code::WrongValue,
        u"servers[0].policy.methods"_s, u"reflect"_s);
    row("headers in a word", server(R"("policy":{"headers":"echo"})"), Code::WrongValue,
        u"servers[0].policy.headers"_s, u"echo"_s);
    row("refused: 404", server(R"("policy":{"refused":"404"})"), Code::WrongValue,
        u"servers[0].policy.refused"_s, u"404"_s);
    row("refused as a number", server(R"("policy":{"refused":403})"), Code::WrongType,
        u"servers[0].policy.refused"_s, u"403"_s);
    row("imitating nobody", server(R"("policy":{"imitate":"koa"})"), Code::WrongValue,
        u"servers[0].policy.imitate"_s, u"koa"_s);
    row("raw name that is no token", server(R"("policy":{"raw":{"actual":[["a:","b"]]}})"),
        Code::InvalidHeaderName, u"servers[0].policy.raw.actual[0][0]"_s, u"a:"_s);
    row("raw value with CR", server(R"("policy":{"raw":{"preflight":[["a","b\r"]]}})"),
        Code::InvalidHeaderValue, u"servers[0].policy.raw.preflight[0][1]"_s, u"b\r"_s);

    row("requests without a page", R"({"corslab":1,"requests":[{"url":"/"}]})", Code::MissingKey,
        u"page"_s);
    row("a request without a URL",
        R"({"corslab":1,"page":{"origin":"null"},"requests":[{"name":"x"}]})", Code::MissingKey,
        u"requests[0].url"_s);
    row("a URL of no server", request(R"("url":"{{api}}/x")"), Code::UnknownServer,
        u"requests[0].url"_s, u"api"_s);
    row("an interface nobody has", request(R"("api":"axios")"), Code::WrongValue,
        u"requests[0].api"_s, u"axios"_s);
    row("a script's body that is no bytes", request(R"("body":{"bytes":"€"})"), Code::WrongValue,
        u"requests[0].body.bytes"_s, u"€"_s);
    row("a body of no kind", request(R"("body":{})"), Code::WrongValue, u"requests[0].body"_s,
        u"{}"_s);
    row("a body of two kinds", request(R"("body":{"blob":"a","params":"b"})"), Code::WrongValue,
        u"requests[0].body"_s, u"{\"blob\":\"a\",\"params\":\"b\"}"_s);
    row("a type without a blob", request(R"("body":{"params":"b","type":"x"})"), Code::WrongValue,
        u"requests[0].body.type"_s, u"x"_s);
    row("a time-out below nothing", request(R"("timeout":-5)"), Code::OutOfRange,
        u"requests[0].timeout"_s, u"-5"_s);
    row("a verdict nobody gives", request(R"("expect":{"verdict":"ok"})"), Code::WrongValue,
        u"requests[0].expect.verdict"_s, u"ok"_s);
    row("a cause nobody knows", request(R"("expect":{"cause":"Because"})"), Code::WrongValue,
        u"requests[0].expect.cause"_s, u"Because"_s);
}

void TestLabFileMistakes::mistake_isNamedWithItsPlace()
{
    QFETCH(QByteArray, text);
    const auto file = parseLabFile(text);
    QVERIFY(!file);
    QTEST(file.error().code, "code");
    QTEST(file.error().place, "place");
    QTEST(file.error().value, "value");
    QCOMPARE(file.error().line > 0, file.error().code != LabFileErrorCode::Empty);
}

void TestLabFileMistakes::mistakeToImitate_isKept_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("origin with a slash") << server(R"("policy":{"origins":["http://a/"]})");
    QTest::newRow("origin without a scheme") << server(R"("policy":{"origins":["localhost"]})");
    QTest::newRow("empty origin") << server(R"("policy":{"origins":[""]})");
    QTest::newRow("origin in Unicode") << server(R"("policy":{"origins":["https://ü"]})");
    QTest::newRow("broken expression") << server(R"("policy":{"origins":[{"regex":"("}]})");
    QTest::newRow("TRACE allowed") << server(R"("policy":{"methods":["TRACE"]})");
    QTest::newRow("negative max-age") << server(R"("policy":{"maxAge":-1})");
    QTest::newRow("preflight status 500") << server(R"("policy":{"preflightStatus":500})");
    QTest::newRow("script's header name") << request(R"("headers":[["X A","1"],["",""]])");
    QTest::newRow("script's header value") << request(R"("headers":[["X","a\r\nb\u0000"]])");
    QTest::newRow("script's method") << request(R"("method":"P T")");
    QTest::newRow("script's mode") << request(R"("mode":"bogus")");
    QTest::newRow("script's credentials") << request(R"("credentials":"all")");
    QTest::newRow("script's URL") << request(R"("url":"http://")");
    QTest::newRow("script's referrer") << request(R"("referrer":"http://")");
    QTest::newRow("element's crossorigin") << request(R"("crossorigin":"whatever")");
    QTest::newRow("braces in a body") << request(R"("body":"{{user}} {{}} {{ a }}")");
    QTest::newRow("braces in an answer") << endpoint(R"("body":"{{user}}")");
    QTest::newRow("braces around no name") << request(R"("url":"/{{a b}}/{{}}/{{{/}}")");
}

void TestLabFileMistakes::mistakeToImitate_isKept()
{
    QFETCH(QByteArray, text);
    const auto file = parseLabFile(text);
    QVERIFY2(file, file ? "" : qPrintable(file.error().place));
    const auto again = parseLabFile(serializeLabFile(file->document));
    QVERIFY(again);
    QCOMPARE(again->document, file->document);
}

void TestLabFileMistakes::originWithPath_getsASuggestion()
{
    const auto file = parseLabFile(page(R"("origin":"http://localhost:3000/app")"));
    QVERIFY(!file);
    QVERIFY(file.error().origin);
    QCOMPARE(file.error().origin->code, OriginErrorCode::HasPath);
    QCOMPARE(file.error().origin->suggestion, "http://localhost:3000");
    const auto url = parseLabFile(page(R"("origin":"http://a","url":"http://a:b/")"));
    QVERIFY(!url);
    QCOMPARE(url.error().url->code, UrlErrorCode::InvalidPort);
}

void TestLabFileMistakes::semanticMistake_hasALine()
{
    const auto file = parseLabFile("{\n"
                                   " \"corslab\": 1,\n"
                                   " \"page\": {\n"
                                   "  \"origin\": \"http://a\",\n"
                                   "  \"kind\": 7 }\n"
                                   "}");
    QVERIFY(!file);
    QCOMPARE(file.error().line, 5);
    QCOMPARE(file.error().column, 11);
    QCOMPARE(file.error().expected, u"a string"_s);
}

void TestLabFileMistakes::syntaxMistake_hasLineAndColumn()
{
    const auto file = parseLabFile("{\n \"corslab\": 1,\n \"title\" \"x\"\n}");
    QVERIFY(!file);
    QCOMPARE(file.error().code, LabFileErrorCode::NotJson);
    QCOMPARE(file.error().line, 3);
    QVERIFY(file.error().column >= 10 && file.error().column <= 11);
    QCOMPARE(file.error().value, u"missing name separator"_s);
}

QTEST_GUILESS_MAIN(TestLabFileMistakes)
#include "tst_labfilemistakes.moc"
