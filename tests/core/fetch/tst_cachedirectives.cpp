// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/cachedirectives.h"

#include <QTest>

using namespace corslab;
using namespace std::chrono_literals;

class TestCacheDirectives : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void maxAge_isReadByProfile_data();
    void maxAge_isReadByProfile();
    void directives_areReadByProfile();
    void pragma_isReadByProfile_data();
    void pragma_isReadByProfile();
};

void TestCacheDirectives::maxAge_isReadByProfile_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("standard"); ///< -1: it is not said
    QTest::addColumn<int>("chromium");
    QTest::addColumn<int>("firefox");
    const auto row = [](const char *value, int standard, int chromium, int firefox) {
        QTest::newRow(value) << QByteArray(value) << standard << chromium << firefox;
    };
    row("max-age=60", 60, 60, 60);
    row("MAX-AGE=60", 60, 60, 60);
    row("max-age= 60", 60, 60, 60);
    row("max-age=\"60\"", 60, -1, -1);
    row("max-age=60s", -1, -1, 60);
    row("max-age=60.5", -1, -1, 60);
    row("max-age=-5", -1, -1, -1);
    row("max-age=", -1, -1, -1);
    row("max-age=-5, max-age=60", 60, 60, 60);
    row("max-age=0, max-age=60", 0, 0, 60);
    row("max-age=99999999999999999999", 2147483647, 2147483647, -1);
    row("max-age = 60", -1, -1, 60);
    row("max-age=4294967295", 2147483647, 2147483647, 2147483647);
    row("max-age=4294967296", 2147483647, 2147483647, -1);
    row("max-age=60, max-age=x", 60, 60, -1);
    row(", max-age=60", 60, 60, -1);
    row("public max-age=60", -1, -1, -1);
    row("foo max-age=60, max-age=5", 5, 5, 5);
    row("foo=\"a, max-age=60\"", -1, -1, -1);
    row("foo=\"a, max-age=7 \", max-age=60", 60, 60, 60);
    row("private=\"x, y\", max-age=60", 60, 60, -1);
    row("max-age=60 foo, max-age=5", 5, 5, 60);
}

void TestCacheDirectives::maxAge_isReadByProfile()
{
    QFETCH(QByteArray, value);
    const auto read = [&](BrowserName browser) {
        const auto age =
            parseCacheControl({{"Cache-Control", value}}, browserProfile(browser)).maxAge;
        return age ? static_cast<int>(age->count()) : -1;
    };
    QTEST(read(BrowserName::Standard), "standard");
    QTEST(read(BrowserName::Chromium), "chromium");
    QTEST(read(BrowserName::Firefox), "firefox");
}

void TestCacheDirectives::directives_areReadByProfile()
{
    const auto read = [](const char *value, BrowserName browser = BrowserName::Standard) {
        return parseCacheControl({{"Cache-Control", value}}, browserProfile(browser));
    };
    QVERIFY(read("private, No-Store").noStore);
    QVERIFY(read("no-cache").noCache);
    QVERIFY(read("no-cache=\"x-a\"").noCache);
    QVERIFY(read("no-cache=\"x-a\"", BrowserName::Firefox).noCache);
    QVERIFY(!read("no-cache=\"x-a\"", BrowserName::Chromium).noCache);
    QVERIFY(read("no-cache, no-cache=\"x-a\"", BrowserName::Chromium).noCache);
    QVERIFY(read("must-revalidate").mustRevalidate);
    QCOMPARE(read("min-fresh=5").minFresh, std::optional(5s));
    QVERIFY(!read("no-cachex, xno-store").noCache);
    QVERIFY(read("private").saysForWhom);
    QVERIFY(!read("max-age=60").saysForWhom);
    const auto words = [&read](const char *value) { return read(value, BrowserName::Firefox); };
    QVERIFY(words("no-cache=x, Public").noCache);
    QVERIFY(words("no-cache=x, Public").saysForWhom);
    QVERIFY(words("no-store=1").noStore);
    QVERIFY(!words("max-age=60 foo, no-cache").noCache);
    QVERIFY(!words("\"no-cache\"").noCache);
    QVERIFY(words("x must-revalidate").mustRevalidate);
    QCOMPARE(words("min-fresh = 5").minFresh, std::optional(5s));
    QCOMPARE(words("max-stale=5").maxStale, std::optional(5s));
    QCOMPARE(words("max-stale, x").maxStale, std::optional(LongestAge));
}

void TestCacheDirectives::pragma_isReadByProfile_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("chromium");
    QTest::addColumn<bool>("firefox");
    const auto row = [](const char *value, bool chromium, bool firefox) {
        QTest::newRow(value) << QByteArray(value) << chromium << firefox;
    };
    row("no-cache", true, true);
    row("x,No-Cache", true, true);
    row("x no-cache", false, true);
    row("no-cachex", false, false);
    row("no-cache=x", false, false);
    row("\"no-cache\"", false, false);
    row("", false, false);
}

void TestCacheDirectives::pragma_isReadByProfile()
{
    QFETCH(QByteArray, value);
    const HeaderList headers{{"Pragma", value}};
    QTEST(saysNoCache(headers, browserProfile(BrowserName::Chromium)), "chromium");
    QTEST(saysNoCache(headers, browserProfile(BrowserName::Firefox)), "firefox");
}

QTEST_GUILESS_MAIN(TestCacheDirectives)
#include "tst_cachedirectives.moc"
