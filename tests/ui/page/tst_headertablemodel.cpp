// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/headertablemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace corslab;

class tst_HeaderTableModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<HeaderTableModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        // As the panel does: what is proposed is shown.
        connect(m_model.get(), &HeaderTableModel::edited, m_model.get(),
                [this](const std::vector<Header> &headers) {
                    m_model->setHeaders(headers,
                                        QList<HeaderFate>(static_cast<qsizetype>(headers.size()),
                                                          HeaderFate::AsksFirst));
                });
    }

    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
    }

    void lastRow_addsAHeader()
    {
        QCOMPARE(m_model->rowCount(), 1);
        QVERIFY(m_model->setData(m_model->index(0, 0), QStringLiteral("X-One"), Qt::EditRole));
        QCOMPARE(m_model->rowCount(), 2);
        QVERIFY(m_model->setData(m_model->index(0, 1), QStringLiteral("1"), Qt::EditRole));
        QCOMPARE(m_model->headers(), (std::vector<Header>{{"X-One", "1"}}));
        QVERIFY(!m_model->setData(m_model->index(1, 0), QString(), Qt::EditRole));
    }

    void emptiedRow_leaves()
    {
        m_model->setHeaders({{"A", ""}, {"B", "2"}}, {});
        QVERIFY(m_model->setData(m_model->index(0, 0), QString(), Qt::EditRole));
        QCOMPARE(m_model->headers(), (std::vector<Header>{{"B", "2"}}));
    }

    void pastedLines_areHeaders()
    {
        m_model->appendLines(QStringLiteral("A: 1\r\n\nAccept-Language:  de, en \nlonely"));
        QCOMPARE(m_model->headers(),
                 (std::vector<Header>{{"A", "1"}, {"Accept-Language", "de, en"}, {"lonely", ""}}));
    }

    void rows_areRemoved()
    {
        m_model->setHeaders({{"A", "1"}, {"B", "2"}, {"C", "3"}}, {});
        m_model->removeRowsOf({0, 2, 3});
        QCOMPARE(m_model->headers(), (std::vector<Header>{{"B", "2"}}));
    }

    void controlCharacter_isDrawnHarmless()
    {
        m_model->setHeaders({{"A", "x\x01y"}}, {HeaderFate::AsksFirst});
        QCOMPARE(m_model->data(m_model->index(0, 1), Qt::DisplayRole).toString(),
                 QStringLiteral("x\\x01y"));
        QCOMPARE(m_model->data(m_model->index(0, 2), Qt::DisplayRole).toString(),
                 QStringLiteral("asks first"));
    }

    void everyFate_hasAWordAndASentence()
    {
        for (int fate = 0; fate <= static_cast<int>(HeaderFate::InvalidValue); ++fate) {
            QVERIFY(!HeaderTableModel::fateWord(static_cast<HeaderFate>(fate)).isEmpty());
            QVERIFY(!HeaderTableModel::fateSentence(static_cast<HeaderFate>(fate)).isEmpty());
        }
    }

private:
    std::unique_ptr<HeaderTableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_GUILESS_MAIN(tst_HeaderTableModel)
#include "tst_headertablemodel.moc"
