// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelineview.h"

#include "tests/ui/testlab.h"
#include "tests/ui/timeline/exchangesamples.h"
#include "ui/timeline/emptytimeline.h"
#include "ui/timeline/timelinecanvas.h"
#include "ui/verdict/verdictline.h"
#include "ui/widgets/notelabel.h"

#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace corslab;

namespace {

/// The middle of the window, on a laboratory whose servers run.
struct Middle
{
    Middle()
    {
        auto *column = new QVBoxLayout(&window);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        column->addWidget(line);
        column->addWidget(view, 1);
        window.resize(760, 600);
        window.show();
    }

    /// Puts an exchange into the record and selects it.
    std::shared_ptr<Exchange> look(Exchange exchange)
    {
        auto kept = workbench->log().append(std::move(exchange));
        workbench->selectExchange(kept->id);
        return kept;
    }

    /// Sends the composed request and waits for its end.
    [[nodiscard]] bool play(const QString &scenario = {})
    {
        QSignalSpy finished(workbench.get(), &Workbench::exchangeFinished);
        if (scenario.isEmpty())
            workbench->send();
        else
            workbench->sendScenario(scenario);
        return finished.count() > 0 || finished.wait(20'000);
    }

    std::unique_ptr<Workbench> workbench = test::runningWorkbench();
    QWidget window;
    VerdictLine *line = new VerdictLine(*workbench);
    TimelineView *view = new TimelineView(*workbench);
};

} // namespace

class tst_TimelineView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void beforeAnythingWasSent_offersScenarios()
    {
        Middle middle;
        auto *empty = middle.view->findChild<EmptyTimeline *>();
        QVERIFY(empty && empty->isVisible());
        QVERIFY(!middle.view->canvas().isVisible());
        QVERIFY(!middle.line->isVisible());
        const auto buttons = empty->findChildren<QPushButton *>();
        QCOMPARE(buttons.size(), 3);
        QCOMPARE(test::namelessControls(middle.window), QStringList());

