// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/lint.h"

#include "lintcases.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

using namespace corslab;
using corslab::lintcases::sound;

Q_DECLARE_METATYPE(corslab::OriginErrorCode)

namespace {

bool has(const std::vector<Lint> &lints, LintId id)
{
    return std::any_of(lints.begin(), lints.end(),
                       [id](const Lint &lint) { return lint.id == id; });
}

QByteArray listed(const std::vector<Lint> &lints)
{
    QByteArray text;
    for (const Lint &lint : lints)
        text += lintName(lint.id) + ' ' + placeText(lint.place) + " = " + lint.value + "; ";
    return text;
}

} // namespace

class TestLint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void soundPolicy_hasNone();
    void mistake_isFoundAndItsNearMissIsNot_data() { lintcases::addRows(); }
    void mistake_isFoundAndItsNearMissIsNot();
    void fix_makesTheLintGoAway_data() { lintcases::addRows(); }
    void fix_makesTheLintGoAway();
    void originThatNeverMatches_namesTheRuleItBreaks_data();
    void originThatNeverMatches_namesTheRuleItBreaks();
    void placeholders_areLeftToWhoeverResolvesThem();
    void lints_comeGravestFirst();
    void places_areWrittenAsInTheFile();
    void tenThousandEntries_areLintedWhileOneTypes();
};

void TestLint::soundPolicy_hasNone()
{
    const std::vector<Lint> lints = lintsOf(sound());
    QVERIFY2(lints.empty(), listed(lints).constData());
}

void TestLint::mistake_isFoundAndItsNearMissIsNot()
{
    QFETCH(const LintId, id);
    QFETCH(const Change, mistake);
    QFETCH(const Change, nearMiss);
    Policy faulty = sound();
    mistake(faulty);
    QVERIFY2(has(lintsOf(faulty), id), listed(lintsOf(faulty)).constData());
    Policy near = sound();
    nearMiss(near);
    QVERIFY2(!has(lintsOf(near), id), listed(lintsOf(near)).constData());
}

void TestLint::fix_makesTheLintGoAway()
{
    QFETCH(const LintId, id);
    QFETCH(const Change, mistake);
    Policy policy = sound();
    mistake(policy);
    LintContext context;
    context.pageOrigin = "https://page.example";
    int rounds = 0;
    for (;;) {
        const std::vector<Lint> lints = lintsOf(policy, context);
        const auto lint = std::find_if(lints.begin(), lints.end(),
                                       [id](const Lint &each) { return each.id == id; });
        if (lint == lints.end())
            break;
        QVERIFY2(++rounds <= 2, listed(lints).constData()); // preflight and actual lines
        QVERIFY2(!lint->fix.empty(), listed(lints).constData());
        const Policy after = applied(policy, lint->fix);
        QVERIFY(after != policy);
        policy = after;
    }
    QVERIFY(rounds > 0);
}

void TestLint::originThatNeverMatches_namesTheRuleItBreaks_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<OriginErrorCode>("rule");
    QTest::addColumn<QByteArray>("meant");
    const auto row = [](const char *text, OriginErrorCode rule, const char *meant) {
        QTest::newRow(text) << QByteArray(text) << rule << QByteArray(meant);
    };
    using Code = OriginErrorCode;
    row("https://app.example/", Code::HasPath, "https://app.example");
    row("https://app.example/api", Code::HasPath, "https://app.example");
    row("https://app.example:443", Code::DefaultPort, "https://app.example");
    row("http://app.example:80", Code::DefaultPort, "http://app.example");
    row("https://App.example", Code::UpperCase, "https://app.example");
    row("HTTPS://app.example", Code::UpperCase, "https://app.example");
    row("https://bücher.example", Code::NotAscii, "https://xn--bcher-kva.example");
    row("https://[0:0:0:0:0:0:0:1]", Code::InvalidHost, "https://[::1]");
    row("https://app.example:0", Code::InvalidPort, "");
    row("https://app.example:65536", Code::InvalidPort, "");
    row("file://", Code::UnsupportedScheme, ""); // null is no better
    row("https://u:p@app.example", Code::HasCredentials, "https://app.example");
    row("https://*.App.example:443", Code::UpperCase, "https://*.app.example");
    row("https://*.app.example/:*", Code::HasPath, "https://*.app.example:*");
}

void TestLint::originThatNeverMatches_namesTheRuleItBreaks()
{
    QFETCH(const QByteArray, text);
    QFETCH(const OriginErrorCode, rule);
    QFETCH(const QByteArray, meant);
    Policy policy = sound();
    policy.origins.append({text, false, false});
    const std::vector<Lint> lints = lintsOf(policy);
    QCOMPARE(listed(lints), "O15 origins[1] = " + text + "; ");
    QVERIFY(lints[0].origin);
    QCOMPARE(int(lints[0].origin->code), int(rule));
    const Policy after = applied(policy, lints[0].fix);
    if (meant.isEmpty())
        QCOMPARE(after, sound());
    else
        QCOMPARE(after.origins.value(1).text, meant);
}

void TestLint::placeholders_areLeftToWhoeverResolvesThem()
{
    Policy policy = sound();
    policy.origins = {{"{{pages}}", false, false}};
    QVERIFY2(lintsOf(policy).empty(), listed(lintsOf(policy)).constData());
}

void TestLint::lints_comeGravestFirst()
{
    Policy policy = sound();
    policy.origins = {{"https://app.example/", false, false}, {"null", false, false}};
    policy.methods = {"GET"};
    policy.reflect = true;
    policy.credentials = true;
    QCOMPARE(listed(lintsOf(policy)),
             QByteArray("O02 reflect = true; O03 origins[1] = null; "
                        "O15 origins[0] = https://app.example/; M02 methods[0] = GET; "));
}

void TestLint::places_areWrittenAsInTheFile()
{
    PolicyPlace place;
    QCOMPARE(placeText(place), QByteArray());
    place.key = PolicyKey::RawActual;
    place.index = 3;
    QCOMPARE(placeText(place), QByteArray("raw.actual[3]"));
    place.server = 0;
    place.route = 1;
    QCOMPARE(placeText(place), QByteArray("servers[0].routes[1].policy.raw.actual[3]"));
    QCOMPARE(placePointer(place), QByteArray("/servers/0/routes/1/policy/raw/actual/3"));
    place.route.reset();
    place.endpoint = 2;
    place.key = PolicyKey::EndpointHeaders;
    QCOMPARE(placeText(place), QByteArray("servers[0].endpoints[2].headers[3]"));
}

void TestLint::tenThousandEntries_areLintedWhileOneTypes()
{
    Policy policy = sound();
    policy.origins.clear();
    for (int i = 0; i < 10'000; ++i) {
        const QByteArray number = QByteArray::number(i);
        policy.origins.append({i % 2 ? "https://*.host" + number + ".example"
                                     : "https://www.host" + number + ".example",
                               false, false});
    }
    policy.origins.append(policy.origins.first());
    QElapsedTimer timer;
    timer.start();
    const std::vector<Lint> lints = lintsOf(policy);
    QCOMPARE(listed(lints), QByteArray("O16 origins[10000] = https://www.host0.example; "));
    // A second is what nobody waits for at a key; quadratic work takes minutes.
    QVERIFY2(timer.elapsed() < 2000, QByteArray::number(timer.elapsed()).constData());
}

QTEST_GUILESS_MAIN(TestLint)
#include "tst_lint.moc"
