// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/labfile.h"
#include "tests/ui/testlab.h"
#include "ui/window/workbench.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

using namespace corslab;
using namespace corslab::test;

class tst_Workbench : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_workbench = runningWorkbench();
        QVERIFY(m_workbench->listenErrors().empty());
    }

    void sentRequest_isSelectedAtOnceAndEnds()
    {
        QSignalSpy selected(m_workbench.get(), &Workbench::exchangeSelected);
        QSignalSpy finished(m_workbench.get(), &Workbench::exchangeFinished);
        m_workbench->sendScenario(QStringLiteral("preflighted"));
        QCOMPARE(selected.size(), 1);
        QVERIFY(m_workbench->isRunning());
        QVERIFY(finished.wait());
        QVERIFY(!m_workbench->isRunning());
        const auto exchange = m_workbench->selectedExchange();
        QVERIFY(exchange->finished);
        QCOMPARE(exchange->verdict, Verdict::Allowed);
        QCOMPARE(exchange->messages.size(), std::size_t(2));
        QCOMPARE(exchange->name, QStringLiteral("preflighted"));
        QVERIFY(m_workbench->diagnosis());
    }

    void fix_turnsTheVerdictBack()
    {
        m_workbench->chooseScenario(QStringLiteral("simple"));
        auto policy = *m_workbench->policyAt({QStringLiteral("api"), -1});
        const auto before = policy;
        policy.origins.clear();
        m_workbench->editPolicy(QStringLiteral("api"), policy, QStringLiteral("test"));
        QCOMPARE(play(QStringLiteral("simple")), Verdict::Blocked);
        const auto fixes = m_workbench->diagnosis()->fixes;
        QVERIFY(!fixes.empty());
        m_workbench->applyFix(fixes.front());
        QCOMPARE(play(QStringLiteral("simple")), Verdict::Allowed);
        m_workbench->undoStack().undo();
        QVERIFY(m_workbench->policyAt({QStringLiteral("api"), -1})->origins.isEmpty());
        m_workbench->undoStack().undo();
        QCOMPARE(*m_workbench->policyAt({QStringLiteral("api"), -1}), before);
    }

    void keystrokesInARow_areOneStep()
    {
        for (const auto *text : {"a", "ab", "abc"}) {
            auto request = m_workbench->request();
            request.url = QString::fromLatin1(text);
            m_workbench->editRequest(request, QStringLiteral("URL"));
        }
        auto request = m_workbench->request();
        request.method = "PUT";
        m_workbench->editRequest(request, QStringLiteral("Method"));
        QCOMPARE(m_workbench->undoStack().count(), 2);
        m_workbench->undoStack().undo();
        QCOMPARE(m_workbench->request().url, QStringLiteral("abc"));
        m_workbench->undoStack().undo();
        QCOMPARE(m_workbench->request().url, QStringLiteral("/simple"));
    }

    void stalledServer_isStopped()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        m_workbench->editRequest(
            call(QStringLiteral("http://127.0.0.1:%1/").arg(silent.serverPort())),
            QStringLiteral("test"));
        QSignalSpy running(m_workbench.get(), &Workbench::runningChanged);
        m_workbench->send();
        QVERIFY(m_workbench->isRunning());
        QVERIFY(silent.hasPendingConnections() || silent.waitForNewConnection(5000) ||
                QTest::qWaitFor([&] { return silent.hasPendingConnections(); }));
        m_workbench->stop();
        QTRY_VERIFY(!m_workbench->isRunning());
        QCOMPARE(running.size(), 2);
        QVERIFY(m_workbench->selectedExchange()->finished);
        // The next one is not stopped with it.
        QCOMPARE(play(QStringLiteral("simple")), Verdict::Allowed);
    }

    void destroyedWhileSending_isNoHarm()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        m_workbench->editRequest(
            call(QStringLiteral("http://127.0.0.1:%1/").arg(silent.serverPort())),
            QStringLiteral("test"));
        m_workbench->send();
        QVERIFY(m_workbench->isRunning());
        m_workbench.reset();
    }

    void saved_isWhatIsComposed()
    {
        auto request = call(QStringLiteral("http://localhost:1/composed"));
        m_workbench->editRequest(request, QStringLiteral("test"));
        const auto saved = parseLabFile(serializeLabFile(m_workbench->documentToSave()));
        QVERIFY(saved.has_value());
        m_workbench->openDocument(saved->document, QStringLiteral("/tmp/x.corslab"));
        QCOMPARE(m_workbench->request(), request);
        QCOMPARE(m_workbench->scenarios().size(), 3);
        QVERIFY(!m_workbench->isModified());
        // Composing again replaces it instead of adding another one.
        request.method = "PUT";
        m_workbench->editRequest(request, QStringLiteral("test"));
        QCOMPARE(m_workbench->documentToSave().requests.size(), 4);
    }

    void untouchedLaboratory_isSavedAsItIs()
    {
        QCOMPARE(m_workbench->documentToSave().requests.size(), 3);
    }

    void reset_bringsTheFileBack()
    {
        QCOMPARE(play(QStringLiteral("simple")), Verdict::Allowed);
        m_workbench->editPolicyAt({QStringLiteral("api"), -1}, std::nullopt,
                                  QStringLiteral("test"));
        m_workbench->resetToFile();
        QVERIFY(m_workbench->policyAt({QStringLiteral("api"), -1}));
        QCOMPARE(m_workbench->requestName(), QStringLiteral("same-origin"));
        QCOMPARE(m_workbench->log().size(), std::size_t(0));
        QVERIFY(!m_workbench->selectedExchange());
    }

    void freePort_keepsEverythingTogether()
    {
        auto document = smallLaboratory();
        document.servers.last().origin = "http://localhost:4000";
        document.page.origin = "http://localhost:4000";
        document.servers.first().policy.emplace();
        document.servers.first().policy->origins = {{"http://localhost:4000", false, false}};
        document.requests.first().action = call(QStringLiteral("http://localhost:4000/simple"));
        // Not started: the port may be anybody's.
        Workbench workbench(std::make_unique<Laboratory>(std::move(document), LaboratoryOptions{}));
        workbench.useFreePort(QStringLiteral("api"));
        QCOMPARE(workbench.request().url, QStringLiteral("{{api}}/simple"));
        QCOMPARE(workbench.page().origin, QByteArray("{{api}}"));
        QCOMPARE(workbench.server(QStringLiteral("pages"))->policy->origins.first().text,
                 QByteArray("{{api}}"));
        QVERIFY(workbench.laboratory().serverFor(workbench.targetUrl()->href()));
        QVERIFY(workbench.pageOrigin() != "http://localhost:0");
    }

    void burstOfExchanges_isToldInBatches()
    {
        QCOMPARE(play(QStringLiteral("simple")), Verdict::Allowed);
        QSignalSpy changed(m_workbench.get(), &Workbench::exchangeChanged);
        const auto exchange = m_workbench->log().find(m_workbench->selectedExchange()->id);
        for (int i = 0; i < 1000; ++i)
            m_workbench->log().touch(exchange);
        QVERIFY(changed.wait());
        QCOMPARE(changed.size(), 1);
    }

private:
    Verdict play(const QString &scenario)
    {
        QSignalSpy finished(m_workbench.get(), &Workbench::exchangeFinished);
        m_workbench->sendScenario(scenario);
        if (!finished.wait())
            qWarning("It did not end.");
        return m_workbench->selectedExchange()->verdict;
    }

    std::unique_ptr<Workbench> m_workbench;
};

QTEST_MAIN(tst_Workbench)
#include "tst_workbench.moc"
