// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelinegeometry.h"

#include "core/diagnosis/diagnosis.h"
#include "tests/ui/timeline/exchangesamples.h"
#include "ui/theme/themecontroller.h"
#include "ui/timeline/timelinemodel.h"

#include <QGuiApplication>
#include <QTest>

using namespace corslab;
using Kind = TimelineItem::Kind;

namespace {

TimelineFonts fonts(qreal scale = 1.0)
{
    QFont body(QStringLiteral("DejaVu Sans"));
    body.setPointSizeF(10.0 * scale);
    return {body, protocolFont(body)};
}

std::vector<TimelineItem> itemsOf(const Exchange &exchange)
{
    std::optional<Diagnosis> diagnosis;
    if (exchange.finished)
        diagnosis = diagnose(exchange, std::nullopt);
    TimelineModel model;
    model.update(exchange, diagnosis ? &*diagnosis : nullptr);
    return model.items();
}

TimelineGeometry laidOut(const std::vector<TimelineItem> &items, qreal width, bool unfolded,
                         qreal scale = 1.0)
{
    TimelineGeometry geometry(fonts(scale));
    geometry.update(items, 0, width, [unfolded](std::size_t) { return unfolded; });
    return geometry;
}

QString textOf(const TimelineItemGeometry &item)
{
    QString text;
    for (const auto &line : item.lines) {
        for (const auto &placed : line.runs)
            text += placed.run.text;
    }
    return text;
}

QString flowed(const QString &text, qreal width, int *count = nullptr)
{
    std::vector<TextLine> lines;
    const auto f = fonts();
    flowText(f, {{text, TimelineFont::Mono}}, {10.0, width, 0.0}, 0.0, lines);
    QStringList result;
    for (const auto &line : lines) {
        QString words;
        for (const auto &placed : line.runs)
            words += placed.run.text;
        if (line.right() > 10.0 + width + 1.0)
            return QStringLiteral("too wide: ") + words;
        result.append(words);
    }
    if (count)
        *count = static_cast<int>(lines.size());
    return result.join(u'|');
}

} // namespace

