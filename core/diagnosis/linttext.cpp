// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/linttext.h"

#include "core/diagnosis/errortext.h"
#include "core/diagnosis/lintreason.h"
#include "core/diagnosis/words.h"

#include <QCoreApplication>

#include <array>

namespace corslab {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(corslab::Lints)
};

/// The sentence that fits most findings of an id: %1 is the value, %2 what is related.
struct Message
{
    LintId id;
    const char *words;
};

constexpr std::array messages{
    Message{LintId::O01,
            QT_TRANSLATE_NOOP("corslab::Lints", "* with credentials: browsers reject it.")},
    Message{LintId::O02,
            QT_TRANSLATE_NOOP("corslab::Lints", "Every site is answered with its own origin, "
                                                "and with credentials.")},
    Message{LintId::O03,
            QT_TRANSLATE_NOOP("corslab::Lints", "null is allowed: any sandboxed frame sends it.")},
    Message{LintId::O04,
            QT_TRANSLATE_NOOP("corslab::Lints", "%1 is not encrypted, and gets credentials.")},
    Message{LintId::O05,
            QT_TRANSLATE_NOOP("corslab::Lints", "%1 covers everybody who registers a name "
                                                "there, with credentials.")},
    Message{LintId::O06,
            QT_TRANSLATE_NOOP("corslab::Lints", "%1 lets every subdomain in, with credentials.")},
    Message{LintId::O07,
            QT_TRANSLATE_NOOP("corslab::Lints", "%1 is open at its start: %2 gets in.")},
    Message{LintId::O08, QT_TRANSLATE_NOOP("corslab::Lints", "%1 is open at its end: %2 gets in.")},
    Message{LintId::O09,
            QT_TRANSLATE_NOOP("corslab::Lints", "%1 has a dot without a backslash: %2 gets in.")},
    Message{LintId::O10,
            QT_TRANSLATE_NOOP("corslab::Lints", "%1 is looked for anywhere in the origin: %2 "
                                                "gets in.")},
    Message{LintId::O11,
            QT_TRANSLATE_NOOP("corslab::Lints", "%1 takes any character in a name: %2 gets in.")},
    Message{LintId::O12,
            QT_TRANSLATE_NOOP("corslab::Lints", "%1 means this computer, and lets %2 in.")},
    Message{LintId::O13, QT_TRANSLATE_NOOP("corslab::Lints", "%1 has a * where none can stand.")},
    Message{LintId::O14, QT_TRANSLATE_NOOP("corslab::Lints", "%1 has no scheme.")},
    Message{LintId::O15, QT_TRANSLATE_NOOP("corslab::Lints", "Never matches: ")},
    Message{LintId::O16, QT_TRANSLATE_NOOP("corslab::Lints", "%1 is covered by %2.")},
    Message{LintId::O17,
            QT_TRANSLATE_NOOP("corslab::Lints", "* stands beside other entries, which then mean "
                                                "nothing.")},
    Message{LintId::O18,
            QT_TRANSLATE_NOOP("corslab::Lints", "%1 is a host on which strangers put pages.")},
    Message{LintId::O19,
            QT_TRANSLATE_NOOP("corslab::Lints", "Every site may read what %2 tells those on its "
                                                "network.")},
    Message{LintId::M01,
            QT_TRANSLATE_NOOP("corslab::Lints", "%1 is no method that a script can use.")},
    Message{LintId::M02,
            QT_TRANSLATE_NOOP("corslab::Lints", "%1 is listed without need.")},
    Message{LintId::M03,
            QT_TRANSLATE_NOOP("corslab::Lints", "%1 is not in upper case: methods are compared "
                                                "letter by letter.")},
    Message{LintId::M04,
            QT_TRANSLATE_NOOP("corslab::Lints", "* with credentials is a name like any other, "
                                                "and allows nothing.")},
    Message{LintId::H01,
            QT_TRANSLATE_NOOP("corslab::Lints", "%1 is listed, and no script can set it.")},
    Message{LintId::H02,
            QT_TRANSLATE_NOOP("corslab::Lints", "%1 is a header of answers, not of requests.")},
    Message{LintId::H03, QT_TRANSLATE_NOOP("corslab::Lints", "* does not cover Authorization.")},
    Message{LintId::H04,
            QT_TRANSLATE_NOOP("corslab::Lints", "%1 is listed, though it hardly needs to be.")},
    Message{LintId::H05,
            QT_TRANSLATE_NOOP("corslab::Lints", "%1 cannot stand in a header: it is no name, or "
                                                "breaks the line.")},
    Message{LintId::H06,
            QT_TRANSLATE_NOOP("corslab::Lints", "Whatever header is asked for is allowed, "
                                                "however long the list.")},
    Message{LintId::X01,
            QT_TRANSLATE_NOOP("corslab::Lints", "%1 is exposed, and no script can read it.")},
    Message{LintId::X02,
            QT_TRANSLATE_NOOP("corslab::Lints", "%1 is exposed, though every script can read it.")},
    Message{LintId::A01,
            QT_TRANSLATE_NOOP("corslab::Lints", "A max-age of %1 is not one that browsers take.")},
    Message{LintId::A02,
            QT_TRANSLATE_NOOP("corslab::Lints", "%1 seconds: Chromium keeps a preflight for "
                                                "7200 at most, Safari for 600.")},
    Message{LintId::A03,
            QT_TRANSLATE_NOOP("corslab::Lints", "A max-age of 0: every such request is "
                                                "preflighted.")},
    Message{LintId::V01,
            QT_TRANSLATE_NOOP("corslab::Lints", "Allow-Origin varies, and the answer to %2 does "
                                                "not say Vary: Origin.")},
    Message{LintId::V02,
            QT_TRANSLATE_NOOP("corslab::Lints", "Vary: Origin, though every origin gets the "
                                                "same answer.")},
    Message{LintId::R01,
            QT_TRANSLATE_NOOP("corslab::Lints", "%1 cannot stand here: browsers take one "
                                                "Allow-Origin line, and for Allow-Credentials "
                                                "nothing but true.")},
    Message{LintId::R02, QT_TRANSLATE_NOOP("corslab::Lints", "A preflight is answered with %1.")},
    Message{LintId::R03,
            QT_TRANSLATE_NOOP("corslab::Lints", "Errors are answered without CORS headers.")},
    Message{LintId::R05,
            QT_TRANSLATE_NOOP("corslab::Lints", "Other origins are refused with %1, as if CORS "
                                                "kept them out.")},
};

