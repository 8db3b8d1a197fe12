// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/cause.h"
#include "core/fetch/message.h"
#include "core/fetch/scriptoutcome.h"
#include "core/fetch/scriptrequest.h"
#include "core/fetch/step.h"
#include "core/server/servedrequest.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <optional>
#include <vector>

namespace corslab {

/// Who made an exchange.
enum class ExchangeSource : quint8 {
    Model,      ///< the browser model: everything is known
    RealBrowser, ///< a browser that reached the laboratory's servers: what they saw, and what the
                 ///< model expects
    WhatIf ///< the model again, over the servers' policies: nothing was sent, no log has it
};

/// A request from the call on the page to what became of it: every message, every decision.
struct Exchange
{
    quint64 id = 0; ///< given by the log, from 1
    QDateTime begun;
    ExchangeSource source = ExchangeSource::Model;
    QByteArray browser; ///< the profile's name, or a real browser's ("Firefox 153")
    QString name;       ///< of the request in the lab file

    QByteArray pageOrigin; ///< serialised
    QByteArray pageUrl;
    ScriptRequest request; ///< for a real browser: as far as its messages tell
    QByteArray url;        ///< absolute; empty where it could not be parsed

    std::vector<Message> messages;
    std::vector<Step> steps;
    std::vector<ServedRequest> served; ///< what the laboratory's own servers saw of it

    bool finished = false;
    Verdict verdict = Verdict::Failed; ///< meaningful when finished
    std::optional<Cause> cause;        ///< absent where allowed or opaque
    ScriptOutcome outcome;
    std::vector<QByteArray> console; ///< what the chosen browser prints, UTF-8
    double duration = 0.0;           ///< milliseconds

    /// Roughly how much memory it holds, in bytes: what the log's bound counts.
    [[nodiscard]] qsizetype byteCount() const;
    [[nodiscard]] bool hasPreflight() const;
};

} // namespace corslab
