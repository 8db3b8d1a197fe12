// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/originmatcher.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <optional>

using namespace corslab;

namespace {

/// An origin taken apart by an expression: another way than the matcher's.
struct Parts
{
    QByteArray scheme;
    QByteArray host;
    QByteArray port;
};

std::optional<Parts> partsOf(const QByteArray &origin)
{
    static const QRegularExpression whole(
        QStringLiteral("\\A(https?)://(.+?)(?::([1-9][0-9]{0,4}))?\\z"),
        QRegularExpression::DotMatchesEverythingOption);
    const auto match = whole.match(QString::fromLatin1(origin));
    if (!match.hasMatch() || match.captured(3).toInt() > 65535)
        return std::nullopt;
    return Parts{match.captured(1).toLatin1(), match.captured(2).toLatin1(),
                 match.captured(3).toLatin1()};
}

/// The grammar, word by word.
struct Wanted
{
    explicit Wanted(const QByteArray &pattern)
        : text(pattern)
    {
        const qsizetype begin = pattern.indexOf("://") + 3;
        parts.scheme = pattern.first(std::max<qsizetype>(begin - 3, 0));
        parts.host = pattern.sliced(std::max<qsizetype>(begin, 0));
        const qsizetype colon = parts.host.lastIndexOf(':');
        if (colon > parts.host.lastIndexOf(']')) {
            parts.port = parts.host.sliced(colon + 1);
            parts.host.truncate(colon);
        }
        subdomains = parts.host.startsWith("*.");
        if (subdomains)
            parts.host = parts.host.sliced(1); // with the dot
    }

    [[nodiscard]] bool matches(const QByteArray &origin, const std::optional<Parts> &its) const
    {
        if (text == "null")
            return origin == "null";
        if (!its || its->scheme != parts.scheme || (parts.port != "*" && its->port != parts.port))
            return false;
        if (!subdomains)
            return its->host == parts.host;
        if (!its->host.endsWith(parts.host) || its->host.size() == parts.host.size())
            return false;
        const QByteArrayList labels = its->host.chopped(parts.host.size()).split('.');
        return std::all_of(labels.begin(), labels.end(), [](const QByteArray &label) {
            return !label.isEmpty() && label.size() < 64 &&
                   std::all_of(label.begin(), label.end(), [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
                   });
        });
    }

    QByteArray text;
    Parts parts;
    bool subdomains = false;
};

bool naive(const std::vector<Wanted> &patterns, const QByteArray &origin)
{
    const auto parts = partsOf(origin);
    return std::any_of(patterns.begin(), patterns.end(),
                       [&](const Wanted &each) { return each.matches(origin, parts); });
}

QByteArray oneOf(QRandomGenerator &random, const QByteArrayList &all)
{
    return all[random.bounded(int(all.size()))];
}

/// Few letters and few labels, so that hosts often share suffixes, prefixes and whole names.
QByteArray randomHost(QRandomGenerator &random)
{
    switch (random.bounded(12)) {
    case 0:
        return oneOf(random, {"127.0.0.1", "10.0.0.1", "0.0.0.1", "[::1]", "[2001:db8::1]"});
    case 1:
        return oneOf(random, {"xn--bcher-kva.com", "foo.com", "bar.com", "barfoo.com",
                              "foo.com.bar.com", "localhost", "localhost.com"});
    default:
        break;
    }
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

QByteArray randomPattern(QRandomGenerator &random)
{
    const QByteArray scheme = random.bounded(2) ? "https://" : "http://";
    const QByteArray port = random.bounded(4) ? randomPort(random) : QByteArray(":*");
    const QByteArray star = random.bounded(2) ? "*." : "";
    for (;;) {
        const QByteArray text =
            random.bounded(50) ? scheme + star + randomHost(random) + port : QByteArray("null");
        // Nothing is below an address.
        if (OriginPattern::parse(text))
            return text;
    }
}

/// As an attacker would: a longer end, a longer start, another label, scheme or port; or one byte
/// changed, added or taken away.
QByteArray mutated(QByteArray origin, QRandomGenerator &random)
{
    static const QByteArray bytes = "abc.:/-_*@[]0 A\x80";
    const char c = bytes[random.bounded(int(bytes.size()))];
    const qsizetype at = random.bounded(int(origin.size()));
    const qsizetype host = origin.indexOf("://") + 3;
    switch (random.bounded(9)) {
    case 0:
        origin[at] = c;
        break;
    case 1:
        origin.insert(at, c);
        break;
    case 2:
        origin.remove(at, 1);
        break;
    case 3:
        origin += ".evil.org";
        break;
    case 4:
        origin.insert(host, "evil");
        break;
    case 5:
        origin.insert(host, "a.");
        break;
    case 6:
        origin.replace("https://", "http://");
        break;
    case 7:
        origin += oneOf(random, {"0", ":8001", ":", "/", ".", ":80"});
        break;
    default:
        origin = origin.first(host) + origin.sliced(origin.indexOf('.') + 1);
        break;
    }
    return origin;
}

/// Of this run; CORSLAB_SEED repeats one.
quint32 seedOfThisRun()
{
    const QByteArray given = qgetenv("CORSLAB_SEED");
    return given.isEmpty() ? QRandomGenerator::global()->generate() : given.toUInt();
}

} // namespace

class TestOriginMatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void randomOrigins_matchAsEachPatternAloneDoes_data();
    void randomOrigins_matchAsEachPatternAloneDoes();
    void entriesThatShareAnEnd_doNotMix();
    void emptyList_matchesNothing();
    void sameHostUnderSeveralSchemesAndPorts_eachIsAsked();
    void tenThousandPatterns_areAskedOnce();
};

