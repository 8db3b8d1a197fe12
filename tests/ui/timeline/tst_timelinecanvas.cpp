// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelinecanvas.h"

#include "core/diagnosis/diagnosis.h"
#include "tests/ui/timeline/exchangesamples.h"
#include "ui/timeline/lanehead.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace corslab;

namespace {

void display(TimelineCanvas &canvas, const Exchange &exchange)
{
    const auto shared = std::make_shared<Exchange>(exchange);
    std::optional<Diagnosis> diagnosis;
    if (exchange.finished)
        diagnosis = diagnose(exchange, std::nullopt);
    canvas.setExchange(shared, diagnosis);
}

struct Fixture
{
    explicit Fixture(const Exchange &exchange, QSize size = {760, 560})
    {
        canvas.resize(size);
        canvas.show();
        display(canvas, exchange);
        canvas.setFocus(Qt::MouseFocusReason);
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(&canvas, key, modifiers);
    }
    TimelineCanvas canvas;
};

} // namespace

class tst_TimelineCanvas : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setStyle(QStringLiteral("Fusion"));
        QApplication::setFont(QFont(QStringLiteral("DejaVu Sans"), 10));
    }

    void arrowKeys_select()
    {
        Fixture f(samples::preflightAllowed());
        QSignalSpy chosen(&f.canvas, &TimelineCanvas::itemChosen);
        QCOMPARE(f.canvas.currentItem(), -1);
        f.key(Qt::Key_Down);
        QCOMPARE(f.canvas.currentItem(), 0);
        QCOMPARE(chosen.takeFirst().first().value<ExchangeItem>(),
                 (ExchangeItem{ExchangeItem::Kind::Call, -1}));
        f.key(Qt::Key_Down);
        f.key(Qt::Key_Down);
        QCOMPARE(chosen.takeLast().first().value<ExchangeItem>(),
                 (ExchangeItem{ExchangeItem::Kind::Request, 0}));
        f.key(Qt::Key_Up);
        QCOMPARE(f.canvas.currentItem(), 1);
        QCOMPARE(chosen.takeLast().first().value<ExchangeItem>().kind, ExchangeItem::Kind::Step);
        f.key(Qt::Key_End);
        QCOMPARE(chosen.takeLast().first().value<ExchangeItem>(),
                 (ExchangeItem{ExchangeItem::Kind::Outcome, -1}));
        f.key(Qt::Key_Down);
        QCOMPARE(f.canvas.currentItem(), static_cast<int>(f.canvas.model().items().size()) - 1);
        f.key(Qt::Key_Home);
        QCOMPARE(f.canvas.currentItem(), 0);
    }

    void returnAndArrows_unfoldAndFold()
    {
        Fixture f(samples::preflightAllowed());
        f.key(Qt::Key_Down);
        f.key(Qt::Key_Down);
        const auto height = f.canvas.geometrySource().height();
        f.key(Qt::Key_Return);
        QVERIFY(f.canvas.isUnfolded(1));
        QVERIFY(f.canvas.geometrySource().height() > height);
        f.key(Qt::Key_Space);
        QVERIFY(!f.canvas.isUnfolded(1));
        f.key(Qt::Key_Right);
        QVERIFY(f.canvas.isUnfolded(1));
        f.key(Qt::Key_Left);
        QVERIFY(!f.canvas.isUnfolded(1));
        QCOMPARE(f.canvas.geometrySource().height(), height);
    }

    void sendShortcut_isLeftToTheWindow()
    {
        Fixture f(samples::preflightAllowed());
        f.key(Qt::Key_Down);
        f.key(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(!f.canvas.isUnfolded(0));
    }

    void click_selectsWhatIsUnderIt()
    {
        Fixture f(samples::preflightAllowed());
        QSignalSpy chosen(&f.canvas, &TimelineCanvas::itemChosen);
        QTest::mouseClick(f.canvas.viewport(), Qt::LeftButton, {}, f.canvas.itemRect(3).center());
        QCOMPARE(f.canvas.currentItem(), 3);
        QCOMPARE(chosen.first().first().value<ExchangeItem>(),
                 (ExchangeItem{ExchangeItem::Kind::Response, 0}));
    }

    void clickOnTheSign_unfolds()
    {
        Fixture f(samples::preflightAllowed());
        const auto &item = f.canvas.geometrySource().at(1);
        const auto sign = std::find_if(item.zones.begin(), item.zones.end(), [](const auto &z) {
            return z.kind == TimelineZone::Kind::Fold;
        });
        QVERIFY(sign != item.zones.end());
        const auto at = (sign->rect.center() + QPointF(0.0, item.top)).toPoint();
        QTest::mouseClick(f.canvas.viewport(), Qt::LeftButton, {}, at);
        QVERIFY(f.canvas.isUnfolded(1));
    }

    void clickOnACheck_selectsItsStep()
    {
        Fixture f(samples::preflightAllowed());
        f.canvas.setUnfolded(1, true);
        const auto &item = f.canvas.geometrySource().at(1);
        const auto check = std::find_if(item.zones.begin(), item.zones.end(), [](const auto &z) {
            return z.kind == TimelineZone::Kind::Check && z.check == 3;
        });
        QVERIFY(check != item.zones.end());
        QSignalSpy chosen(&f.canvas, &TimelineCanvas::itemChosen);
        const auto at = (check->rect.center() + QPointF(0.0, item.top)).toPoint();
        QTest::mouseClick(f.canvas.viewport(), Qt::LeftButton, {}, at);
        const auto place = chosen.first().first().value<ExchangeItem>();
        QCOMPARE(place.kind, ExchangeItem::Kind::Step);
        QCOMPARE(place.index, f.canvas.model().items()[1].checks[3].step);
        QVERIFY(f.canvas.isUnfolded(1));
    }

    void selectionFromElsewhere_isShown()
    {
        Fixture f(samples::preflightPortMismatch());
        QSignalSpy chosen(&f.canvas, &TimelineCanvas::itemChosen);
        f.canvas.setSelected({ExchangeItem::Kind::Response, 0});
        QCOMPARE(f.canvas.model().items()[static_cast<std::size_t>(f.canvas.currentItem())].kind,
                 TimelineItem::Kind::Response);
        f.canvas.setSelected({ExchangeItem::Kind::Outcome, -1});
        QCOMPARE(f.canvas.currentItem(), static_cast<int>(f.canvas.model().items().size()) - 1);
        f.canvas.setSelected({});
        QCOMPARE(f.canvas.currentItem(), -1);
        QVERIFY(chosen.isEmpty());
    }

    void everyStep_canBeSelectedFromElsewhere()
    {
        for (const auto &[name, exchange] : samples::all()) {
            Fixture f(exchange);
            for (int i = 0; i < static_cast<int>(exchange.steps.size()); ++i) {
                f.canvas.setSelected({});
                f.canvas.setSelected({ExchangeItem::Kind::Step, i});
                QVERIFY2(f.canvas.currentItem() >= 0, name);
            }
        }
    }

    void copy_takesTheSelectedItemsText()
    {
        Fixture f(samples::preflightPortMismatch());
        f.key(Qt::Key_End);
        QTest::keySequence(&f.canvas, QKeySequence::Copy);
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"TypeError: Failed to fetch"_qs));
        f.canvas.copyAll();
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"OPTIONS /items/7"_qs));
    }

    void description_followsTheSelection()
    {
        Fixture f(samples::preflightPortMismatch());
        QVERIFY(!f.canvas.accessibleName().isEmpty());
        f.key(Qt::Key_End);
        QVERIFY(f.canvas.accessibleDescription().contains(u"all that the script is told"_qs));
    }

    void items_areRowsForAssistiveTechnology()
    {
        Fixture f(samples::preflightPortMismatch());
        auto *list = QAccessible::queryAccessibleInterface(&f.canvas);
        QVERIFY(list);
        QCOMPARE(list->role(), QAccessible::List);
        QCOMPARE(list->childCount(), static_cast<int>(f.canvas.model().items().size()));
        auto *row = list->child(0);
        QVERIFY(row);
        QCOMPARE(row->role(), QAccessible::ListItem);
        QCOMPARE(row->text(QAccessible::Name), u"fetch( PUT /items/7 )"_qs);
        QCOMPARE(list->indexOfChild(row), 0);
        f.key(Qt::Key_Down);
        QVERIFY(row->state().selected);
        // A row that is gone says so instead of reading what is no more.
        auto *last = list->child(list->childCount() - 1);
        f.canvas.setExchange(nullptr, std::nullopt);
        QVERIFY(!last->isValid());
        QCOMPARE(list->childCount(), 0);
    }

    void growing_isFollowedUntilThePersonScrolls()
    {
        const auto whole = samples::redirectChain(30);
        auto part = whole;
        part.finished = false;
        const auto cut = [&](std::size_t messages) {
            part.messages.assign(whole.messages.begin(),
                                 whole.messages.begin() + static_cast<std::ptrdiff_t>(messages));
            part.steps = whole.steps;
            std::erase_if(part.steps,
                          [&](const Step &s) { return s.messages > static_cast<int>(messages); });
        };
        cut(10);
        Fixture f(part);
        auto *bar = f.canvas.verticalScrollBar();
        QVERIFY(bar->maximum() > 0);
        QCOMPARE(bar->value(), bar->maximum());
        cut(15);
        display(f.canvas, part);
        QCOMPARE(bar->value(), bar->maximum());

        bar->triggerAction(QScrollBar::SliderPageStepSub);
        QTRY_VERIFY(!f.canvas.isFollowing());
        const auto place = bar->value();
        cut(20);
        display(f.canvas, part);
        QCOMPARE(bar->value(), place);
    }

    void finishedExchange_beginsAtItsTop()
    {
        Fixture f(samples::redirectChain(30));
        QCOMPARE(f.canvas.verticalScrollBar()->value(), 0);
    }

    void another_beginsFoldedAndUnselected()
    {
        Fixture f(samples::preflightAllowed());
        f.key(Qt::Key_Down);
        f.key(Qt::Key_Right);
        auto other = samples::sameOrigin();
        other.id = 2;
        display(f.canvas, other);
        QCOMPARE(f.canvas.currentItem(), -1);
        QVERIFY(!f.canvas.isUnfolded(0));
    }

    void chainOf300Redirects_paintsOnlyWhatIsVisible()
    {
        Fixture f(samples::redirectChain(300));
        const auto count = f.canvas.model().items().size();
        QVERIFY(count > 1200);
        // The first are there at once, the rest as soon as there is time.
        QVERIFY(f.canvas.geometrySource().size() > 30);
        QVERIFY(f.canvas.geometrySource().size() < count);
        QTRY_COMPARE(f.canvas.geometrySource().size(), count);
        f.canvas.viewport()->grab();
        QVERIFY2(f.canvas.paintedItems() > 3 && f.canvas.paintedItems() < 30,
                 qPrintable(QString::number(f.canvas.paintedItems())));
        const auto before = f.canvas.geometrySource().laidOutCount();
        f.key(Qt::Key_End);
        f.canvas.viewport()->grab();
        QVERIFY(f.canvas.paintedItems() < 30);
        QCOMPARE(f.canvas.geometrySource().laidOutCount(), before);
    }

    void endOfAChain_isReachedBeforeAllIsLaidOut()
    {
        Fixture f(samples::redirectChain(300));
        f.key(Qt::Key_End);
        const auto count = f.canvas.model().items().size();
        QCOMPARE(f.canvas.geometrySource().size(), count);
        QVERIFY(f.canvas.viewport()->rect().intersects(
            f.canvas.itemRect(static_cast<int>(count) - 1)));
    }

    void resizedChain_keepsWhatWasLaidOutAndNoMore()
    {
        Fixture f(samples::redirectChain(300));
        const auto count = f.canvas.model().items().size();
        const auto &geometry = f.canvas.geometrySource();
        const auto before = geometry.size();
        QVERIFY(before < count);
        f.canvas.resize(700, 560);
        QCOMPARE(geometry.size(), before);
        QTRY_COMPARE(geometry.size(), count);
        f.canvas.resize(640, 560);
        QCOMPARE(geometry.size(), count);
    }

    void fiveThousandHeaders_unfold()
    {
        Fixture f(samples::manyHeaders(5000));
        for (int i = 0; i < static_cast<int>(f.canvas.model().items().size()); ++i)
            f.canvas.setUnfolded(i, true);
        QVERIFY(f.canvas.geometrySource().height() > 5000 * 10);
        f.canvas.viewport()->grab();
        f.key(Qt::Key_End);
        QCOMPARE(f.canvas.verticalScrollBar()->value(), f.canvas.verticalScrollBar()->maximum());
    }

    void largerFont_makesLargerGeometry()
    {
        Fixture f(samples::preflightAllowed());
        const auto height = f.canvas.geometrySource().height();
        auto font = f.canvas.font();
        font.setPointSizeF(font.pointSizeF() * 1.5);
        f.canvas.setFont(font);
        QVERIFY(f.canvas.geometrySource().height() > height * 1.3);
    }

    void laneHeads_neverOverlap()
    {
        for (const int width : {300, 420, 520, 760, 1400}) {
            Fixture f(samples::redirectTainted(), {width, 500});
            auto *head = f.canvas.findChild<LaneHead *>();
            QVERIFY(head);
            head->setServer(u"Server a-rather-long-host-name.example.com:8443"_qs);
            const auto pills = head->pills();
            for (std::size_t i = 0; i < pills.size(); ++i) {
                QVERIFY(pills[i].left() >= 0.0);
                QVERIFY(pills[i].right() <= head->width());
                if (i > 0)
                    QVERIFY(pills[i].left() >= pills[i - 1].right());
            }
        }
    }

    void serversName_standsOverItsLane()
    {
        for (const int width : {520, 640, 760, 1400}) {
            Fixture f(samples::preflightAllowed(), {width, 500});
            auto *head = f.canvas.findChild<LaneHead *>();
            const auto pill = head->pills()[2];
            QVERIFY(qAbs(pill.center().x() - f.canvas.geometrySource().lanes().server) < 1.0);
        }
    }

    /// With CORSLAB_SHOTS naming a folder, the pictures are kept there to be looked at.
    void everySample_isDrawn_data()
    {
        QTest::addColumn<int>("sample");
        QTest::addColumn<bool>("dark");
        const auto all = samples::all();
        for (std::size_t i = 0; i < all.size(); ++i) {
            QTest::addRow("%s-light", all[i].name) << static_cast<int>(i) << false;
            QTest::addRow("%s-dark", all[i].name) << static_cast<int>(i) << true;
        }
    }

    void everySample_isDrawn()
    {
        QFETCH(int, sample);
        QFETCH(bool, dark);
        const auto scheme = dark ? ColorScheme::Dark : ColorScheme::Light;
        Fixture f(samples::all()[static_cast<std::size_t>(sample)].exchange);
        f.canvas.setPalette(themePalette(scheme));
        const auto folder = qEnvironmentVariable("CORSLAB_SHOTS");
        const auto keep = [&](const QPixmap &picture, const QString &suffix) {
            if (!folder.isEmpty()) {
                picture.save(QDir(folder).filePath(QLatin1String(QTest::currentDataTag()) + suffix +
                                                   u".png"_qs));
            }
        };
        const auto picture = f.canvas.grab();
        keep(picture, {});
        const auto image = picture.toImage();
        QCOMPARE(image.pixelColor(image.width() - 3, image.height() - 3),
                 themeColor(ColorRole::Ground, scheme));
        for (int i = 0; i < static_cast<int>(f.canvas.model().items().size()); ++i)
            f.canvas.setUnfolded(i, true);
        f.canvas.setCurrentItem(1);
        f.canvas.resize(760, qMin(1600, qCeil(f.canvas.geometrySource().height()) + 60));
        keep(f.canvas.grab(), u"-unfolded"_qs);
        f.canvas.resize(460, 900);
        keep(f.canvas.grab(), u"-narrow"_qs);
    }
};

QTEST_MAIN(tst_TimelineCanvas)
#include "tst_timelinecanvas.moc"
