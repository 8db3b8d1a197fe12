// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/fetch/fetchrig.h"

#include <QTest>

using namespace corslab;

Q_DECLARE_METATYPE(corslab::BrowserName)

class TestHttpCacheValidation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyValidator_isNotAsked();
    void noStoreOfAConfirmation_isTheLastOfIt();
    void partOfWhatIsNo200_isTheWhole();
    void forceCache_servesDeleteInChromium_data();
    void forceCache_servesDeleteInChromium();
};

void TestHttpCacheValidation::emptyValidator_isNotAsked()
{
    for (const BrowserName browser :
         {BrowserName::Standard, BrowserName::Chromium, BrowserName::Firefox}) {
        FetchRig rig(browser);
        rig.transport.on(
            {}, {},
            {.headers = {{"ETag", ""}, {"Last-Modified", ""}, {"Cache-Control", "max-age=0"}}});
        static_cast<void>(rig.play(fetchOf("/x")));
        static_cast<void>(rig.play(fetchOf("/x")));
        QCOMPARE(rig.sent().size(), 2);
        QVERIFY(!rig.last().headers.contains("If-None-Match"));
        QVERIFY(!rig.last().headers.contains("If-Modified-Since"));
    }
}

void TestHttpCacheValidation::noStoreOfAConfirmation_isTheLastOfIt()
{
    for (const BrowserName browser :
         {BrowserName::Standard, BrowserName::Chromium, BrowserName::Firefox}) {
        FetchRig rig(browser);
        rig.transport.on({}, {}, {.headers = {{"ETag", "e"}}, .body = "one"}, 1);
        rig.transport.on({}, {}, {.status = 304, .headers = {{"Cache-Control", "no-store"}}}, 1);
        rig.transport.on({}, {}, {.body = "two"});
        ScriptRequest call = fetchOf("/x");
        static_cast<void>(rig.play(call));
        QCOMPARE(rig.play(call).outcome.body.value_or(QByteArray()), QByteArray("one"));
        call.cache = "force-cache";
        QCOMPARE(rig.play(call).outcome.body.value_or(QByteArray()), QByteArray("two"));
    }
}

void TestHttpCacheValidation::partOfWhatIsNo200_isTheWhole()
{
    for (const auto &[status, body] : {std::pair(200, "n"), std::pair(203, "one")}) {
        FetchRig rig(BrowserName::Chromium);
        rig.transport.on(
            {}, {},
            {.status = status, .headers = {{"Cache-Control", "max-age=60"}}, .body = "one"});
        ScriptRequest call = fetchOf("/x");
        static_cast<void>(rig.play(call));
        call.headers.push_back({"Range", "bytes=1-1"});
        QCOMPARE(rig.play(call).outcome.body.value_or(QByteArray()), QByteArray(body));
        QCOMPARE(rig.sent().size(), 1);
    }
}

void TestHttpCacheValidation::forceCache_servesDeleteInChromium_data()
{
    QTest::addColumn<BrowserName>("browser");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, BrowserName browser, const char *method,
                        const char *body) {
        QTest::newRow(name) << browser << QByteArray(method) << QByteArray(body);
    };
    row("DELETE", BrowserName::Chromium, "DELETE", "one");
    row("PATCH", BrowserName::Chromium, "PATCH", "one");
    row("PUT", BrowserName::Chromium, "PUT", "two");
    row("POST", BrowserName::Chromium, "POST", "two");
    row("DELETE in Firefox", BrowserName::Firefox, "DELETE", "two");
}

void TestHttpCacheValidation::forceCache_servesDeleteInChromium()
{
    QFETCH(BrowserName, browser);
    QFETCH(QByteArray, method);
    FetchRig rig(browser);
    rig.transport.on("GET", {}, {.headers = {{"Cache-Control", "max-age=60"}}, .body = "one"});
    rig.transport.on({}, {}, {.body = "two"});
    static_cast<void>(rig.play(fetchOf("/x")));
    ScriptRequest call = fetchOf("/x", method);
    call.cache = "force-cache";
    QTEST(rig.play(call).outcome.body.value_or(QByteArray()), "body");
    // By any other mode it goes out.
    call.cache = "default";
    QCOMPARE(rig.play(call).outcome.body.value_or(QByteArray()), QByteArray("two"));
}

QTEST_GUILESS_MAIN(TestHttpCacheValidation)
#include "tst_httpcachevalidation.moc"
