// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/itemlayout.h"

#include <algorithm>
#include <iterator>

namespace corslab {

namespace {

constexpr int FoldTag = 1;
/// A value longer than this is shown whole only when its message is unfolded, or when it is what
/// the browser stopped at.
constexpr qsizetype LongestFolded = 240;

bool isWithPage(TimelineItem::Kind kind)
{
    return kind == TimelineItem::Kind::Call || kind == TimelineItem::Kind::Outcome;
}

ColorRole textRole(TimelineItem::Tone tone)
{
    switch (tone) {
    case TimelineItem::Tone::Plain:
    case TimelineItem::Tone::Question:
        return ColorRole::Text;
    case TimelineItem::Tone::Passed:
        return ColorRole::Good;
    case TimelineItem::Tone::Refused:
        return ColorRole::Bad;
    case TimelineItem::Tone::Note:
        return ColorRole::Text;
    case TimelineItem::Tone::Pale:
        return ColorRole::MutedText;
    }
    Q_UNREACHABLE();
}

TimelineGround boxFor(TimelineItem::Tone tone)
{
    TimelineGround box;
    switch (tone) {
    case TimelineItem::Tone::Plain:
    case TimelineItem::Tone::Question:
    case TimelineItem::Tone::Pale:
        box.fill = ColorRole::Surface;
        box.border = ColorRole::Browser;
        break;
    case TimelineItem::Tone::Passed:
        box.fill = ColorRole::GoodTint;
        box.border = ColorRole::Good;
        break;
    case TimelineItem::Tone::Refused:
        box.fill = ColorRole::BadTint;
        box.border = ColorRole::Bad;
        break;
    case TimelineItem::Tone::Note:
        box.fill = ColorRole::NeutralTint;
        box.border = ColorRole::Neutral;
        break;
    }
    return box;
}

ColorRole roleOf(CheckState state)
{
    switch (state) {
    case CheckState::Passed:
        return ColorRole::Good;
    case CheckState::Refused:
        return ColorRole::Bad;
    case CheckState::Asks:
        return ColorRole::Warn;
    case CheckState::Note:
        return ColorRole::Text;
    case CheckState::NotReached:
        return ColorRole::MutedText;
    }
    Q_UNREACHABLE();
}

QString toneSign(TimelineItem::Tone tone)
{
    switch (tone) {
    case TimelineItem::Tone::Passed:
        return checkSign(CheckState::Passed) + QLatin1Char(' ');
    case TimelineItem::Tone::Refused:
        return checkSign(CheckState::Refused) + QLatin1Char(' ');
    case TimelineItem::Tone::Plain:
    case TimelineItem::Tone::Question:
    case TimelineItem::Tone::Note:
    case TimelineItem::Tone::Pale:
        return {};
    }
    Q_UNREACHABLE();
}

ColorRole setterRole(HeaderSetter setter)
{
    switch (setter) {
    case HeaderSetter::Script:
        return ColorRole::Page;
    case HeaderSetter::Browser:
        return ColorRole::Browser;
    case HeaderSetter::Server:
        return ColorRole::Server;
    }
    Q_UNREACHABLE();
}

qreal rightmost(const std::vector<TextLine> &lines)
{
    qreal right = 0.0;
    for (const auto &line : lines)
        right = qMax(right, line.right());
    return right;
}

QString foldSign(bool unfolded)
{
    return unfolded ? QStringLiteral("\u25be") : QStringLiteral("\u25b8");
}

} // namespace

std::vector<TextRun> markedRuns(const QString &value, const std::vector<TextSpan> &differs,
                                ColorRole role)
{
    std::vector<TextRun> runs;
    qsizetype at = 0;
    const auto plain = [&](qsizetype end) {
        if (end > at)
            runs.push_back({value.mid(at, end - at), TimelineFont::Mono, role});
    };
    for (const auto &span : differs) {
        plain(span.start);
        runs.push_back(
            {value.mid(span.start, span.length), TimelineFont::MonoBold, ColorRole::Bad, true});
        at = span.start + span.length;
    }
    plain(value.size());
    return runs;
}

ItemLayout::ItemLayout(const TimelineFonts &fonts, const TimelineLanes &lanes)
    : m_fonts(fonts)
    , m_lanes(lanes)
    , m_unit(fonts.unit())
{
}

TimelineItemGeometry ItemLayout::layOut(const TimelineItem &item, bool unfolded) const
{
    TimelineItemGeometry out;
    if (item.isCard())
        layOutCard(item, unfolded, out);
    else
        layOutMessage(item, unfolded, out);
    findFold(out);
    return out;
}

// --- Cards -------------------------------------------------------------------------------------

qreal ItemLayout::flowCheck(const TimelineCheck &check, bool withSign, const TextColumn &column,
                            qreal y, std::vector<TextLine> &lines) const
{
    const auto role = roleOf(check.state);
    auto text = column;
    const auto signWidth = px(15);
    if (withSign) {
        text.left += signWidth;
        text.width -= signWidth;
    }
    const auto first = lines.size();
    y = flowText(m_fonts,
                 {{check.text, TimelineFont::Body,
                   check.state == CheckState::Passed && withSign ? ColorRole::Text : role}},
                 text, y, lines);
    if (withSign) {
        // All signs stand under one another, and all texts, however wide a sign is.
        const auto sign = checkSign(check.state);
        const auto width = m_fonts.width(TimelineFont::Bold, sign);
        auto &line = lines[first];
        line.runs.insert(line.runs.begin(),
                         {{sign, TimelineFont::Bold, role},
                          column.left + qMax(0.0, (signWidth - px(4) - width) / 2.0),
                          width});
    }
    return y;
}

qreal ItemLayout::flowComparison(const TimelineComparison &comparison, qreal width, qreal y,
                                 std::vector<TextLine> &lines) const
{
    const auto labelWidth = qMax(m_fonts.width(TimelineFont::Body, comparison.firstLabel),
                                 m_fonts.width(TimelineFont::Body, comparison.secondLabel));
    const auto longest = qMax(m_fonts.width(TimelineFont::MonoBold, comparison.first),
                              m_fonts.width(TimelineFont::MonoBold, comparison.second));
    auto left = labelWidth + px(10);
    // Both values begin at the same place, so that the eye can run down them; where the labels
    // leave too little room for that, each stands above its value.
    const bool beside = left + longest <= width || width - left >= px(150);
    if (!beside)
        left = px(10);
    const auto row = [&](const QString &label, const QString &value,
                         const std::vector<TextSpan> &differs) {
        std::vector<TextLine> labelLines;
        const auto below = flowText(m_fonts, {{label, TimelineFont::Body, ColorRole::Text}},
                                    {0.0, beside ? labelWidth + 1.0 : width, 0.0}, y, labelLines);
        const auto first = lines.size();
        const auto valueTop = beside ? y : below;
        if (!beside)
            lines.insert(lines.end(), labelLines.begin(), labelLines.end());
        y = flowText(m_fonts, markedRuns(value, differs, ColorRole::Text),
                     {left, width - left, 0.0}, valueTop, lines);
        if (beside) {
            // One line holds both, on one baseline.
            auto &line = lines[first];
            line.runs.insert(line.runs.begin(), labelLines.front().runs.begin(),
                             labelLines.front().runs.end());
            const auto &label0 = labelLines.front();
            line.baseline = qMax(line.baseline, label0.baseline);
            const auto grown = qMax(line.height, label0.height) - line.height;
            line.height += grown;
            for (auto i = first + 1; i < lines.size(); ++i) {
                lines[i].top += grown;
                lines[i].baseline += grown;
            }
            y += grown;
        }
    };
    row(comparison.firstLabel, comparison.first, comparison.firstDiffers);
    row(comparison.secondLabel, comparison.second, comparison.secondDiffers);
    if (!comparison.difference.isEmpty()) {
        y = flowText(m_fonts, {{comparison.difference, TimelineFont::Body, ColorRole::Bad}},
                     {0.0, width, 0.0}, y + px(1), lines);
    }
    return y;
}

void ItemLayout::layOutCard(const TimelineItem &item, bool unfolded,
                            TimelineItemGeometry &out) const
{
    const auto padX = px(11);
    const auto padY = px(5);
    const auto outerLeft = m_lanes.page + px(12);
    const auto outerRight = m_lanes.server - px(12);
    const auto widest = outerRight - outerLeft - 2.0 * padX;
    const auto inner = qMin(widest, 72.0 * m_fonts.width(TimelineFont::Body, QStringLiteral("n")));
    const TextColumn column{0.0, inner, 0.0};

    auto &lines = out.lines;
    std::vector<TextRun> title{
        {toneSign(item.tone) + item.title, TimelineFont::Bold, textRole(item.tone)}};
    if (item.hasMore()) {
        title.push_back({QChar(QChar::Nbsp) + foldSign(unfolded), TimelineFont::Body,
                         ColorRole::MutedText, false, FoldTag});
    }
    auto y = flowText(m_fonts, title, column, px(5) + padY, lines);
    if (item.comparison)
        y = flowComparison(*item.comparison, widest, y + px(2), lines);
    if (unfolded) {
        y += px(2);
        for (std::size_t i = 0; i < item.checks.size(); ++i) {
            const auto top = y;
            y = flowCheck(item.checks[i], true, column, y, lines) + px(1);
            out.zones.push_back(
                {TimelineZone::Kind::Check, QRectF(0.0, top, 0.0, y - top), static_cast<int>(i)});
        }
    } else {
        for (const auto &check : item.summary) {
            const bool repeatsSign =
                item.tone == TimelineItem::Tone::Passed && check.state == CheckState::Passed;
            const bool repeatsFailure =
                item.tone == TimelineItem::Tone::Refused && check.state == CheckState::Refused;
            y = flowCheck(check, !repeatsSign && !repeatsFailure, column, y, lines);
        }
        if (!item.remark.isEmpty()) {
            y = flowText(m_fonts, {{item.remark, TimelineFont::Body, ColorRole::MutedText}}, column,
                         y + px(2), lines);
        }
    }

    const auto width = qMin(qMax(rightmost(lines) + 2.0 * padX, px(170)), outerRight - outerLeft);
    const auto left =
        std::round(qBound(outerLeft, m_lanes.browser - width / 2.0, outerRight - width));
    auto box = boxFor(item.tone);
    box.rect = QRectF(left, px(5), width, y + padY - px(5));
    for (auto &line : lines) {
        for (auto &run : line.runs)
            run.x += left + padX;
    }
    for (auto &zone : out.zones) {
        zone.rect.setLeft(left);
        zone.rect.setWidth(width);
    }
    out.content = box.rect;
    out.height = std::ceil(box.rect.bottom() + px(5));
    out.grounds.push_back(box);
}

// --- Messages ----------------------------------------------------------------------------------

std::vector<TextRun> ItemLayout::headerRuns(const TimelineHeader &header, bool unfolded) const
{
    const auto role = setterRole(header.setBy);
    std::vector<TextRun> runs;
    if (header.offends) {
        runs.push_back({checkSign(CheckState::Refused) + QLatin1Char(' '), TimelineFont::Bold,
                        ColorRole::Bad});
    }
    if (header.missing) {
        runs.push_back({header.name, TimelineFont::Mono, ColorRole::Bad});
        runs.push_back({QLatin1Char(' ') + tr("is missing"), TimelineFont::Body, ColorRole::Bad});
        return runs;
    }
    runs.push_back({header.name + QStringLiteral(": "), TimelineFont::Mono, role});
    const bool cut = !unfolded && !header.offends && header.value.size() > LongestFolded;
    auto value =
        markedRuns(cut ? header.value.left(LongestFolded) : header.value, header.differs,
                   header.offends && header.differs.empty() ? ColorRole::Bad : ColorRole::Text);
    runs.insert(runs.end(), std::make_move_iterator(value.begin()),
                std::make_move_iterator(value.end()));
    if (cut) {
        runs.push_back(
            {QStringLiteral("\u2026 ") + tr("(%L1 characters in all)").arg(header.value.size()),
             TimelineFont::Small, ColorRole::MutedText});
    }
    return runs;
}

TimelineArrow ItemLayout::arrowFor(const TimelineItem &item) const
{
    TimelineArrow arrow;
    const auto gap = px(3);
    arrow.style = item.dashed ? TimelineArrow::Style::Dashed : TimelineArrow::Style::Solid;
    arrow.from = m_lanes.browser + gap;
    arrow.to = m_lanes.server - gap;
    switch (item.kind) {
    case TimelineItem::Kind::Call:
        arrow.from = m_lanes.page + gap;
        arrow.to = m_lanes.browser - gap;
        break;
    case TimelineItem::Kind::Outcome:
        arrow.from = m_lanes.browser - gap;
        arrow.to = m_lanes.page + gap;
        arrow.role = textRole(item.tone);
        break;
    case TimelineItem::Kind::Response:
        std::swap(arrow.from, arrow.to);
        arrow.role = ColorRole::Server;
        break;
    case TimelineItem::Kind::NoAnswer:
        std::swap(arrow.from, arrow.to);
        arrow.style = TimelineArrow::Style::Broken;
        break;
    case TimelineItem::Kind::Waiting:
        std::swap(arrow.from, arrow.to);
        arrow.style = TimelineArrow::Style::Dotted;
        break;
    case TimelineItem::Kind::NeverSent:
        arrow.style = TimelineArrow::Style::Dotted;
        break;
    case TimelineItem::Kind::Request:
    case TimelineItem::Kind::Decision:
        break;
    }
    return arrow;
}

void ItemLayout::layOutMessage(const TimelineItem &item, bool unfolded,
                               TimelineItemGeometry &out) const
{
    const bool withPage = isWithPage(item.kind);
    const auto left = (withPage ? m_lanes.page : m_lanes.browser) + px(12);
    const auto right = (withPage ? m_lanes.browser : m_lanes.server) - px(8);
    const TextColumn column{left, right - left, 0.0};

    const bool pale = item.tone == TimelineItem::Tone::Pale;
    auto role = textRole(item.tone);
    if (item.kind == TimelineItem::Kind::Response)
        role = ColorRole::Server;
    std::vector<TextRun> title{
        {toneSign(withPage ? item.tone : TimelineItem::Tone::Plain) + item.title,
         pale ? TimelineFont::Body : TimelineFont::Bold, role}};
    if (item.kind == TimelineItem::Kind::Call)
        title.front().font = TimelineFont::Body;
    if (!item.detail.isEmpty()) {
        title.push_back({QLatin1Char(' ') + item.detail, TimelineFont::Body, ColorRole::MutedText});
    }
    const bool listsHeaders =
        std::any_of(item.headers.begin(), item.headers.end(),
                    [unfolded](const auto &h) { return unfolded || h.matters; });
    if (item.hasMore() && !listsHeaders) {
        title.push_back({QChar(QChar::Nbsp) + foldSign(unfolded), TimelineFont::Body,
                         ColorRole::MutedText, false, FoldTag});
    }
    auto y = flowText(m_fonts, title, column, px(4), out.lines);
    out.arrow = arrowFor(item);
    out.arrow->y = y + px(3);
    // The cross of a broken arrow is higher than a line.
    y += item.kind == TimelineItem::Kind::NoAnswer ? px(10) : px(7);
    if (withPage && unfolded) {
        // The details of the script's side need more room than its lane has; they lie over the
        // browser's lifeline.
        const TextColumn wide{left, m_lanes.server - px(8) - left, 0.0};
        const auto first = out.lines.size();
        const auto top = y;
        y = flowDetails(item, unfolded, wide, y, out);
        if (out.lines.size() > first) {
            out.grounds.insert(out.grounds.begin(),
                               {QRectF(left, top, wide.width, y - top), ColorRole::Ground, {}});
        }
    } else {
        y = flowDetails(item, unfolded, column, y, out);
    }
    if (!item.remark.isEmpty()) {
        y = flowText(m_fonts, {{item.remark, TimelineFont::Small, ColorRole::MutedText}}, column, y,
                     out.lines);
    }
    addTime(item, out);
    out.content = QRectF(m_lanes.page, px(3), m_lanes.server - m_lanes.page, y - px(3));
    out.height = std::ceil(y + px(3));
}

qreal ItemLayout::flowDetails(const TimelineItem &item, bool unfolded, const TextColumn &column,
                              qreal y, TimelineItemGeometry &out) const
{
    auto hanging = column;
    hanging.hanging = px(14);
    if (unfolded && !item.startLine.isEmpty()) {
        y = flowText(m_fonts, {{item.startLine, TimelineFont::Mono, ColorRole::MutedText}}, hanging,
                     y, out.lines);
    }
    const auto shown = [unfolded](const TimelineHeader &h) { return unfolded || h.matters; };
    const auto count = std::count_if(item.headers.begin(), item.headers.end(), shown);
    const auto folded = static_cast<qsizetype>(item.headers.size()) - count;
    std::ptrdiff_t index = 0;
    for (const auto &header : item.headers) {
        if (!shown(header))
            continue;
        auto runs = headerRuns(header, unfolded);
        if (++index == count && item.hasMore()) {
            // Held together, so that the sign is never alone on a line.
            auto words = QStringLiteral("  ");
            if (!unfolded && folded > 0) {
                words += tr("+ %1 more").arg(folded).replace(u' ', QChar(QChar::Nbsp)) +
                         QChar(QChar::Nbsp);
            }
            runs.push_back({words + foldSign(unfolded), TimelineFont::Small, ColorRole::MutedText,
                            false, FoldTag});
        }
        const auto top = y;
        y = flowText(m_fonts, runs, hanging, y, out.lines);
        if (header.offends) {
            out.grounds.push_back({QRectF(column.left - px(4), top, column.width + px(6), y - top),
                                   ColorRole::BadTint,
                                   {}});
        }
    }
    if (!unfolded)
        return y;
    if (!item.body.isEmpty()) {
        y = flowText(m_fonts, {{item.body, TimelineFont::Mono, ColorRole::Text}}, hanging,
                     y + px(4), out.lines);
    }
    if (!item.checks.empty())
        y += px(4);
    for (std::size_t i = 0; i < item.checks.size(); ++i) {
        const auto top = y;
        y = flowCheck(item.checks[i], true, column, y, out.lines) + px(1);
        out.zones.push_back({TimelineZone::Kind::Check,
                             QRectF(column.left, top, column.width, y - top), static_cast<int>(i)});
    }
    return y;
}

void ItemLayout::addTime(const TimelineItem &item, TimelineItemGeometry &out) const
{
    if (!item.time || out.lines.empty())
        return;
    TextRun run;
    run.text = item.timeLabel;
    run.font = TimelineFont::Small;
    run.role = ColorRole::MutedText;
    const auto width = m_fonts.width(run.font, run.text);
    const auto number = m_fonts.width(run.font, run.text.section(u' ', 0, 0));
    auto &line = out.lines.front();
    line.runs.insert(line.runs.begin(), {run, m_lanes.timeRight - number, width});
}

void ItemLayout::findFold(TimelineItemGeometry &out) const
{
    for (const auto &line : out.lines) {
        for (const auto &placed : line.runs) {
            if (placed.run.tag != FoldTag)
                continue;
            // A little more than the sign itself, so that it is easily met.
            out.zones.push_back({TimelineZone::Kind::Fold,
                                 QRectF(placed.x - px(2), line.top - px(2), placed.width + px(8),
                                        line.height + px(4)),
                                 -1});
        }
    }
}

} // namespace corslab
