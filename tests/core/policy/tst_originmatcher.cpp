// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/originmatcher.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace corslab;

namespace {

bool naive(const std::vector<OriginPattern> &patterns, QByteArrayView origin)
{
    return std::any_of(patterns.begin(), patterns.end(),
                       [origin](const OriginPattern &p) { return p.matches(origin); });
}

/// Few letters and few labels, so that hosts often share suffixes, prefixes and whole names.
QByteArray randomHost(QRandomGenerator &random)
{
    QByteArray host;
    const int labels = random.bounded(1, 4);
    for (int i = 0; i < labels; ++i) {
        const int letters = random.bounded(1, 3);
        for (int j = 0; j < letters; ++j)
            host += char('a' + random.bounded(3));
        host += '.';
    }
    return host + (random.bounded(2) ? "com" : "org");
}

QByteArray randomPort(QRandomGenerator &random)
{
    return random.bounded(2) ? QByteArray() : ':' + QByteArray::number(random.bounded(8000, 8003));
}

/// One byte of a good origin changed, added or taken away.
QByteArray mutated(QByteArray origin, QRandomGenerator &random)
{
    static const QByteArray bytes = "abc.:/-_*@[]0 A\x80";
    const char c = bytes[random.bounded(int(bytes.size()))];
    const qsizetype at = random.bounded(int(origin.size()));
    switch (random.bounded(3)) {
    case 0:
        origin[at] = c;
        break;
    case 1:
        origin.insert(at, c);
        break;
    default:
        origin.remove(at, 1);
        break;
    }
    return origin;
}

} // namespace

class TestOriginMatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void randomOrigins_matchAsEachPatternAloneDoes_data();
    void randomOrigins_matchAsEachPatternAloneDoes();
    void emptyList_matchesNothing();
    void sameHostUnderSeveralSchemesAndPorts_eachIsAsked();
    void tenThousandPatterns_areAskedOnce();
};

void TestOriginMatcher::randomOrigins_matchAsEachPatternAloneDoes_data()
{
    QTest::addColumn<int>("patterns");
    for (const int count : {1, 3, 20, 200})
        QTest::addRow("%d patterns", count) << count;
}

void TestOriginMatcher::randomOrigins_matchAsEachPatternAloneDoes()
{
    QFETCH(int, patterns);
    QRandomGenerator random(20240607);
    int hits = 0;
    for (int round = 0; round < 5; ++round) {
        std::vector<OriginPattern> list;
        std::vector<QByteArray> texts;
        for (int i = 0; i < patterns; ++i) {
            const QByteArray scheme = random.bounded(2) ? "https://" : "http://";
            const QByteArray star = random.bounded(2) ? "*." : "";
            const QByteArray port = random.bounded(4) ? randomPort(random) : QByteArray(":*");
            texts.push_back(random.bounded(50) ? scheme + star + randomHost(random) + port
                                               : "null");
            const auto pattern = OriginPattern::parse(texts.back());
            QVERIFY2(pattern.has_value(), texts.back());
            list.push_back(*pattern);
        }
        const OriginMatcher matcher(list);
        for (int i = 0; i < 500; ++i) {
            QByteArray origin = (random.bounded(2) ? "https://" : "http://") + randomHost(random) +
                                randomPort(random);
            // Half of them are made from a pattern: a hit or a near miss.
            if (random.bounded(2)) {
                origin = texts[std::size_t(random.bounded(patterns))];
                origin.replace("*.", random.bounded(3) ? "a." : "a.b-1.");
                origin.replace(":*", ":8001");
            }
            for (int j = random.bounded(3); j > 0 && !origin.isEmpty(); --j)
                origin = mutated(origin, random);
            const bool expected = naive(list, origin);
            hits += expected;
            QVERIFY2(matcher.matches(origin) == expected, origin);
        }
    }
    QVERIFY2(hits > 100, QByteArray::number(hits));
}

void TestOriginMatcher::emptyList_matchesNothing()
{
    const OriginMatcher matcher;
    QVERIFY(!matcher.matches("http://a.com"));
    QVERIFY(!matcher.matches("null"));
    QVERIFY(!matcher.matches(""));
    QVERIFY(!OriginMatcher(std::vector<OriginPattern>{}).matches("http://a.com"));
}

void TestOriginMatcher::sameHostUnderSeveralSchemesAndPorts_eachIsAsked()
{
    std::vector<OriginPattern> list;
    for (const char *text : {"http://a.com", "https://a.com:8443", "https://*.a.com"})
        list.push_back(*OriginPattern::parse(text));
    const OriginMatcher matcher(list);
    QVERIFY(matcher.matches("http://a.com"));
    QVERIFY(matcher.matches("https://a.com:8443"));
    QVERIFY(matcher.matches("https://b.a.com"));
    QVERIFY(!matcher.matches("https://a.com"));
    QVERIFY(!matcher.matches("http://b.a.com"));
    QVERIFY(!matcher.matches("http://a.com:8443"));
}

void TestOriginMatcher::tenThousandPatterns_areAskedOnce()
{
    std::vector<OriginPattern> list;
    for (int i = 0; i < 10000; ++i) {
        const QByteArray host = "tenant-" + QByteArray::number(i) + ".example.com";
        list.push_back(*OriginPattern::parse((i % 2 ? "https://*." : "https://") + host));
    }
    const OriginMatcher matcher(list);
    QVERIFY(matcher.matches("https://tenant-4242.example.com"));
    QVERIFY(matcher.matches("https://www.tenant-4243.example.com"));
    QVERIFY(!matcher.matches("https://tenant-4243.example.com"));
    QVERIFY(!matcher.matches("https://www.tenant-4242.example.com"));
}

QTEST_GUILESS_MAIN(TestOriginMatcher)
#include "tst_originmatcher.moc"
