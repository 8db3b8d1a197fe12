// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/testlab.h"
#include "ui/server/serverpanel.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/chipedit.h"
#include "ui/widgets/notelabel.h"
#include "ui/widgets/wrapedit.h"

#include <QPushButton>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace corslab;
using namespace corslab::test;

class tst_ServerPanel : public QObject
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

    void target_choosesTheServer()
    {
        QCOMPARE(m_panel->serverName(), QStringLiteral("pages"));
        m_workbench->chooseScenario(QStringLiteral("simple"));
        QCOMPARE(m_panel->serverName(), QStringLiteral("api"));
        auto *pages = named<QPushButton>(*m_panel, QStringLiteral("Show the server pages"));
        QTest::mouseClick(pages, Qt::LeftButton);
        QCOMPARE(m_panel->serverName(), QStringLiteral("pages"));
        QVERIFY(pages->isChecked());
    }

    void removedOrigin_isLiveAndUndoable()
    {
        m_workbench->chooseScenario(QStringLiteral("simple"));
        QVERIFY(says(QStringLiteral("✓ this page's origin is allowed")));
        auto *origins = named<ChipEdit>(*m_panel, QStringLiteral("Allowed origins"));
        auto *line = origins->lineEdit();
        line->setFocus();
        QTest::keyClick(line, Qt::Key_Backspace);
        QTest::keyClick(line, Qt::Key_Delete);
        QVERIFY(m_workbench->server(QStringLiteral("api"))->policy->origins.isEmpty());
        QVERIFY(says(QStringLiteral("✕ this page's origin is not allowed")));
        for (const auto &running : m_workbench->laboratory().servers()) {
            if (running->config().name == u"api")
                QVERIFY(running->config().policy->origins.isEmpty());
        }
        m_workbench->undoStack().undo();
        QCOMPARE(m_workbench->server(QStringLiteral("api"))->policy->origins.size(), 1);
        QCOMPARE(origins->values().size(), 1);
        QVERIFY(says(QStringLiteral("✓ this page's origin is allowed")));
    }

    void preview_followsTheRequest()
    {
        m_workbench->chooseScenario(QStringLiteral("preflighted"));
        auto *preview =
            named<CodeView>(*m_panel, QStringLiteral("What this request would get back"));
        QVERIFY(preview->isVisibleTo(m_panel.get()));
        QVERIFY(preview->code().contains(QStringLiteral("Access-Control-Allow-Origin: ") +
                                                QString::fromUtf8(m_workbench->pageOrigin())));
        QVERIFY(preview->code().contains(QStringLiteral("OPTIONS: 204")));
        auto request = m_workbench->request();
        request.headers.clear();
        request.body.reset();
        m_workbench->editRequest(request, QStringLiteral("test"));
        QVERIFY(!preview->code().contains(QStringLiteral("OPTIONS: 204")));
    }

    void foreignServer_isNotEdited()
    {
        QTcpServer foreign;
        QVERIFY(foreign.listen(QHostAddress::LocalHost));
        connect(&foreign, &QTcpServer::newConnection, &foreign, [&foreign] {
            auto *socket = foreign.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                socket->readAll();
                socket->write("HTTP/1.1 200 OK\r\nX-Mine: yes\r\nContent-Length: 0\r\n\r\n");
                socket->disconnectFromHost();
            });
        });
        m_workbench->editRequest(
            call(QStringLiteral("http://127.0.0.1:%1/").arg(foreign.serverPort())),
            QStringLiteral("test"));
        QVERIFY(m_panel->serverName().isEmpty());
        QVERIFY(!named<ChipEdit>(*m_panel, QStringLiteral("Allowed origins"))
                     ->isVisibleTo(m_panel.get()));
        m_workbench->send();
        auto *last = named<CodeView>(*m_panel, QStringLiteral("What this server sent last"));
        QTRY_VERIFY(last->code().contains(QStringLiteral("X-Mine: yes")));
        QVERIFY(last->isVisibleTo(m_panel.get()));
    }

    void takenPort_hasAWayOut()
    {
        QTcpServer holder;
        QVERIFY(holder.listen(QHostAddress::LocalHost));
        auto document = smallLaboratory();
        const auto taken = "http://localhost:" + QByteArray::number(holder.serverPort());
        document.servers.last().origin = taken;
        document.requests.first().action =
            call(QString::fromUtf8(taken) + QStringLiteral("/simple"));
        open(document);
        QCOMPARE(m_workbench->listenErrors().size(), std::size_t(1));
        QCOMPARE(m_panel->serverName(), QStringLiteral("api"));
        auto *way = named<QPushButton>(*m_panel, QStringLiteral("Use a free port for this server"));
        QVERIFY(way->isVisibleTo(m_panel.get()));
        QTest::mouseClick(way, Qt::LeftButton);
        QVERIFY(m_workbench->listenErrors().empty());
        QVERIFY(!way->isVisibleTo(m_panel.get()));
        QCOMPARE(m_workbench->request().url, QStringLiteral("{{api}}/simple"));
        QVERIFY(m_workbench->laboratory().serverFor(m_workbench->targetUrl()->href()));
    }

    void serverThatOthersReach_saysSo()
    {
        const auto said = [this] {
            const auto notes = m_panel->findChildren<NoteLabel *>();
            return std::any_of(notes.begin(), notes.end(), [this](const NoteLabel *note) {
                return note->isVisibleTo(m_panel.get()) &&
                       note->text().contains(QStringLiteral("api listens beyond this computer"));
            });
        };
        auto document = smallLaboratory();
        open(document);
        m_workbench->chooseScenario(QStringLiteral("simple"));
        QCOMPARE(m_panel->serverName(), QStringLiteral("api"));
        QVERIFY(!said());
        document.servers.last().origin = "http://0.0.0.0:0";
        open(document);
        m_workbench->chooseScenario(QStringLiteral("simple"));
        QCOMPARE(m_panel->serverName(), QStringLiteral("api"));
        QVERIFY(said());
    }

    void routes_haveTheirOwnPolicy()
    {
        auto document = smallLaboratory();
        Route route;
        route.path = "/public/*";
        route.policy.origins = {{"*", false, false}};
        document.servers.last().routes = {route};
        open(document);
        m_workbench->chooseScenario(QStringLiteral("simple"));
        auto *paths = named<QComboBox>(*m_panel, QStringLiteral("Paths that this policy is for"));
        QVERIFY(paths->isVisibleTo(m_panel.get()));
        paths->setFocus();
        QTest::keyClick(paths, Qt::Key_Down);
        auto *origins = named<ChipEdit>(*m_panel, QStringLiteral("Allowed origins"));
        QCOMPARE(origins->values(), QList<QByteArray>{"*"});
    }

private:
    void open(const LabDocument &document)
    {
        m_panel.reset();
        m_workbench = runningWorkbench(document);
        m_panel = std::make_unique<ServerPanel>(*m_workbench);
        m_panel->resize(340, 1000);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    }

    [[nodiscard]] bool says(const QString &text) const
    {
        const auto badges = m_panel->findChildren<Badge *>();
        return std::any_of(badges.cbegin(), badges.cend(), [&](const Badge *badge) {
            return badge->text() == text && badge->isVisibleTo(m_panel.get());
        });
    }

    std::unique_ptr<Workbench> m_workbench;
    std::unique_ptr<ServerPanel> m_panel;
};

QTEST_MAIN(tst_ServerPanel)
#include "tst_serverpanel.moc"