constexpr bool everyLintHasItsMessage()
{
    for (std::size_t i = 0; i < messages.size(); ++i) {
        if (messages[i].id != static_cast<LintId>(i))
            return false;
    }
    return messages.size() == static_cast<std::size_t>(LintId::R05) + 1;
}
static_assert(everyLintHasItsMessage());

/// The sentence of a finding that its id alone does not tell; null where it does.
const char *specialMessage(const Lint &lint)
{
    const bool imitated = lint.place.key == PolicyKey::Imitate;
    if (lint.id == LintId::O03 && lint.value != "null")
        return QT_TRANSLATE_NOOP("corslab::Lints",
                                 "%1 lets null in: any sandboxed frame sends it.");
    if (lint.id == LintId::O04 && !lint.related.isEmpty())
        return QT_TRANSLATE_NOOP("corslab::Lints",
                                 "%1 lets %2 in: that is not encrypted, and gets credentials.");
    if (lint.id == LintId::O15 && !lint.related.isEmpty())
        return QT_TRANSLATE_NOOP("corslab::Lints",
                                 "%1 never matches: %2 compares it letter by letter, the * too.");
    if (lint.id == LintId::O15 && !lint.origin)
        return QT_TRANSLATE_NOOP("corslab::Lints",
                                 "%1 is not a regular expression, so it matches nothing.");
    if (lint.id == LintId::O16 && lint.severity == LintSeverity::NeverWorks)
        return QT_TRANSLATE_NOOP("corslab::Lints",
                                 "The list of origins is empty: no page may read an answer.");
    if (lint.id == LintId::O16 && lint.related == lint.value)
        return QT_TRANSLATE_NOOP("corslab::Lints", "%1 is there twice.");
    if (lint.id == LintId::M02 && lint.value == "OPTIONS")
        return QT_TRANSLATE_NOOP("corslab::Lints",
                                 "OPTIONS is listed: the preflight itself needs no permission.");
    if (lint.id == LintId::A02 && lint.value.isEmpty())
        return QT_TRANSLATE_NOOP("corslab::Lints",
                                 "There is no max-age: browsers keep the preflight for 5 seconds.");
    if (lint.id == LintId::A02 && lint.value.toLongLong() <= 7200)
        return QT_TRANSLATE_NOOP("corslab::Lints",
                                 "%1 seconds: Safari keeps a preflight for 600 at most.");
    if (lint.id == LintId::V01 && lint.related.isEmpty())
        return QT_TRANSLATE_NOOP("corslab::Lints",
                                 "Allow-Origin varies, and an answer to a request without Origin "
                                 "does not say Vary: Origin.");
    if (lint.id == LintId::R01 && lint.place.key == PolicyKey::EndpointHeaders &&
        lint.related == "policy")
        return QT_TRANSLATE_NOOP("corslab::Lints",
                                 "The endpoint says %1 beside what the policy says.");
    if (lint.id == LintId::R01 && (lint.value.contains(',') || lint.value.contains(' ')))
        return QT_TRANSLATE_NOOP("corslab::Lints",
                                 "Allow-Origin must be one origin on one line, not %1.");
    if (lint.id == LintId::R02 && lint.place.key == PolicyKey::PreflightContinue)
        return QT_TRANSLATE_NOOP("corslab::Lints",
                                 "Preflights go on to the endpoints, which answer %2.");
    if (lint.id == LintId::R02 && imitated)
        return QT_TRANSLATE_NOOP("corslab::Lints", "%1 answers preflights with %2.");
    if (lint.id == LintId::R03 && imitated)
        return QT_TRANSLATE_NOOP("corslab::Lints", "%1 sends no CORS headers with errors.");
    if (lint.id == LintId::R05 && lint.place.key == PolicyKey::EndpointRequireOrigin)
        return QT_TRANSLATE_NOOP("corslab::Lints",
                                 "This endpoint trusts the Origin header to keep others out.");
    return nullptr;
}