class tst_TimelineGeometry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void flow_breaksBetweenWords()
    {
        const auto pitch = fonts().pitch(TimelineFont::Mono);
        QVERIFY(pitch);
        QCOMPARE(flowed(u"GET, POST, PUT"_qs, *pitch * 9.5), u"GET,|POST, PUT"_qs);
    }

    void flow_breaksALongWordBetweenCharacters()
    {
        const auto pitch = *fonts().pitch(TimelineFont::Mono);
        QCOMPARE(flowed(u"abcdefghij"_qs, pitch * 4.5), u"abcd|efgh|ij"_qs);
    }

    void flow_losesNothing()
    {
        const auto text = QString(u'w').repeated(5000);
        auto result = flowed(text, 200.0);
        QCOMPARE(result.remove(u'|'), text);
    }

    void flow_keepsSurrogatesTogether()
    {
        const auto text = QString::fromUtf8("\xF0\x9F\x98\x80").repeated(40);
        const auto lines = flowed(text, 60.0).split(u'|');
        QVERIFY(lines.size() > 1);
        for (const auto &line : lines) {
            QVERIFY(!line.front().isLowSurrogate());
            QVERIFY(!line.back().isHighSurrogate());
        }
    }

    void flow_ofAnEmptyText_takesOneLine()
    {
        int count = 0;
        flowed(QString(), 100.0, &count);
        QCOMPARE(count, 1);
    }

    void lanes_standInOrderAndInside_data()
    {
        QTest::addColumn<int>("width");
        for (const int width : {300, 420, 520, 760, 1100, 2560})
            QTest::addRow("%d", width) << width;
    }

    void lanes_standInOrderAndInside()
    {
        QFETCH(int, width);
        const auto lanes = TimelineGeometry::lanesFor(width, fonts());
        QVERIFY(lanes.timeRight < lanes.page);
        QVERIFY(lanes.page < lanes.browser);
        QVERIFY(lanes.browser < lanes.server);
        QVERIFY(lanes.server < width);
    }

    void refusedStatus_hasTheCrossAndTheGroundOfARefusal()
    {
        const auto items = itemsOf(samples::preflightNotFound());
        const auto geometry = laidOut(items, 760.0, false);
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (items[i].kind != Kind::Response)
                continue;
            const auto &title = geometry.at(i).lines.front().runs[1].run;
            QCOMPARE(title.text, u"\u2715 404 Not Found"_qs);
            QCOMPARE(title.role, ColorRole::Bad);
            QCOMPARE(geometry.at(i).grounds.size(), std::size_t{1});
            QCOMPARE(geometry.at(i).grounds.front().fill, ColorRole::BadTint);
            QCOMPARE(geometry.at(i).arrow->role, ColorRole::Server);
            return;
        }
        QFAIL("There is no answer.");
    }

    void groundOfARefusal_endsBeforeWhatUnfolds_data()
    {
        QTest::addColumn<int>("width");
        for (const int width : {320, 420, 520, 760, 1400})
            QTest::addRow("%d", width) << width;
    }

    void groundOfARefusal_endsBeforeWhatUnfolds()
    {
        QFETCH(int, width);
        const auto items = itemsOf(samples::preflightHeaderRefused());
        const auto geometry = laidOut(items, width, false);
        int found = 0;
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (items[i].kind != Kind::Response)
                continue;
            const auto &item = geometry.at(i);
            QCOMPARE(item.grounds.size(), std::size_t{1});
            for (const auto &zone : item.zones) {
                // A fold is met a little outside of its letters.
                QVERIFY(!zone.rect.adjusted(3, 3, -3, -3).intersects(item.grounds.front().rect));
                ++found;
            }
        }
        QCOMPARE(found, 1);
    }

    void everySample_fitsAndNothingOverlaps_data()
    {
        QTest::addColumn<int>("sample");
        QTest::addColumn<int>("width");
        QTest::addColumn<bool>("unfolded");
        QTest::addColumn<double>("scale");
        const auto all = samples::all();
        for (std::size_t i = 0; i < all.size(); ++i) {
            for (const int width : {320, 420, 520, 760, 1400}) {
                for (const bool unfolded : {false, true}) {
                    QTest::addRow("%s %d %s", all[i].name, width, unfolded ? "unfolded" : "folded")
                        << static_cast<int>(i) << width << unfolded << 1.0;
                }
            }
            QTest::addRow("%s present", all[i].name) << static_cast<int>(i) << 1280 << false << 1.5;
        }
    }

    void everySample_fitsAndNothingOverlaps()
    {
        QFETCH(int, sample);
        QFETCH(int, width);
        QFETCH(bool, unfolded);
        QFETCH(double, scale);
        const auto all = samples::all();
        const auto items = itemsOf(all[static_cast<std::size_t>(sample)].exchange);
        const auto geometry = laidOut(items, width, unfolded, scale);
        QCOMPARE(geometry.size(), items.size());
        qreal below = 0.0;
        for (std::size_t i = 0; i < items.size(); ++i) {
            const auto &item = geometry.at(i);
            QVERIFY2(item.top >= below, qPrintable(items[i].title));
            below = item.top + item.height;
            qreal lineBelow = 0.0;
            for (const auto &line : item.lines) {
                QVERIFY2(line.top >= lineBelow - 0.5, qPrintable(items[i].title));
                lineBelow = line.top + line.height;
                QVERIFY2(lineBelow <= item.height + 0.5, qPrintable(items[i].title));
                QVERIFY2(line.left() >= 0.0 && line.right() <= width + 1.0,
                         qPrintable(items[i].title));
                for (std::size_t run = 1; run < line.runs.size(); ++run) {
                    const auto &before = line.runs[run - 1];
                    QVERIFY2(line.runs[run].x >= before.x + before.width - 0.5,
                             qPrintable(items[i].title));
                }
                if (item.arrow) {
                    QVERIFY2(item.arrow->y >= line.top + line.height - 0.5 ||
                                 item.arrow->y <= line.top + 0.5,
                             qPrintable(items[i].title));
                }
                if (items[i].isCard()) {
                    QVERIFY2(item.content.adjusted(0, -1, 1, 1)
                                 .contains(QRectF(line.left(), line.top, line.right() - line.left(),
                                                  line.height)),
                             qPrintable(items[i].title));
                }
            }
            for (const auto &zone : item.zones) {
                QVERIFY(zone.rect.top() >= -0.5);
                QVERIFY(zone.rect.bottom() <= item.height + 4.0);
            }
        }
        QVERIFY(geometry.height() >= below);
    }

    void arrows_joinTheirLanes()
    {
        const auto items = itemsOf(samples::preflightPortMismatch());
        const auto geometry = laidOut(items, 760.0, false);
        const auto &lanes = geometry.lanes();
        for (std::size_t i = 0; i < items.size(); ++i) {
            const auto &arrow = geometry.at(i).arrow;
            QCOMPARE(arrow.has_value(), !items[i].isCard());
            if (!arrow)
                continue;
            const bool withPage = items[i].kind == Kind::Call || items[i].kind == Kind::Outcome;
            const auto left = withPage ? lanes.page : lanes.browser;
            const auto right = withPage ? lanes.browser : lanes.server;
            QVERIFY(qAbs(qMin(arrow->from, arrow->to) - left) < 5.0);
            QVERIFY(qAbs(qMax(arrow->from, arrow->to) - right) < 5.0);
            const bool rightward = items[i].kind == Kind::Call || items[i].kind == Kind::Request ||
                                   items[i].kind == Kind::NeverSent;
            QCOMPARE(arrow->to > arrow->from, rightward);
            if (items[i].kind == Kind::NeverSent)
                QCOMPARE(arrow->style, TimelineArrow::Style::Dotted);
            if (items[i].kind == Kind::Request)
                QCOMPARE(arrow->style, TimelineArrow::Style::Dashed);
        }
    }

    void comparedValues_beginAtTheSamePlace()
    {
        const auto items = itemsOf(samples::preflightPortMismatch());
        for (const qreal width : {350.0, 420.0, 760.0}) {
            const auto geometry = laidOut(items, width, false);
            QList<qreal> starts;
            QList<qreal> marks;
            for (std::size_t i = 0; i < items.size(); ++i) {
                if (!items[i].comparison)
                    continue;
                for (const auto &line : geometry.at(i).lines) {
                    for (const auto &placed : line.runs) {
                        if (placed.run.text.startsWith(u"http://localhost:"_qs))
                            starts.append(placed.x);
                        if (placed.run.marked)
                            marks.append(placed.x);
                    }
                }
            }
            QCOMPARE(starts.size(), 2);
            QCOMPARE(starts.first(), starts.last());
            QCOMPARE(marks.size(), 2);
            QCOMPARE(marks.first(), marks.last());
        }
    }

    void comparedValues_areNeverCutShort()
    {
        auto exchange = samples::preflightPortMismatch();
        const auto longOrigin = "http://" + QByteArray(700, 'h') + ":3000";
        exchange.messages.front().responseHeaders.set("Access-Control-Allow-Origin", longOrigin);
        for (auto &step : exchange.steps) {
            if (step.id == StepId::AllowOriginMatch)
                step.actual = longOrigin;
        }
        TimelineModel model;
        model.update(exchange, nullptr);
        const auto geometry = laidOut(model.items(), 520.0, false);
        int whole = 0;
        for (std::size_t i = 0; i < geometry.size(); ++i) {
            if (textOf(geometry.at(i)).contains(QString::fromLatin1(longOrigin)))
                ++whole;
        }
        // On the refused card, and in the answer that holds it.
        QCOMPARE(whole, 2);
    }

    void unfolding_showsEveryHeader()
    {
        const auto items = itemsOf(samples::preflightAllowed());
        const auto folded = laidOut(items, 760.0, false);
        const auto unfolded = laidOut(items, 760.0, true);
        for (std::size_t i = 0; i < items.size(); ++i) {
            const auto foldedText = textOf(folded.at(i));
            const auto text = textOf(unfolded.at(i));
            for (const auto &header : items[i].headers) {
                QVERIFY2(text.contains(header.name), qPrintable(header.name));
                QCOMPARE(foldedText.contains(header.name + u": "_qs), header.matters);
            }
        }
    }

    void foldSign_isFoundByHitTesting()
    {
        const auto items = itemsOf(samples::preflightAllowed());
        for (const bool unfolded : {false, true}) {
            const auto geometry = laidOut(items, 760.0, unfolded);
            for (std::size_t i = 0; i < items.size(); ++i) {
                if (!items[i].hasMore())
                    continue;
                int signs = 0;
                for (const auto &zone : geometry.at(i).zones) {
                    if (zone.kind != TimelineZone::Kind::Fold)
                        continue;
                    ++signs;
                    const auto hit =
                        geometry.hitTest(zone.rect.center() + QPointF(0.0, geometry.at(i).top));
                    QCOMPARE(hit.item, static_cast<int>(i));
                    QVERIFY(hit.fold);
                }
                QVERIFY2(signs >= 1, qPrintable(items[i].title));
            }
        }
    }

    void checksOfAnUnfoldedCard_areFoundByHitTesting()
    {
        const auto items = itemsOf(samples::preflightAllowed());
        const auto geometry = laidOut(items, 760.0, true);
        for (std::size_t i = 0; i < items.size(); ++i) {
            QSet<int> found;
            for (const auto &zone : geometry.at(i).zones) {
                if (zone.kind != TimelineZone::Kind::Check)
                    continue;
                const auto hit =
                    geometry.hitTest(zone.rect.center() + QPointF(0.0, geometry.at(i).top));
                QCOMPARE(hit.check, zone.check);
                found.insert(hit.check);
            }
            QCOMPARE(found.size(), static_cast<qsizetype>(items[i].checks.size()));
        }
    }

    void hitTest_outside_findsNothing()
    {
        const auto geometry = laidOut(itemsOf(samples::sameOrigin()), 760.0, false);
        QCOMPARE(geometry.hitTest({10.0, -5.0}).item, -1);
        QCOMPARE(geometry.hitTest({10.0, geometry.height() + 5.0}).item, -1);
    }

    void between_findsTheVisiblePart()
    {
        const auto geometry = laidOut(itemsOf(samples::redirectChain(300)), 760.0, false);
        const auto [first, last] = geometry.between(5000.0, 5500.0);
        QVERIFY(first > 0 && last > first && last - first < 40);
        QVERIFY(geometry.at(first).top <= 5000.0);
        QVERIFY(geometry.at(last).top >= 5500.0);
    }

    void growing_laysOutOnlyWhatIsNew()
    {
        const auto items = itemsOf(samples::redirectChain(300));
        TimelineGeometry geometry(fonts());
        const auto folded = [](std::size_t) { return false; };
        for (std::size_t count = 10; count <= items.size(); count += 10) {
            const std::vector<TimelineItem> part(
                items.begin(), items.begin() + static_cast<std::ptrdiff_t>(count));
            geometry.update(part, count - 10, 760.0, folded);
        }
        geometry.update(items, items.size() / 10 * 10, 760.0, folded);
        QCOMPARE(geometry.size(), items.size());
        QVERIFY(geometry.laidOutCount() <= items.size());
        const auto whole = laidOut(items, 760.0, false);
        QCOMPARE(geometry.height(), whole.height());
    }

    void unfoldingOne_laysOutOnlyThatOne()
    {
        const auto items = itemsOf(samples::redirectChain(300));
        auto geometry = laidOut(items, 760.0, false);
        const auto before = geometry.laidOutCount();
        const auto height = geometry.height();
        geometry.updateItem(items, 2, true);
        QCOMPARE(geometry.laidOutCount(), before + 1);
        QVERIFY(geometry.height() > height);
    }

    void narrower_isHigher()
    {
        const auto items = itemsOf(samples::preflightAllowed());
        QVERIFY(laidOut(items, 420.0, false).height() > laidOut(items, 900.0, false).height());
    }
};

QTEST_MAIN(tst_TimelineGeometry)
#include "tst_timelinegeometry.moc"
