// SPDX-License-Identifier: GPL-3.0-or-later
// The names and sources that the record and the files rely on.
#include "core/fetch/step.h"

#include "core/fetch/browserprofile.h"
#include "core/fetch/cause.h"
#include "core/fetch/scriptrequest.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QUrl>

using namespace corslab;

class TestStep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyStep_hasItsPlaceInAStandard();
    void everyCause_hasAName();
    void everyVerdict_hasAName();
    void everyInterface_hasAName();
    void everyBrowser_hasANameAndAProfile();
    void cause_makesAVerdict_data();
    void cause_makesAVerdict();
};

void TestStep::everyStep_hasItsPlaceInAStandard()
{
    static const QRegularExpression number(QStringLiteral("^[0-9]+(\\.[0-9]+)*$"));
    static const QSet<QString> hosts{QStringLiteral("fetch.spec.whatwg.org"),
                                     QStringLiteral("xhr.spec.whatwg.org"),
                                     QStringLiteral("html.spec.whatwg.org"),
                                     QStringLiteral("w3c.github.io"),
                                     QStringLiteral("httpwg.org"),
                                     QStringLiteral("www.rfc-editor.org")};
    for (int i = 0; i <= static_cast<int>(StepId::ExposedHeaders); ++i) {
        const StepSource &source = stepSource(static_cast<StepId>(i));
        const QByteArray which = "step " + QByteArray::number(i) + ' ' + source.algorithm;
        QVERIFY2(qstrlen(source.algorithm) > 3, which.constData());
        QVERIFY2(number.match(QString::fromLatin1(source.number)).hasMatch(), which.constData());
        const QUrl url(QString::fromLatin1(source.url), QUrl::StrictMode);
        QVERIFY2(url.isValid() && url.scheme() == u"https" && url.hasFragment(), which.constData());
        QVERIFY2(hosts.contains(url.host()), which.constData());
    }
}

void TestStep::everyCause_hasAName()
{
    QSet<QByteArray> names;
    for (int i = 0; i <= static_cast<int>(CauseCode::ThrewSyntaxError); ++i) {
        const auto code = static_cast<CauseCode>(i);
        const QByteArray name = causeName(code);
        QVERIFY(!name.isEmpty() && !names.contains(name));
        names.insert(name);
        QCOMPARE(causeFromName(name), code);
    }
    QVERIFY(!causeFromName("missingalloworiginheader"));
    QVERIFY(!causeFromName(""));
}

void TestStep::everyVerdict_hasAName()
{
    for (const auto verdict :
         {Verdict::Allowed, Verdict::Opaque, Verdict::Blocked, Verdict::Failed, Verdict::Invalid})
        QCOMPARE(verdictFromName(verdictName(verdict)), verdict);
    QVERIFY(!verdictFromName("Allowed"));
}

void TestStep::everyInterface_hasAName()
{
    for (const char *name :
         {"fetch", "xhr", "img", "script", "module", "style", "beacon", "eventsource"}) {
        const auto api = apiFromName(name);
        QVERIFY2(api, name);
        QCOMPARE(apiName(*api), name);
    }
    QVERIFY(!apiFromName("video"));
}

void TestStep::everyBrowser_hasANameAndAProfile()
{
    for (const char *name : {"standard", "chromium", "firefox", "safari"}) {
        const auto browser = browserFromName(name);
        QVERIFY2(browser, name);
        QCOMPARE(browserName(*browser), name);
        QCOMPARE(browserProfile(*browser).name, *browser);
    }
    QVERIFY(!browserFromName("netscape"));
    // A profile that says nothing is the standard's.
    QCOMPARE(browserProfile(BrowserName::Standard), BrowserProfile{});
    QVERIFY(!(browserProfile(BrowserName::Chromium) == BrowserProfile{}));
}

void TestStep::cause_makesAVerdict_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("verdict");
    const auto row = [](CauseCode code, Verdict verdict) {
        QTest::newRow(causeName(code).constData())
            << static_cast<int>(code) << static_cast<int>(verdict);
    };
    row(CauseCode::MissingAllowOriginHeader, Verdict::Blocked);
    row(CauseCode::HeaderDisallowedByPreflightResponse, Verdict::Blocked);
    row(CauseCode::SameOriginMode, Verdict::Blocked);
    row(CauseCode::MixedContent, Verdict::Blocked);
    row(CauseCode::ResourcePolicy, Verdict::Blocked);
    row(CauseCode::ConnectionRefused, Verdict::Failed);
    row(CauseCode::Timeout, Verdict::Failed);
    row(CauseCode::Aborted, Verdict::Failed);
    row(CauseCode::ThrewTypeError, Verdict::Invalid);
    row(CauseCode::ThrewSyntaxError, Verdict::Invalid);
}

void TestStep::cause_makesAVerdict()
{
    QFETCH(int, code);
    QTEST(static_cast<int>(verdictOf(static_cast<CauseCode>(code))), "verdict");
}

QTEST_GUILESS_MAIN(TestStep)
#include "tst_step.moc"
