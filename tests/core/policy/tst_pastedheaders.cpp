// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/policyheaders.h"
#include "core/policy/policypreset.h"

#include "policyrequests.h"

#include <QTest>

using namespace corslab;

namespace {

QByteArray listed(const QList<OriginEntry> &origins)
{
    QByteArrayList texts;
    for (const OriginEntry &entry : origins)
        texts.append(entry.text);
    return texts.join(' ');
}

} // namespace

class TestPastedHeaders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void headers_implyAPolicy();
    void headersOfTools_areUnderstood_data();
    void headersOfTools_areUnderstood();
    void faultyHeaders_stayAsTheyWere_data();
    void faultyHeaders_stayAsTheyWere();
    void constantOrigin_isAnsweredToEverybody();
    void linesThatAreNone_areNumbered();
    void nothing_impliesNothing();
    void policy_comesBackFromItsHeaders_data();
    void policy_comesBackFromItsHeaders();
};

void TestPastedHeaders::headers_implyAPolicy()
{
    const PastedHeaders pasted =
        policyFromHeaders("HTTP/1.1 200 OK\r\n"
                          "Access-Control-Allow-Origin: https://a.test\r\n"
                          "Access-Control-Allow-Methods: PUT, DELETE\r\n"
                          "Access-Control-Allow-Headers: Content-Type,X-One\r\n"
                          "Access-Control-Max-Age: 600\r\n"
                          "Access-Control-Allow-Credentials: true\r\n"
                          "Vary: Origin\r\n"
                          "Server: nginx\r\n"
                          "\r\n"
                          "HTTP/1.1 200 OK\r\n"
                          "Access-Control-Allow-Origin: https://a.test\r\n"
                          "Access-Control-Expose-Headers: X-Two\r\n"
                          "Cross-Origin-Resource-Policy: same-site\r\n"
                          "Vary: Origin\r\n");
    Policy expected;
    expected.origins = {{"https://a.test", false, false}};
    expected.methods = {"PUT", "DELETE"};
    expected.headers = {"Content-Type", "X-One"};
    expected.maxAge = 600;
    expected.credentials = true;
    expected.expose = {"X-Two"};
    expected.resourcePolicy = "same-site";
    expected.preflightStatus = 200;
    QCOMPARE(pasted.policy, expected);
    QVERIFY(!pasted.faulty && pasted.preflight && pasted.actual && pasted.allowOrigin);
    QVERIFY(!pasted.constantOrigin && pasted.unread.empty());
}

void TestPastedHeaders::headersOfTools_areUnderstood_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("curl -i") << QByteArray("HTTP/2 204 \naccess-control-allow-origin: *\n"
                                           "access-control-allow-methods: PUT\n\n");
    QTest::newRow("curl -v") << QByteArray("* Connected to a.test\n> OPTIONS / HTTP/1.1\n"
                                           "> Origin: https://b.test\n>\n< HTTP/1.1 204 No "
                                           "Content\n< Access-Control-Allow-Origin: *\n"
                                           "< Access-Control-Allow-Methods: PUT\n<\n");
    QTest::newRow("lines alone") << QByteArray("Access-Control-Allow-Origin:*\n"
                                               "  ACCESS-CONTROL-ALLOW-METHODS:   PUT  ");
    QTest::newRow("a list on two lines") << QByteArray("Access-Control-Allow-Origin: *\n"
                                                       "Access-Control-Allow-Methods: PUT\n"
                                                       "Access-Control-Allow-Methods: PUT\n");
}

void TestPastedHeaders::headersOfTools_areUnderstood()
{
    QFETCH(const QByteArray, text);
    const PastedHeaders pasted = policyFromHeaders(text);
    Policy expected;
    expected.origins = {{"*", false, false}};
    expected.methods = {"PUT"};
    QCOMPARE(pasted.policy, expected);
    QVERIFY(pasted.preflight && !pasted.actual && pasted.unread.empty());
}

void TestPastedHeaders::faultyHeaders_stayAsTheyWere_data()
{
    QTest::addColumn<QByteArray>("lines");
    const auto row = [](const char *name, const char *lines) {
        QTest::newRow(name) << QByteArray(lines);
    };
    row("two origins", "Access-Control-Allow-Origin: https://a.test, https://b.test\n");
    row("two lines",
        "Access-Control-Allow-Origin: https://a.test\nAccess-Control-Allow-Origin: *\n");
    row("a slash", "Access-Control-Allow-Origin: https://a.test/\n");
    row("True", "Access-Control-Allow-Credentials: True\n");
    row("no names", "Access-Control-Allow-Methods: PUT DELETE\n");
    row("no number", "Access-Control-Max-Age: 10m\n");
}

void TestPastedHeaders::faultyHeaders_stayAsTheyWere()
{
    QFETCH(const QByteArray, lines);
    const PastedHeaders pasted = policyFromHeaders(lines + "X-Other: 1\n");
    QVERIFY(pasted.faulty);
    QVERIFY(pasted.policy.raw);
    const CompiledPolicy compiled(pasted.policy);
    PolicyRequest request;
    actual(request);
    QByteArray text;
    for (const Header &header : compiled.answer(request).headers)
        text += header.name + ": " + header.value + '\n';
    QCOMPARE(text, lines);
}

void TestPastedHeaders::constantOrigin_isAnsweredToEverybody()
{
    const PastedHeaders pasted = policyFromHeaders("Access-Control-Allow-Origin: https://a.test\n");
    QVERIFY(pasted.constantOrigin);
    PolicyRequest request;
    refusedActual(request);
    QCOMPARE(shown(CompiledPolicy(pasted.policy).answer(request)),
             QByteArray("-|AC-Allow-Origin: https://a.test"));
}

void TestPastedHeaders::linesThatAreNone_areNumbered()
{
    const PastedHeaders pasted = policyFromHeaders("Access-Control-Allow-Origin: *\nhello\n\n{}\n");
    QCOMPARE(pasted.unread, (std::vector<int>{2, 4}));
    QCOMPARE(listed(pasted.policy.origins), QByteArray("*"));
}

void TestPastedHeaders::nothing_impliesNothing()
{
    for (const QByteArray &text : {QByteArray(), QByteArray("\n\n"), QByteArray("X-Other: 1")}) {
        const PastedHeaders pasted = policyFromHeaders(text);
        QCOMPARE(pasted.policy, Policy());
        QVERIFY(!pasted.allowOrigin && !pasted.faulty);
    }
}

void TestPastedHeaders::policy_comesBackFromItsHeaders_data()
{
    QTest::addColumn<Policy>("policy");
    QTest::newRow("public") << presetPolicy(PolicyPreset::PublicReadOnly);
    QTest::newRow("one front end") << presetPolicy(PolicyPreset::OneFrontEnd);
    QTest::newRow("article") << article();
    Policy vary = presetPolicy(PolicyPreset::PublicReadOnly);
    vary.vary = Policy::Vary::Always;
    vary.methods = {"PUT"};
    QTest::newRow("vary always") << vary;
    Policy raw;
    raw.raw = Policy::Raw{{{"Access-Control-Allow-Origin", "a"}, {"Access-Control-Max-Age", "x"}},
                          {{"Access-Control-Allow-Origin", "b"}}};
    QTest::newRow("raw") << raw;
}

void TestPastedHeaders::policy_comesBackFromItsHeaders()
{
    QFETCH(const Policy, policy);
    QCOMPARE(policyFromHeaders(headersFromPolicy(policy)).policy, policy);
}

QTEST_GUILESS_MAIN(TestPastedHeaders)
#include "tst_pastedheaders.moc"
