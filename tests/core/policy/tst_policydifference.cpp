// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/lint.h"
#include "core/policy/policydifference.h"
#include "core/policy/policypreset.h"

#include "policyrequests.h"

#include <QTest>

#include <algorithm>

using namespace corslab;

namespace {

QByteArrayList listed(const std::vector<PolicyDifference> &found)
{
    QByteArrayList lines;
    for (const PolicyDifference &each : found) {
        const QByteArray key = policyKeyName(each.key);
        switch (each.kind) {
        case PolicyDifference::Kind::Added:
            lines.append('+' + key + ' ' + each.after);
            break;
        case PolicyDifference::Kind::Removed:
            lines.append('-' + key + ' ' + each.before);
            break;
        case PolicyDifference::Kind::Changed:
            lines.append(key + ' ' + each.before + " -> " + each.after);
            break;
        }
    }
    return lines;
}

} // namespace

class TestPolicyDifference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void change_isTold_data();
    void change_isTold();
    void equalPolicies_haveNone();
    void presets_haveNoGraveLint();
};

void TestPolicyDifference::change_isTold_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, Change change, const char *expected) {
        QTest::newRow(name) << std::move(change) << QByteArray(expected);
    };
    row(
        "origins",
        [](Policy &p) {
            p.origins = {{"a", true, true}, {"b", true, false}};
        },
        "-origins http://localhost:3000\n+origins /^a$/\n+origins /b/");
    row(
        "an entry a second time", [](Policy &p) { p.origins.append(p.origins.first()); },
        "+origins http://localhost:3000");
    row(
        "order",
        [](Policy &p) {
            p.methods = {"POST", "GET", "PUT", "OPTIONS"};
        },
        "methods GET, POST, PUT, OPTIONS -> POST, GET, PUT, OPTIONS");
    row(
        "a word in place of a list", [](Policy &p) { p.headersMode = Policy::Lists::Echo; },
        "headers Content-Type, Authorization, Custom-Header -> reflect");
    row(
        "credentials", [](Policy &p) { p.credentials = false; }, "credentials true -> false");
    row(
        "reflect", [](Policy &p) { p.reflect = true; }, "reflect false -> true");
    row(
        "max-age", [](Policy &p) { p.maxAge = 5; }, "maxAge  -> 5");
    row(
        "status", [](Policy &p) { p.preflightStatus = 200; }, "preflightStatus 204 -> 200");
    row(
        "continue", [](Policy &p) { p.preflightContinue = true; },
        "preflightContinue false -> true");
    row(
        "words",
        [](Policy &p) {
            p.answer = Policy::Answer::Requested;
            p.refused = Policy::Refused::ServerError;
            p.vary = Policy::Vary::Never;
            p.onErrors = false;
        },
        "answer full -> requested\nrefused omit -> 500\nvary auto -> never\n"
        "onErrors true -> false");
    row(
        "expose", [](Policy &p) { p.expose = {"X"}; }, "+expose X");
    row(
        "timing", [](Policy &p) { p.timingAllowOrigin = QList<QByteArray>{}; },
        "timingAllowOrigin  -> []");
    row(
        "resource policy", [](Policy &p) { p.resourcePolicy = "same-site"; },
        "resourcePolicy  -> same-site");
    row(
        "raw",
        [](Policy &p) {
            p.raw = Policy::Raw{{}, {{"A", "b"}}};
        },
        "+raw.actual A: b");
    row(
        "raw without a line", [](Policy &p) { p.raw = Policy::Raw{}; }, "raw.actual  -> []");
    row(
        "imitate", [](Policy &p) { p.imitate = "spring"; }, "imitate  -> spring");
}

void TestPolicyDifference::change_isTold()
{
    QFETCH(const Change, change);
    QFETCH(const QByteArray, expected);
    Policy after = article();
    change(after);
    QCOMPARE(listed(differences(article(), after)).join('\n'), expected);
    QVERIFY(!differences(after, article()).empty());
}

void TestPolicyDifference::equalPolicies_haveNone()
{
    QVERIFY(differences(article(), article()).empty());
}

void TestPolicyDifference::presets_haveNoGraveLint()
{
    for (const PolicyPreset preset : allPolicyPresets) {
        const std::vector<Lint> lints = lintsOf(presetPolicy(preset));
        QVERIFY(std::none_of(lints.begin(), lints.end(), [](const Lint &lint) {
            return lint.severity < LintSeverity::Information;
        }));
    }
    QCOMPARE(presetPolicy(PolicyPreset::Article), article());
    QCOMPARE(presetPolicy(PolicyPreset::OneFrontEnd, page).origins.first().text, page);
    const CompiledPolicy development(presetPolicy(PolicyPreset::Development));
    QVERIFY(development.allows("http://localhost:5173"));
    QVERIFY(development.allows("http://[::1]:8080"));
    QVERIFY(!development.allows("http://localhost.evil.test"));
}

QTEST_GUILESS_MAIN(TestPolicyDifference)
#include "tst_policydifference.moc"
