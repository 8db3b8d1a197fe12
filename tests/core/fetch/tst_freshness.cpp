// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/freshness.h"

#include <QTest>

using namespace corslab;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(corslab::BrowserName)
Q_DECLARE_METATYPE(corslab::HeaderList)

namespace {

const QDateTime Noon(QDate(2035, 1, 1), QTime(12, 0), Qt::UTC);

Response with(HeaderList headers, int status = 200)
{
    Response response;
    response.status = status;
    response.headers = std::move(headers);
    return response;
}

} // namespace

class TestFreshness : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void maxAge_isReadByProfile_data();
    void maxAge_isReadByProfile();
    void directives_areReadByProfile();
    void date_hasThreeForms_data();
    void date_hasThreeForms();
    void answer_isFreshFor_data();
    void answer_isFreshFor();
    void answer_isOfAnAgeWhenItComes_data();
    void answer_isOfAnAgeWhenItComes();
};

void TestFreshness::maxAge_isReadByProfile_data()
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
}

void TestFreshness::maxAge_isReadByProfile()
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

void TestFreshness::directives_areReadByProfile()
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
}

void TestFreshness::date_hasThreeForms_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("valid");
    QTest::newRow("IMF") << QByteArray("Mon, 01 Jan 2035 12:00:00 GMT") << true;
    QTest::newRow("RFC 850") << QByteArray("Monday, 01-Jan-35 12:00:00 GMT") << true;
    QTest::newRow("asctime") << QByteArray("Mon Jan  1 12:00:00 2035") << true;
    QTest::newRow("another zone") << QByteArray("Mon, 01 Jan 2035 12:00:00 CET") << false;
    QTest::newRow("number") << QByteArray("0") << false;
}

void TestFreshness::date_hasThreeForms()
{
    QFETCH(QByteArray, value);
    QFETCH(bool, valid);
    const auto date = parseHttpDate(value);
    QCOMPARE(date.has_value(), valid);
    if (valid)
        QCOMPARE(*date, Noon);
}

void TestFreshness::answer_isFreshFor_data()
{
    QTest::addColumn<HeaderList>("headers");
    QTest::addColumn<int>("standard"); ///< seconds; -1: nobody knows
    QTest::addColumn<int>("chromium");
    const auto row = [](const char *clause, const HeaderList &headers, int standard, int chromium) {
        QTest::newRow(clause) << headers << standard << chromium;
    };
    const Header age{"Cache-Control", "max-age=60"};
    row("its age", {age}, 60, 60);
    row("Pragma", {age, {"Pragma", "No-Cache"}}, 60, 0);
    row("another Pragma", {age, {"Pragma", "x"}}, 60, 60);
    row("Expires of old", {{"Expires", "Mon Jan  1 12:01:00 2035"}}, 60, 60);
    const Header old{"Last-Modified", "Wed, 27 Dec 2034 12:00:00 GMT"};
    row("Expires that is no date", {{"Expires", "-1"}, old}, 0, 43200);
    row("Expires of 0", {{"Expires", "0"}, old}, 0, 0);
    row("silence", {}, -1, -1);
}

void TestFreshness::answer_isFreshFor()
{
    QFETCH(HeaderList, headers);
    const auto lifetime = [&](BrowserName browser) {
        const auto seconds = freshnessLifetime(with(headers), Noon, browserProfile(browser));
        return seconds ? static_cast<int>(seconds->count()) : -1;
    };
    QTEST(lifetime(BrowserName::Standard), "standard");
    QTEST(lifetime(BrowserName::Chromium), "chromium");
}

void TestFreshness::answer_isOfAnAgeWhenItComes_data()
{
    QTest::addColumn<HeaderList>("headers");
    QTest::addColumn<int>("seconds");
    const Header minuteAgo{"Date", "Mon, 01 Jan 2035 11:59:00 GMT"};
    QTest::newRow("new") << HeaderList() << 0;
    QTest::newRow("Date") << HeaderList{minuteAgo} << 60;
    QTest::newRow("Date to come") << HeaderList{{"Date", "Mon, 01 Jan 2035 13:00:00 GMT"}} << 0;
    QTest::newRow("Age") << HeaderList{{"Age", "100"}} << 100;
    QTest::newRow("the first Age") << HeaderList{{"Age", "1"}, {"Age", "100"}} << 1;
    QTest::newRow("no number") << HeaderList{{"Age", "x"}} << 0;
    QTest::newRow("the older of both") << HeaderList{minuteAgo, {"Age", "7"}} << 60;
}

void TestFreshness::answer_isOfAnAgeWhenItComes()
{
    QFETCH(HeaderList, headers);
    QFETCH(int, seconds);
    QCOMPARE(ageAtArrival(with(headers), Noon), std::chrono::seconds(seconds));
}

QTEST_GUILESS_MAIN(TestFreshness)
#include "tst_freshness.moc"