void TestOriginMatcher::randomOrigins_matchAsEachPatternAloneDoes_data()
{
    QTest::addColumn<int>("patterns");
    QTest::addColumn<int>("rounds");
    QTest::newRow("1 pattern") << 1 << 100;
    QTest::newRow("5 patterns") << 5 << 100;
    QTest::newRow("25 patterns") << 25 << 50;
    QTest::newRow("200 patterns") << 200 << 10;
}

/// Two million origins in all.
void TestOriginMatcher::randomOrigins_matchAsEachPatternAloneDoes()
{
    QFETCH(const int, patterns);
    QFETCH(const int, rounds);
    constexpr int origins = 500'000;
    const quint32 seed = seedOfThisRun();
    qInfo("CORSLAB_SEED=%u", seed);
    QRandomGenerator random(seed);
    int hits = 0;
    for (int round = 0; round < rounds; ++round) {
        std::vector<OriginPattern> list;
        std::vector<Wanted> wanted;
        for (int i = 0; i < patterns; ++i) {
            wanted.emplace_back(randomPattern(random));
            list.push_back(*OriginPattern::parse(wanted.back().text));
        }
        const OriginMatcher matcher(list);
        for (int i = 0; i < origins / rounds; ++i) {
            QByteArray origin = (random.bounded(2) ? "https://" : "http://") + randomHost(random) +
                                randomPort(random);
            // Most of them are made from a pattern: a hit or a near miss.
            if (random.bounded(4)) {
                origin = wanted[std::size_t(random.bounded(patterns))].text;
                origin.replace("*.", random.bounded(3) ? "a." : "a.b-1.");
                origin.replace(":*", ":8001");
            }
            for (int j = random.bounded(3); j > 0 && origin.size() > 3; --j)
                origin = mutated(origin, random);
            const bool expected = naive(wanted, origin);
            hits += expected;
            QVERIFY2(matcher.matches(origin) == expected, origin);
            if (patterns == 1)
                QVERIFY2(list.front().matches(origin) == expected, origin);
        }
    }
    QVERIFY2(hits > origins / 20, QByteArray::number(hits));
}

/// GHSA-v84h-653v-4pq9: one entry's text must not run into another's.
void TestOriginMatcher::entriesThatShareAnEnd_doNotMix()
{
    std::vector<OriginPattern> list;
    for (const char *text : {"https://foo.com", "https://bar.com"})
        list.push_back(*OriginPattern::parse(text));
    const OriginMatcher matcher(list);
    QVERIFY(matcher.matches("https://foo.com"));
    QVERIFY(matcher.matches("https://bar.com"));
    for (const char *origin : {"https://barfoo.com", "https://foobar.com", "https://foo.combar.com",
                               "https://bar.foo.com", "https://oo.com"})
        QVERIFY2(!matcher.matches(origin), origin);
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
