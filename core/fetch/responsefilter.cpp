// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/responsefilter.h"

#include "core/fetch/safelist.h"
#include "core/http/syntax.h"

#include <algorithm>

namespace corslab {

namespace {

HeaderList withoutForbidden(const HeaderList &headers)
{
    HeaderList out;
    for (const auto &[name, value] : headers) {
        if (!isForbiddenResponseHeaderName(name))
            out.append(name, value);
    }
    return out;
}

bool hasWildcardBeforeBadToken(const QByteArray &list)
{
    for (const QByteArray &each : list.split(',')) {
        const QByteArrayView item = trimTabOrSpace(each);
        if (item == "*")
            return true;
        if (!item.isEmpty() && !isToken(item))
            return false;
    }
    return false;
}

QByteArray namesOf(const HeaderList &headers)
{
    QList<QByteArray> names;
    for (const Header &header : headers)
        names.append(header.name);
    return names.join(", ");
}

} // namespace

HeaderList exposedHeaders(const HeaderList &headers, CredentialsMode credentials)
{
    // Main fetch, 14.1.1. One bad token voids the list.
    const auto value = headers.get("Access-Control-Expose-Headers");
    const TokenViews names = value ? viewTokenList(*value).value_or(TokenViews()) : TokenViews();
    // 14.1.2. `*` without credentials: all of them.
    const bool all = credentials != CredentialsMode::Include && names.contains("*");

    HeaderList out;
    for (const Header &line : headers) {
        const bool listed = std::any_of(names.begin(), names.end(), [&](QByteArrayView each) {
            return equalsIgnoreCase(each, line.name);
        });
        if (!isForbiddenResponseHeaderName(line.name) &&
            (all || listed || isCorsSafelistedResponseHeaderName(line.name)))
            out.append(line);
    }
    return out;
}

void filterResponse(Response &response, const Request &request, const BrowserProfile &profile,
                    FetchTrace &trace)
{
    if (response.type == ResponseType::OpaqueRedirect) {
        trace.note(StepId::ResponseTainting, {}, QByteArrayLiteral("opaqueredirect"));
        return;
    }
    switch (request.responseTainting) {
    case ResponseTainting::Basic:
        response.type = ResponseType::Basic;
        response.headers = withoutForbidden(response.headers);
        trace.note(StepId::ResponseTainting, {}, QByteArrayLiteral("basic"));
        return;
    case ResponseTainting::Cors: {
        trace.note(StepId::ResponseTainting, {}, QByteArrayLiteral("cors"));
        response.type = ResponseType::Cors;
        const QByteArray listed =
            response.headers.get("Access-Control-Expose-Headers").value_or(QByteArray());
        const bool outlives = profile.wildcardOutlivesBadToken && request.initiator == Api::Fetch &&
                              request.credentialsMode != CredentialsMode::Include;
        response.headers = outlives && hasWildcardBeforeBadToken(listed)
                               ? withoutForbidden(response.headers)
                               : exposedHeaders(response.headers, request.credentialsMode);
        if (trace.isObserved())
            trace.note(StepId::ExposedHeaders, listed, namesOf(response.headers));
        return;
    }
    case ResponseTainting::Opaque:
        // https://fetch.spec.whatwg.org/#concept-filtered-response-opaque. What elements do with
        // the body stays behind the filter: `status` and `body` are kept for them, the script sees
        // neither.
        response.type = ResponseType::Opaque;
        trace.note(StepId::OpaqueResponse, {}, QByteArray::number(response.status));
        return;
    }
}

} // namespace corslab
