// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/comparison.h"
#include "core/diagnosis/diagnosis.h"

#include "exchanges.h"

#include <QtTest>

using namespace corslab;
using namespace corslab::test;

class TestDiagnosis : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void originDifference_namesThePart_data();
    void originDifference_namesThePart();
    void refusedPreflight_saysThatNothingWasSent();
    void refusedReading_saysThatTheAnswerCame();
    void allowedAfterAsking_saysSo();
    void sameOrigin_needsNoPermission();
    void opaque_isExplained();
    void mistypedEntry_isComparedWithThePage();
    void methodAndHeader_areComparedWithTheList();
    void foreignServer_isToldTheLines();
    void cookieWithheld_isHintedAt();
    void headerNotExposed_isHintedAt();
    void varyMissing_isHintedAt();
    void preflightStatuses_haveTheirOwnHints();
    void everyCause_hasHeadlineSentenceAndLink();
    void thrownCall_isExplainedByItsStep();
    void unfinished_isCalm();
};

void TestDiagnosis::originDifference_namesThePart_data()
{
    QTest::addColumn<QByteArray>("allowed");
    QTest::addColumn<QString>("difference");
    const auto row = [](const char *name, const char *allowed, const char *difference) {
        QTest::newRow(name) << QByteArray(allowed) << QString::fromUtf8(difference);
    };
    row("same", "http://localhost:5173", "");
    row("slash", "http://localhost:5173/", "there is a slash at the end, and an origin has none");
    row("path", "http://localhost:5173/app", "there is a path, and an origin ends after the port");
    row("scheme", "https://localhost:5173", "the scheme differs");
    row("port", "http://localhost:3000", "the port differs");
    row("no port", "http://localhost", "the port differs");
    row("host", "http://example.com:5173", "the host differs");
    row("host and port", "http://example.com", "the host and the port differ");
    row("scheme and host", "https://example.com", "the scheme and the host differ");
    row("loopback", "http://127.0.0.1:5173",
        "the host differs: 127.0.0.1 and localhost are two origins, though they reach the same "
        "computer");
    row("case", "HTTP://localhost:5173",
        "upper and lower case differ, and an origin is in lower case");
    row("list", "http://localhost:5173, http://a",
        "it is a list, but only one origin may stand there");
    row("no scheme", "localhost:5173", "the scheme, http:// or https://, is missing");
    row("empty", "", "the value is empty");
    row("wildcard inside", "http://*:5173", "browsers know no wildcard inside an origin");
    row("null", "null", "null stands for pages without an origin, and this page has one");
    row("words", "all", "the value is not an origin");
}

void TestDiagnosis::originDifference_namesThePart()
{
    QFETCH(QByteArray, allowed);
    QFETCH(QString, difference);
    QCOMPARE(originDifference(allowed, Page), difference);
}

void TestDiagnosis::refusedPreflight_saysThatNothingWasSent()
{
    const Policy policy = allowing({"http://localhost:3000"});
    Exchange exchange = begun("PUT");
    preflight(exchange, policy);
    const Diagnosis diagnosis = diagnose(
        blockedBy(exchange, CauseCode::MissingAllowOriginHeader, {}, CausePhase::Preflight),
        policy);
    QCOMPARE(
        diagnosis.headline,
        QStringLiteral("PUT was never sent: the server does not allow http://localhost:5173."));
    QVERIFY(!diagnosis.fixes.empty());
    QVERIFY(diagnosis.comparison.has_value());
    QCOMPARE(diagnosis.comparison->left, QStringLiteral("http://localhost:3000"));
    QCOMPARE(diagnosis.comparison->difference, QStringLiteral("the port differs"));
}

void TestDiagnosis::refusedReading_saysThatTheAnswerCame()
{
    Exchange exchange = begun();
    answer(exchange, std::nullopt);
    const Diagnosis diagnosis =
        diagnose(blockedBy(exchange, CauseCode::MissingAllowOriginHeader), std::nullopt);
    QCOMPARE(diagnosis.headline,
             QStringLiteral("The answer came, but the script may not read it: the server does not "
                            "allow http://localhost:5173."));
    QCOMPARE(diagnosis.link, QByteArray("https://fetch.spec.whatwg.org/#concept-cors-check"));
    QVERIFY(diagnosis.linkLabel.startsWith(QStringLiteral("Fetch: CORS check, step ")));
}

