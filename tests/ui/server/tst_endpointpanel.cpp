// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/testlab.h"
#include "ui/server/endpointmodel.h"
#include "ui/server/endpointpanel.h"
#include "ui/widgets/fieldedit.h"

#include <QAbstractItemModelTester>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace corslab;
using namespace corslab::test;

class tst_EndpointPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_panel = std::make_unique<EndpointPanel>();
        m_panel->resize(330, 800);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_panel->findChild<EndpointModel *>(),
            QAbstractItemModelTester::FailureReportingMode::QtTest);
        connect(m_panel.get(), &EndpointPanel::edited, m_panel.get(),
                [this](const QList<Endpoint> &endpoints) {
                    m_endpoints = endpoints;
                    m_panel->setEndpoints(endpoints);
                });
        m_endpoints = smallLaboratory().servers.last().endpoints;
        m_panel->setEndpoints(m_endpoints);
    }

    void cleanup()
    {
        m_tester.reset();
        m_panel.reset();
    }

    void everyControl_hasAName() { QCOMPARE(namelessControls(*m_panel), QStringList()); }

    void added_isEditedAtOnce()
    {
        press(QStringLiteral("Add an endpoint"));
        QCOMPARE(m_endpoints.size(), 3);
        auto *path = named<FieldEdit>(*m_panel, QStringLiteral("Path"));
        QVERIFY(path->hasFocus());
        QTest::keyClicks(path, QStringLiteral("/items/*"));
        QCOMPARE(m_endpoints.last().path, QByteArray("/items/*"));
    }

    void order_isChangedAndRowsRemoved()
    {
        press(QStringLiteral("Try it later"));
        QCOMPARE(m_endpoints.last().path, QByteArray("/simple"));
        press(QStringLiteral("Try it earlier"));
        QCOMPARE(m_endpoints.first().path, QByteArray("/simple"));
        press(QStringLiteral("Remove the selected endpoint"));
        QCOMPARE(m_endpoints.size(), 1);
        press(QStringLiteral("Remove the selected endpoint"));
        QVERIFY(m_endpoints.isEmpty());
        QVERIFY(!named<QPushButton>(*m_panel, QStringLiteral("Remove the selected endpoint"))
                     ->isEnabled());
    }

    void badValues_areMarkedAndNotTaken()
    {
        auto *status = named<FieldEdit>(*m_panel, QStringLiteral("Status"));
        status->setFocus();
        status->selectAll();
        QTest::keyClicks(status, QStringLiteral("99"));
        QVERIFY(!status->error().isEmpty());
        QCOMPARE(m_endpoints.first().status, 200);
        status->selectAll();
        QTest::keyClicks(status, QStringLiteral("404"));
        QCOMPARE(m_endpoints.first().status, 404);
        auto *path = named<FieldEdit>(*m_panel, QStringLiteral("Path"));
        path->setFocus();
        path->selectAll();
        QTest::keyClicks(path, QStringLiteral("x"));
        QVERIFY(!path->error().isEmpty());
        QCOMPARE(m_endpoints.first().path, QByteArray("/simple"));
    }

    void redirect_hasALocation()
    {
        auto *answer = named<QComboBox>(*m_panel, QStringLiteral("Answers with"));
        answer->setFocus();
        QTest::keyClick(answer, Qt::Key_Down);
        QVERIFY(m_endpoints.first().echo);
        QTest::keyClick(answer, Qt::Key_Down);
        QCOMPARE(m_endpoints.first().redirect->status, 302);
        auto *location = named<FieldEdit>(*m_panel, QStringLiteral("Location"));
        location->setFocus();
        location->selectAll();
        QTest::keyClicks(location, QStringLiteral("/b"));
        QCOMPARE(m_endpoints.first().redirect->location, QByteArray("/b"));
    }

    void everyAnswer_isNamed()
    {
        Endpoint endpoint;
        QVERIFY(EndpointModel::answerWords(endpoint).startsWith(QStringLiteral("200")));
        endpoint.delay = std::chrono::milliseconds(250);
        QVERIFY(EndpointModel::answerWords(endpoint).contains(QStringLiteral("250 ms")));
        endpoint.drop = true;
        QVERIFY(EndpointModel::answerWords(endpoint).contains(QStringLiteral("hangs up")));
    }

private:
    void press(const QString &name)
    {
        auto *button = named<QPushButton>(*m_panel, name);
        QVERIFY(button);
        QTest::mouseClick(button, Qt::LeftButton);
    }

    std::unique_ptr<EndpointPanel> m_panel;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    QList<Endpoint> m_endpoints;
};

QTEST_MAIN(tst_EndpointPanel)
#include "tst_endpointpanel.moc"
