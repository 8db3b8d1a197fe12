// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/historyentry.h"

#include "core/diagnosis/diagnosis.h"
#include "core/http/method.h"
#include "core/http/url.h"
#include "ui/verdict/verdictline.h"
#include "ui/widgets/visibletext.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace corslab {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(corslab::History)
};

/// Of a value so much is kept: rows are one line high, and there may be thousands of them.
constexpr qsizetype longestCell = 400;

QString cell(const QString &text)
{
    return text.size() > longestCell ? text.first(longestCell) + QChar(0x2026) : text;
}

/// ":4000/simple" on this machine, host and path elsewhere.
QString shortAddress(const Exchange &exchange)
{
    const auto url = Url::parse(QString::fromUtf8(exchange.url));
    if (!url || exchange.url.isEmpty())
        return visibleText(exchange.request.url);
    const auto host = url->host().value_or(QByteArray());
    const bool local = host == "localhost" || host == "127.0.0.1" || host == "[::1]";
    if (!local)
        return visibleText(url->hostAndPort() + url->requestTarget());
    const auto port = url->effectivePort();
    return (port ? u":%1"_qs.arg(*port) : QString()) + visibleText(url->requestTarget());
}

bool passed(const Exchange &exchange, StepId id)
{
    return std::any_of(exchange.steps.begin(), exchange.steps.end(), [id](const Step &step) {
        return step.id == id && step.outcome == StepOutcome::Pass;
    });
}

void fillKind(HistoryEntry &entry, const Exchange &exchange)
{
    QStringList plain;
    QStringList standard;
    const auto say = [&](const QString &word, const QString &meaning) {
        plain.append(word);
        standard.append(meaning);
    };
    const auto &messages = exchange.messages;
    if (exchange.hasPreflight()) {
        say(Words::tr("asked first"), Words::tr("preflighted: OPTIONS asked before the request"));
    } else if (passed(exchange, StepId::PreflightCacheHit)) {
        say(Words::tr("asked before"),
            Words::tr("preflighted: the answer came from the preflight cache"));
    } else if (messages.empty()) {
        if (exchange.finished)
            say(Words::tr("not sent"), Words::tr("nothing reached a server"));
    } else if (passed(exchange, StepId::SameOrigin)) {
        say(Words::tr("same-origin"), Words::tr("same-origin: CORS has no part in it"));
    } else {
        say(Words::tr("simple"), Words::tr("simple: cross-origin, without a preflight"));
    }
    if (std::any_of(messages.begin(), messages.end(),
                    [](const Message &m) { return m.kind == MessageKind::Redirected; }))
        say(Words::tr("redirected"),
            Words::tr("redirected: the server sent it to another address"));
    if (std::any_of(messages.begin(), messages.end(),
                    [](const Message &m) { return m.fromHttpCache; }))
        say(Words::tr("cached"), Words::tr("cached: answered from the HTTP cache"));
    entry.kind = plain.join(u", "_qs);
    entry.kindStandard = standard.join(u'\n');
}

QString statusesOf(const Exchange &exchange)
{
    QStringList result;
    for (const auto &message : exchange.messages) {
        if (message.status != 0)
            result.append(QString::number(message.status));
        else
            result.append(exchange.finished || message.failure ? Words::tr("none")
                                                               : QString(QChar(0x2026)));
    }
    return result.join(u", "_qs);
}

} // namespace

HistoryEntry historyEntry(const Exchange &exchange)
{
    HistoryEntry entry;
    entry.id = exchange.id;
    if (exchange.finished)
        entry.verdict = exchange.verdict;
    fillKind(entry, exchange);
    const auto asked = exchange.source == ExchangeSource::Model
                           ? Words::tr("model")
                           : cell(visibleText(exchange.browser));
    entry.from = cell(visibleText(exchange.pageOrigin)) + u" \u00b7 "_qs + asked;
    auto method = normalizeMethod(exchange.request.method.value_or(QByteArrayLiteral("GET")));
    if (exchange.request.api == Api::Beacon)
        method = QByteArrayLiteral("POST");
    entry.request = cell(visibleText(method) + u' ' + shortAddress(exchange));
    entry.url = cell(exchange.url.isEmpty() ? visibleText(exchange.request.url)
                                            : visibleText(exchange.url));
    entry.statuses = cell(statusesOf(exchange));
    if (exchange.cause)
        entry.reason = cell(visibleText(causeSentence(*exchange.cause)));
    entry.duration = exchange.duration;
    for (const auto &message : exchange.messages) {
        const double end = message.start + message.timing.end.value_or(0.0);
        entry.spans.push_back(
            {message.kind, message.start,
             message.start + message.timing.firstByte.value_or(end - message.start), end});
    }
    entry.name = visibleText(exchange.name);
    return entry;
}

const QString &searchedText(const HistoryEntry &entry)
{
    if (entry.searched.isEmpty()) {
        entry.searched = QStringList{QString::number(entry.id),
                                     verdictLook(entry.verdict).word,
                                     entry.kind,
                                     entry.kindStandard,
                                     entry.from,
                                     entry.request,
                                     entry.url,
                                     entry.statuses,
                                     entry.reason,
                                     entry.name}
                             .join(u'\n')
                             .toLower();
    }
    return entry.searched;
}

} // namespace corslab
