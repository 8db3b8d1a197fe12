// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/policytext.h"
#include "core/policy/policypreset.h"
#include "tests/ui/testlab.h"
#include "ui/server/policymenu.h"
#include "ui/server/serverpanel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMainWindow>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>

using namespace corslab;
using namespace corslab::test;

class tst_PolicyMenu : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_workbench = runningWorkbench();
        m_workbench->chooseScenario(QStringLiteral("simple"));
        m_window = std::make_unique<QMainWindow>();
        m_panel = new ServerPanel(*m_workbench);
        m_window->setCentralWidget(m_panel);
        m_menu = new PolicyMenu(*m_workbench, *m_panel, m_window.get());
        m_window->menuBar()->addMenu(m_menu);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QGuiApplication::clipboard()->clear();
    }

    void cleanup()
    {
        m_window.reset();
        m_workbench.reset();
    }

    void json_isCopied_andPastedBack()
    {
        QTest::keyClick(m_window.get(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        const auto text = QGuiApplication::clipboard()->text();
        const auto read = parsePolicyText(text.toUtf8(), m_workbench->document());
        QVERIFY(read);
        QCOMPARE(read->policy, policy());
        const auto before = policy();
        auto other = before;
        other.origins = {{"https://other.example"}};
        m_workbench->editPolicyAt(m_panel->address(), other, QStringLiteral("test"));
        QTest::keyClick(m_window.get(), Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(m_menu->sheet() && m_menu->sheet()->isVisible());
        QCOMPARE(differenceRows(), 2);
        press("Use this policy");
        QCOMPARE(policy(), before);
        QVERIFY(!m_menu->sheet()->isVisible());
        m_workbench->undoStack().undo();
        QCOMPARE(policy(), other);
    }

    void headers_areCopiedWithTheAddressesThatRun()
    {
        QTest::keyClick(m_window.get(), Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
        const auto text = QGuiApplication::clipboard()->text();
        QVERIFY2(text.contains(QStringLiteral("Access-Control-Allow-Origin: ") +
                               QString::fromUtf8(m_workbench->pageOrigin())),
                 qPrintable(text));
    }

    void pastedHeaders_makeThePolicyTheyImply()
    {
        QTest::keyClick(m_window.get(), Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
        auto *text = named<QPlainTextEdit>(*m_menu->sheet(), QStringLiteral("Pasted policy"));
        QVERIFY(text->isVisible());
        QVERIFY(text->toPlainText().isEmpty());
        text->setFocus();
        QGuiApplication::clipboard()->setText(
            QStringLiteral("HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://app.example\n"
                           "Access-Control-Allow-Credentials: true\nVary: Origin\n"));
        QTest::keyClick(text, Qt::Key_V, Qt::ControlModifier);
        QVERIFY(m_menu->sheet()->other());
        press("Use this policy");
        QVERIFY(policy().credentials);
        QCOMPARE(policy().origins, (QList<OriginEntry>{{"https://app.example"}}));
    }

    void whatIsNoPolicy_saysWhere()
    {
        QTest::keyClick(m_window.get(), Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
        auto *text = named<QPlainTextEdit>(*m_menu->sheet(), QStringLiteral("Pasted policy"));
        text->setFocus();
        QTest::keyClicks(text, QStringLiteral("{\"origins\": 5}"));
        QVERIFY(!m_menu->sheet()->other());
        QVERIFY(
            !named<QPushButton>(*m_menu->sheet(), QStringLiteral("Use this policy"))->isEnabled());
        QVERIFY(readPastedPolicy(text->toPlainText(), m_workbench->document())
                    .error.contains(QStringLiteral("origins")));
        QVERIFY(
            !readPastedPolicy(QStringLiteral("hello"), m_workbench->document()).error.isEmpty());
    }

    void policyOfALaterVersion_saysWhatIsLeftOut()
    {
        const auto read = readPastedPolicy(
            QStringLiteral("{\"origins\": [\"https://a.example\"], \"quantum\": true}"),
            m_workbench->document());
        QVERIFY(read.policy);
        QVERIFY(read.explanation.contains(QStringLiteral("quantum")));
    }

    void preset_isExplained_thenUsed()
    {
        trigger(QStringLiteral("Begin with"), 0);
        QVERIFY(m_menu->sheet() && m_menu->sheet()->isVisible());
        QVERIFY(differenceRows() > 0);
        press("Use this policy");
        QCOMPARE(policy(), presetPolicy(PolicyPreset::PublicReadOnly, "{{pages}}"));
        m_workbench->undoStack().undo();
        QVERIFY(policy() != presetPolicy(PolicyPreset::PublicReadOnly, "{{pages}}"));
    }

    void compare_showsTheFileBesideTheEdit()
    {
        QTest::keyClick(m_window.get(), Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(differenceRows(), 0);
        auto edited = policy();
        edited.credentials = false;
        m_workbench->editPolicyAt(m_panel->address(), edited, QStringLiteral("test"));
        QCOMPARE(differenceRows(), 1);
        press("Use this policy");
        QVERIFY(policy().credentials);
    }

    void imitation_isChosen_andUndone()
    {
        trigger(QStringLiteral("Answer like"), 3);
        QVERIFY(policy().imitate);
        QCOMPARE(*policy().imitate, imitationNames().at(1));
        m_workbench->undoStack().undo();
        QVERIFY(!policy().imitate);
    }

    void foreignServer_isNotEdited()
    {
        m_workbench->editRequest(call(QStringLiteral("http://127.0.0.1:9/")),
                                 QStringLiteral("test"));
        QSignalSpy reported(m_workbench.get(), &Workbench::reported);
        QTest::keyClick(m_window.get(), Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(reported.size(), 1);
        QVERIFY(!m_menu->sheet());
    }

    void sheet_everyControlHasAName()
    {
        QTest::keyClick(m_window.get(), Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(namelessControls(*m_menu->sheet()), QStringList());
    }

private:
    [[nodiscard]] Policy policy() const { return *m_workbench->policyAt(m_panel->address()); }

    [[nodiscard]] int differenceRows() const
    {
        return named<QTableWidget>(*m_menu->sheet(), QStringLiteral("What would change"))
            ->rowCount();
    }

    void press(const char *name)
    {
        QTest::mouseClick(named<QPushButton>(*m_menu->sheet(), QLatin1String(name)),
                          Qt::LeftButton);
    }

    /// The entry of a submenu, as a click on it does.
    void trigger(const QString &submenu, int index)
    {
        const auto actions = m_menu->actions();
        for (auto *action : actions) {
            if (action->menu() && action->text().remove(u'&') == submenu)
                action->menu()->actions().at(index)->trigger();
        }
    }

    std::unique_ptr<Workbench> m_workbench;
    std::unique_ptr<QMainWindow> m_window;
    ServerPanel *m_panel = nullptr;
    PolicyMenu *m_menu = nullptr;
};

QTEST_MAIN(tst_PolicyMenu)
#include "tst_policymenu.moc"
