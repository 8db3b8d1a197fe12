// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/testlab.h"
#include "ui/matrix/matrixpanel.h"
#include "ui/verdict/verdictline.h"

#include <QClipboard>
#include <QComboBox>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace corslab;
using namespace corslab::test;

class tst_MatrixPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { open(smallLaboratory()); }

    void cleanup()
    {
        m_panel.reset();
        m_workbench.reset();
    }

    void everyControl_hasAName() { QCOMPARE(namelessControls(*m_panel), QStringList()); }

    void page_isAllowed_attackersAreNot()
    {
        QCOMPARE(text(m_workbench->pageOrigin(), "simple"), QStringLiteral("✓ allowed"));
        QVERIFY(text("null", "simple").startsWith(QStringLiteral("✕ blocked")));
        QVERIFY(
            text("https://evil.example", "preflighted").startsWith(QStringLiteral("✕ blocked")));
        QVERIFY(m_panel->summary().contains(QStringLiteral("can be read")));
    }

    void typedOrigin_isARow_untilItIsRemoved()
    {
        auto *line = named<QLineEdit>(*m_panel, QStringLiteral("Another origin to ask about"));
        line->setFocus();
        QTest::keyClicks(line, QStringLiteral("https://mine.example"));
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY(settled());
        QCOMPARE(m_panel->table().currentIndex().row(), rowOf("https://mine.example"));
        QVERIFY(line->text().isEmpty());
        m_panel->table().setFocus();
        QTest::keyClick(&m_panel->table(), Qt::Key_Delete);
        QVERIFY(settled());
        QCOMPARE(rowOf("https://mine.example"), -1);
    }

    void badOrigin_staysInTheLine()
    {
        auto *line = named<QLineEdit>(*m_panel, QStringLiteral("Another origin to ask about"));
        const int rows = m_panel->model().rowCount();
        line->setFocus();
        QTest::keyClicks(line, QStringLiteral("https://mine.example/path"));
        QTest::mouseClick(named<QToolButton>(*m_panel, QStringLiteral("Ask about this origin too")),
                          Qt::LeftButton);
        QCOMPARE(line->text(), QStringLiteral("https://mine.example/path"));
        QVERIFY(!line->accessibleDescription().isEmpty());
        QCOMPARE(m_panel->model().rowCount(), rows);
    }

    void edit_saysWhatItOpensAndCloses()
    {
        auto policy = *m_workbench->server(QStringLiteral("api"))->policy;
        policy.origins = {{"https://evil.example"}};
        m_workbench->editPolicy(QStringLiteral("api"), policy, QStringLiteral("test"));
        QVERIFY(settled());
        // The page loses two requests, the stranger gains them.
        QCOMPARE(m_panel->summary(), QStringLiteral("This edit opens 2 and closes 2."));
        QVERIFY(text("https://evil.example", "simple").contains(QStringLiteral("opened")));
        m_workbench->undoStack().undo();
        QVERIFY(settled());
        QVERIFY(m_panel->summary().contains(QStringLiteral("can be read")));
    }

    void pinnedPolicy_isWhatAnEditIsComparedWith()
    {
        auto policy = *m_workbench->server(QStringLiteral("api"))->policy;
        policy.origins.append({"https://evil.example"});
        m_workbench->editPolicy(QStringLiteral("api"), policy, QStringLiteral("one"));
        QVERIFY(settled());
        QTest::mouseClick(named<QToolButton>(
                              *m_panel, QStringLiteral("Compare with the policy as it stands now")),
                          Qt::LeftButton);
        QCOMPARE(named<QComboBox>(*m_panel, QStringLiteral("What the policy is compared with"))
                     ->currentIndex(),
                 1);
        policy.origins.append({"null"});
        m_workbench->editPolicy(QStringLiteral("api"), policy, QStringLiteral("two"));
        QVERIFY(settled());
        QCOMPARE(m_panel->summary(), QStringLiteral("This edit opens 2 and closes 0."));
    }

    void enter_opensACellAsATimeline_thatSaysItWasNotSent()
    {
        VerdictLine line(*m_workbench);
        choose("null", "simple");
        m_panel->table().setFocus();
        QTest::keyClick(&m_panel->table(), Qt::Key_Return);
        const auto exchange = m_workbench->selectedExchange();
        QVERIFY(exchange);
        QCOMPARE(exchange->source, ExchangeSource::WhatIf);
        QCOMPARE(exchange->pageOrigin, QByteArray("null"));
        QCOMPARE(exchange->verdict, Verdict::Blocked);
        QVERIFY(line.look().word.startsWith(QStringLiteral("WHAT IF")));
        QVERIFY(line.sentence().startsWith(QStringLiteral("Not sent.")));
        QCOMPARE(m_workbench->log().size(), std::size_t(0));
        // It follows the policy.
        auto policy = *m_workbench->server(QStringLiteral("api"))->policy;
        policy.origins.append({"null"});
        m_workbench->editPolicy(QStringLiteral("api"), policy, QStringLiteral("test"));
        QVERIFY(settled());
        QCOMPARE(m_workbench->selectedExchange()->verdict, Verdict::Allowed);
    }

    void copy_isText()
    {
        QTest::mouseClick(
            named<QToolButton>(*m_panel, QStringLiteral("Copy the whole matrix as text")),
            Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), m_panel->model().text());
        choose("null", "simple");
        m_panel->table().setFocus();
        QTest::keyClick(&m_panel->table(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text().count(u'\n'), 2);
    }

    void hiddenPanel_computesNothing()
    {
        m_panel->hide();
        QSignalSpy asked(&m_panel->controller(), &MatrixController::progressed);
        m_workbench->editPolicy(QStringLiteral("api"), Policy(), QStringLiteral("test"));
        QVERIFY(!asked.wait(200));
        m_panel->show();
        QVERIFY(settled());
        QVERIFY(text(m_workbench->pageOrigin(), "simple").startsWith(QStringLiteral("✕ blocked")));
    }

    void composedRequest_isAColumnOfItsOwn()
    {
        QCOMPARE(m_panel->model().columnCount(), 3);
        m_workbench->editRequest(call(QStringLiteral("{{api}}/other")), QStringLiteral("test"));
        QVERIFY(settled());
        QCOMPARE(m_panel->model().columnCount(), 4);
        QVERIFY(text("null", "The composed request").startsWith(QStringLiteral("✕ blocked")));
    }

    void millionCells_leaveTheWindowAlive_andCanBeStopped()
    {
        auto document = smallLaboratory();
        for (int i = 0; i < 999; ++i)
            document.requests.append({QStringLiteral("r%1").arg(i),
                                      call(QStringLiteral("{{api}}/simple?%1").arg(i)),
                                      std::nullopt});
        open(document, Wait::No);
        QList<QByteArray> typed;
        for (int i = 0; i < 1200; ++i)
            typed.append("https://site" + QByteArray::number(i) + ".example");
        m_panel->controller().setTyped(typed);
        QVERIFY(qsizetype(m_panel->model().rowCount()) * m_panel->model().columnCount() >
                1'000'000);
        auto *progress = named<QProgressBar>(*m_panel, QStringLiteral("Cells answered"));
        QVERIFY(progress->isVisible());
        QElapsedTimer longest;
        qint64 gap = 0;
        longest.start();
        while (m_panel->controller().done() < 30'000) {
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
            gap = qMax(gap, longest.restart());
        }
        QVERIFY2(gap < 1000, qPrintable(QString::number(gap)));
        QTest::mouseClick(named<QPushButton>(*m_panel, QStringLiteral("Stop answering the matrix")),
                          Qt::LeftButton);
        QVERIFY(!m_panel->controller().isRunning());
        QVERIFY(!progress->isVisible());
    }

