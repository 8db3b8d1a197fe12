// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/freshness.h"

#include <QTest>

using namespace corslab;

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
    void date_hasThreeForms_data();
    void date_hasThreeForms();
    void answer_isFreshFor_data();
    void answer_isFreshFor();
    void answer_mustBeAsked();
    void answer_isOfAnAgeWhenItComes_data();
    void answer_isOfAnAgeWhenItComes();
};

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
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("standard"); ///< seconds; -1: nobody knows
    QTest::addColumn<int>("chromium");
    QTest::addColumn<int>("firefox");
    const auto row = [](const char *clause, const HeaderList &headers, int standard, int chromium,
                        int firefox, int status = 200) {
        QTest::newRow(clause) << headers << status << standard << chromium << firefox;
    };
    const Header age{"Cache-Control", "max-age=60"};
    row("its age", {age}, 60, 60, 60);
    row("Pragma", {age, {"Pragma", "No-Cache"}}, 60, 0, 0);
    row("another Pragma", {age, {"Pragma", "x"}}, 60, 60, 60);
    row("Expires of old", {{"Expires", "Mon Jan  1 12:01:00 2035"}}, 60, 60, 60);
    const Header old{"Last-Modified", "Wed, 27 Dec 2034 12:00:00 GMT"};
    row("Expires that is no date", {{"Expires", "-1"}, old}, 0, 43200, 0);
    row("Expires of 0", {{"Expires", "0"}, old}, 0, 0, 0);
    row("silence", {}, -1, -1, -1);
    const Header open{"Cache-Control", "public"};
    row("guessed", {old}, 43200, 43200, 43200);
    row("302", {old}, -1, -1, -1, 302);
    row("302 for all", {old, open}, -1, -1, 43200, 302);
    row("404 for all", {old, open}, 43200, -1, -1, 404);
}

void TestFreshness::answer_isFreshFor()
{
    QFETCH(HeaderList, headers);
    QFETCH(int, status);
    const auto lifetime = [&](BrowserName browser) {
        const auto seconds =
            freshnessLifetime(with(headers, status), Noon, browserProfile(browser));
        return seconds ? static_cast<int>(seconds->count()) : -1;
    };
    QTEST(lifetime(BrowserName::Standard), "standard");
    QTEST(lifetime(BrowserName::Chromium), "chromium");
    QTEST(lifetime(BrowserName::Firefox), "firefox");
}

void TestFreshness::answer_mustBeAsked()
{
    const auto must = [](const HeaderList &headers, BrowserName browser = BrowserName::Standard) {
        return mustBeAsked(with(headers), browserProfile(browser));
    };
    const Header past{"Expires", "Mon, 01 Jan 2035 11:00:00 GMT"};
    const Header date{"Date", "Mon, 01 Jan 2035 12:00:00 GMT"};
    QVERIFY(must({{"Cache-Control", "no-cache, max-age=60"}}));
    QVERIFY(must({past, date}));
    QVERIFY(!must({past}));
    QVERIFY(!must({past, date, {"Cache-Control", "max-age=60"}}));
    QVERIFY(must({{"Expires", "x"}, date}));
    QVERIFY(!must({{"Expires", "x"}, date}, BrowserName::Chromium));
    QVERIFY(!must({{"Pragma", "no-cache"}}));
    QVERIFY(must({{"Pragma", "no-cache"}}, BrowserName::Firefox));
}

void TestFreshness::answer_isOfAnAgeWhenItComes_data()
{
    QTest::addColumn<HeaderList>("headers");
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<qint64>("firefox");
    const auto row = [](const char *clause, const HeaderList &headers, qint64 seconds,
                        qint64 firefox) { QTest::newRow(clause) << headers << seconds << firefox; };
    const Header minuteAgo{"Date", "Mon, 01 Jan 2035 11:59:00 GMT"};
    row("new", {}, 0, 0);
    row("Date", {minuteAgo}, 60, 60);
    row("Date to come", {{"Date", "Mon, 01 Jan 2035 13:00:00 GMT"}}, 0, 0);
    row("Age", {{"Age", "100"}}, 100, 100);
    row("the first Age", {{"Age", "1"}, {"Age", "100"}}, 1, 1);
    row("no number", {{"Age", "x"}}, 0, 0);
    row("begins with a number", {{"Age", "70, 10"}}, 0, 70);
    row("less than none", {{"Age", "-100"}}, 0, 4294967196);
    row("more than fits", {{"Age", "4294967300"}}, 2147483647, 4);
    row("the older of both", {minuteAgo, {"Age", "7"}}, 60, 60);
}

void TestFreshness::answer_isOfAnAgeWhenItComes()
{
    QFETCH(HeaderList, headers);
    const auto age = [&headers](BrowserName browser) {
        return qint64(ageAtArrival(with(headers), Noon, browserProfile(browser)).count());
    };
    QTEST(age(BrowserName::Standard), "seconds");
    QTEST(age(BrowserName::Firefox), "firefox");
}

QTEST_GUILESS_MAIN(TestFreshness)
#include "tst_freshness.moc"
