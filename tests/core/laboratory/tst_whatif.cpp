// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/laboratory/whatif.h"
#include "core/laboratory/whatiforigins.h"
#include "core/laboratory/whatifrunner.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <algorithm>

using namespace corslab;

namespace {

WhatIfQuestion question()
{
    Policy policy;
    policy.origins = {{"http://localhost:3000"}};
    policy.methods = {"PUT"};
    ServerConfig api;
    api.name = QStringLiteral("api");
    api.origin = "http://localhost:4000";
    api.policy = policy;
    Endpoint once;
    once.path = "/once";
    once.times = 1;
    Endpoint gone;
    gone.path = "/once";
    gone.drop = true;
    Endpoint any;
    api.endpoints = {once, gone, any};
    WhatIfQuestion asked;
    asked.servers = {api};
    asked.origins = {"http://localhost:3000", "https://evil.example", "null"};
    ScriptRequest get;
    get.url = QStringLiteral("http://localhost:4000/data");
    ScriptRequest put = get;
    put.method = "PUT";
    ScriptRequest patch = get;
    patch.method = "PATCH";
    ScriptRequest opaque = get;
    opaque.mode = "no-cors";
    asked.requests = {{QStringLiteral("get"), get},
                      {QStringLiteral("put"), put},
                      {QStringLiteral("patch"), patch},
                      {QStringLiteral("opaque"), opaque}};
    return asked;
}

std::vector<WhatIfCell> answers(const WhatIf &whatIf)
{
    std::vector<WhatIfCell> cells(whatIf.size());
    whatIf.answer(0, cells, {});
    return cells;
}

WhatIfQuestion largeQuestion()
{
    auto asked = question();
    for (int i = 0; i < 400; ++i)
        asked.origins.push_back("https://site" + QByteArray::number(i) + ".example");
    return asked;
}

QList<QByteArray> originsOf(const WhatIfOrigins &origins, WhatIfSource source)
{
    QList<QByteArray> list;
    for (const auto &row : origins.rows) {
        if (row.source == source)
            list.append(row.origin);
    }
    return list;
}

} // namespace

