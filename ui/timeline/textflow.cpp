// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/textflow.h"

#include <QTextBoundaryFinder>

#include <algorithm>

namespace corslab {

namespace {

/// Fixed-width letters look larger than others of the same size, and headers are long.
constexpr qreal MonoFactor = 0.93;
/// Longer texts hardly come twice.
constexpr qsizetype LongestKept = 120;
constexpr qsizetype MostKept = 20'000;
/// No line holds more characters.
constexpr qsizetype LongestMeasured = 1000;

bool isPlain(const QString &text)
{
    return std::all_of(text.begin(), text.end(),
                       [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7F; });
}

QFont resized(QFont font, qreal factor)
{
    if (font.pixelSize() > 0)
        font.setPixelSize(qMax(1, qRound(font.pixelSize() * factor)));
    else
        font.setPointSizeF(font.pointSizeF() * factor);
    return font;
}

QFont bold(QFont font)
{
    font.setBold(true);
    return font;
}

/// A part of a run that is not broken unless it must be.
struct Piece
{
    std::size_t run = 0;
    QString text;
    bool mayBreakAfter = false;
    bool endsLine = false;
};

/// True where a line may end behind the character at `at`.
bool breaksAfter(const QString &text, qsizetype at, bool mono)
{
    const auto c = text[at];
    const auto next = at + 1 < text.size() ? text[at + 1] : QChar();
    if (c == u' ')
        return next != u' ';
    if (!mono || next == u' ')
        return false;
    if (c == u'/') {
        // A scheme stays with its host.
        return next != u'/' && (at == 0 || text[at - 1] != u'/');
    }
    return c == u',' || c == u';' || c == u'&' || c == u'?';
}

std::vector<Piece> piecesOf(const std::vector<TextRun> &runs)
{
    std::vector<Piece> pieces;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto &run = runs[i];
        const bool mono = run.font == TimelineFont::Mono || run.font == TimelineFont::MonoBold;
        qsizetype start = 0;
        for (qsizetype at = 0; at < run.text.size(); ++at) {
            const auto c = run.text[at];
            const bool last = at + 1 == run.text.size();
            if (c == u'\n') {
                pieces.push_back({i, run.text.mid(start, at - start), true, true});
                start = at + 1;
            } else if (const bool breaks = breaksAfter(run.text, at, mono); last || breaks) {
                pieces.push_back({i, run.text.mid(start, at + 1 - start), breaks, false});
                start = at + 1;
            }
        }
    }
    return pieces;
}

class Flow
{
public:
    Flow(const TimelineFonts &fonts, const std::vector<TextRun> &runs, const TextColumn &column,
         qreal top, std::vector<TextLine> &lines)
        : m_fonts(fonts)
        , m_runs(runs)
        , m_column(column)
        , m_top(top)
        , m_lines(lines)
    {
        for (const auto &run : runs) {
            m_ascent = qMax(m_ascent, fonts.ascent(run.font));
            m_height = qMax(m_height, fonts.lineHeight(run.font));
        }
    }

    qreal run()
    {
        const auto pieces = piecesOf(m_runs);
        for (std::size_t i = 0; i < pieces.size();) {
            auto end = i + 1;
            while (end < pieces.size() && !pieces[end - 1].mayBreakAfter)
                ++end;
            placeWord(pieces, i, end);
            if (pieces[end - 1].endsLine)
                endLine(true);
            i = end;
        }
        endLine(false);
        return m_top;
    }

private:
    [[nodiscard]] qreal indent() const { return m_first ? 0.0 : m_column.hanging; }
    [[nodiscard]] qreal room() const { return m_column.width - indent(); }
    [[nodiscard]] qreal width(std::size_t run, const QString &text) const
    {
        return m_fonts.width(m_runs[run].font, text);
    }

    /// Pieces that hold together: on this line, else on the next, else broken.
    void placeWord(const std::vector<Piece> &pieces, std::size_t first, std::size_t last)
    {
        qreal total = 0.0;
        for (auto i = first; i < last; ++i) {
            auto text = pieces[i].text;
            if (i + 1 == last) {
                // A space at the end of a line takes no room.
                while (text.endsWith(u' '))
                    text.chop(1);
            }
            total += width(pieces[i].run, text);
        }
        if (m_used > 0.0 && m_used + total > room()) {
            if (total <= m_column.width - m_column.hanging)
                endLine(true);
        }
        for (auto i = first; i < last; ++i)
            placePiece(pieces[i]);
    }

