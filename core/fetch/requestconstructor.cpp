// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/requestconstructor.h"

#include "core/fetch/requestbody.h"
#include "core/fetch/safelist.h"
#include "core/fetch/thrownwords.h"
#include "core/http/method.h"
#include "core/http/syntax.h"

namespace corslab {

namespace {

tl::unexpected<ThrownError> typeError(const QByteArray &value, const QByteArray &message)
{
    return tl::unexpected(ThrownError{{CauseCode::ThrewTypeError, value, CausePhase::Call},
                                      {QByteArrayLiteral("TypeError"), message}});
}

/// One member of the call that is an enumeration. WebIDL: a string that is none of its values
/// throws.
template <typename Enum, typename Parse>
tl::expected<Enum, ThrownError> enumeration(const std::optional<QByteArray> &written, Enum fallback,
                                            Parse parse, const char *member, const char *type,
                                            const BrowserProfile &profile, FetchTrace &trace)
{
    if (!written)
        return fallback;
    if (const std::optional<Enum> value = parse(*written))
        return *value;
    trace.fail(StepId::RequestMember, member, *written);
    const bool navigates = type == QByteArrayView("RequestMode") && *written == "navigate";
    return typeError(*written, navigates ? thrownWords(Thrown::FetchNavigateMode, profile)
                                         : thrownWords(Thrown::FetchEnumeration, profile,
                                                       {member, *written, type}));
}

/// Takes the headers of the call over, as `new Headers(init)` with the request's guard does.
/// https://fetch.spec.whatwg.org/#concept-headers-fill
tl::expected<HeaderList, ThrownError> fillHeaders(const std::vector<Header> &written,
                                                  RequestMode mode, const BrowserProfile &profile,
                                                  FetchTrace &trace)
{
    HeaderList headers;
    for (const Header &header : written) {
        // Append a header, 1.: white space around the value goes.
        const QByteArray value = normalizeHeaderValue(header.value);
        // Validate a header, 1.: a malformed name or value throws.
        if (!isToken(header.name) || !isHeaderValue(value)) {
            trace.fail(StepId::RequestHeader, header.name, value);
            return typeError(
                header.name,
                isToken(header.name)
                    ? thrownWords(Thrown::FetchHeaderValue, profile, {value})
                    : thrownWords(Thrown::FetchHeaderName, profile, {asciiLower(header.name)}));
        }
        // Validate a header, 3.: a forbidden one is dropped in silence.
        if (isForbiddenRequestHeader(header.name, value, profile)) {
            trace.note(StepId::RequestForbiddenHeader, {}, header.name);
            continue;
        }
        // Append a header, 3.: no-cors keeps only what a form could send, judged with what is there
        // already.
        if (mode == RequestMode::NoCors) {
            const auto before = headers.get(header.name);
            const QByteArray combined = before ? *before + ", " + value : value;
            if (!isNoCorsSafelistedRequestHeader(header.name, combined, profile)) {
                trace.note(StepId::RequestNoCorsHeader, {}, header.name);
                continue;
            }
        }
        const auto present =
            profile.combinesBeforeSafelist ? headers.get(header.name) : std::nullopt;
        if (present)
            headers.set(header.name, *present + ", " + value);
        else
            headers.append(header.name, value);
    }
    return headers;
}

/// https://fetch.spec.whatwg.org/#dom-request, the steps on init's referrer.
tl::expected<RequestReferrer, ThrownError> parseReferrer(const QString &written, const Url &base,
                                                         const Environment &page,
                                                         const BrowserProfile &profile,
                                                         FetchTrace &trace)
{
    // In place: GCC 12 with its sanitizers takes a moved-from variant for uninitialized.
    using Parsed = tl::expected<RequestReferrer, ThrownError>;
    if (written.isEmpty())
        return Parsed(tl::in_place, NoReferrer{});
    const auto url = Url::parse(written, &base);
    if (!url) {
        trace.fail(StepId::RequestMember, QByteArrayLiteral("referrer"), written.toUtf8());
        return typeError(written.toUtf8(),
                         thrownWords(Thrown::FetchReferrer, profile, {written.toUtf8()}));
    }
    const bool client = url->scheme() == "about" && url->path() == "client";
    if (client || !(url->origin() == page.origin))
        return Parsed(tl::in_place, ClientReferrer{});
    return Parsed(tl::in_place, *url);
}

} // namespace

Url baseUrlOf(const Environment &page)
{
    if (page.kind != PageKind::Data)
        return page.url;
    return *Url::parse(u"data:text/html,");
}

WideCharacter wideCharacterOf(const Header &header)
{
    QByteArray argument = "1";
    for (const QByteArray &bytes : {header.name, header.value}) {
        const QString text = QString::fromUtf8(bytes);
        for (qsizetype i = 0; i < text.size(); ++i) {
            const ushort unit = text.at(i).unicode();
            if (unit > 0xFF)
                return {QByteArray::number(i), QByteArray::number(unit), argument};
        }
        argument = "2";
    }
    return {};
}

tl::expected<Request, ThrownError> constructRequest(const ScriptRequest &call,
                                                    const Environment &page,
                                                    const BrowserProfile &profile,
                                                    FetchTrace &trace, QRandomGenerator &random)
{
    Request request;
    request.initiator = call.api;
    request.client = &page;

    // WebIDL converts the members before the constructor's first step.
    const auto mode = enumeration(call.mode, RequestMode::Cors, requestModeFromName, "mode",
                                  "RequestMode", profile, trace);
    if (!mode)
        return tl::unexpected(mode.error());
    const auto credentials =
        enumeration(call.credentials, CredentialsMode::SameOrigin, credentialsModeFromName,
                    "credentials", "RequestCredentials", profile, trace);
    if (!credentials)
        return tl::unexpected(credentials.error());
    const auto cache = enumeration(call.cache, CacheMode::Default, cacheModeFromName, "cache",
                                   "RequestCache", profile, trace);
    if (!cache)
        return tl::unexpected(cache.error());
    const auto redirect = enumeration(call.redirect, RedirectModeKind::Follow, redirectModeFromName,
                                      "redirect", "RequestRedirect", profile, trace);
    if (!redirect)
        return tl::unexpected(redirect.error());
    const auto policy =
        enumeration(call.referrerPolicy, ReferrerPolicy::Empty, referrerPolicyFromName,
                    "referrerPolicy", "ReferrerPolicy", profile, trace);
    if (!policy)
        return tl::unexpected(policy.error());
    const bool duplexGiven = call.duplex && *call.duplex == "half";
    if (call.duplex && !duplexGiven) {
        trace.fail(StepId::RequestMember, QByteArrayLiteral("duplex"), *call.duplex);
        return typeError(*call.duplex, thrownWords(Thrown::FetchEnumeration, profile,
                                                   {"duplex", *call.duplex, "RequestDuplex"}));
    }

    if (!call.wideHeaders.empty()) {
        const Header &wide = call.wideHeaders.front();
        trace.fail(StepId::RequestHeader, wide.name, wide.value);
        const WideCharacter found = wideCharacterOf(wide);
        return typeError(wide.name, thrownWords(Thrown::FetchWideHeader, profile,
                                                {found.index, found.codePoint}));
    }

    // 5.2-5.3. The URL, against the page's.
    const Url base = baseUrlOf(page);
    const auto url = Url::parse(call.url, &base);
    if (!url) {
        trace.fail(StepId::RequestUrl, {}, call.url.toUtf8());
        return typeError(call.url.toUtf8(),
                         thrownWords(Thrown::FetchUrl, profile, {call.url.toUtf8()}));
    }
    // 5.4. A URL with a name and password in it throws.
    if (url->includesCredentials()) {
        trace.fail(StepId::RequestUrlCredentials, {}, call.url.toUtf8());
        return typeError(call.url.toUtf8(),
                         thrownWords(Thrown::FetchUrlCredentials, profile, {call.url.toUtf8()}));
    }
    request.urlList.push_back(*url);

    // 14.-15. Referrer and its policy.
    if (call.referrer) {
        auto referrer = parseReferrer(*call.referrer, base, page, profile, trace);
        if (!referrer)
            return tl::unexpected(referrer.error());
        request.referrer = std::move(*referrer);
    }
    const bool hidden =
        profile.emptyReferrerIsPolicy && std::holds_alternative<NoReferrer>(request.referrer);
    request.referrerPolicy = hidden ? ReferrerPolicy::NoReferrer : *policy;
    // 16.-22. The modes. (`navigate` and `websocket` are no values that a script may give.)
    request.mode = *mode;
    request.credentialsMode = *credentials;
    request.cacheMode = *cache;
    // 21. only-if-cached needs mode same-origin.
    if (request.cacheMode == CacheMode::OnlyIfCached && request.mode != RequestMode::SameOrigin) {
        trace.fail(StepId::RequestMember, QByteArrayLiteral("cache"), *call.cache);
        return typeError(*call.cache, thrownWords(Thrown::FetchOnlyIfCached, profile,
                                                  {requestModeName(request.mode)}));
    }
    request.redirectMode = *redirect;
    // 23.-24. Integrity and keepalive.
    request.integrity = call.integrity.value_or(QString()).toUtf8();
    request.keepalive = call.keepalive.value_or(false);
    // 25. The method: a token, not forbidden, six names in upper case.
    if (call.method) {
        if (!isToken(*call.method) || isForbiddenMethod(*call.method)) {
            trace.fail(StepId::RequestMethod, {}, *call.method);
            const Thrown what =
                isToken(*call.method) ? Thrown::FetchForbiddenMethod : Thrown::FetchMethod;
            return typeError(*call.method, thrownWords(what, profile, {*call.method}));
        }
        request.method = normalizeMethod(*call.method);
    }
    // 32. no-cors allows only what a form could do.
    if (request.mode == RequestMode::NoCors && !isCorsSafelistedMethod(request.method)) {
        trace.fail(StepId::RequestNoCorsMethod, {}, request.method);
        return typeError(request.method,
                         thrownWords(Thrown::FetchNoCorsMethod, profile, {request.method}));
    }
    // 33. The headers.
    auto headers = fillHeaders(call.headers, request.mode, profile, trace);
    if (!headers)
        return tl::unexpected(headers.error());
    request.headers = std::move(*headers);

    if (!call.body)
        return request;
    // 35. GET and HEAD have no body.
    if (request.method == "GET" || request.method == "HEAD") {
        trace.fail(StepId::RequestBody, {}, request.method);
        return typeError(request.method, thrownWords(Thrown::FetchBodyOfGet, profile));
    }
    // 37. Its bytes, and a Content-Type where the script gave none.
    const BodyWithType extracted = extractBody(*call.body, profile, random);
    if (extracted.type && !request.headers.contains("Content-Type")) {
        if (request.mode != RequestMode::NoCors ||
            isNoCorsSafelistedRequestHeader("Content-Type", *extracted.type, profile))
            request.headers.append(QByteArrayLiteral("Content-Type"), *extracted.type);
    }
    // 39. A stream goes out once, and never without asking.
    if (!extracted.body.hasSource) {
        const bool allowed = (duplexGiven || !profile.streamNeedsDuplex) &&
                             request.mode != RequestMode::NoCors && !request.keepalive;
        if (!allowed) {
            trace.fail(StepId::RequestBody, QByteArrayLiteral("duplex"), {});
            const Thrown what = !duplexGiven        ? Thrown::FetchDuplex
                                : request.keepalive ? Thrown::FetchStreamKeepalive
                                                    : Thrown::FetchStreamMode;
            return typeError(QByteArrayLiteral("duplex"), thrownWords(what, profile));
        }
        request.useCorsPreflight = profile.streamForcesPreflight;
    }
    request.body = extracted.body;
    return request;
}

} // namespace corslab
