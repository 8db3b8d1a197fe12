// SPDX-License-Identifier: GPL-3.0-or-later
// How what crosses a lane is laid out.
#include "ui/timeline/itemlayout.h"

#include "ui/timeline/itemroles.h"

#include <algorithm>
#include <iterator>

namespace corslab {

namespace {

/// A value longer than this is shown whole only when its message is unfolded, or when it is what
/// the browser stopped at.
constexpr qsizetype LongestFolded = 240;

bool isWithPage(TimelineItem::Kind kind)
{
    return kind == TimelineItem::Kind::Call || kind == TimelineItem::Kind::Outcome;
}

} // namespace

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
    const auto right = m_lanes.server - px(8);
    TextColumn column{left, right - left, 0.0};
    if (withPage) {
        // Within its lane, unless that is too narrow for words.
        const auto lane = m_lanes.browser - px(8) - left;
        column.width = lane >= px(180) ? lane : qMin(right - left, px(220));
    }

    const bool pale = item.tone == TimelineItem::Tone::Pale;
    auto role = textRole(item.tone);
    if (item.kind == TimelineItem::Kind::Response)
        role = item.titleOffends ? ColorRole::Bad : ColorRole::Server;
    const auto tone = item.titleOffends ? TimelineItem::Tone::Refused
                      : withPage        ? item.tone
                                        : TimelineItem::Tone::Plain;
    std::vector<TextRun> title{
        {toneSign(tone) + item.title, pale ? TimelineFont::Body : TimelineFont::Bold, role}};
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
    if (item.titleOffends)
        markGround(column, 0, out);
    out.arrow = arrowFor(item);
    out.arrow->y = y + px(3);
    // The cross of a broken arrow is higher than a line.
    y += item.kind == TimelineItem::Kind::NoAnswer ? px(10) : px(7);
    if (withPage && unfolded) {
        // Headers and bodies need more room than the lane has.
        y = flowDetails(item, unfolded, {left, right - left, 0.0}, y, out);
    } else {
        y = flowDetails(item, unfolded, column, y, out);
    }
    if (!item.remark.isEmpty()) {
        y = flowText(m_fonts, {{item.remark, TimelineFont::Small, ColorRole::MutedText}}, column, y,
                     out.lines);
    }
    if (withPage)
        clearLifeline(out);
    addTime(item, out);
    out.content = QRectF(m_lanes.page, px(3), m_lanes.server - m_lanes.page, y - px(3));
    out.height = std::ceil(y + px(3));
}

void ItemLayout::clearLifeline(TimelineItemGeometry &out) const
{
    for (const auto &line : out.lines) {
        if (line.right() < m_lanes.browser - px(3))
            continue;
        const auto left = m_lanes.browser - px(3);
        out.grounds.push_back(
            {QRectF(left, line.top, qMax(line.right() - left, 0.0) + px(3), line.height),
             ColorRole::Ground,
             {}});
    }
}

TextRun ItemLayout::foldRun(qsizetype folded, bool unfolded)
{
    // Held together, so that the sign is never alone on a line.
    auto words = QStringLiteral("  ");
    if (folded > 0) {
        words +=
            tr("+ %1 more").arg(folded).replace(u' ', QChar(QChar::Nbsp)) + QChar(QChar::Nbsp);
    }
    return {words + foldSign(unfolded), TimelineFont::Small, ColorRole::MutedText, false, FoldTag};
}

void ItemLayout::markGround(const TextColumn &column, std::size_t first,
                            TimelineItemGeometry &out) const
{
    const auto &top = out.lines[first];
    const auto &bottom = out.lines.back();
    const auto left = column.left - px(4);
    auto right = column.left + column.width + px(2);
    // What unfolds is no part of what is marked.
    if (bottom.runs.back().run.tag == FoldTag)
        right = bottom.runs.back().x;
    out.grounds.push_back(
        {QRectF(left, top.top, right - left, bottom.top + bottom.height - top.top),
         ColorRole::BadTint,
         {}});
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
        const auto first = out.lines.size();
        const auto top = y;
        if (++index == count && item.hasMore()) {
            const auto fold = foldRun(unfolded ? 0 : folded, unfolded);
            runs.push_back(fold);
            y = flowText(m_fonts, runs, hanging, y, out.lines);
            if (header.offends && out.lines.size() - first > 1) {
                // The last line of what is marked holds nothing else.
                out.lines.resize(first);
                runs.pop_back();
                y = flowText(m_fonts, runs, hanging, top, out.lines);
                markGround(column, first, out);
                auto below = column;
                below.left += hanging.hanging;
                below.width -= hanging.hanging;
                y = flowText(m_fonts, {fold}, below, y, out.lines);
                continue;
            }
        } else {
            y = flowText(m_fonts, runs, hanging, y, out.lines);
        }
        if (header.offends)
            markGround(column, first, out);
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
    const auto number = run.text.section(QLatin1Char(' '), 0, 0);
    const auto left = m_lanes.timeRight - m_fonts.width(run.font, number);
    auto width = m_fonts.width(run.font, run.text);
    if (left + width > m_lanes.page) {
        run.text = number;
        width = m_fonts.width(run.font, number);
    }
    auto &line = out.lines.front();
    line.runs.insert(line.runs.begin(), {run, left, width});
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