void TestDiagnosis::allowedAfterAsking_saysSo()
{
    const Policy policy = allowing({Page});
    Exchange exchange = begun("PUT");
    exchange.verdict = Verdict::Allowed;
    preflight(exchange, policy);
    answer(exchange, policy);
    const Diagnosis diagnosis = diagnose(exchange, policy);
    QCOMPARE(
        diagnosis.headline,
        QStringLiteral("The server was asked first and agreed; the script may read the answer."));
    QVERIFY(diagnosis.fixes.empty());
    QVERIFY(!diagnosis.comparison.has_value());
}

void TestDiagnosis::sameOrigin_needsNoPermission()
{
    Exchange exchange = begun("POST");
    exchange.verdict = Verdict::Allowed;
    exchange.url = Page + "/simple";
    answer(exchange, std::nullopt);
    const Diagnosis diagnosis = diagnose(exchange, std::nullopt);
    QVERIFY(diagnosis.headline.startsWith(QStringLiteral("Page and server share one origin")));
    QVERIFY(diagnosis.hint.contains(QStringLiteral("even at home")));
}

void TestDiagnosis::opaque_isExplained()
{
    Exchange exchange = begun();
    exchange.request.mode = "no-cors";
    exchange.verdict = Verdict::Opaque;
    answer(exchange, std::nullopt);
    const Diagnosis diagnosis = diagnose(exchange, std::nullopt);
    QVERIFY(diagnosis.headline.contains(QStringLiteral("unreadable")));
    QVERIFY(diagnosis.hint.startsWith(QStringLiteral("no-cors does not switch CORS off")));
}

void TestDiagnosis::mistypedEntry_isComparedWithThePage()
{
    const Policy policy = allowing({"http://far.example", "http://localhost:5173/"});
    Exchange exchange = begun();
    answer(exchange, policy);
    const Diagnosis diagnosis =
        diagnose(blockedBy(exchange, CauseCode::MissingAllowOriginHeader), policy);
    QVERIFY(diagnosis.comparison.has_value());
    QCOMPARE(diagnosis.comparison->leftLabel, QStringLiteral("the policy lists"));
    QCOMPARE(diagnosis.comparison->left, QStringLiteral("http://localhost:5173/"));
    QCOMPARE(diagnosis.comparison->right, QStringLiteral("http://localhost:5173"));
    QVERIFY(diagnosis.comparison->difference.startsWith(QStringLiteral("there is a slash")));
}

void TestDiagnosis::methodAndHeader_areComparedWithTheList()
{
    Policy policy = allowing({Page});
    policy.methods = {"PATCH"};
    policy.headers = {"X-Foo"};
    Exchange exchange = begun("patch");
    preflight(exchange, policy, "x-bar");
    auto comparison =
        comparisonOf(blockedBy(exchange, CauseCode::MethodDisallowedByPreflightResponse, "patch",
                               CausePhase::Preflight),
                     policy);
    QVERIFY(comparison.has_value());
    QCOMPARE(comparison->left, QStringLiteral("PATCH"));
    QCOMPARE(comparison->right, QStringLiteral("patch"));
    QCOMPARE(comparison->difference, QStringLiteral("upper and lower case differ"));
    comparison = comparisonOf(blockedBy(exchange, CauseCode::HeaderDisallowedByPreflightResponse,
                                        "x-bar", CausePhase::Preflight),
                              policy);
    QCOMPARE(comparison.value().difference, QStringLiteral("it is not on the list"));
}

void TestDiagnosis::foreignServer_isToldTheLines()
{
    Exchange exchange = begun("PUT");
    exchange.request.credentials = "include";
    preflight(exchange, std::nullopt, "content-type");
    const Diagnosis diagnosis = diagnose(
        blockedBy(exchange, CauseCode::MissingAllowOriginHeader, {}, CausePhase::Preflight),
        std::nullopt);
    QVERIFY2(diagnosis.hint.endsWith(
                 QStringLiteral("\nIts answer to the preflight (OPTIONS) must say:\n"
                                "Access-Control-Allow-Origin: http://localhost:5173\n"
                                "Vary: Origin\n"
                                "Access-Control-Allow-Credentials: true\n"
                                "Access-Control-Allow-Methods: PUT\n"
                                "Access-Control-Allow-Headers: content-type")),
             qPrintable(diagnosis.hint));
    QVERIFY(diagnosis.hint.contains(QStringLiteral("no route for OPTIONS")));
}

