// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/opaqueblocking.h"

#include "tests/core/fetch/fetchrig.h"

#include <QTest>

using namespace corslab;

class TestOpaqueBlocking : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void type_decides_data();
    void type_decides();
    void readableAnswer_isNotBlocked();
    void image_failsInBrowsers();
    void blockedAnswer_isNotKeptInChromium();
};

void TestOpaqueBlocking::type_decides_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<bool>("blocked");
    QTest::addColumn<bool>("chromium"); ///< with nosniff
    QTest::addColumn<bool>("firefox");
    const auto row = [](const char *type, bool blocked, bool chromium, bool firefox) {
        QTest::newRow(type) << QByteArray(type) << blocked << chromium << firefox;
    };
    row("text/plain", false, true, false);
    row("Text/HTML; charset=utf-8", false, true, true);
    row("application/json", false, true, true);
    row("application/ld+json", false, true, true);
    row("application/rss+xml", false, true, true);
    row("text/xml", false, true, true);
    row("image/svg+xml", false, false, false);
    row("image/gif", false, false, false);
    row("text/css", false, false, false);
    row("text/javascript", false, false, false);
    row("application/octet-stream", false, false, false);
    row("text/csv", true, true, true);
    row("application/zip", true, true, true);
    row("x", false, false, false);
}

void TestOpaqueBlocking::type_decides()
{
    QFETCH(QByteArray, type);
    Request request;
    request.responseTainting = ResponseTainting::Opaque;
    HeaderList headers{{"Content-Type", type}};
    const BrowserProfile &chromium = browserProfile(BrowserName::Chromium);
    const BrowserProfile &firefox = browserProfile(BrowserName::Firefox);
    QTEST(isBlockedAsOpaque(request, headers, chromium), "blocked");
    QTEST(isBlockedAsOpaque(request, headers, firefox), "blocked");
    headers.append("X-Content-Type-Options", "NoSniff");
    QTEST(isBlockedAsOpaque(request, headers, chromium), "chromium");
    QTEST(isBlockedAsOpaque(request, headers, firefox), "firefox");
    QVERIFY(!isBlockedAsOpaque(request, headers, browserProfile(BrowserName::Standard)));
}

void TestOpaqueBlocking::readableAnswer_isNotBlocked()
{
    Request request;
    for (const auto tainting : {ResponseTainting::Basic, ResponseTainting::Cors}) {
        request.responseTainting = tainting;
        QVERIFY(!isBlockedAsOpaque(request, {{"Content-Type", "text/csv"}},
                                   browserProfile(BrowserName::Chromium)));
    }
}

void TestOpaqueBlocking::image_failsInBrowsers()
{
    for (const auto &[browser, outcome] :
         {std::pair(BrowserName::Chromium, "error"), std::pair(BrowserName::Standard, "load")}) {
        FetchRig rig(browser);
        rig.transport.on({}, {}, {.headers = {{"Content-Type", "text/csv"}}, .body = "GIF89a"});
        ScriptRequest call = fetchOf("http://b.test/x");
        call.api = Api::Img;
        QCOMPARE(rig.play(call).outcome.outcome, QByteArray(outcome));
    }
}

void TestOpaqueBlocking::blockedAnswer_isNotKeptInChromium()
{
    for (const auto &[browser, sent] :
         {std::pair(BrowserName::Chromium, 2), std::pair(BrowserName::Firefox, 1)}) {
        FetchRig rig(browser);
        rig.transport.on({}, {},
                         {.headers = {{"Content-Type", "application/json"},
                                      {"X-Content-Type-Options", "nosniff"},
                                      {"Cache-Control", "max-age=60"}}});
        ScriptRequest call = fetchOf("http://b.test/x");
        call.mode = "no-cors";
        QCOMPARE(rig.play(call).verdict, Verdict::Opaque);
        QCOMPARE(rig.play(call).verdict, Verdict::Opaque);
        QCOMPARE(rig.sent().size(), qsizetype(sent));
    }
}

QTEST_GUILESS_MAIN(TestOpaqueBlocking)
#include "tst_opaqueblocking.moc"
