// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/diagnosis.h"
#include "core/diagnosis/words.h"

#include <QSet>
#include <QtTest>

using namespace corslab;

namespace {

constexpr std::array allSteps = {StepId::RequestUrl,
                                 StepId::RequestUrlCredentials,
                                 StepId::RequestMethod,
                                 StepId::RequestMode,
                                 StepId::RequestMember,
                                 StepId::RequestNoCorsMethod,
                                 StepId::RequestBody,
                                 StepId::RequestHeader,
                                 StepId::RequestForbiddenHeader,
                                 StepId::RequestNoCorsHeader,
                                 StepId::BadPort,
                                 StepId::MixedContent,
                                 StepId::SameOrigin,
                                 StepId::SameOriginMode,
                                 StepId::NoCorsMode,
                                 StepId::NoCorsRedirectMode,
                                 StepId::Scheme,
                                 StepId::UnsafeMethod,
                                 StepId::UnsafeHeader,
                                 StepId::UploadListener,
                                 StepId::PreflightNeeded,
                                 StepId::Credentials,
                                 StepId::Cookie,
                                 StepId::OriginHeader,
                                 StepId::Referrer,
                                 StepId::HttpCache,
                                 StepId::Keepalive,
                                 StepId::PreflightCacheHit,
                                 StepId::PreflightCacheMiss,
                                 StepId::PreflightRedirect,
                                 StepId::PreflightStatus,
                                 StepId::PreflightAllowMethods,
                                 StepId::PreflightAllowHeaders,
                                 StepId::PreflightMethod,
                                 StepId::PreflightHeader,
                                 StepId::PreflightAuthorizationWildcard,
                                 StepId::PreflightCacheStored,
                                 StepId::PreflightCacheCleared,
                                 StepId::AllowOriginPresent,
                                 StepId::AllowOriginWildcard,
                                 StepId::AllowOriginMatch,
                                 StepId::AllowCredentials,
                                 StepId::ResourcePolicy,
                                 StepId::TimingAllowOrigin,
                                 StepId::Integrity,
                                 StepId::RedirectLocation,
                                 StepId::RedirectScheme,
                                 StepId::RedirectCount,
                                 StepId::RedirectCredentials,
                                 StepId::RedirectBody,
                                 StepId::RedirectMode,
                                 StepId::RedirectMethodChange,
                                 StepId::RedirectAuthorization,
                                 StepId::RedirectTaint,
                                 StepId::RedirectFollowed,
                                 StepId::SetCookie,
                                 StepId::Network,
                                 StepId::OpaqueResponse,
                                 StepId::ResponseTainting,
                                 StepId::ExposedHeaders};

/// An upper-case beginning, a full stop at the end, and no placeholder left.
bool isWholeSentence(const QString &text)
{
    return text.size() > 10 && text.front().isUpper() && text.endsWith(u'.') &&
           !text.contains(u"%1") && !text.contains(u"%2") && !text.contains(u"  ");
}

} // namespace

class TestSentences : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyStepAndOutcome_isAWholeSentenceOfItsOwn();
    void stepWithoutValues_isStillAWholeSentence();
    void stepSentence_holdsBothValues();
    void everyCause_isAWholeSentenceOfItsOwn();
    void causeWithItsValue_quotesIt();
    void percentSignInAValue_isLeftAlone();
    void bytesThatAreNotUtf8_areShownOneByOne();
    void knownHeaders_haveAWholeSentence();
    void unknownHeader_hasNone();
};

void TestSentences::everyStepAndOutcome_isAWholeSentenceOfItsOwn()
{
    QSet<QString> seen;
    for (const StepId id : allSteps) {
        for (const StepOutcome outcome :
             {StepOutcome::Pass, StepOutcome::Fail, StepOutcome::Note}) {
            const QString text = stepSentence({id, outcome, "the-expected", "the-actual"});
            QVERIFY2(isWholeSentence(text), qPrintable(text));
            QVERIFY2(!seen.contains(text), qPrintable(text));
            seen.insert(text);
        }
    }
    // The list above must hold every step.
    QCOMPARE(allSteps.size(), std::size_t(StepId::ExposedHeaders) + 1);
}

