// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/resourcepolicy.h"

#include "core/http/site.h"

namespace corslab {

namespace {

QByteArray registrableDomain(const Origin &origin)
{
    return origin.isOpaque() || isPublicSuffix(origin.host())
               ? QByteArray()
               : registrableDomainOrHost(origin.host());
}

bool isOfSameSite(const Origin &page, const Origin &resource, const BrowserProfile &profile)
{
    if (!profile.resourcePolicyComparesDomains)
        return isSchemelesslySameSite(page, resource);
    return !isIpAddress(page.host()) && !isIpAddress(resource.host()) &&
           registrableDomain(page) == registrableDomain(resource);
}

} // namespace

std::optional<Cause> resourcePolicyCheck(const Request &request, const HeaderList &responseHeaders,
                                         const BrowserProfile &profile, FetchTrace &trace)
{
    // 2. One exact value; a list, a repeat or an unknown word counts for nothing.
    const auto policy = responseHeaders.get("Cross-Origin-Resource-Policy");
    if (!policy || (*policy != "same-origin" && *policy != "same-site"))
        return std::nullopt;

    const Origin &page = request.origin();
    const Origin resource = request.currentUrl().origin();
    // 5. same-origin, or same-site: then not from http to an https resource either.
    const bool secureEnough = page.scheme() == "https" || resource.scheme() != "https";
    const bool allowed = *policy == "same-origin"
                             ? page == resource
                             : isOfSameSite(page, resource, profile) && secureEnough;
    if (allowed) {
        trace.pass(StepId::ResourcePolicy, page.serialized(), *policy);
        return std::nullopt;
    }
    trace.fail(StepId::ResourcePolicy, page.serialized(), *policy);
    return Cause{CauseCode::ResourcePolicy, *policy};
}

} // namespace corslab
