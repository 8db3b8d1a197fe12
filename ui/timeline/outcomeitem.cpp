// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/messageitems.h"

#include "ui/timeline/stepgroups.h"
#include "ui/widgets/visibletext.h"

namespace corslab {

TimelineItem MessageItems::outcome(const std::vector<int> &steps) const
{
    const auto &told = m_exchange.outcome;
    TimelineItem item;
    item.kind = TimelineItem::Kind::Outcome;
    item.time = m_exchange.duration;
    item.title = outcomeTitle();
    item.checks = checksFor(m_exchange, steps);
    item.standard = tr("what the script is told");
    item.link = QByteArrayLiteral("https://fetch.spec.whatwg.org/#fetch-method");
    switch (m_exchange.verdict) {
    case Verdict::Allowed:
        item.tone = TimelineItem::Tone::Passed;
        break;
    case Verdict::Opaque:
        item.tone = TimelineItem::Tone::Note;
        break;
    case Verdict::Blocked:
    case Verdict::Failed:
        item.tone = TimelineItem::Tone::Refused;
        item.remark = tr("all that the script is told");
        break;
    case Verdict::Invalid:
        item.tone = TimelineItem::Tone::Refused;
        item.remark = tr("the call threw");
        break;
    }
    if (told.bodyError) {
        item.remark = tr("but reading the body fails: %1")
                          .arg(visibleText(told.bodyError->name + ": " + told.bodyError->message));
    }
    if (m_exchange.source == ExchangeSource::RealBrowser)
        item.remark = tr("what the model expects; the browser keeps its answer to itself");
    if (told.headers) {
        for (const auto &header : *told.headers)
            item.headers.push_back(headerLine(header, HeaderSetter::Server));
    }
    if (told.body)
        item.body = bodyText(*told.body);
    return item;
}

QString MessageItems::outcomeTitle() const
{
    const auto &told = m_exchange.outcome;
    switch (m_exchange.verdict) {
    case Verdict::Allowed:
        return readableTitle();
    case Verdict::Opaque:
        return unreadableTitle();
    case Verdict::Blocked:
    case Verdict::Failed:
    case Verdict::Invalid:
        break;
    }
    if (told.error) {
        return visibleText(told.error->message.isEmpty()
                               ? told.error->name
                               : told.error->name + ": " + told.error->message);
    }
    switch (m_exchange.request.api) {
    case Api::Fetch:
        return tr("TypeError");
    case Api::Xhr:
        return tr("error event: status 0");
    case Api::Img:
    case Api::Script:
    case Api::Module:
    case Api::Style:
    case Api::EventSource:
        return tr("error event");
    case Api::Beacon:
        return told.outcome == "false" ? tr("false") : tr("true: a beacon is told nothing more");
    }
    Q_UNREACHABLE();
}

QString MessageItems::readableTitle() const
{
    auto status = m_exchange.outcome.status;
    if (!status && !m_exchange.messages.empty())
        status = m_exchange.messages.back().status;
    switch (m_exchange.request.api) {
    case Api::Fetch:
        return tr("Response: %1, readable").arg(status.value_or(0));
    case Api::Xhr:
        return tr("load: status %1, readable").arg(status.value_or(0));
    case Api::Img:
    case Api::Script:
    case Api::Module:
    case Api::Style:
        return tr("load event: readable");
    case Api::EventSource:
        return tr("open: its events can be read");
    case Api::Beacon:
        return tr("true: a beacon is told nothing more");
    }
    Q_UNREACHABLE();
}

QString MessageItems::unreadableTitle() const
{
    switch (m_exchange.request.api) {
    case Api::Fetch:
        return m_exchange.outcome.type == QByteArrayLiteral("opaqueredirect")
                   ? tr("Response: a redirect, unreadable")
                   : tr("Response: status 0, unreadable");
    case Api::Xhr:
    case Api::EventSource:
        return tr("unreadable");
    case Api::Img:
    case Api::Script:
    case Api::Module:
    case Api::Style:
        return tr("load event: usable, not readable");
    case Api::Beacon:
        return tr("true: a beacon is told nothing more");
    }
    Q_UNREACHABLE();
}

} // namespace corslab
