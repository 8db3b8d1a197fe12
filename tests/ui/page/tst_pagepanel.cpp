// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/testlab.h"
#include "ui/page/headertable.h"
#include "ui/page/pagepanel.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/fieldedit.h"
#include "ui/widgets/wrapedit.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace corslab;
using namespace corslab::test;

class tst_PagePanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_workbench = runningWorkbench();
        QVERIFY(m_workbench->listenErrors().empty());
        m_panel = std::make_unique<PagePanel>(*m_workbench);
        m_panel->resize(330, 900);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    }

    void cleanup()
    {
        m_panel.reset();
        m_workbench.reset();
    }

    void everyControl_hasAName() { QCOMPARE(namelessControls(*m_panel), QStringList()); }

    void scenario_isShown()
    {
        m_workbench->chooseScenario(QStringLiteral("preflighted"));
        QCOMPARE(url()->text(), m_workbench->resolvedText(QStringLiteral("{{api}}/custom-header")));
        QCOMPARE(method()->text(), QStringLiteral("POST"));
        QCOMPARE(named<QComboBox>(*m_panel, QStringLiteral("Credentials"))->currentText(),
                 QStringLiteral("include"));
        QVERIFY(saysSomewhere(QStringLiteral(
            "asks first, because of headers authorization, content-type, custom-header")));
        QVERIFY(saysSomewhere(QStringLiteral("cross-origin, same site: the port differs")));
    }

    void typedUrl_isTheRequestAndUndoable()
    {
        url()->setFocus();
        url()->selectAll();
        QTest::keyClicks(url(), QStringLiteral("https://example.org/x"));
        QCOMPARE(m_workbench->request().url, QStringLiteral("https://example.org/x"));
        QVERIFY(saysSomewhere(QStringLiteral("cross-origin, cross-site: scheme and host differ")));
        QVERIFY(m_workbench->requestName().isEmpty());
        m_workbench->undoStack().undo();
        QCOMPARE(url()->text(), QStringLiteral("/simple"));
        QCOMPARE(m_workbench->requestName(), QStringLiteral("same-origin"));
    }

    void badUrl_isMarkedWithASentence()
    {
        url()->setFocus();
        url()->selectAll();
        QTest::keyClicks(url(), QStringLiteral("http://"));
        QVERIFY(!url()->error().isEmpty());
        QVERIFY(saysSomewhere(QStringLiteral("never sent: the URL cannot be read")));
        QTest::keyClicks(url(), QStringLiteral("localhost/"));
        QVERIFY(url()->error().isEmpty());
    }

    void typedOrigin_movesThePage()
    {
        auto *origin = named<FieldEdit>(*m_panel, QStringLiteral("Page origin"));
        origin->setFocus();
        origin->selectAll();
        QTest::keyClicks(origin, QStringLiteral("http://localhost:5173"));
        QCOMPARE(m_workbench->pageOrigin(), QByteArray("http://localhost:5173"));
        m_workbench->undoStack().undo();
        QCOMPARE(origin->text().toUtf8(), m_workbench->pageOrigin());
        QVERIFY(m_workbench->pageOrigin() != "http://localhost:5173");
    }

    void badOrigin_isMarkedAndLeavesThePage()
    {
        const auto before = m_workbench->pageOrigin();
        auto *origin = named<FieldEdit>(*m_panel, QStringLiteral("Page origin"));
        origin->setFocus();
        origin->selectAll();
        QTest::keyClicks(origin, QStringLiteral("localhost:5173/path"));
        QVERIFY(!origin->error().isEmpty());
        QCOMPARE(origin->text(), QStringLiteral("localhost:5173/path"));
        QCOMPARE(m_workbench->pageOrigin(), before);
    }

    void null_isASandboxedFrame()
    {
        auto *combo = named<QComboBox>(*m_panel, QStringLiteral("Page origin"));
        QVERIFY(combo->findText(QStringLiteral("null")) >= 0);
        combo->setCurrentText(QStringLiteral("null"));
        QCOMPARE(m_workbench->page().kind, PageKind::Sandbox);
        QCOMPARE(m_workbench->pageOrigin(), QByteArray("null"));
        QVERIFY(saysSomewhere(
            QStringLiteral("cross-origin, cross-site: null is the same as no other origin")));
    }

    void method_isTyped()
    {
        method()->setFocus();
        method()->selectAll();
        QTest::keyClicks(method(), QStringLiteral("TRACE"));
        QVERIFY(!method()->error().isEmpty());
        method()->selectAll();
        QTest::keyClicks(method(), QStringLiteral("PURGE"));
        QVERIFY(method()->error().isEmpty());
        QCOMPARE(m_workbench->request().method, QByteArray("PURGE"));
    }

    void header_isTypedWithTheKeyboardAlone()
    {
        m_workbench->chooseScenario(QStringLiteral("simple"));
        auto *table = m_panel->findChild<HeaderTable *>();
        table->setFocus();
        table->setCurrentIndex(table->model()->index(0, 0));
        QTest::keyClick(table, Qt::Key_Return);
        auto *editor = table->findChild<QLineEdit *>();
        QVERIFY(editor);
        QTest::keyClicks(editor, QStringLiteral("X-Key"));
        QTest::keyClick(editor, Qt::Key_Return);
        const std::vector<Header> typed{{"X-Key", ""}};
        QTRY_COMPARE(m_workbench->request().headers, typed);
        QVERIFY(saysSomewhere(QStringLiteral("asks first, because of header x-key")));
        table->setCurrentIndex(table->model()->index(0, 0));
        QTest::keyClick(table, Qt::Key_Delete);
        QVERIFY(m_workbench->request().headers.empty());
    }

    void tenThousandPastedHeaders_leaveItUsable()
    {
        QStringList lines;
        for (int i = 0; i < 10000; ++i)
            lines.append(QStringLiteral("X-%1: value").arg(i));
        QGuiApplication::clipboard()->setText(lines.join(u'\n'));
        auto *table = m_panel->findChild<HeaderTable *>();
        table->setFocus();
        QTest::keySequence(table, QKeySequence::Paste);
        QCOMPARE(m_workbench->request().headers.size(), std::size_t(10000));
        QVERIFY(table->height() < 600);
    }

    void body_isTypedAndTakenAway()
    {
        auto *body = named<BodyEdit>(*m_panel, QStringLiteral("Body"));
        body->setFocus();
        QTest::keyClicks(body, QStringLiteral("lamp"));
        QCOMPARE(m_workbench->request().body->bytes, QByteArray("lamp"));
        body->selectAll();
        QTest::keyClick(body, Qt::Key_Delete);
        QVERIFY(!m_workbench->request().body);
    }

    void hugeBody_isKeptButNotShown()
    {
        auto *body = named<BodyEdit>(*m_panel, QStringLiteral("Body"));
        QGuiApplication::clipboard()->setText(QString(50 * 1024 * 1024, u'x'));
        body->setFocus();
        QTest::keySequence(body, QKeySequence::Paste);
        QGuiApplication::clipboard()->clear();
        QCOMPARE(m_workbench->request().body->bytes.size(), 50 * 1024 * 1024);
        QVERIFY(!body->isVisible());
        auto *remove = named<QPushButton>(*m_panel, QStringLiteral("Remove the body"));
        QTest::mouseClick(remove, Qt::LeftButton);
        QVERIFY(!m_workbench->request().body);
        QVERIFY(body->isVisible());
    }

    void code_isTheSameAndCopied()
    {
        m_workbench->chooseScenario(QStringLiteral("preflighted"));
        auto *copy = named<QPushButton>(*m_panel, QStringLiteral("Copy the code"));
        QTest::mouseClick(copy, Qt::LeftButton);
        QVERIFY(QGuiApplication::clipboard()->text().contains(
            QStringLiteral("\"Custom-Header\": \"customValue\"")));
        auto *kind = named<QComboBox>(*m_panel, QStringLiteral("The same in code, as"));
        kind->setFocus();
        QTest::keyClick(kind, Qt::Key_Down);
        QTest::mouseClick(copy, Qt::LeftButton);
        const auto command = QGuiApplication::clipboard()->text();
        QVERIFY2(command.startsWith(QStringLiteral("curl ")), qPrintable(command));
        QVERIFY(command.contains(QStringLiteral("Origin: http://localhost")));
    }

    void mode_isChosenByKeys()
    {
        m_workbench->chooseScenario(QStringLiteral("simple"));
        auto *mode = named<QComboBox>(*m_panel, QStringLiteral("Mode"));
        mode->setFocus();
        QTest::keyClick(mode, Qt::Key_Down);
        QCOMPARE(m_workbench->request().mode, QByteArray("no-cors"));
        QTest::keyClick(mode, Qt::Key_Up);
        QVERIFY(!m_workbench->request().mode);
    }

private:
    [[nodiscard]] WrapEdit *url() const
    {
        return named<WrapEdit>(*m_panel, QStringLiteral("URL of the request"));
    }
    [[nodiscard]] FieldEdit *method() const
    {
        return named<FieldEdit>(*m_panel, QStringLiteral("Method"));
    }
    [[nodiscard]] bool saysSomewhere(const QString &text) const
    {
        const auto badges = m_panel->findChildren<Badge *>();
        for (const auto *badge : badges) {
            if (badge->text() == text)
                return true;
            qInfo("%s", qPrintable(badge->text()));
        }
        return false;
    }

    std::unique_ptr<Workbench> m_workbench;
    std::unique_ptr<PagePanel> m_panel;
};

QTEST_MAIN(tst_PagePanel)
#include "tst_pagepanel.moc"
