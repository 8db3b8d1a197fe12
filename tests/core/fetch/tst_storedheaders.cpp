// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/storedheaders.h"

#include <QTest>

using namespace corslab;

namespace {

QByteArray namesOf(const HeaderList &headers)
{
    QList<QByteArray> names;
    for (const auto &[name, value] : headers)
        names.append(name);
    return names.join(' ');
}

HeaderList kept(HeaderList headers, BrowserName browser)
{
    dropUnkept(headers, browserProfile(browser));
    return headers;
}

} // namespace

class TestStoredHeaders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void headersOfTheConnection_areNotKept();
    void headerThatNoCacheNames_isNotKeptInChromium_data();
    void headerThatNoCacheNames_isNotKeptInChromium();
    void emptyLine_isNotKeptInFirefox();
    void emptyLineOfAConfirmation_takesTheKeptOneAwayInFirefox();
};

void TestStoredHeaders::headersOfTheConnection_areNotKept()
{
    const HeaderList headers{{"Keep-Alive", "1"}, {"X-A", "1"}, {"Upgrade", "x"}};
    QCOMPARE(namesOf(kept(headers, BrowserName::Standard)), "X-A");
}

void TestStoredHeaders::headerThatNoCacheNames_isNotKeptInChromium_data()
{
    QTest::addColumn<QByteArray>("control");
    QTest::addColumn<QByteArray>("left");
    const auto row = [](const char *control, const char *left) {
        QTest::newRow(control) << QByteArray(control) << QByteArray(left);
    };
    row("no-cache=\"x-a\"", "Cache-Control X-B");
    row("no-cache=\"X-A\"", "Cache-Control X-B");
    row("no-cache=\" x-a , x-b\"", "Cache-Control");
    row("private, no-cache=\"x-a\", no-cache=\"x-b\"", "Cache-Control");
    row("No-Cache=\"x-a\"", "Cache-Control X-A X-B");
    row("no-cache=x-a", "Cache-Control X-A X-B");
    row("no-cache=\"x-a", "Cache-Control X-A X-B");
    row("no-cache", "Cache-Control X-A X-B");
}

void TestStoredHeaders::headerThatNoCacheNames_isNotKeptInChromium()
{
    QFETCH(QByteArray, control);
    const HeaderList headers{{"Cache-Control", control}, {"X-A", "1"}, {"X-B", "1"}};
    QTEST(namesOf(kept(headers, BrowserName::Chromium)), "left");
    QCOMPARE(namesOf(kept(headers, BrowserName::Standard)), "Cache-Control X-A X-B");
}

void TestStoredHeaders::emptyLine_isNotKeptInFirefox()
{
    const HeaderList headers{{"X-A", ""}, {"X-B", "1"}, {"X-A", "2"}, {"ETag", ""}};
    QCOMPARE(namesOf(kept(headers, BrowserName::Firefox)), "X-B X-A");
    QCOMPARE(namesOf(kept(headers, BrowserName::Chromium)), "X-A X-B X-A ETag");
}

void TestStoredHeaders::emptyLineOfAConfirmation_takesTheKeptOneAwayInFirefox()
{
    for (const auto &[browser, left] :
         {std::pair(BrowserName::Firefox, "X-B"), std::pair(BrowserName::Chromium, "X-B X-A")}) {
        HeaderList headers{{"X-A", "1"}, {"X-B", "1"}};
        freshen(headers, {{"X-A", ""}}, browserProfile(browser));
        QCOMPARE(namesOf(headers), left);
    }
}

QTEST_GUILESS_MAIN(TestStoredHeaders)
#include "tst_storedheaders.moc"
