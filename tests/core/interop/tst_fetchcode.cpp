// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/fetchcode.h"

#include <QTest>

using namespace corslab;

namespace {

ScriptRequest request(const char *url)
{
    ScriptRequest result;
    result.url = QString::fromLatin1(url);
    return result;
}

ScriptBody body(const QByteArray &bytes, ScriptBody::Kind kind = ScriptBody::Kind::Text)
{
    ScriptBody result;
    result.kind = kind;
    result.bytes = bytes;
    return result;
}

} // namespace

class tst_FetchCode : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plainGet_isOneArgument()
    {
        QCOMPARE(fetchCode(request("http://localhost:3000/simple")),
                 QByteArray("fetch(\"http://localhost:3000/simple\")"));
    }

    void articleRequest_isWrittenAsAPersonWould()
    {
        auto call = request("http://localhost:4000/custom-header");
        call.method = "POST";
        call.credentials = "include";
        call.headers = {{"Content-Type", "application/json"}, {"Custom-Header", "customValue"}};
        call.body = body("{\"foo\":\"bar\"}");
        QCOMPARE(fetchCode(call), QByteArray("fetch(\"http://localhost:4000/custom-header\", {\n"
                                             "  method: \"POST\",\n"
                                             "  credentials: \"include\",\n"
                                             "  headers: {\n"
                                             "    \"Content-Type\": \"application/json\",\n"
                                             "    \"Custom-Header\": \"customValue\",\n"
                                             "  },\n"
                                             "  body: \"{\\\"foo\\\":\\\"bar\\\"}\",\n"
                                             "})"));
    }

    void repeatedHeader_isKeptAsAPair()
    {
        auto call = request("/");
        call.headers = {{"A", "1"}, {"a", "2"}};
        QVERIFY(fetchCode(call).contains("[\"A\", \"1\"],\n    [\"a\", \"2\"],"));
    }

    void string_meansTheSameBytes_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("literal");
        QTest::newRow("quote") << QByteArray("a\"b") << QByteArray("\"a\\\"b\"");
        QTest::newRow("backslash") << QByteArray("a\\n") << QByteArray("\"a\\\\n\"");
        QTest::newRow("line") << QByteArray("a\nb\r") << QByteArray("\"a\\nb\\r\"");
        QTest::newRow("control") << QByteArray("\x01") << QByteArray("\"\\x01\"");
        QTest::newRow("end of a script")
            << QByteArray("</script>") << QByteArray("\"<\\/script>\"");
        QTest::newRow("UTF-8") << QByteArray("é") << QByteArray("\"é\"");
    }

    void string_meansTheSameBytes()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, literal);
        QCOMPARE(javaScriptString(text), literal);
    }

    void everyBody_hasItsConstructor_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("bytes") << int(ScriptBody::Kind::Bytes)
                               << QByteArray("new Uint8Array([97, 61, 49])");
        QTest::newRow("buffer") << int(ScriptBody::Kind::Buffer)
                                << QByteArray("new Uint8Array([97, 61, 49]).buffer");
        QTest::newRow("blob") << int(ScriptBody::Kind::Blob) << QByteArray("new Blob([\"a=1\"])");
        QTest::newRow("params") << int(ScriptBody::Kind::Params)
                                << QByteArray("new URLSearchParams(\"a=1\")");
        QTest::newRow("form") << int(ScriptBody::Kind::Form) << QByteArray("body: form");
        QTest::newRow("stream") << int(ScriptBody::Kind::Stream)
                                << QByteArray("new Blob([\"a=1\"]).stream()");
    }

    void everyBody_hasItsConstructor()
    {
        QFETCH(int, kind);
        QFETCH(QByteArray, code);
        auto call = request("/");
        call.method = "POST";
        call.body = body("a=1", static_cast<ScriptBody::Kind>(kind));
        QVERIFY2(fetchCode(call).contains(code), fetchCode(call).constData());
    }

    void hugeBody_isNamedNotWritten()
    {
        auto call = request("/");
        call.body = body(QByteArray(50 * 1024 * 1024, 'x'));
        QVERIFY(fetchCode(call).size() < 200);
        QVERIFY(fetchCode(call).contains("52428800 bytes"));
    }

    void otherInterfaces_haveTheirOwnCall_data()
    {
        QTest::addColumn<int>("api");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("xhr") << int(Api::Xhr) << QByteArray("new XMLHttpRequest()");
        QTest::newRow("img") << int(Api::Img) << QByteArray("createElement(\"img\")");
        QTest::newRow("module") << int(Api::Module) << QByteArray("element.type = \"module\"");
        QTest::newRow("style") << int(Api::Style) << QByteArray("element.href = \"/\"");
        QTest::newRow("beacon") << int(Api::Beacon) << QByteArray("navigator.sendBeacon(\"/\")");
        QTest::newRow("eventsource")
            << int(Api::EventSource) << QByteArray("new EventSource(\"/\")");
    }

    void otherInterfaces_haveTheirOwnCall()
    {
        QFETCH(int, api);
        QFETCH(QByteArray, code);
        auto call = request("/");
        call.api = static_cast<Api>(api);
        QVERIFY2(fetchCode(call).contains(code), fetchCode(call).constData());
    }
};

QTEST_GUILESS_MAIN(tst_FetchCode)
#include "tst_fetchcode.moc"