void TestDiagnosis::cookieWithheld_isHintedAt()
{
    Exchange exchange = begun();
    exchange.verdict = Verdict::Allowed;
    answer(exchange, allowing({Page}));
    exchange.steps.push_back({StepId::Cookie, StepOutcome::Fail, "SameSite is Lax", "session"});
    const QString hint = diagnose(exchange, std::nullopt).hint;
    QVERIFY2(hint.startsWith(QStringLiteral("The cookie session was not sent: SameSite is Lax.")),
             qPrintable(hint));
}

void TestDiagnosis::headerNotExposed_isHintedAt()
{
    Exchange exchange = begun();
    exchange.verdict = Verdict::Allowed;
    answer(exchange, allowing({Page})).responseHeaders.append("X-Total", "3");
    exchange.outcome.type = "cors";
    exchange.outcome.headers.emplace();
    const QString hint = diagnose(exchange, std::nullopt).hint;
    QVERIFY2(hint.contains(QStringLiteral("show X-Total")), qPrintable(hint));
    QVERIFY(hint.contains(QStringLiteral("Access-Control-Expose-Headers")));
}

void TestDiagnosis::varyMissing_isHintedAt()
{
    Policy policy = allowing({Page});
    policy.vary = Policy::Vary::Never;
    Exchange exchange = begun();
    exchange.verdict = Verdict::Allowed;
    answer(exchange, policy);
    QVERIFY(diagnose(exchange, policy).hint.contains(QStringLiteral("Vary: Origin")));
}

void TestDiagnosis::preflightStatuses_haveTheirOwnHints()
{
    const auto hintFor = [](const char *status) {
        Exchange exchange = begun("PUT");
        preflight(exchange, std::nullopt, {}, QByteArray(status).toInt());
        return diagnose(blockedBy(exchange, CauseCode::PreflightInvalidStatus, status,
                                  CausePhase::Preflight),
                        std::nullopt)
            .hint;
    };
    QVERIFY(hintFor("401").contains(QStringLiteral("carry no credentials")));
    QVERIFY(hintFor("404").contains(QStringLiteral("no route for OPTIONS")));
    QVERIFY(hintFor("500") != hintFor("404"));
}

void TestDiagnosis::everyCause_hasHeadlineSentenceAndLink()
{
    for (int code = 0; code <= int(CauseCode::ThrewSyntaxError); ++code) {
        for (const CausePhase phase :
             {CausePhase::Call, CausePhase::Preflight, CausePhase::Actual, CausePhase::Redirect}) {
            Exchange exchange = begun("PUT");
            if (phase != CausePhase::Call)
                answer(exchange, std::nullopt);
            blockedBy(exchange, CauseCode(code), "value", phase);
            const Diagnosis diagnosis = diagnose(exchange, std::nullopt);
            QVERIFY(diagnosis.headline.endsWith(u'.'));
            QVERIFY(diagnosis.headline.front().isUpper());
            QVERIFY2(!diagnosis.headline.contains(u'%'), qPrintable(diagnosis.headline));
            QVERIFY(diagnosis.sentence.endsWith(u'.'));
            QVERIFY(diagnosis.link.startsWith("https://"));
            QVERIFY(diagnosis.linkLabel.startsWith(QStringLiteral("Fetch: ")));
        }
    }
}

void TestDiagnosis::thrownCall_isExplainedByItsStep()
{
    Exchange exchange = begun("TRACE");
    exchange.steps.push_back({StepId::RequestForbiddenHeader, StepOutcome::Note, {}, "Cookie"});
    exchange.steps.push_back({StepId::RequestMethod, StepOutcome::Fail, {}, "TRACE"});
    const Diagnosis diagnosis = diagnose(
        blockedBy(exchange, CauseCode::ThrewTypeError, "TRACE", CausePhase::Call), std::nullopt);
    QCOMPARE(diagnosis.headline,
             QStringLiteral("Nothing was sent: the script’s call threw an error."));
    QCOMPARE(diagnosis.sentence, stepSentence(exchange.steps.back()));
    QVERIFY(diagnosis.linkLabel.startsWith(QStringLiteral("Fetch: new Request(), step ")));
}

void TestDiagnosis::unfinished_isCalm()
{
    Exchange exchange = begun();
    exchange.finished = false;
    const Diagnosis diagnosis = diagnose(exchange, std::nullopt);
    QCOMPARE(diagnosis.headline, QStringLiteral("The request is under way."));
    QVERIFY(diagnosis.fixes.empty());
}

QTEST_GUILESS_MAIN(TestDiagnosis)
#include "tst_diagnosis.moc"
