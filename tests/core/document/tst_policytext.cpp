// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/policytext.h"
#include "tests/core/policy/policyrequests.h"

#include <QTest>

using namespace corslab;

class TestPolicyText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void policy_comesBack();
    void keysOfALaterVersion_areKeptAndNamed();
    void placeholders_areThoseOfTheLaboratory();
    void mistake_isPlaced_data();
    void mistake_isPlaced();
};

void TestPolicyText::policy_comesBack()
{
    Policy policy = article();
    policy.origins.append({"https://.*\\.a\\.test", true, true});
    policy.raw = Policy::Raw{{{"A", "b"}}, {}};
    policy.maxAge = 0;
    const auto read = parsePolicyText(policyText(policy), {});
    QVERIFY(read);
    QCOMPARE(read->policy, policy);
    QCOMPARE(read->unknownKeys, QStringList());
    QCOMPARE(parsePolicyText(policyText(Policy()), {})->policy, Policy());
}

void TestPolicyText::keysOfALaterVersion_areKeptAndNamed()
{
    const auto read = parsePolicyText(
        R"({"origins": [{"regex": "a", "flags": "i"}], "privateNetwork": {"allow": [1]}})", {});
    QVERIFY(read);
    QCOMPARE(read->unknownKeys, (QStringList{u"privateNetwork"_qs, u"origins[0].flags"_qs}));
    Policy changed = read->policy;
    changed.credentials = true;
    const auto again = parsePolicyText(policyText(changed, read->source), {});
    QVERIFY(again);
    QCOMPARE(again->policy, changed);
    QCOMPARE(again->source[u"privateNetwork"_qs], read->source[u"privateNetwork"_qs]);
    QCOMPARE(again->source[u"origins"_qs], read->source[u"origins"_qs]);
}

void TestPolicyText::placeholders_areThoseOfTheLaboratory()
{
    const QByteArray json = R"({"origins": ["{{pages}}"]})";
    const auto refused = parsePolicyText(json, {});
    QVERIFY(!refused);
    QCOMPARE(int(refused.error().code), int(LabFileErrorCode::UnknownServer));
    LabDocument document;
    ServerConfig server;
    server.name = u"pages"_qs;
    server.origin = "http://localhost:3000";
    document.servers = {server};
    QVERIFY(parsePolicyText(json, document));
}

void TestPolicyText::mistake_isPlaced_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("place");
    QTest::addColumn<int>("line");
    const auto row = [](const char *name, const char *json, LabFileErrorCode code,
                        const QString &place, int line) {
        QTest::newRow(name) << QByteArray(json) << int(code) << place << line;
    };
    row("empty", " \n", LabFileErrorCode::Empty, {}, 1);
    row("cut", "{\"origins\": [", LabFileErrorCode::NotJson, {}, 1);
    row("a list", "[]", LabFileErrorCode::NotAnObject, {}, 1);
    row("bytes", "{\"\xff\": 1}", LabFileErrorCode::NotUtf8, {}, 1);
    row("a wrong type", "{\n\"origins\": [\"a\",\n1]}", LabFileErrorCode::WrongType,
        u"origins[1]"_qs, 3);
    row("a wrong word", "{\"vary\": \"x\"}", LabFileErrorCode::WrongValue, u"vary"_qs, 1);
}

void TestPolicyText::mistake_isPlaced()
{
    QFETCH(const QByteArray, json);
    QFETCH(const int, code);
    QFETCH(const QString, place);
    QFETCH(const int, line);
    const auto read = parsePolicyText(json, {});
    QVERIFY(!read);
    QCOMPARE(int(read.error().code), code);
    QCOMPARE(read.error().place, place);
    QCOMPARE(read.error().line, line);
}

QTEST_GUILESS_MAIN(TestPolicyText)
#include "tst_policytext.moc"
