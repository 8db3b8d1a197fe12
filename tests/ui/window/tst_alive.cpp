// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever the network or a burst of exchanges does, the window's event loop goes on turning. The
// longest gap between two turns is printed; what is checked is that keys are taken meanwhile.
#include "core/record/exchangelog.h"
#include "tests/ui/testlab.h"
#include "tests/ui/timeline/exchangesamples.h"
#include "tests/ui/window/fakemessages.h"
#include "ui/history/historypanel.h"
#include "ui/page/pagepanel.h"
#include "ui/widgets/wrapedit.h"
#include "ui/window/mainwindow.h"

#include <QElapsedTimer>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTableView>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <thread>

using namespace corslab;
using namespace corslab::test;

namespace {

/// Types a letter every five milliseconds, and notes how long the loop let it wait at most.
class Typist : public QObject
{
public:
    explicit Typist(WrapEdit *edit)
        : m_edit(edit)
    {
        m_edit->setFocus();
        m_clock.start();
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            m_longest = qMax(m_longest, m_clock.nsecsElapsed());
            // Not more than fits a line: what is measured is the loop, not the field.
            QTest::keyClick(m_edit, m_keys % 8 == 7 ? Qt::Key_Backspace : Qt::Key_A);
            ++m_keys;
            m_clock.start();
        });
        m_timer.start(5);
    }

    [[nodiscard]] int keys() const { return m_keys; }
    void report(const char *what) const
    {
        qInfo("%s: %d keys taken, the longest wait was %.1f ms", what, m_keys,
              static_cast<double>(m_longest) / 1e6);
    }

private:
    WrapEdit *m_edit;
    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_longest = 0;
    int m_keys = 0;
};

} // namespace

class tst_Alive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        WindowServices services;
        services.messages = std::make_unique<FakeMessages>(m_script);
        services.settingsFile = m_folder->filePath(QStringLiteral("settings.ini"));
        services.recoveryFolder = m_folder->filePath(QStringLiteral("recovery"));
        auto document = smallLaboratory();
        Endpoint loop;
        loop.method = "GET";
        loop.path = "/loop";
        loop.status = 302;
        loop.headers = {{"Location", "/loop"}};
        document.servers.last().endpoints.append(loop);
        m_workbench = std::make_unique<Workbench>(
            std::make_unique<Laboratory>(document, LaboratoryOptions{}));
        m_window = std::make_unique<MainWindow>(*m_workbench, std::move(services));
        m_workbench->startServers();
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        // The first turns still lay the window out.
        QTest::qWait(100);
    }

    void cleanup()
    {
        m_window.reset();
        m_workbench.reset();
    }

    void stalledServer_leavesTheKeys()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        ask(QStringLiteral("http://127.0.0.1:%1/").arg(silent.serverPort()));
        m_workbench->send();
        Typist typist(url());
        QTRY_VERIFY(typist.keys() >= 50);
        QVERIFY(m_workbench->isRunning());
        typist.report("stalled server");
        m_workbench->stop();
        QTRY_VERIFY(!m_workbench->isRunning());
    }

    void endlessRedirects_leaveTheKeys()
    {
        ask(m_workbench->resolvedText(QStringLiteral("{{api}}/loop")));
        QSignalSpy finished(m_workbench.get(), &Workbench::exchangeFinished);
        Typist typist(url());
        m_workbench->send();
        QVERIFY(finished.wait(20'000));
        QTRY_VERIFY(typist.keys() >= 10);
        typist.report("redirects without end");
        QCOMPARE(m_workbench->selectedExchange()->verdict == Verdict::Allowed, false);
    }

    void threeHundredRedirects_leaveTheKeys()
    {
        Typist typist(url());
        const auto kept = m_workbench->log().append(samples::redirectChain(300));
        m_workbench->selectExchange(kept->id);
        QTRY_VERIFY(typist.keys() >= 50);
        typist.report("300 redirects");
        QCOMPARE(m_workbench->selectedExchange()->id, kept->id);
    }

    void burstOfTenThousand_leavesTheKeys()
    {
        constexpr int count = 10'000;
        auto &log = m_workbench->log();
        const auto sample = samples::preflightAllowed();
        Typist typist(url());
        // As the servers' threads do it: one event for each exchange, as fast as they can.
        int appended = 0;
        const auto append = [&log, &sample, &appended] {
            log.append(sample);
            ++appended;
        };
        std::thread source([&log, append] {
            for (int i = 0; i < count; ++i) {
                QMetaObject::invokeMethod(&log, append, Qt::QueuedConnection);
                if (i % 20 == 19)
                    std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
        });
        const auto joined = qScopeGuard([&source] { source.join(); });
        QTRY_COMPARE_WITH_TIMEOUT(appended, count, 60'000);
        auto *history = m_window->findChild<HistoryPanel *>();
        // The record is bounded: the oldest may have left.
        QVERIFY(log.size() > 1000);
        QTRY_COMPARE_WITH_TIMEOUT(history->table().model()->rowCount(),
                                  static_cast<int>(log.size()), 60'000);
        QVERIFY(typist.keys() >= 20);
        typist.report("10,000 exchanges in a burst");
    }

private:
    [[nodiscard]] WrapEdit *url() const
    {
        return named<WrapEdit>(*m_window, QStringLiteral("URL of the request"));
    }

    void ask(const QString &address)
    {
        m_workbench->editRequest(call(address), QStringLiteral("test"));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    FakeMessages::Script m_script;
    std::unique_ptr<Workbench> m_workbench;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(tst_Alive)
#include "tst_alive.moc"