class tst_WhatIf : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachCell_isTheWholeModelsVerdict()
    {
        const WhatIf whatIf(question());
        const auto cells = answers(whatIf);
        QVERIFY(std::all_of(cells.begin(), cells.end(),
                            [](const WhatIfCell &cell) { return cell.known; }));
        QCOMPARE(cells[0].verdict, Verdict::Allowed);
        QVERIFY(!cells[0].hasCause);
        QCOMPARE(cells[1].verdict, Verdict::Allowed);
        QCOMPARE(cells[2].cause, CauseCode::MethodDisallowedByPreflightResponse);
        QCOMPARE(cells[2].phase, CausePhase::Preflight);
        QCOMPARE(cells[3].verdict, Verdict::Opaque);
        // A page of https may ask this machine, and is not on the list.
        QCOMPARE(cells[4].verdict, Verdict::Blocked);
        QCOMPARE(cells[4].cause, CauseCode::MissingAllowOriginHeader);
        QCOMPARE(cells[8].verdict, Verdict::Blocked);
    }

    void eachCell_meetsServersThatServedNobody()
    {
        auto asked = question();
        asked.requests.resize(1);
        asked.requests[0].request.url = QStringLiteral("http://localhost:4000/once");
        asked.requests.push_back(asked.requests[0]);
        const auto cells = answers(WhatIf(asked));
        QCOMPARE(cells[0].verdict, Verdict::Allowed);
        QCOMPARE(cells[1].verdict, Verdict::Allowed);
    }

    void exchange_isTheCellInFull()
    {
        const WhatIf whatIf(question());
        const auto cells = answers(whatIf);
        for (std::size_t row = 0; row < whatIf.rows(); ++row) {
            for (std::size_t column = 0; column < whatIf.columns(); ++column) {
                const auto exchange = whatIf.exchange(row, column);
                const auto &cell = cells[row * whatIf.columns() + column];
                QVERIFY(exchange.finished);
                QCOMPARE(exchange.source, ExchangeSource::WhatIf);
                QCOMPARE(exchange.id, quint64(0));
                QCOMPARE(exchange.pageOrigin, whatIf.question().origins[row]);
                QCOMPARE(exchange.verdict, cell.verdict);
                QCOMPARE(exchange.cause.has_value(), cell.hasCause);
                QVERIFY(!exchange.steps.empty() && !exchange.messages.empty());
            }
        }
    }

    void stopped_leavesTheRestUnknown()
    {
        const WhatIf whatIf(question());
        std::stop_source stop;
        stop.request_stop();
        std::vector<WhatIfCell> cells(whatIf.size());
        whatIf.answer(0, cells, stop.get_token());
        QVERIFY(!cells[0].known);
    }

    void runner_answersEveryCellOnce()
    {
        const auto whatIf = std::make_shared<const WhatIf>(largeQuestion());
        WhatIfRunner runner;
        std::vector<WhatIfCell> cells(whatIf->size());
        std::size_t taken = 0;
        connect(&runner, &WhatIfRunner::answered, &runner,
                [&](qsizetype first, const std::vector<WhatIfCell> &part) {
                    QCOMPARE(QThread::currentThread(), runner.thread());
                    std::copy(part.begin(), part.end(), cells.begin() + first);
                    taken += part.size();
                });
        QSignalSpy finished(&runner, &WhatIfRunner::finished);
        runner.run(whatIf);
        QVERIFY(runner.isRunning());
        QVERIFY(finished.wait());
        QVERIFY(!runner.isRunning());
        QCOMPARE(taken, whatIf->size());
        QCOMPARE(cells, answers(*whatIf));
    }

    void newQuestion_silencesTheOldOne()
    {
        WhatIfRunner runner;
        std::size_t taken = 0;
        connect(&runner, &WhatIfRunner::answered, &runner,
                [&](qsizetype, const std::vector<WhatIfCell> &part) { taken += part.size(); });
        QSignalSpy finished(&runner, &WhatIfRunner::finished);
        runner.run(std::make_shared<const WhatIf>(largeQuestion()));
        runner.run(std::make_shared<const WhatIf>(question()));
        QVERIFY(finished.wait());
        QCOMPARE(taken, question().origins.size() * question().requests.size());
        runner.run(std::make_shared<const WhatIf>(largeQuestion()));
        runner.cancel();
        QVERIFY(!runner.isRunning());
        taken = 0;
        QVERIFY(!finished.wait(200));
        QCOMPARE(taken, std::size_t(0));
    }

    void attackers_areMadeFromEntries()
    {
        Policy policy;
        policy.origins = {{"https://example.com"}, {"https://*.shop.example:8080"}};
        const auto rows =
            whatIfOrigins("http://localhost:3000", {"http://typed.example"}, {policy}, {}, 1000);
        QCOMPARE(rows.rows.front(),
                 (WhatIfOrigin{"http://localhost:3000", WhatIfSource::Page, {}}));
        QCOMPARE(originsOf(rows, WhatIfSource::Typed), QList<QByteArray>{"http://typed.example"});
        QCOMPARE(originsOf(rows, WhatIfSource::Policy),
                 (QList<QByteArray>{"https://example.com", "https://app.shop.example:8080"}));
        QCOMPARE(originsOf(rows, WhatIfSource::Null), QList<QByteArray>{"null"});
        QCOMPARE(originsOf(rows, WhatIfSource::LookAlikePrefix),
                 (QList<QByteArray>{"https://evilexample.com", "https://evilshop.example:8080"}));
        QCOMPARE(originsOf(rows, WhatIfSource::LookAlikeSuffix).front(),
                 QByteArray("https://example.com.evil.example"));
        QCOMPARE(originsOf(rows, WhatIfSource::OtherScheme).front(),
                 QByteArray("http://example.com"));
        QCOMPARE(originsOf(rows, WhatIfSource::OtherPort),
                 (QList<QByteArray>{"https://example.com:8443", "https://shop.example:8081"}));
        QCOMPARE(originsOf(rows, WhatIfSource::Subdomain).front(),
                 QByteArray("https://evil.example.com"));
        QCOMPARE(rows.leftOut, 0);
    }

    void entryThatNeverMatches_isAskedAsTheBrowserSendsIt()
    {
        Policy policy;
        policy.origins = {{"https://example.com/"}};
        const auto rows = whatIfOrigins("null", {}, {policy}, {}, 1000);
        QCOMPARE(originsOf(rows, WhatIfSource::Policy), QList<QByteArray>{"https://example.com"});
    }

    void tooManyEntries_showThoseThatAnEditConcerns()
    {
        Policy before;
        for (int i = 0; i < 500; ++i)
            before.origins.append({"https://s" + QByteArray::number(i) + ".example"});
        Policy now = before;
        now.origins.append({"https://new.example"});
        before.origins.append({"https://old.example"});
        const auto rows = whatIfOrigins("null", {}, {now}, {before}, 100);
        QVERIFY(rows.rows.size() <= 100);
        QCOMPARE(originsOf(rows, WhatIfSource::Policy).first(2),
                 (QList<QByteArray>{"https://new.example", "https://old.example"}));
        QVERIFY(rows.leftOut > 480);
    }
};

QTEST_GUILESS_MAIN(tst_WhatIf)
#include "tst_whatif.moc"
