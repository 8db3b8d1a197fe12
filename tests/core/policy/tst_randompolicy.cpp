// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever stands in a policy, or was pasted: nothing breaks, and mending comes to an end.
#include "core/policy/lint.h"
#include "core/policy/originsample.h"
#include "core/policy/patternlist.h"
#include "core/policy/policydifference.h"
#include "core/policy/policyheaders.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace corslab;

namespace {

const QByteArrayList Pieces{"https://",
                            "http://",
                            "*.",
                            ":*",
                            "*",
                            "example",
                            ".com",
                            ".",
                            "null",
                            "localhost",
                            ":443",
                            ":8080",
                            "[::1]",
                            "/",
                            "\\",
                            "\\.",
                            "[",
                            "]",
                            "(",
                            ")",
                            "(?:",
                            "(?",
                            "|",
                            "{",
                            "}",
                            "{1,2}",
                            "{0}",
                            "+",
                            "?",
                            "^",
                            "$",
                            "[^.]",
                            "[a-z]",
                            "\\d",
                            "\xc3\xbc",
                            "\xff",
                            " ",
                            ",",
                            ";",
                            "\n",
                            "\r",
                            "A",
                            "{{",
                            "}}",
                            "PUT",
                            "patch",
                            "Authorization",
                            "Cookie",
                            "true",
                            "True",
                            "600",
                            "-5",
                            "#",
                            "Access-Control-Allow-Origin: ",
                            "Access-Control-Allow-Methods: ",
                            "Vary: Origin",
                            "HTTP/1.1 200 OK",
                            "> OPTIONS / HTTP/1.1",
                            "<",
                            "\""};

const QByteArrayList Imitations{"article",          "article-allow-list",
                                "express-cors",     "nginx-without-always",
                                "spring",           "fastapi",
                                "django",           "flask-cors",
                                "rs-cors",          "jub0bs-cors",
                                "auth-before-cors", "redirect-before-cors",
                                "two-layers"};

class Maker
{
public:
    explicit Maker(quint32 seed)
        : m_random(seed)
    {
    }

    QByteArray text(int pieces)
    {
        QByteArray made;
        for (int i = m_random.bounded(pieces + 1); i > 0; --i)
            made += Pieces[m_random.bounded(int(Pieces.size()))];
        return made;
    }

    Policy policy()
    {
        Policy made;
        for (int i = m_random.bounded(4); i > 0; --i)
            made.origins.append({text(5), flag(), flag()});
        made.methods = texts();
        made.headers = texts();
        made.expose = texts();
        made.reflect = flag() && flag();
        made.credentials = flag();
        made.methodsMode = flag() && flag() ? Policy::Lists::Echo : Policy::Lists::Listed;
        made.headersMode = flag() && flag() ? Policy::Lists::Echo : Policy::Lists::Listed;
        if (flag())
            made.maxAge = m_random.bounded(100'000) - 10'000;
        made.preflightStatus = flag() ? 204 : m_random.bounded(100, 600);
        made.refused = static_cast<Policy::Refused>(m_random.bounded(5));
        made.vary = static_cast<Policy::Vary>(m_random.bounded(3));
        made.onErrors = flag();
        if (flag() && flag())
            made.resourcePolicy = text(2);
        if (flag() && flag())
            made.raw = Policy::Raw{{{text(1), text(3)}, {text(1), text(2)}}, {{text(1), text(3)}}};
        if (flag())
            made.imitate = Imitations[m_random.bounded(int(Imitations.size()))];
        return made;
    }

private:
    bool flag() { return m_random.bounded(2) != 0; }
    QList<QByteArray> texts()
    {
        QList<QByteArray> made;
        for (int i = m_random.bounded(3); i > 0; --i)
            made.append(text(2));
        return made;
    }

    QRandomGenerator m_random;
};

/// CORSLAB_SEED repeats a run.
quint32 seedOfThisRun()
{
    const QByteArray given = qgetenv("CORSLAB_SEED");
    return given.isEmpty() ? QRandomGenerator::global()->generate() : given.toUInt();
}

} // namespace

class TestRandomPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pastedText_doesNoHarm();
    void mending_comesToAnEnd();
};

void TestRandomPolicy::pastedText_doesNoHarm()
{
    const quint32 seed = seedOfThisRun();
    qInfo("CORSLAB_SEED=%u", seed);
    Maker maker(seed);
    for (int i = 0; i < 20'000; ++i) {
        const QByteArray text = maker.text(12);
        const ExpressionSample sample = sampleOf(text);
        for (const auto &dot : sample.bareDots)
            QCOMPARE(sample.text.at(dot.inSample), '.');
        for (const qsizetype at : sample.wildcards)
            QVERIFY(at >= 0 && at < sample.text.size());
        const PatternList list = parsePatternList(text);
        QVERIFY(std::all_of(list.entries.begin(), list.entries.end(), [](const auto &entry) {
            const bool placeholder = entry.text.startsWith("{{") && entry.text.endsWith("}}");
            return placeholder || OriginPattern::parse(entry.text).has_value();
        }));
        const PastedHeaders pasted = policyFromHeaders(text);
        QCOMPARE(pasted.faulty, pasted.policy.raw.has_value());
    }
}

void TestRandomPolicy::mending_comesToAnEnd()
{
    const quint32 seed = seedOfThisRun();
    qInfo("CORSLAB_SEED=%u", seed);
    Maker maker(seed);
    LintContext context;
    context.pageOrigin = "https://page.example";
    for (int i = 0; i < 1000; ++i) {
        const Policy begun = maker.policy();
        Policy policy = begun;
        for (int round = 0;; ++round) {
            const std::vector<Lint> lints = lintsOf(policy, context);
            const auto lint = std::find_if(lints.begin(), lints.end(),
                                           [](const Lint &each) { return !each.fix.empty(); });
            if (lint == lints.end())
                break;
            const Policy after = applied(policy, lint->fix);
            const QByteArray what = "policy " + QByteArray::number(i) + ": " + lintName(lint->id) +
                                    ' ' + placeText(lint->place) + " = " + lint->value;
            QVERIFY2(after != policy, what);
            QVERIFY2(!differences(policy, after).empty(), what);
            QVERIFY2(round < 100, what);
            policy = after;
        }
    }
}

QTEST_GUILESS_MAIN(TestRandomPolicy)
#include "tst_randompolicy.moc"
