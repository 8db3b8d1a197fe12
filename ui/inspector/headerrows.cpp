// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/headerrows.h"

#include "ui/widgets/visibletext.h"
#include "ui/window/workbench.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>

namespace corslab {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(corslab::HeaderRows)
};
using Sight = HeaderRow::Sight;

/// The values of every line of that name, joined as a script reads them.
std::optional<QByteArray> joined(const std::vector<Header> &headers, const QByteArray &name)
{
    std::optional<QByteArray> result;
    for (const auto &header : headers) {
        if (!equalsIgnoreCase(header.name, name))
            continue;
        if (result)
            *result += ", " + header.value;
        else
            result = header.value;
    }
    return result;
}

HeaderRow rowOf(const Header &header, HeaderSetter setter)
{
    HeaderRow row;
    row.name = visibleText(header.name);
    row.value = visibleText(header.value);
    row.setBy = setter;
    return row;
}

void compare(HeaderRow &row, const QByteArray &wire, const QByteArray &seen)
{
    row.sight = seen == wire ? Sight::Same : Sight::Other;
    if (row.sight == Sight::Other)
        row.seen = visibleText(seen);
}

bool isDropped(const Exchange &exchange, const QByteArray &name)
{
    return std::any_of(exchange.steps.begin(), exchange.steps.end(), [&](const Step &step) {
        return (step.id == StepId::RequestForbiddenHeader ||
                step.id == StepId::RequestNoCorsHeader) &&
               equalsIgnoreCase(step.actual, name);
    });
}

void appendDropped(std::vector<HeaderRow> &rows, const Exchange &exchange)
{
    for (const auto &header : exchange.request.headers) {
        if (!isDropped(exchange, header.name))
            continue;
        auto row = rowOf(header, HeaderSetter::Script);
        row.sight = Sight::Dropped;
        row.why = Words::tr("The script set it, but a script may not: the browser dropped it "
                            "without a word.");
        rows.push_back(std::move(row));
    }
}

/// Why a script learns nothing of the headers of an answer.
QString hiddenAnswer(const Exchange &exchange, const Message &message, bool last)
{
    if (message.kind == MessageKind::Preflight)
        return Words::tr("The answer to a preflight is for the browser alone.");
    if (!last)
        return Words::tr("Of redirects a script sees only where they ended.");
    switch (exchange.verdict) {
    case Verdict::Opaque:
        return Words::tr("An unreadable answer hides all of its headers.");
    case Verdict::Blocked:
    case Verdict::Failed:
    case Verdict::Invalid:
        return Words::tr("The browser kept the answer from the script.");
    case Verdict::Allowed:
        break;
    }
    return Words::tr("This interface shows no headers to a script.");
}

} // namespace

std::vector<HeaderRow> requestRows(const Exchange &exchange, int message)
{
    std::vector<HeaderRow> rows;
    const auto &own = exchange.request.headers;
    if (message < 0) {
        for (const auto &header : own) {
            auto row = rowOf(header, HeaderSetter::Script);
            row.sight = Sight::Same;
            row.why = Words::tr("The script set it; nothing was sent.");
            rows.push_back(std::move(row));
        }
        return rows;
    }
    const auto &sent = exchange.messages.at(static_cast<std::size_t>(message));
    const bool preflight = sent.kind == MessageKind::Preflight;
    const bool known = exchange.source != ExchangeSource::RealBrowser;
    for (const auto &header : sent.requestHeaders) {
        const bool script =
            !preflight && joined(own, header.name) && !isDropped(exchange, header.name);
        auto row = rowOf(header, script ? HeaderSetter::Script : HeaderSetter::Browser);
        const auto &view = exchange.outcome.request;
        const auto seen = view ? joined(view->headers, header.name)
                               : (script ? joined(own, header.name) : std::nullopt);
        if (preflight) {
            row.why = Words::tr("A script never sees a preflight.");
        } else if (!known) {
            row.sight = Sight::Unknown;
            row.why = Words::tr("What the script of a real browser sees is not known to a server.");
        } else if (seen) {
            compare(row, header.value, *seen);
        } else {
            row.why = Words::tr("The browser added it on the way out; the script’s Request does "
                                "not show it.");
        }
        rows.push_back(std::move(row));
    }
    if (!preflight)
        appendDropped(rows, exchange);
    return rows;
}

std::vector<HeaderRow> responseRows(const Exchange &exchange, int message)
{
    std::vector<HeaderRow> rows;
    if (message < 0)
        return rows;
    const auto index = static_cast<std::size_t>(message);
    const auto &answer = exchange.messages.at(index);
    const bool last = index + 1 == exchange.messages.size();
    const bool handedOver = last && answer.kind != MessageKind::Preflight;
    const auto &view = exchange.outcome.headers;
    for (const auto &header : answer.responseHeaders) {
        auto row = rowOf(header, HeaderSetter::Server);
        const auto seen = handedOver && view ? joined(*view, header.name) : std::nullopt;
        if (handedOver && exchange.source == ExchangeSource::RealBrowser) {
            row.sight = Sight::Unknown;
            row.why = Words::tr("What the script of a real browser sees is not known to a server.");
        } else if (handedOver && !exchange.finished) {
            row.sight = Sight::Unknown;
            row.why = Words::tr("Not decided yet.");
        } else if (seen) {
            compare(row, header.value, *seen);
        } else if (handedOver && view && equalsIgnoreCase(header.name, "Set-Cookie")) {
            row.why = Words::tr("No script may read Set-Cookie, whatever the server allows.");
        } else if (handedOver && view) {
            row.why = Words::tr("Access-Control-Expose-Headers does not name it, and it is not one "
                                "of the seven that are always readable.");
        } else {
            row.why = hiddenAnswer(exchange, answer, last);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

int messageOf(const Exchange &exchange, const ExchangeItem &item)
{
    const int count = static_cast<int>(exchange.messages.size());
    int wanted = count - 1;
    switch (item.kind) {
    case ExchangeItem::Kind::Request:
    case ExchangeItem::Kind::Response:
        wanted = item.index;
        break;
    case ExchangeItem::Kind::Step:
        // A decision belongs to the message before it; those before the first one, to the first.
        if (item.index >= 0 && static_cast<std::size_t>(item.index) < exchange.steps.size())
            wanted = exchange.steps[static_cast<std::size_t>(item.index)].messages - 1;
        break;
    case ExchangeItem::Kind::Call:
        wanted = 0;
        break;
    case ExchangeItem::Kind::None:
    case ExchangeItem::Kind::Outcome:
        break;
    }
    return count == 0 ? -1 : qBound(0, wanted, count - 1);
}

} // namespace corslab
