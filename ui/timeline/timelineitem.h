// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/step.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace corslab {

/// Who put a header line where it is: it takes the colour of that lane.
enum class HeaderSetter : quint8 { Script, Browser, Server };

/// A stretch of characters within a text.
struct TextSpan
{
    qsizetype start = 0;
    qsizetype length = 0;
    bool operator==(const TextSpan &) const = default;
};

/// A header line of a message, ready to be shown: nothing in it can disturb the text around it.
struct TimelineHeader
{
    QString name;
    QString value;
    HeaderSetter setBy = HeaderSetter::Browser;
    bool matters = false;          ///< shown while the message is folded
    bool offends = false;          ///< the browser stopped because of it
    bool missing = false;          ///< it is not there, and that is what the browser stopped at
    std::vector<TextSpan> differs; ///< the parts of `value` that made the difference; of what was
                                   ///< asked for, those that were refused
    bool operator==(const TimelineHeader &) const = default;
};

enum class CheckState : quint8 {
    Passed,
    Refused,
    Asks, ///< not always allowed: the server is asked first, or the person should take note
    Note,
    NotReached
};

/// One check of a decision. `step` is its place in the record; -1 where it was not reached.
struct TimelineCheck
{
    CheckState state = CheckState::Note;
    QString text;
    int step = -1;
    QString source; ///< "CORS check, step 4"
    QByteArray link;
    bool operator==(const TimelineCheck &) const = default;
};

/// Two values that were compared, one under the other.
struct TimelineComparison
{
    QString firstLabel;
    QString first;
    std::vector<TextSpan> firstDiffers;
    QString secondLabel;
    QString second;
    std::vector<TextSpan> secondDiffers;
    QString difference; ///< "the port differs"; may be empty
    bool operator==(const TimelineComparison &) const = default;
};

/// One thing that happened, or that did not: a row of the timeline.
struct TimelineItem
{
    enum class Kind : quint8 {
        Call,      ///< the script calls: page to browser
        Decision,  ///< a card of the browser
        Request,   ///< browser to server
        Response,  ///< server to browser
        NoAnswer,  ///< what came instead of an answer
        Waiting,   ///< an answer that is still awaited
        NeverSent, ///< a request that the browser kept to itself
        Outcome    ///< what the script is told: browser to page
    };
    enum class Tone : quint8 {
        Plain,
        Question, ///< the browser weighs something
        Passed,
        Refused,
        Note, ///< nothing good or bad about it
        Pale  ///< did not happen
    };

    Kind kind = Kind::Call;
    Tone tone = Tone::Plain;
    bool dashed = false;        ///< a preflight or its answer
    std::optional<double> time; ///< milliseconds since the exchange began
    QString timeLabel;          ///< the same in words; empty where it has none
    QString title;
    bool titleOffends = false; ///< the browser stopped because of what the title says
    QString detail;            ///< beside the title, in a lower voice

    std::vector<TimelineCheck> summary; ///< shown while folded
    std::optional<TimelineComparison> comparison;
    QString remark;                    ///< a last line, while folded: "checks not reached: ..."
    std::vector<TimelineCheck> checks; ///< shown when unfolded, in order

    std::vector<TimelineHeader> headers; ///< in wire order
    QString startLine;                   ///< shown when unfolded
    QString body;                        ///< shown when unfolded, cut where it is long

    int message = -1; ///< the message that it shows
    int step = -1;    ///< the step that stands for it
    QString standard; ///< the standard's own word for it
    QByteArray link;  ///< into the standard

    [[nodiscard]] bool isCard() const { return kind == Kind::Decision; }
    /// True where unfolding shows more.
    [[nodiscard]] bool hasMore() const;
    /// True where `index` is one of the steps that it shows.
    [[nodiscard]] bool showsStep(int index) const;
    bool operator==(const TimelineItem &) const = default;
};

/// The item as text, whole: for the clipboard and for those who have it read to them.
[[nodiscard]] QString itemText(const TimelineItem &item);
/// The first words of it, on one line.
[[nodiscard]] QString itemTitle(const TimelineItem &item);

/// The sign before a check. A state is never told by colour alone.
[[nodiscard]] QString checkSign(CheckState state);

} // namespace corslab