QString messageOf(const Lint &lint)
{
    const char *special = specialMessage(lint);
    const QString pattern = QCoreApplication::translate(
        "corslab::Lints", special ? special : messages[static_cast<std::size_t>(lint.id)].words);
    const QString message = filled(pattern, {shownOrNothing(lint.value), shown(lint.related)});
    return lint.id == LintId::O15 && lint.origin ? message + errorText(*lint.origin) : message;
}

QString shownValue(const PolicyValue &value)
{
    if (const auto *text = std::get_if<QByteArray>(&value))
        return shown(*text);
    if (const auto *number = std::get_if<qint64>(&value))
        return QString::number(*number);
    if (const auto *entry = std::get_if<OriginEntry>(&value))
        return shown(entry->text);
    if (const auto *names = std::get_if<QList<QByteArray>>(&value))
        return shown(names->join(", "));
    if (const auto *line = std::get_if<Header>(&value))
        return shown(line->name + ": " + line->value);
    if (const auto *flag = std::get_if<bool>(&value))
        return *flag ? QStringLiteral("true") : QStringLiteral("false");
    return {};
}

/// What it means to take a key out of the policy or the endpoint.
struct Removal
{
    PolicyKey key;
    const char *words;
};

constexpr std::array removals{
    Removal{PolicyKey::Credentials, QT_TRANSLATE_NOOP("corslab::Lints", "Allow no credentials")},
    Removal{PolicyKey::Reflect,
            QT_TRANSLATE_NOOP("corslab::Lints", "Stop answering with whatever origin asks")},
    Removal{PolicyKey::Vary,
            QT_TRANSLATE_NOOP("corslab::Lints", "Send Vary where the answer depends on it")},
    Removal{PolicyKey::OnErrors,
            QT_TRANSLATE_NOOP("corslab::Lints", "Send the CORS headers with errors too")},
    Removal{PolicyKey::PreflightStatus,
            QT_TRANSLATE_NOOP("corslab::Lints", "Answer preflights with 204")},
    Removal{PolicyKey::PreflightContinue,
            QT_TRANSLATE_NOOP("corslab::Lints", "Answer preflights before the endpoints")},
    Removal{PolicyKey::Refused,
            QT_TRANSLATE_NOOP("corslab::Lints", "Leave the headers out instead")},
    Removal{PolicyKey::Imitate, QT_TRANSLATE_NOOP("corslab::Lints", "Stop imitating %1")},
    Removal{PolicyKey::EndpointRequireOrigin,
            QT_TRANSLATE_NOOP("corslab::Lints", "Ask for no Origin here")},
    Removal{PolicyKey::EndpointStatus, QT_TRANSLATE_NOOP("corslab::Lints", "Answer with 200")},
    Removal{PolicyKey::EndpointRedirect, QT_TRANSLATE_NOOP("corslab::Lints", "Do not redirect")},
    Removal{PolicyKey::RawPreflight, QT_TRANSLATE_NOOP("corslab::Lints", "Take the line out")},
    Removal{PolicyKey::RawActual, QT_TRANSLATE_NOOP("corslab::Lints", "Take the line out")},
    Removal{PolicyKey::EndpointHeaders, QT_TRANSLATE_NOOP("corslab::Lints", "Take the line out")}};