private:
    enum class Wait { Yes, No };

    void open(const LabDocument &document, Wait wait = Wait::Yes)
    {
        m_panel.reset();
        m_workbench = runningWorkbench(document);
        m_panel = std::make_unique<MatrixPanel>(*m_workbench);
        m_panel->resize(1200, 300);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
        if (wait == Wait::Yes)
            QVERIFY(settled());
    }

    /// Every cell was answered.
    [[nodiscard]] bool settled()
    {
        // An edit is answered after a pause.
        QTest::qWait(80);
        return QTest::qWaitFor([this] { return !m_panel->controller().isRunning(); }, 20'000);
    }

    [[nodiscard]] int rowOf(const QByteArray &origin) const
    {
        for (int row = 0; row < m_panel->model().rowCount(); ++row) {
            if (m_panel->model().origin(row).origin == origin)
                return row;
        }
        return -1;
    }

    [[nodiscard]] QModelIndex cell(const QByteArray &origin, const char *request) const
    {
        auto &model = m_panel->model();
        for (int column = 0; column < model.columnCount(); ++column) {
            if (model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString() ==
                QLatin1String(request))
                return model.index(rowOf(origin), column);
        }
        return {};
    }

    [[nodiscard]] QString text(const QByteArray &origin, const char *request) const
    {
        return cell(origin, request).data().toString();
    }

    void choose(const QByteArray &origin, const char *request)
    {
        m_panel->table().setCurrentIndex(cell(origin, request));
    }

    std::unique_ptr<Workbench> m_workbench;
    std::unique_ptr<MatrixPanel> m_panel;
};

QTEST_MAIN(tst_MatrixPanel)
#include "tst_matrixpanel.moc"
