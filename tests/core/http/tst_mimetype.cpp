// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/mimetype.h"

#include <QTest>

using namespace corslab;

class TestMimeType : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mimeType_isParsedAndSerialised_data();
    void mimeType_isParsedAndSerialised();
    void otherBytes_areNoMimeType_data();
    void otherBytes_areNoMimeType();
    void parsedType_hasItsParts();
    void headers_giveTheLastTypeAndCarryTheCharset_data();
    void headers_giveTheLastTypeAndCarryTheCharset();
    void javaScript_isKnownByItsEssence();
};

void TestMimeType::mimeType_isParsedAndSerialised_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("serialized");
    const auto row = [](const char *name, const char *input, const char *serialized) {
        QTest::newRow(name) << QByteArray(input) << QByteArray(serialized);
    };
    row("plain", "text/plain", "text/plain");
    row("upper case", "TEXT/Plain;CharSet=UTF-8", "text/plain;charset=UTF-8");
    row("surrounding white space", "\r\n\t text/html \n", "text/html");
    row("white space before semicolon", "text/html \t;charset=a", "text/html;charset=a");
    row("white space after semicolon", "text/html; \r\n charset=a", "text/html;charset=a");
    row("semicolon at the end", "text/plain;", "text/plain");
    row("semicolons alone", "text/plain;;;", "text/plain");
    row("parameter without value", "text/html;a;charset=b", "text/html;charset=b");
    row("parameter with empty value", "text/html;a=;charset=b", "text/html;charset=b");
    row("equals sign at the end", "text/html;charset=", "text/html");
    row("parameter without name", "text/html;=a;charset=b", "text/html;charset=b");
    row("white space before equals sign", "text/html;charset =a", "text/html");
    row("white space after equals sign", "text/html;charset= a", "text/html;charset=\" a\"");
    row("white space after value", "text/html;charset=a \t;x=y", "text/html;charset=a;x=y");
    row("the first of two counts", "text/html;charset=a;charset=b", "text/html;charset=a");
    row("quoted", "text/html;charset=\"a b\"", "text/html;charset=\"a b\"");
    row("quoted token loses quotes", "text/html;charset=\"utf-8\"", "text/html;charset=utf-8");
    row("quoted empty", "text/html;charset=\"\"", "text/html;charset=\"\"");
    row("quoted semicolon", "text/html;a=\"x;y\";b=c", "text/html;a=\"x;y\";b=c");
    row("escaped quote", R"(text/html;a="x\"y\\")", R"(text/html;a="x\"y\\")");
    row("needless escape", R"(text/html;a="\x")", "text/html;a=x");
    row("quotes not closed", "text/html;a=\"x", "text/html;a=x");
    row("back-slash at the end", R"(text/html;a="x\)", R"(text/html;a="x\\")");
    row("text behind the quotes", "text/html;a=\"x\"y;b=c", "text/html;a=x;b=c");
    row("quotes inside a value", "text/html;a=x\"y\"", R"(text/html;a="x\"y\"")");
    row("value beyond ASCII", "text/html;a=\xe4", "text/html;a=\"\xe4\"");
    row("control in value", "text/html;a=\x01;b=c", "text/html;b=c");
    row("bad name", "text/html;a b=x;c=d", "text/html;c=d");
    row("star", "*/*", "*/*");
    row("odd tokens", "!#$%/&'*+-.^_`|~", "!#$%/&'*+-.^_`|~");
}

void TestMimeType::mimeType_isParsedAndSerialised()
{
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, serialized);
    const auto type = MimeType::parse(input);
    QVERIFY(type);
    QCOMPARE(type->serialize(), serialized);
    QVERIFY(MimeType::parse(serialized) == type);
}

void TestMimeType::otherBytes_areNoMimeType_data()
{
    QTest::addColumn<QByteArray>("input");
    for (const char *input : {"", " ", "x", "/", "text/", "/plain", "text;charset=a", "text /plain",
                              "text/ plain", "text/plain,", "text/pl ain", "t\xe4xt/plain",
                              "text/plain/x", "text/;a=b", "\ftext/plain"})
        QTest::newRow(input) << QByteArray(input);
}

void TestMimeType::otherBytes_areNoMimeType()
{
    QFETCH(QByteArray, input);
    QVERIFY(!MimeType::parse(input));
}

void TestMimeType::parsedType_hasItsParts()
{
    const auto type = MimeType::parse("Application/LD+Json;Profile=\"A b\";charset=UTF-8");
    QVERIFY(type);
    QCOMPARE(type->type, "application");
    QCOMPARE(type->subtype, "ld+json");
    QCOMPARE(type->essence(), "application/ld+json");
    const std::vector<std::pair<QByteArray, QByteArray>> expected{{"profile", "A b"},
                                                                  {"charset", "UTF-8"}};
    QVERIFY(type->parameters == expected);
}

void TestMimeType::headers_giveTheLastTypeAndCarryTheCharset_data()
{
    QTest::addColumn<QList<QByteArray>>("lines");
    QTest::addColumn<QByteArray>("extracted");
    const auto row = [](const char *name, QList<QByteArray> lines, const char *extracted) {
        QTest::newRow(name) << lines << QByteArray(extracted);
    };
    row("no header", {}, "");
    row("empty", {""}, "");
    row("one", {"text/plain"}, "text/plain");
    row("malformed", {"text"}, "");
    row("the last counts", {"text/plain;charset=a", "text/html"}, "text/html");
    row("charset is carried to the same essence", {"text/html;charset=a;x=y", "text/html;x=z"},
        "text/html;x=z;charset=a");
    row("own charset counts", {"text/html;charset=a", "text/html;charset=b"},
        "text/html;charset=b");
    row("charset is lost with the essence", {"text/html;charset=a", "text/plain", "text/html"},
        "text/html");
    row("charset is carried over malformed", {"text/html;charset=a", "x", "text/html"},
        "text/html;charset=a");
    row("star is skipped", {"text/html;charset=a", "*/*", "text/html"}, "text/html;charset=a");
    row("one line with commas", {"text/html;charset=a, text/html"}, "text/html;charset=a");
    row("comma in quotes", {"text/html;charset=\"a,b\""}, "text/html;charset=\"a,b\"");
    row("star alone", {"*/*"}, "");
}

void TestMimeType::headers_giveTheLastTypeAndCarryTheCharset()
{
    QFETCH(QList<QByteArray>, lines);
    QFETCH(QByteArray, extracted);
    HeaderList headers;
    for (const QByteArray &line : lines)
        headers.append("Content-Type", line);
    const auto type = MimeType::extract(headers);
    QCOMPARE(type ? type->serialize() : QByteArray(), extracted);
}

void TestMimeType::javaScript_isKnownByItsEssence()
{
    for (const char *input :
         {"text/javascript;charset=utf-8", "Application/JavaScript", "text/javascript1.5",
          "text/jscript", "text/livescript", "application/x-ecmascript", "text/ecmascript"})
        QVERIFY2(MimeType::parse(input)->isJavaScript(), input);
    for (const char *input : {"text/plain", "application/json", "text/javascript1.6",
                              "application/jscript", "application/javascript1.5"})
        QVERIFY2(!MimeType::parse(input)->isJavaScript(), input);
}

QTEST_GUILESS_MAIN(TestMimeType)
#include "tst_mimetype.moc"
