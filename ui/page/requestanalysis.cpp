// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/requestanalysis.h"

#include "core/fetch/safelist.h"
#include "core/http/method.h"
#include "core/http/site.h"
#include "core/http/syntax.h"

namespace corslab {

namespace {

/// The mode that the interface asks with.
QByteArray effectiveMode(const ScriptRequest &request)
{
    switch (request.api) {
    case Api::Fetch:
        return request.mode.value_or("cors");
    case Api::Img:
    case Api::Script:
    case Api::Style:
        return request.crossorigin ? "cors" : "no-cors";
    case Api::Xhr:
    case Api::Module:
    case Api::Beacon:
    case Api::EventSource:
        return "cors";
    }
    return "cors";
}

HeaderFate fateOf(const Header &header, bool sameOrigin, bool noCors,
                  const QList<QByteArray> &unsafe, const BrowserProfile &profile)
{
    const auto value = normalizeHeaderValue(header.value);
    if (!isToken(header.name))
        return HeaderFate::InvalidName;
    if (!isHeaderValue(value))
        return HeaderFate::InvalidValue;
    if (isForbiddenRequestHeader(header.name, value, profile))
        return HeaderFate::Forbidden;
    if (noCors)
        return isNoCorsSafelistedRequestHeader(header.name, value, profile)
                   ? HeaderFate::AlwaysAllowed
                   : HeaderFate::NoCorsDropped;
    if (sameOrigin)
        return HeaderFate::Plain;
    return unsafe.contains(asciiLower(header.name)) ? HeaderFate::AsksFirst
                                                    : HeaderFate::AlwaysAllowed;
}

/// What makes the call throw before anything is sent, or be refused by the browser itself.
void addObstacles(RequestAnalysis &analysis, const ScriptRequest &request, const QByteArray &method,
                  const QByteArray &mode, const Origin &page, const std::optional<Url> &url)
{
    using Kind = CourseReason::Kind;
    auto &reasons = analysis.reasons;
    if (!url)
        reasons.append({Kind::BadUrl, request.url.toUtf8()});
    else if (url->includesCredentials() && request.api == Api::Fetch)
        reasons.append({Kind::UrlCredentials, {}});
    if (!isToken(method))
        reasons.append({Kind::BadMethod, method});
    else if (isForbiddenMethod(method))
        reasons.append({Kind::ForbiddenMethod, method});
    else if (mode == "no-cors" && !isCorsSafelistedMethod(method))
        reasons.append({Kind::NoCorsMethod, method});
    if (mode != "cors" && mode != "no-cors" && mode != "same-origin")
        reasons.append({Kind::BadMode, mode});
    if (request.body && request.api == Api::Fetch && (method == "GET" || method == "HEAD"))
        reasons.append({Kind::BodyWithoutMethod, method});
    for (qsizetype i = 0; i < analysis.headers.size(); ++i) {
        const auto fate = analysis.headers.at(i);
        if (fate == HeaderFate::InvalidName || fate == HeaderFate::InvalidValue)
            reasons.append({Kind::BadHeader, request.headers.at(static_cast<std::size_t>(i)).name});
    }
    if (!url)
        return;
    if (!url->isHttpOrHttps())
        reasons.append({Kind::SchemeNotHttp, url->scheme()});
    if (mode == "same-origin" && analysis.relation.kind != Relation::Kind::SameOrigin)
        reasons.append({Kind::SameOriginMode, {}});
    if (page.scheme() == "https" && url->scheme() == "http" && !url->isPotentiallyTrustworthy())
        reasons.append({Kind::MixedContent, {}});
}

} // namespace

Relation relationOf(const Origin &page, const Origin &target)
{
    Relation relation;
    relation.pageIsOpaque = page.isOpaque();
    if (page == target) {
        relation.kind = Relation::Kind::SameOrigin;
        return relation;
    }
    relation.kind = !page.isOpaque() && !target.isOpaque() && isSameSite(page, target)
                        ? Relation::Kind::SameSite
                        : Relation::Kind::CrossSite;
    relation.schemeDiffers = page.scheme() != target.scheme();
    relation.hostDiffers = page.host() != target.host();
    const auto port = [](const Origin &origin) {
        return origin.port() ? origin.port() : defaultPort(origin.scheme());
    };
    relation.portDiffers = port(page) != port(target);
    return relation;
}

RequestAnalysis analyseRequest(const ScriptRequest &request, const Origin &page,
                               const std::optional<Url> &url, const BrowserProfile &profile)
{
    RequestAnalysis analysis;
    if (url)
        analysis.relation = relationOf(page, url->origin());
    const bool sameOrigin = analysis.relation.kind == Relation::Kind::SameOrigin;
    const auto mode = effectiveMode(request);
    const auto method =
        normalizeMethod(request.method.value_or(request.api == Api::Beacon ? "POST" : "GET"));

    HeaderList sent;
    for (const auto &header : request.headers) {
        const auto value = normalizeHeaderValue(header.value);
        if (isToken(header.name) && isHeaderValue(value) &&
            !isForbiddenRequestHeader(header.name, value, profile))
            sent.append(header.name, value);
    }
    const auto unsafe = corsUnsafeRequestHeaderNames(sent, profile);
    for (const auto &header : request.headers)
        analysis.headers.append(fateOf(header, sameOrigin, mode == "no-cors", unsafe, profile));

    addObstacles(analysis, request, method, mode, page, url);
    if (!analysis.reasons.isEmpty()) {
        analysis.course = RequestAnalysis::Course::NotSent;
    } else if (sameOrigin) {
        analysis.course = RequestAnalysis::Course::Straight;
    } else if (mode == "no-cors") {
        analysis.course = RequestAnalysis::Course::Unreadable;
    } else {
        using Kind = CourseReason::Kind;
        if (!isCorsSafelistedMethod(method))
            analysis.reasons.append({Kind::Method, method});
        for (const auto &name : unsafe)
            analysis.reasons.append({Kind::Header, name});
        if (request.api == Api::Xhr && request.uploadListener)
            analysis.reasons.append({Kind::UploadListener, {}});
        if (request.body && request.body->kind == ScriptBody::Kind::Stream)
            analysis.reasons.append({Kind::StreamBody, {}});
        analysis.course = analysis.reasons.isEmpty() ? RequestAnalysis::Course::Straight
                                                     : RequestAnalysis::Course::AsksFirst;
    }
    return analysis;
}

} // namespace corslab
