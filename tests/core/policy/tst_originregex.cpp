// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/originregex.h"

#include "core/policy/compiledpolicy.h"
#include "core/policy/lint.h"
#include "core/policy/originsample.h"

#include <QTest>

#include <ctime>

using namespace corslab;

using Anchors = OriginRegex::Anchors;

class TestOriginRegex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anchors_sayWhereItMatches_data();
    void anchors_sayWhereItMatches();
    void mistake_isPlaced();
    void expressionThatTakesForever_givesUp_data();
    void expressionThatTakesForever_givesUp();
    void sample_isMatchedByItsExpression_data();
    void sample_isMatchedByItsExpression();
};

void TestOriginRegex::anchors_sayWhereItMatches_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<bool>("none");
    QTest::addColumn<bool>("start");
    QTest::addColumn<bool>("both");
    QTest::newRow("the whole") << QByteArray("a.b") << true << true << true;
    QTest::newRow("a longer end") << QByteArray("a.bc") << true << true << false;
    QTest::newRow("a longer start") << QByteArray("ca.b") << true << false << false;
    QTest::newRow("a line behind") << QByteArray("a.b\n") << true << true << false;
    QTest::newRow("another") << QByteArray("b.a") << false << false << false;
}

void TestOriginRegex::anchors_sayWhereItMatches()
{
    QFETCH(const QByteArray, origin);
    QFETCH(const bool, none);
    QFETCH(const bool, start);
    QFETCH(const bool, both);
    QCOMPARE(OriginRegex("x|a\\.b", Anchors::None).matches(origin), none);
    QCOMPARE(OriginRegex("x|a\\.b", Anchors::Start).matches(origin), start);
    QCOMPARE(OriginRegex("x|a\\.b", Anchors::Both).matches(origin), both);
}

void TestOriginRegex::mistake_isPlaced()
{
    for (const Anchors anchors : {Anchors::None, Anchors::Start, Anchors::Both}) {
        const OriginRegex regex("ab[c", anchors);
        QVERIFY(!regex.isValid());
        QVERIFY(!regex.matches("abc"));
        QVERIFY2(regex.errorPosition() == 4, QByteArray::number(*regex.errorPosition()));
        QCOMPARE(OriginRegex("a)(b", anchors).errorPosition(), std::optional<qsizetype>(1));
        QCOMPARE(OriginRegex("a", anchors).errorPosition(), std::nullopt);
    }
}

void TestOriginRegex::expressionThatTakesForever_givesUp_data()
{
    QTest::addColumn<QByteArray>("expression");
    QTest::newRow("nested repeats") << QByteArray("https://(a+)+\\.com");
    QTest::newRow("overlapping choices") << QByteArray("https://(a|aa|a?)+\\.com");
    QTest::newRow("many stars") << QByteArray("https://.*.*.*.*.*.*.*.*.*.*x\\.com");
    QTest::newRow("one that lifts the limit")
        << QByteArray("(*LIMIT_MATCH=4000000000)https://(a+)+\\.com");
    QTest::newRow("one that nests") << QByteArray(5000, '(') + QByteArray(5000, ')');
}

void TestOriginRegex::expressionThatTakesForever_givesUp()
{
    QFETCH(const QByteArray, expression);
    const QByteArray origin = "https://" + QByteArray(200, 'a') + "-x-com";
    const std::clock_t begin = std::clock();
    for (const bool anchored : {false, true}) {
        Policy policy;
        policy.origins = {{expression, true, anchored}};
        const CompiledPolicy compiled(policy);
        for (int i = 0; i < 100; ++i)
            QVERIFY(!compiled.allows(origin));
        QVERIFY(lintsOf(policy).size() < 20); // and that it comes back at all
    }
    // With PCRE2's own limit of ten million steps it takes minutes.
    const double seconds = double(std::clock() - begin) / CLOCKS_PER_SEC;
    QVERIFY2(seconds < 2.0, QByteArray::number(seconds).constData());
}

void TestOriginRegex::sample_isMatchedByItsExpression_data()
{
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<QByteArray>("sample");
    const auto row = [](const char *expression, const char *sample) {
        QTest::newRow(expression) << QByteArray(expression) << QByteArray(sample);
    };
    row("^https://www\\.example\\.com$", "https://www.example.com");
    row("https?://example.com(:\\d+)?", "https://example.com:1");
    row("https://(shop|www)\\.a\\.test", "https://shop.a.test");
    row("https://(?:.*\\.)?a\\.test", "https://a.a.test");
    row("https://[a-z0-9-]+[.]a[.]test", "https://a.a.test");
    row("https://[^.]{1,10}\\.test", "https://a.test");
    row("(?=https)https://a\\.test", "https://a.test");
    row("(?<name>https)://x{0}a\\.test", "https://a.test");
    row("\\Ahttps:\\/\\/\\w+\\.test\\z", "https://a.test");
    row(")((", "");
    row("[", "");
    row("a{", "a{");
}

void TestOriginRegex::sample_isMatchedByItsExpression()
{
    QFETCH(const QByteArray, expression);
    QFETCH(const QByteArray, sample);
    const ExpressionSample made = sampleOf(expression);
    const OriginRegex regex(expression, Anchors::Both);
    if (regex.isValid()) {
        QCOMPARE(made.text, sample);
        QVERIFY2(regex.matches(made.text), made.text);
    }
    for (const auto &dot : made.bareDots) {
        QCOMPARE(made.text.at(dot.inSample), '.');
        QCOMPARE(expression.at(dot.inExpression), '.');
    }
}

QTEST_GUILESS_MAIN(TestOriginRegex)
#include "tst_originregex.moc"
