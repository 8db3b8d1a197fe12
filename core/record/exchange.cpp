// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/exchange.h"

#include <algorithm>

namespace corslab {

namespace {

qsizetype sizeOf(const HeaderList &headers)
{
    qsizetype bytes = 0;
    for (const auto &[name, value] : headers)
        bytes += qsizetype(sizeof(Header)) + name.size() + value.size();
    return bytes;
}

} // namespace

qsizetype Exchange::byteCount() const
{
    qsizetype bytes = qsizetype(sizeof(Exchange)) + url.size() + pageUrl.size() +
                      outcome.body.value_or(QByteArray()).size();
    for (const Message &message : messages) {
        bytes += qsizetype(sizeof(Message)) + message.url.size() + message.requestBody.size() +
                 message.responseBody.size() + message.rawRequestHead.size() +
                 message.rawResponseHead.size() + sizeOf(message.requestHeaders) +
                 sizeOf(message.responseHeaders);
    }
    for (const Step &step : steps)
        bytes += qsizetype(sizeof(Step)) + step.expected.size() + step.actual.size();
    for (const ServedRequest &each : served) {
        bytes += qsizetype(sizeof(ServedRequest)) + each.requestBody.size() +
                 each.responseBody.size() + sizeOf(each.requestHeaders) +
                 sizeOf(each.responseHeaders);
    }
    return bytes;
}

bool Exchange::hasPreflight() const
{
    return std::any_of(messages.begin(), messages.end(), [](const Message &message) {
        return message.kind == MessageKind::Preflight;
    });
}

} // namespace corslab