void TestSentences::stepWithoutValues_isStillAWholeSentence()
{
    for (const StepId id : allSteps) {
        for (const StepOutcome outcome :
             {StepOutcome::Pass, StepOutcome::Fail, StepOutcome::Note}) {
            const QString text = stepSentence({id, outcome, {}, {}});
            QVERIFY2(isWholeSentence(text), qPrintable(text));
        }
    }
}

void TestSentences::stepSentence_holdsBothValues()
{
    QCOMPARE(stepSentence({StepId::AllowOriginMatch, StepOutcome::Fail, "http://localhost:5173",
                           "http://localhost:3000"}),
             QStringLiteral("The server allows http://localhost:3000, but this page is "
                            "http://localhost:5173; the two must be the same byte for byte."));
    QCOMPARE(stepSentence({StepId::PreflightMethod, StepOutcome::Fail, {}, "PUT"}),
             QStringLiteral("The method PUT is not allowed: the server lists nothing."));
    QCOMPARE(stepSentence({StepId::PreflightNeeded, StepOutcome::Note, {}, {}}),
             QStringLiteral("The request may be sent without asking first."));
}

void TestSentences::everyCause_isAWholeSentenceOfItsOwn()
{
    QSet<QString> seen;
    for (int code = 0; code <= int(CauseCode::ThrewSyntaxError); ++code) {
        for (const char *value : {"", "the-value"}) {
            const QString text = causeSentence({CauseCode(code), value, CausePhase::Actual});
            QVERIFY2(isWholeSentence(text), qPrintable(text));
            // Some causes have no value to quote; two different causes never say the same.
            QVERIFY2(!seen.contains(text) || !text.contains(u"the-value"), qPrintable(text));
            if (*value == '\0') {
                QVERIFY2(!seen.contains(text), qPrintable(text));
            }
            seen.insert(text);
        }
    }
}

void TestSentences::causeWithItsValue_quotesIt()
{
    QCOMPARE(causeSentence(
                 {CauseCode::MethodDisallowedByPreflightResponse, "PUT", CausePhase::Preflight}),
             QStringLiteral("The server’s answer to the preflight does not allow the method PUT."));
    QCOMPARE(causeSentence({CauseCode::InvalidAllowCredentials, {}, CausePhase::Actual}),
             QStringLiteral("The request carries credentials, but the answer has no "
                            "Access-Control-Allow-Credentials: true."));
}

void TestSentences::percentSignInAValue_isLeftAlone()
{
    const QString text =
        causeSentence({CauseCode::AllowOriginMismatch, "%1%2%%", CausePhase::Actual});
    QVERIFY2(text.contains(u"%1%2%%"), qPrintable(text));
}

void TestSentences::bytesThatAreNotUtf8_areShownOneByOne()
{
    QCOMPARE(shown("caf\xe9"), QStringLiteral("café"));
    QCOMPARE(shown("caf\xc3\xa9"), QStringLiteral("café"));
}

void TestSentences::knownHeaders_haveAWholeSentence()
{
    int known = 0;
    for (const char *name :
         {"Access-Control-Allow-Origin", "ACCESS-CONTROL-ALLOW-METHODS", "accept",
          "x-requested-with", "Vary", "Origin", "Cookie", "Set-Cookie", "Sec-Fetch-Site",
          "Cache-Control", "ETag", "Cross-Origin-Resource-Policy", "Timing-Allow-Origin", "Referer",
          "Location"}) {
        const QString text = headerSentence(name);
        QVERIFY2(isWholeSentence(text), name);
        ++known;
    }
    QCOMPARE(known, 15);
}

void TestSentences::unknownHeader_hasNone()
{
    QVERIFY(headerSentence("X-Custom").isEmpty());
    QVERIFY(headerSentence("").isEmpty());
    QVERIFY(headerSentence("zzz").isEmpty());
}

QTEST_GUILESS_MAIN(TestSentences)
#include "tst_sentences.moc"
