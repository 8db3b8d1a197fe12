// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QFont>
#include <QFontMetricsF>
#include <QHash>
#include <QString>

#include <array>
#include <optional>
#include <vector>

namespace corslab {

enum class TimelineFont : quint8 { Body, Bold, Small, Mono, MonoBold };

/// The fonts of the timeline, and how wide a text is in each. Widths are kept, since the same
/// words come again and again.
class TimelineFonts
{
public:
    TimelineFonts(const QFont &body, const QFont &mono);

    [[nodiscard]] const QFont &font(TimelineFont which) const { return face(which).font; }
    [[nodiscard]] qreal width(TimelineFont which, const QString &text) const;
    [[nodiscard]] qreal ascent(TimelineFont which) const { return face(which).ascent; }
    [[nodiscard]] qreal lineHeight(TimelineFont which) const { return face(which).lineHeight; }
    /// The width of every character; nothing where they differ.
    [[nodiscard]] std::optional<qreal> pitch(TimelineFont which) const { return face(which).pitch; }
    /// What a length of one stands for at this size: 1.0 where a line of text is 16 high.
    [[nodiscard]] qreal unit() const;

private:
    struct Face
    {
        explicit Face(const QFont &font);
        QFont font;
        QFontMetricsF metrics;
        qreal ascent;
        qreal lineHeight;
        std::optional<qreal> pitch;
        mutable QHash<QString, qreal> widths;
    };
    [[nodiscard]] const Face &face(TimelineFont which) const
    {
        return m_faces[static_cast<std::size_t>(which)];
    }

    std::array<Face, 5> m_faces;
};

/// A stretch of text in one look.
struct TextRun
{
    QString text;
    TimelineFont font = TimelineFont::Body;
    ColorRole role = ColorRole::Text;
    bool marked = false; ///< underlined: it makes a difference
    int tag = -1;        ///< so that a stretch can be found again after wrapping
};

/// A run at its place on a line.
struct PlacedRun
{
    TextRun run;
    qreal x = 0.0;
    qreal width = 0.0;
};

struct TextLine
{
    qreal top = 0.0;
    qreal height = 0.0;
    qreal baseline = 0.0;
    std::vector<PlacedRun> runs;
    [[nodiscard]] qreal left() const { return runs.empty() ? 0.0 : runs.front().x; }
    [[nodiscard]] qreal right() const
    {
        return runs.empty() ? 0.0 : runs.back().x + runs.back().width;
    }
};

/// Where a paragraph goes.
struct TextColumn
{
    qreal left = 0.0;
    qreal width = 0.0;
    qreal hanging = 0.0; ///< how far every line but the first is set in
};

/// Breaks the runs into lines, appends those to `lines` and gives back where the next paragraph
/// may begin. Nothing is ever left out: what is too long for a line is broken between characters.
qreal flowText(const TimelineFonts &fonts, const std::vector<TextRun> &runs,
               const TextColumn &column, qreal top, std::vector<TextLine> &lines);

} // namespace corslab
