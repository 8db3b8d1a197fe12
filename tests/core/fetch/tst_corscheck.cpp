// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/corscheck.h"

#include "tests/core/fetch/fetchrig.h"

#include <QTest>

using namespace corslab;

Q_DECLARE_METATYPE(corslab::HeaderList)

class TestCorsCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void response_isSharedOrNot_data();
    void response_isSharedOrNot();
    void check_isReportedStepByStep();
};

void TestCorsCheck::response_isSharedOrNot_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<HeaderList>("headers");
    QTest::addColumn<QByteArray>("omit"); ///< the cause without credentials; empty where it passes
    QTest::addColumn<QByteArray>("include");
    QTest::addColumn<QByteArray>("value");

    const QByteArray page = "http://localhost:3000";
    const QByteArray allow = "Access-Control-Allow-Origin";
    const auto row = [](const char *clause, const QByteArray &origin, const HeaderList &headers,
                        const QByteArray &omit, const QByteArray &include,
                        const QByteArray &value = {}) {
        QTest::newRow(clause) << origin << headers << omit << include << value;
    };
    const auto origins = [&](const char *clause, const QByteArray &value, const QByteArray &cause) {
        row(clause, page,
            {{"access-control-allow-origin", value}, {"Access-Control-Allow-Credentials", "true"}},
            cause, cause, cause.isEmpty() ? QByteArray() : value);
    };
    row("2: absent", page, {}, "MissingAllowOriginHeader", "MissingAllowOriginHeader");
    row("2: absent, credentials alone", page, {{"Access-Control-Allow-Credentials", "true"}},
        "MissingAllowOriginHeader", "MissingAllowOriginHeader");
    row("3: wildcard", page, {{allow, "*"}, {"Access-Control-Allow-Credentials", "true"}}, "",
        "WildcardOriginNotAllowed", "*");
    origins("4: the origin", page, "");
    origins("4: trailing slash", page + '/', "AllowOriginMismatch");
    origins("4: upper case", "http://LOCALHOST:3000", "AllowOriginMismatch");
    origins("4: upper-case scheme", "HTTP://localhost:3000", "AllowOriginMismatch");
    origins("4: another port", "http://localhost:3001", "AllowOriginMismatch");
    origins("4: another scheme", "https://localhost:3000", "AllowOriginMismatch");
    origins("4: no port", "http://localhost", "AllowOriginMismatch");
    origins("4: a path", page + "/x", "AllowOriginMismatch");
    origins("4: null", "null", "AllowOriginMismatch");
    origins("4: empty", "", "InvalidAllowOriginValue");
    origins("4: no URL", "localhost", "InvalidAllowOriginValue");
    origins("4: host and port are no origin", "localhost:3000", "AllowOriginMismatch");
    origins("4: a list", page + ", http://b.test", "MultipleAllowOriginValues");
    origins("4: a list with spaces", page + " http://b.test", "MultipleAllowOriginValues");
    origins("4: twice in one line", page + ", " + page, "MultipleAllowOriginValues");
    origins("4: two wildcards", "*, *", "MultipleAllowOriginValues");
    origins("4: a pattern", "http://*.test", "AllowOriginMismatch");
    row("1: two lines", page, {{allow, page}, {allow, page}}, "MultipleAllowOriginValues",
        "MultipleAllowOriginValues", page + ", " + page);
    row("1: two lines, one empty", page, {{allow, page}, {allow, ""}}, "MultipleAllowOriginValues",
        "MultipleAllowOriginValues", page + ", ");
    row("4: default port", "http://localhost", {{allow, "http://localhost:80"}},
        "AllowOriginMismatch", "AllowOriginMismatch", "http://localhost:80");
    row("4: null is equal to null", "null",
        {{allow, "null"}, {"Access-Control-Allow-Credentials", "true"}}, "", "");

    const auto credentials = [&](const char *clause, const HeaderList &lines,
                                 const QByteArray &value) {
        HeaderList headers{{allow, page}};
        for (const Header &line : lines)
            headers.append(line.name, line.value);
        row(clause, page, headers, "", "InvalidAllowCredentials", value);
    };
    const QByteArray name = "Access-Control-Allow-Credentials";
    credentials("6: absent", {}, "");
    credentials("7: True", {{name, "True"}}, "True");
    credentials("7: TRUE", {{name, "TRUE"}}, "TRUE");
    credentials("7: false", {{name, "false"}}, "false");
    credentials("7: 1", {{name, "1"}}, "1");
    credentials("7: empty", {{name, ""}}, "");
    credentials("7: a list", {{name, "true, true"}}, "true, true");
    credentials("7: two lines", {{name, "true"}, {name, "true"}}, "true, true");
    credentials("7: an empty line before", {{name, ""}, {name, "true"}}, ", true");
}

void TestCorsCheck::response_isSharedOrNot()
{
    QFETCH(QByteArray, origin);
    QFETCH(HeaderList, headers);
    QFETCH(QByteArray, omit);
    QFETCH(QByteArray, include);
    QFETCH(QByteArray, value);
    const ManualClock clock;
    for (const auto mode :
         {CredentialsMode::Omit, CredentialsMode::SameOrigin, CredentialsMode::Include}) {
        for (const auto phase : {CausePhase::Preflight, CausePhase::Actual}) {
            Report report;
            FetchTrace trace(&report, clock);
            const auto cause = corsCheck(origin, mode, headers, phase, trace);
            const QByteArray expected = mode == CredentialsMode::Include ? include : omit;
            QCOMPARE(cause ? causeName(cause->code) : QByteArray(), expected);
            QCOMPARE(report.steps.back().outcome, cause ? StepOutcome::Fail : StepOutcome::Pass);
            if (cause) {
                QCOMPARE(cause->value, value);
                QCOMPARE(cause->phase, phase);
                QCOMPARE(verdictOf(cause->code), Verdict::Blocked);
            }
        }
    }
}

void TestCorsCheck::check_isReportedStepByStep()
{
    const ManualClock clock;
    Report report;
    FetchTrace trace(&report, clock);
    const HeaderList headers{{"Access-Control-Allow-Origin", "http://a.test"},
                             {"Access-Control-Allow-Credentials", "yes"}};
    QVERIFY(
        corsCheck("http://a.test", CredentialsMode::Include, headers, CausePhase::Actual, trace));
    QCOMPARE(report.steps.size(), std::size_t(3));
    QCOMPARE(report.steps[0].id, StepId::AllowOriginPresent);
    QCOMPARE(report.steps[1].id, StepId::AllowOriginMatch);
    QCOMPARE(report.steps[1].expected, "http://a.test");
    QCOMPARE(report.steps[1].actual, "http://a.test");
    QCOMPARE(report.steps[2].id, StepId::AllowCredentials);
    QCOMPARE(report.steps[2].expected, "true");
    QCOMPARE(report.steps[2].actual, "yes");
}

QTEST_GUILESS_MAIN(TestCorsCheck)
#include "tst_corscheck.moc"
