// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/site.h"

#include <libpsl.h>

#include <QHashFunctions>

#include <algorithm>
#include <array>
#include <memory>

namespace corslab {
namespace {

struct PslDeleter
{
    void operator()(psl_ctx_t *list) const noexcept { psl_free(list); }
};

/// The list that libpsl was built with; the system's where it was built without. It never changes
/// once it is loaded, so threads share it.
const psl_ctx_t *publicSuffixList()
{
    if (const psl_ctx_t *builtin = psl_builtin())
        return builtin;
    static const std::unique_ptr<psl_ctx_t, PslDeleter> latest(psl_latest(nullptr));
    return latest.get();
}

/// A name may end in the root's dot, which is no part of any rule: libpsl would find `co.uk.` below
/// `uk.`.
QByteArray withoutRootDot(const QByteArray &host)
{
    return host.endsWith('.') ? host.chopped(1) : host;
}

QByteArray lookUp(const QByteArray &host)
{
    const QByteArray name = withoutRootDot(host);
    // Empty labels in front are skipped, as browsers do (Chromium,
    // net/base/registry_controlled_domains): libpsl knows nothing of such a name.
    const auto begin = std::find_if(name.cbegin(), name.cend(), [](char c) { return c != '.'; });
    const char *domain = psl_registrable_domain(publicSuffixList(), begin);
    if (!domain)
        return host;
    return host.sliced(domain - name.constData());
}

struct CacheEntry
{
    QByteArray host;
    QByteArray site;
};

} // namespace

QByteArray registrableDomainOrHost(const QByteArray &host)
{
    if (host.isEmpty() || isIpAddress(host))
        return host;
    // Each host has one place: a newcomer replaces whoever sits there, so the size is bounded.
    thread_local std::array<CacheEntry, 256> cache;
    CacheEntry &entry = cache[qHash(host) % cache.size()];
    if (entry.host != host)
        entry = {host, lookUp(host)};
    return entry.site;
}

bool isPublicSuffix(const QByteArray &host)
{
    if (host.isEmpty() || isIpAddress(host))
        return false;
    return psl_is_public_suffix(publicSuffixList(), withoutRootDot(host).constData()) != 0;
}

bool isIpAddress(QByteArrayView host)
{
    if (host.startsWith('['))
        return true;
    // The URL parser reads every host whose last label is a number as IPv4, so digits and three
    // dots are enough to know one by.
    return host.size() >= 7 && host.size() <= 15 &&
           std::count(host.begin(), host.end(), '.') == 3 &&
           std::all_of(host.begin(), host.end(),
                       [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

bool isLoopbackHost(QByteArrayView host)
{
    if (host == "[::1]")
        return true;
    if (isIpAddress(host))
        return host.startsWith("127.");
    if (host.endsWith('.'))
        host.chop(1);
    return host == "localhost" || host.endsWith(".localhost");
}

bool isSchemelesslySameSite(const Origin &a, const Origin &b)
{
    if (a.isOpaque() || b.isOpaque())
        return a == b;
    return a.host() == b.host() ||
           registrableDomainOrHost(a.host()) == registrableDomainOrHost(b.host());
}

bool isSameSite(const Origin &a, const Origin &b)
{
    return a.scheme() == b.scheme() && isSchemelesslySameSite(a, b);
}

} // namespace corslab
