// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/causewords.h"
#include "ui/matrix/matrixmodel.h"

#include <QAbstractItemModelTester>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace corslab;

namespace {

WhatIfOrigins origins(const QList<QByteArray> &list)
{
    WhatIfOrigins result;
    for (const auto &origin : list)
        result.rows.push_back({origin, WhatIfSource::Typed, {}});
    return result;
}

std::shared_ptr<const WhatIf> whatIf(const WhatIfOrigins &rows, const QByteArray &allowed)
{
    WhatIfQuestion asked;
    ServerConfig api;
    api.name = QStringLiteral("api");
    api.origin = "http://localhost:4000";
    api.policy = Policy();
    api.policy->origins = {{allowed}};
    api.endpoints = {Endpoint()};
    asked.servers = {api};
    for (const auto &row : rows.rows)
        asked.origins.push_back(row.origin);
    ScriptRequest get;
    get.url = QStringLiteral("http://localhost:4000/");
    ScriptRequest put = get;
    put.method = "PUT";
    asked.requests = {{QStringLiteral("get"), get}, {QString(), put}};
    return std::make_shared<const WhatIf>(asked);
}

std::vector<WhatIfCell> answers(const WhatIf &asked)
{
    std::vector<WhatIfCell> cells(asked.size());
    asked.answer(0, cells, {});
    return cells;
}

} // namespace

class tst_MatrixModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void model_keepsTheRules()
    {
        MatrixModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto rows = origins({"http://a.example", "http://b.example"});
        const auto asked = whatIf(rows, "http://a.example");
        model.setQuestion(asked, rows);
        model.take(0, answers(*asked));
        const auto other = origins({"http://c.example"});
        model.setQuestion(whatIf(other, "http://a.example"), other);
        QCOMPARE(model.rowCount(), 1);
        // Of the question before, and more than there are.
        model.take(0, answers(*asked));
        QVERIFY(!model.cell(0, 0).known);
    }

    void cell_isTold_byWordShapeAndCause()
    {
        MatrixModel model;
        const auto rows = origins({"http://a.example", "http://b.example"});
        const auto asked = whatIf(rows, "http://a.example");
        model.setQuestion(asked, rows);
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("…"));
        model.take(0, answers(*asked));
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("✓ allowed"));
        QCOMPARE(model.index(1, 0).data().toString(), QStringLiteral("✕ blocked: no Allow-Origin"));
        QVERIFY(!model.index(1, 0).data(Qt::ToolTipRole).toString().isEmpty());
        QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(),
                 QStringLiteral("PUT http://localhost:4000/"));
    }

    void edit_opensAndCloses()
    {
        MatrixModel model;
        const auto rows = origins({"http://a.example", "http://b.example"});
        const auto before = whatIf(rows, "http://a.example");
        const auto now = whatIf(rows, "http://b.example");
        model.setQuestion(now, rows);
        model.take(0, answers(*now));
        QCOMPARE(model.change(0, 0), MatrixChange::None);
        model.takeBefore(0, answers(*before));
        QCOMPARE(model.change(0, 0), MatrixChange::Closed);
        QCOMPARE(model.change(1, 0), MatrixChange::Opened);
        QCOMPARE(model.counts().opened, 1);
        QCOMPARE(model.counts().closed, 1);
        QVERIFY(model.index(1, 0).data().toString().contains(QStringLiteral("opened")));
        model.forgetBefore();
        QCOMPARE(model.change(0, 0), MatrixChange::None);
    }

    void sameTable_keepsWhatItShows()
    {
        MatrixModel model;
        const auto rows = origins({"http://a.example"});
        const auto asked = whatIf(rows, "http://a.example");
        model.setQuestion(asked, rows);
        model.take(0, answers(*asked));
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setQuestion(whatIf(rows, "http://other.example"), rows);
        QCOMPARE(reset.size(), 0);
        QVERIFY(model.cell(0, 0).known);
    }

    void text_isATable()
    {
        MatrixModel model;
        const auto rows = origins({"http://a.example", "null"});
        const auto asked = whatIf(rows, "http://a.example");
        model.setQuestion(asked, rows);
        model.take(0, answers(*asked));
        QCOMPARE(model.text({model.index(0, 0)}),
                 QStringLiteral("Origin\tget\nhttp://a.example\t✓ allowed\n"));
        QCOMPARE(model.text().count(u'\n'), 3);
        QCOMPARE(model.text().count(u'\t'), 6);
    }

    void everyCause_hasShortWordsOfItsOwn()
    {
        QSet<QString> words;
        for (int code = 0; code <= static_cast<int>(CauseCode::ThrewSyntaxError); ++code) {
            const auto text = causeWords(static_cast<CauseCode>(code));
            QVERIFY2(!text.isEmpty() && text.size() <= 24, qPrintable(text));
            words.insert(text);
        }
        QVERIFY(words.size() >= 36);
    }
};

QTEST_GUILESS_MAIN(tst_MatrixModel)
#include "tst_matrixmodel.moc"
