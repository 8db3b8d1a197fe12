// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/itemlayout.h"

#include "ui/timeline/itemroles.h"

#include <algorithm>

namespace corslab {

namespace {

qreal rightmost(const std::vector<TextLine> &lines)
{
    qreal right = 0.0;
    for (const auto &line : lines)
        right = qMax(right, line.right());
    return right;
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
    const bool wrapsAnyway = px(10) + longest > width;
    const bool beside = left + longest <= width || (wrapsAnyway && width - left >= px(300));
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
    const auto padY = px(4);
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

} // namespace corslab
