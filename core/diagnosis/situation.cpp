// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/situation.h"

#include "core/http/method.h"
#include "core/http/syntax.h"
#include "core/http/url.h"

namespace corslab {

namespace {

bool asksForCors(const ScriptRequest &request, const Exchange &exchange)
{
    switch (request.api) {
    case Api::Fetch:
        return !request.mode || *request.mode == "cors";
    case Api::Xhr:
    case Api::Module:
    case Api::EventSource:
        return true;
    case Api::Img:
    case Api::Script:
    case Api::Style:
        return request.crossorigin.has_value();
    case Api::Beacon:
        return exchange.hasPreflight();
    }
    return true;
}

bool includesCredentials(const ScriptRequest &request)
{
    if (request.credentials)
        return *request.credentials == "include";
    return request.crossorigin && asciiLower(*request.crossorigin) == "use-credentials";
}

QByteArray originOf(const QByteArray &url)
{
    const auto parsed = Url::parse(QString::fromUtf8(url));
    return parsed ? parsed->origin().serialized() : QByteArray();
}

} // namespace

Situation::Situation(const Exchange &e)
    : exchange(e)
    , url(e.url)
    , origin(e.pageOrigin)
    , method(normalizeMethod(e.request.method.value_or("GET")))
    , credentials(includesCredentials(e.request))
    , corsMode(asksForCors(e.request, e))
{
    if (!e.messages.empty()) {
        last = &e.messages.back();
        url = last->url;
        if (const auto sent = last->requestHeaders.get("Origin"))
            origin = *sent;
        if (last->kind == MessageKind::Preflight)
            method = last->requestHeaders.get("Access-Control-Request-Method").value_or(method);
        else
            method = last->method;
        for (const Message &message : e.messages)
            redirected = redirected || message.kind == MessageKind::Redirected;
    }
    redirected = redirected || (last && !e.url.isEmpty() && url != e.url &&
                                url != e.url.left(e.url.indexOf('#')));
    tainted = origin == "null" && e.pageOrigin != "null";
    crossOrigin = e.pageOrigin == "null" || originOf(url) != e.pageOrigin || tainted;
}

QByteArray Situation::answerHeader(QByteArrayView name) const
{
    return last ? last->responseHeaders.get(name).value_or(QByteArray()) : QByteArray();
}

QByteArray Situation::refusedAddress(const Cause &cause) const
{
    if (cause.value.contains(':') && cause.value != exchange.pageOrigin)
        return cause.value;
    const QByteArray location = answerHeader("Location");
    if (location.isEmpty())
        return exchange.url;
    const auto base = Url::parse(QString::fromUtf8(url));
    const auto target = Url::parse(QString::fromUtf8(location), base ? &*base : nullptr);
    return target ? target->href() : location;
}

QList<QByteArray> Situation::askedHeaders() const
{
    if (!last)
        return {};
    const QByteArray list =
        last->requestHeaders.get("Access-Control-Request-Headers").value_or(QByteArray());
    return parseTokenList(list).value_or(QList<QByteArray>());
}

} // namespace corslab
