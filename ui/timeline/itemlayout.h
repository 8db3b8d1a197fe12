// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/timelinegeometry.h"

#include <QCoreApplication>

#include <vector>

namespace corslab {

/// Lays out one item within the lanes.
class ItemLayout
{
    Q_DECLARE_TR_FUNCTIONS(corslab::Timeline)

public:
    /// Borrows the fonts.
    ItemLayout(const TimelineFonts &fonts, const TimelineLanes &lanes);

    [[nodiscard]] TimelineItemGeometry layOut(const TimelineItem &item, bool unfolded) const;

private:
    void layOutCard(const TimelineItem &item, bool unfolded, TimelineItemGeometry &out) const;
    qreal flowComparison(const TimelineComparison &comparison, qreal width, qreal y,
                         std::vector<TextLine> &lines) const;
    qreal flowCheck(const TimelineCheck &check, bool withSign, const TextColumn &column, qreal y,
                    std::vector<TextLine> &lines) const;

    void layOutMessage(const TimelineItem &item, bool unfolded, TimelineItemGeometry &out) const;
    qreal flowDetails(const TimelineItem &item, bool unfolded, const TextColumn &column, qreal y,
                      TimelineItemGeometry &out) const;
    [[nodiscard]] std::vector<TextRun> headerRuns(const TimelineHeader &header,
                                                  bool unfolded) const;
    [[nodiscard]] TimelineArrow arrowFor(const TimelineItem &item) const;
    /// The script's words may reach over the browser's lifeline, which then stops for them.
    void clearLifeline(TimelineItemGeometry &out) const;
    void addTime(const TimelineItem &item, TimelineItemGeometry &out) const;
    void findFold(TimelineItemGeometry &out) const;
    /// What unfolds a message, at the end of its headers; `folded` of them are hidden.
    [[nodiscard]] static TextRun foldRun(qsizetype folded, bool unfolded);
    /// Behind the lines from `first` on, as far as they are what offends.
    void markGround(const TextColumn &column, std::size_t first, TimelineItemGeometry &out) const;
    [[nodiscard]] qreal px(qreal length) const { return length * m_unit; }

    const TimelineFonts &m_fonts;
    const TimelineLanes &m_lanes;
    qreal m_unit;
};

/// The value as runs, the parts that differ marked.
[[nodiscard]] std::vector<TextRun> markedRuns(const QString &value,
                                              const std::vector<TextSpan> &differs, ColorRole role);

} // namespace corslab