        QSignalSpy finished(middle.workbench.get(), &Workbench::exchangeFinished);
        QTest::mouseClick(buttons.first(), Qt::LeftButton);
        QVERIFY(middle.view->canvas().isVisible());
        QVERIFY(middle.line->isVisible());
        QVERIFY(finished.count() > 0 || finished.wait(20'000));
        QCOMPARE(middle.line->look().word, u"ALLOWED"_qs);
    }

    void emptyTimeline_followsThePalette()
    {
        Middle middle;
        for (const auto scheme : {ColorScheme::Dark, ColorScheme::Light}) {
            QApplication::setPalette(themePalette(scheme));
            auto *empty = middle.view->findChild<EmptyTimeline *>();
            const auto notes = empty->findChildren<NoteLabel *>();
            QCOMPARE(notes.size(), 3);
            for (const auto *note : notes) {
                // Qt tells the widgets with an event.
                QTRY_COMPARE(note->palette().color(QPalette::WindowText),
                             themeColor(ColorRole::MutedText, scheme));
            }
        }
    }

    void preflighted_isDrawnFromTheRealRecord()
    {
        Middle middle;
        QVERIFY(middle.play(u"preflighted"_qs));
        QStringList titles;
        for (const auto &item : middle.view->canvas().model().items())
            titles.append(item.title);
        QCOMPARE(titles,
                 (QStringList{u"fetch( POST /custom-header )"_qs,
                              u"Another origin. May this go straight out?"_qs,
                              u"OPTIONS /custom-header"_qs, u"204 No Content"_qs,
                              u"Preflight passed: 5 of 5 checks"_qs, u"POST /custom-header"_qs,
                              u"200 OK"_qs, u"CORS check passed: the script may read the answer"_qs,
                              u"Response: 200, readable"_qs}));
        const auto &items = middle.view->canvas().model().items();
        double before = 0.0;
        for (const auto &item : items) {
            if (item.time) {
                QVERIFY2(*item.time >= before, qPrintable(item.title));
                before = *item.time;
            }
        }
    }

    void everyStepOfARealExchange_isShown()
    {
        Middle middle;
        for (const auto &scenario : middle.workbench->scenarios()) {
            QVERIFY(middle.play(scenario));
            const auto exchange = middle.workbench->selectedExchange();
            const auto &items = middle.view->canvas().model().items();
            for (int i = 0; i < static_cast<int>(exchange->steps.size()); ++i) {
                QVERIFY(std::any_of(items.begin(), items.end(),
                                    [i](const auto &item) { return item.showsStep(i); }));
            }
        }
    }

    void selection_goesThroughTheWorkbench()
    {
        Middle middle;
        middle.look(samples::preflightAllowed());
        auto &canvas = middle.view->canvas();
        QTest::keyClick(&canvas, Qt::Key_End);
        QCOMPARE(middle.workbench->selectedItem(), (ExchangeItem{ExchangeItem::Kind::Outcome, -1}));
        middle.workbench->selectItem({ExchangeItem::Kind::Request, 1});
        QCOMPARE(canvas.model().items()[static_cast<std::size_t>(canvas.currentItem())].title,
                 u"POST /custom-header"_qs);
    }

    void verdict_isSaidInWords_data()
    {
        QTest::addColumn<int>("sample");
        QTest::addColumn<QString>("word");
        const QHash<QString, QString> words{{u"preflight-allowed"_qs, u"ALLOWED"_qs},
                                            {u"simple-blocked"_qs, u"BLOCKED"_qs},
                                            {u"opaque"_qs, u"UNREADABLE"_qs},
                                            {u"connection-refused"_qs, u"FAILED"_qs},
                                            {u"threw"_qs, u"THREW"_qs},
                                            {u"running"_qs, u"RUNNING\u2026"_qs}};
        const auto all = samples::all();
        for (std::size_t i = 0; i < all.size(); ++i) {
            const auto word = words.value(QLatin1String(all[i].name));
            if (!word.isEmpty())
                QTest::newRow(all[i].name) << static_cast<int>(i) << word;
        }
    }

    void verdict_isSaidInWords()
    {
        QFETCH(int, sample);
        Middle middle;
        middle.look(samples::all()[static_cast<std::size_t>(sample)].exchange);
        QTEST(middle.line->look().word, "word");
        QVERIFY(!middle.line->sentence().isEmpty());
        QVERIFY(middle.line->accessibleDescription().contains(middle.line->look().word));
        QCOMPARE(middle.line->height(), middle.line->heightForWidth(middle.line->width()));
    }

    void fix_turnsTheVerdictAndUndoTurnsItBack()
    {
        Middle middle;
        middle.workbench->chooseScenario(u"simple"_qs);
        const auto url = middle.workbench->targetUrl();
        QVERIFY(url);
        const auto place = middle.workbench->policyPlaceFor(url->href());
        QVERIFY(place);
        auto policy = middle.workbench->policyAt(*place);
        QVERIFY(policy);
        policy->origins.clear();
        middle.workbench->editPolicyAt(*place, *policy, u"Empty the list"_qs);

        QVERIFY(middle.play(u"simple"_qs));
        QCOMPARE(middle.line->look().word, u"BLOCKED"_qs);
        auto *button = middle.line->button();
        QVERIFY(button->isVisible());
        const auto fix = button->text();
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(button->text(), u"Send again"_qs);
        middle.workbench->undoStack().undo();
        QCOMPARE(button->text(), fix);

        QTest::mouseClick(button, Qt::LeftButton);
        QSignalSpy finished(middle.workbench.get(), &Workbench::exchangeFinished);
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(finished.count() > 0 || finished.wait(20'000));
        QCOMPARE(middle.line->look().word, u"ALLOWED"_qs);
        QVERIFY(!button->isVisible());
    }

    void narrow_wrapsTheLine()
    {
        Middle middle;
        middle.look(samples::preflightPortMismatch());
        const auto wide = middle.line->heightForWidth(1400);
        const auto narrow = middle.line->heightForWidth(320);
        QVERIFY(narrow > wide);
        middle.window.resize(320, 600);
        QTRY_COMPARE(middle.line->height(), middle.line->heightForWidth(middle.line->width()));
    }
};

QTEST_MAIN(tst_TimelineView)
#include "tst_timelineview.moc"