QString removalLabel(const Lint &lint, const PolicyEdit &edit)
{
    const QString value = shown(lint.value);
    for (const Removal &removal : removals) {
        if (removal.key == edit.place.key)
            return filled(QCoreApplication::translate("corslab::Lints", removal.words), {value});
    }
    return lint.id == LintId::O16 && lint.related == lint.value
               ? Words::tr("Take the second one out")
               : filled(Words::tr("Take %1 out"), {value});
}

QString fixLabel(const Lint &lint)
{
    if (lint.fix.empty())
        return {};
    const PolicyEdit &edit = lint.fix.back();
    const QString value = shownValue(edit.value);
    switch (edit.kind) {
    case PolicyEdit::Kind::Remove:
        return removalLabel(lint, edit);
    case PolicyEdit::Kind::Append:
        return filled(Words::tr("Add %1"), {value});
    case PolicyEdit::Kind::Replace: {
        const auto *entry = std::get_if<OriginEntry>(&edit.value);
        return entry && entry->anchored
                   ? filled(Words::tr("Let %1 match the whole origin"), {value})
                   : filled(Words::tr("Write %1"), {value});
    }
    case PolicyEdit::Kind::Set:
        if (edit.place.key == PolicyKey::Origins)
            return filled(Words::tr("Allow %1"), {value});
        return filled(edit.place.key == PolicyKey::MaxAge ? Words::tr("Set it to %1")
                                                          : Words::tr("List %1"),
                      {value});
    }
    return {};
}

} // namespace

LintText lintText(const Lint &lint)
{
    LintText text = lintReason(lint);
    text.message = messageOf(lint);
    text.fixLabel = fixLabel(lint);
    return text;
}

QString severityWord(LintSeverity severity)
{
    switch (severity) {
    case LintSeverity::Critical:
        return Words::tr("critical");
    case LintSeverity::High:
        return Words::tr("high");
    case LintSeverity::NeverWorks:
        return Words::tr("never works");
    case LintSeverity::Medium:
        return Words::tr("medium");
    case LintSeverity::Low:
        return Words::tr("low");
    case LintSeverity::Information:
        return Words::tr("note");
    }
    return {};
}

} // namespace corslab
