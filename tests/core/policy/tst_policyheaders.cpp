// SPDX-License-Identifier: GPL-3.0-or-later
// What a policy never sends, and what it leaves out of errors.
#include "core/policy/compiledpolicy.h"

#include "policyrequests.h"

#include <QTest>

using namespace corslab;

class TestPolicyHeaders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valueThatCouldSplitAHeader_isNotSent_data();
    void valueThatCouldSplitAHeader_isNotSent();
    void onErrorsOff_dropsCorsHeadersOfErrorsOnly();
};

void TestPolicyHeaders::valueThatCouldSplitAHeader_isNotSent_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<Ask>("ask");
    const QByteArray bad = "x\r\nSet-Cookie: a=b";
    const auto row = [](const char *name, Change change, Ask ask) {
        QTest::newRow(name) << std::move(change) << std::move(ask);
    };
    row(
        "methods",
        [=](Policy &p) {
            p.methods = {"GET", bad};
        },
        preflight);
    row(
        "headers",
        [=](Policy &p) {
            p.headers = {"A", "b\nSet-Cookie: a=b"};
        },
        preflight);
    row(
        "expose", [=](Policy &p) { p.expose = {bad}; }, actual);
    row(
        "first",
        [=](Policy &p) {
            p.refused = Policy::Refused::First;
            p.origins = {{bad, false, false}};
        },
        refusedActual);
    row(
        "timingAllowOrigin", [=](Policy &p) { p.timingAllowOrigin = QList<QByteArray>{bad}; },
        actual);
    row(
        "resourcePolicy", [=](Policy &p) { p.resourcePolicy = bad; }, actual);
    row(
        "raw name",
        [=](Policy &p) {
            p.raw = Policy::Raw{{}, {{bad, "v"}}};
        },
        actual);
    row(
        "raw value",
        [=](Policy &p) {
            p.raw = Policy::Raw{{{"a", bad}}, {}};
        },
        preflight);
    row(
        "reflected origin", [](Policy &p) { p.reflect = true; },
        [=](PolicyRequest &r) {
            actual(r);
            r.origin = bad;
        });
    row(
        "echoed method", [](Policy &p) { p.methodsMode = Policy::Lists::Echo; },
        [=](PolicyRequest &r) {
            preflight(r);
            r.requestMethod = bad;
        });
    row(
        "reflected headers", [](Policy &p) { p.headersMode = Policy::Lists::Echo; },
        [=](PolicyRequest &r) {
            preflight(r);
            r.requestHeaders = bad;
        });
}

void TestPolicyHeaders::valueThatCouldSplitAHeader_isNotSent()
{
    QFETCH(Change, change);
    QFETCH(Ask, ask);
    Policy policy = article();
    change(policy);
    PolicyRequest request;
    ask(request);
    const QByteArray text = shown(CompiledPolicy(policy).answer(request));
    QVERIFY2(!text.contains('\n') && !text.contains('\r') && !text.contains("Set-Cookie"), text);
}

void TestPolicyHeaders::onErrorsOff_dropsCorsHeadersOfErrorsOnly()
{
    Policy policy = article();
    policy.onErrors = false;
    policy.resourcePolicy = "cross-origin";
    PolicyRequest request;
    actual(request);
    const CompiledPolicy compiled(policy);
    const PolicyAnswer answer = compiled.answer(request);
    QCOMPARE(compiled.headersFor(answer, 200), answer.headers);
    QCOMPARE(compiled.headersFor(answer, 399), answer.headers);
    const HeaderList kept{{"Vary", "Origin"}, {"Cross-Origin-Resource-Policy", "cross-origin"}};
    QCOMPARE(compiled.headersFor(answer, 400), kept);
    QCOMPARE(compiled.headersFor(answer, 503), kept);

    policy.onErrors = true;
    const CompiledPolicy always(policy);
    QCOMPARE(always.headersFor(always.answer(request), 500), always.answer(request).headers);
}

QTEST_GUILESS_MAIN(TestPolicyHeaders)
#include "tst_policyheaders.moc"
