// SPDX-License-Identifier: GPL-3.0-or-later
// Exchanges as a fetch would have left them, made by hand or by asking a policy.
#pragma once

#include "core/policy/compiledpolicy.h"
#include "core/record/exchange.h"

namespace corslab::test {

inline const QByteArray Page = QByteArrayLiteral("http://localhost:5173");
inline const QByteArray Address = QByteArrayLiteral("http://localhost:4000/items");

inline Policy allowing(const QList<QByteArray> &origins)
{
    Policy policy;
    for (const QByteArray &origin : origins)
        policy.origins.append(OriginEntry{origin});
    return policy;
}

inline Exchange begun(const QByteArray &method = "GET")
{
    Exchange exchange;
    exchange.finished = true;
    exchange.pageOrigin = Page;
    exchange.pageUrl = Page + "/";
    exchange.url = Address;
    exchange.request.url = QString::fromUtf8(Address);
    exchange.request.method = method;
    return exchange;
}

/// The answer of `policy` to the actual request.
inline Message &answer(Exchange &exchange, const std::optional<Policy> &policy, int status = 200)
{
    Message message;
    message.method = exchange.request.method.value_or("GET");
    message.url = exchange.url;
    message.status = status;
    message.requestHeaders.append("Origin", exchange.pageOrigin);
    if (policy) {
        const CompiledPolicy compiled(*policy);
        const PolicyAnswer got =
            compiled.answer({message.method, exchange.pageOrigin, std::nullopt, std::nullopt});
        message.responseHeaders = compiled.headersFor(got, status);
    }
    exchange.messages.push_back(message);
    return exchange.messages.back();
}

/// The answer of `policy` to the preflight that asks for the method and these headers.
inline Message &preflight(Exchange &exchange, const std::optional<Policy> &policy,
                          const QByteArray &headers = {}, int status = 404)
{
    Message message;
    message.kind = MessageKind::Preflight;
    message.method = "OPTIONS";
    message.url = exchange.url;
    message.status = status;
    const QByteArray method = exchange.request.method.value_or("GET");
    message.requestHeaders.append("Origin", exchange.pageOrigin);
    message.requestHeaders.append("Access-Control-Request-Method", method);
    std::optional<QByteArray> asked;
    if (!headers.isEmpty()) {
        asked = headers;
        message.requestHeaders.append("Access-Control-Request-Headers", headers);
    }
    if (policy) {
        const CompiledPolicy compiled(*policy);
        const PolicyAnswer got =
            compiled.answer({message.method, exchange.pageOrigin, method, asked});
        message.status = got.status.value_or(status);
        message.responseHeaders = compiled.headersFor(got, message.status);
    }
    exchange.messages.push_back(message);
    return exchange.messages.back();
}

inline Exchange &blockedBy(Exchange &exchange, CauseCode code, const QByteArray &value = {},
                           CausePhase phase = CausePhase::Actual)
{
    exchange.cause = Cause{code, value, phase};
    exchange.verdict = verdictOf(code);
    return exchange;
}

} // namespace corslab::test
