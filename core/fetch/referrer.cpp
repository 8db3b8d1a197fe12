// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/referrer.h"

#include "core/http/site.h"
#include "core/http/syntax.h"

namespace corslab {

namespace {

/// A longer Referer is cut to its origin. Referrer Policy: determine request's referrer, step 6.
constexpr qsizetype MaxReferrer = 4096;

enum class StripTo { Url, Origin };

/// https://w3c.github.io/webappsec-referrer-policy/#strip-url
std::optional<Url> strip(const Url &source, StripTo to)
{
    // 2. A local document has no address that could be told.
    if (!source.isHttpOrHttps())
        return std::nullopt;
    Url url = source;
    url.clearCredentials();
    url.setFragment(std::nullopt);
    if (to == StripTo::Origin) {
        url.setPath(QByteArrayLiteral("/"));
        url.setQuery(std::nullopt);
    }
    return url;
}

/// The policy that counts. Firefox: ReferrerInfo::ShouldIgnoreLessRestrictedPolicies in
/// dom/security/ReferrerInfo.cpp, which asks for the registrable domain and not for the scheme, and
/// to which everything is another site for an opaque origin.
ReferrerPolicy policyTowards(const Request &request, const Url &source,
                             const BrowserProfile &profile)
{
    const ReferrerPolicy policy = request.referrerPolicy;
    const bool lax = policy == ReferrerPolicy::UnsafeUrl ||
                     policy == ReferrerPolicy::NoReferrerWhenDowngrade ||
                     policy == ReferrerPolicy::OriginWhenCrossOrigin;
    const bool staysAtSite = !request.origin().isOpaque() &&
                             isSchemelesslySameSite(source.origin(), request.currentUrl().origin());
    if (!lax || !profile.laxReferrerPolicyEndsAtSite || staysAtSite)
        return policy;
    return ReferrerPolicy::StrictOriginWhenCrossOrigin;
}

/// By the policy that counts towards its URL, or by the request's own.
enum class PolicyOf { Url, Request };

/// https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer
std::optional<Url> chooseReferrer(const Request &request, const BrowserProfile &profile,
                                  PolicyOf policyOf)
{
    // 3. Where the request comes from.
    if (std::holds_alternative<NoReferrer>(request.referrer))
        return std::nullopt;
    const Url *named = std::get_if<Url>(&request.referrer);
    // A document with an opaque origin says nothing of where it is.
    const bool loads = request.destination != Destination::Empty ||
                       request.initiator == Api::Beacon || request.initiator == Api::EventSource;
    const bool element = loads && request.client->kind == PageKind::Sandbox;
    if (!named && request.origin().isOpaque() &&
        !(element && profile.sandboxedElementsSendReferrer))
        return std::nullopt;
    const Url &source = named ? *named : request.client->url;
    // 4.-6. As its origin alone, and in full; whichever is chosen.
    const auto origin = [&source] { return strip(source, StripTo::Origin); };
    const auto full = [&] {
        auto url = strip(source, StripTo::Url);
        return url && url->href().size() > MaxReferrer ? origin() : url;
    };
    // To an opaque origin every other one is another.
    const bool sameOrigin =
        !request.origin().isOpaque() && source.isSameOrigin(request.currentUrl());
    // AD-HOC: The standard asks whether the URLs are trustworthy, which http://localhost is; both
    // browsers ask for https.
    const bool downgrade = source.scheme() == "https" && request.currentUrl().scheme() != "https";
    // 8. The policy chooses.
    switch (policyOf == PolicyOf::Url ? policyTowards(request, source, profile)
                                      : request.referrerPolicy) {
    case ReferrerPolicy::NoReferrer:
        return std::nullopt;
    case ReferrerPolicy::Origin:
        return origin();
    case ReferrerPolicy::UnsafeUrl:
        return full();
    case ReferrerPolicy::StrictOrigin:
        return downgrade ? std::nullopt : origin();
    case ReferrerPolicy::Empty:
    case ReferrerPolicy::StrictOriginWhenCrossOrigin:
        if (sameOrigin)
            return full();
        return downgrade ? std::nullopt : origin();
    case ReferrerPolicy::SameOrigin:
        return sameOrigin ? full() : std::nullopt;
    case ReferrerPolicy::OriginWhenCrossOrigin:
        return sameOrigin ? full() : origin();
    case ReferrerPolicy::NoReferrerWhenDowngrade:
        return downgrade ? std::nullopt : full();
    }
    Q_UNREACHABLE();
}

} // namespace

std::optional<QByteArray> determineReferrer(const Request &request, const BrowserProfile &profile)
{
    const auto referrer = chooseReferrer(request, profile, PolicyOf::Url);
    return referrer ? std::optional(referrer->href()) : std::nullopt;
}

void applyReferrerPolicy(Request &request, const HeaderList &responseHeaders)
{
    const auto value = responseHeaders.get("Referrer-Policy");
    if (!value)
        return;
    for (const QByteArray &item : value->split(',')) {
        const auto policy = referrerPolicyFromName(asciiLower(trimTabOrSpace(item)));
        if (policy && *policy != ReferrerPolicy::Empty)
            request.referrerPolicy = *policy;
    }
}

void settleReferrer(Request &request, const BrowserProfile &profile)
{
    auto referrer = chooseReferrer(request, profile, PolicyOf::Url);
    // Where another site got less than a lax policy allows, what comes after it gets that again;
    // nothing stays nothing.
    if (referrer && profile.laxReferrerPolicyEndsAtSite)
        referrer = chooseReferrer(request, profile, PolicyOf::Request);
    if (referrer)
        request.referrer = *std::move(referrer);
    else
        request.referrer = NoReferrer{};
}

} // namespace corslab