    void placePiece(const Piece &piece)
    {
        const auto pitch = m_fonts.pitch(m_runs[piece.run].font);
        const bool even = pitch && isPlain(piece.text);
        qsizetype end = piece.text.size();
        while (end > 0 && piece.text[end - 1] == u' ')
            --end;
        for (qsizetype at = 0; at < piece.text.size();) {
            const auto rest = end - at;
            const auto space = room() - m_used;
            // A text of many lines is not measured again for each of them.
            const bool fits = even ? static_cast<qreal>(rest) * *pitch <= space
                                   : rest < LongestMeasured &&
                                         width(piece.run, piece.text.mid(at, rest)) <= space;
            if (fits) {
                append(piece.run, piece.text.mid(at));
                return;
            }
            const auto part = piece.text.mid(at, LongestMeasured);
            const qsizetype least = m_used > 0.0 ? 0 : 1;
            auto count = even ? qBound(least, static_cast<qsizetype>(space / *pitch), rest)
                              : fitting(piece.run, part, space, least);
            // Where it must be broken, a hyphen in the second half is the best place.
            const auto hyphen = piece.text.mid(at, count).lastIndexOf(u'-') + 1;
            if (hyphen > count / 2)
                count = hyphen;
            if (count > 0)
                append(piece.run, piece.text.mid(at, count));
            at += count;
            endLine(true);
        }
    }

    /// How many characters of the text fit, clusters kept whole; at least `least`.
    [[nodiscard]] qsizetype fitting(std::size_t run, const QString &text, qreal space,
                                    qsizetype least) const
    {
        QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
        qsizetype fits = 0;
        qreal used = 0.0;
        for (auto next = finder.toNextBoundary(); next > 0; next = finder.toNextBoundary()) {
            used += width(run, text.mid(fits, next - fits));
            if (used > space && fits >= least)
                break;
            fits = next;
            if (used > space)
                break;
        }
        return fits;
    }

    void append(std::size_t run, const QString &text)
    {
        if (!m_line.runs.empty() && m_lastRun == run) {
            m_line.runs.back().run.text += text;
        } else {
            auto placed = m_runs[run];
            placed.text = text;
            m_line.runs.push_back({std::move(placed), 0.0, 0.0});
        }
        m_lastRun = run;
        m_used += width(run, text);
    }

    void endLine(bool more)
    {
        if (!more && m_line.runs.empty() && !m_first)
            return;
        if (more && !m_line.runs.empty()) {
            auto &text = m_line.runs.back().run.text;
            while (text.endsWith(u' '))
                text.chop(1);
        }
        auto x = m_column.left + indent();
        for (auto &placed : m_line.runs) {
            placed.x = x;
            placed.width = m_fonts.width(placed.run.font, placed.run.text);
            x += placed.width;
        }
        m_line.top = m_top;
        m_line.height = m_height;
        m_line.baseline = m_top + m_ascent + (m_height - m_ascent) * 0.18;
        m_lines.push_back(std::move(m_line));
        m_line = {};
        m_used = 0.0;
        m_first = false;
        m_top += m_height;
    }

    const TimelineFonts &m_fonts;
    const std::vector<TextRun> &m_runs;
    const TextColumn m_column;
    qreal m_top;
    std::vector<TextLine> &m_lines;
    qreal m_ascent = 0.0;
    qreal m_height = 0.0;
    TextLine m_line;
    qreal m_used = 0.0;
    std::size_t m_lastRun = 0;
    bool m_first = true;
};

} // namespace

TimelineFonts::Face::Face(const QFont &given)
    : font(given)
    , metrics(given)
    , ascent(metrics.ascent())
    , lineHeight(std::ceil(metrics.height() * 1.06))
{
    // Measured, since some fixed fonts, such as Noto Sans Mono, do not say that they are.
    QString plain;
    for (char16_t c = 0x20; c < 0x7F; ++c)
        plain += QChar(c);
    const auto one = metrics.horizontalAdvance(u'i');
    const bool even = std::all_of(plain.cbegin(), plain.cend(), [this, one](QChar c) {
        return qAbs(metrics.horizontalAdvance(c) - one) < 0.01;
    });
    const auto all = metrics.horizontalAdvance(plain);
    if (even && qAbs(all - one * static_cast<qreal>(plain.size())) < 0.5)
        pitch = one;
}

TimelineFonts::TimelineFonts(const QFont &body, const QFont &mono)
    : m_faces{Face(body), Face(bold(body)), Face(resized(body, 0.88)),
              Face(resized(mono, MonoFactor)), Face(bold(resized(mono, MonoFactor)))}
{
}

qreal TimelineFonts::width(TimelineFont which, const QString &text) const
{
    const auto &f = face(which);
    if (f.pitch && isPlain(text))
        return *f.pitch * static_cast<qreal>(text.size());
    if (text.size() > LongestKept)
        return f.metrics.horizontalAdvance(text);
    const auto known = f.widths.constFind(text);
    if (known != f.widths.constEnd())
        return *known;
    if (f.widths.size() >= MostKept)
        f.widths.clear();
    const auto result = f.metrics.horizontalAdvance(text);
    f.widths.insert(text, result);
    return result;
}

qreal TimelineFonts::unit() const
{
    return face(TimelineFont::Body).metrics.height() / 16.0;
}

qreal flowText(const TimelineFonts &fonts, const std::vector<TextRun> &runs,
               const TextColumn &column, qreal top, std::vector<TextLine> &lines)
{
    return Flow(fonts, runs, column, top, lines).run();
}

} // namespace corslab
