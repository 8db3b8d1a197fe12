// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/browserprofile.h"
#include "core/fetch/clock.h"
#include "core/fetch/request.h"

#include <QByteArray>
#include <QByteArrayView>

#include <chrono>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace corslab {

/// What servers have agreed to lately. https://fetch.spec.whatwg.org/#concept-cache
/// Keyed by the top-level page, the request's origin and the URL; credentials belong to the entry.
class PreflightCache
{
public:
    /// Borrows both.
    PreflightCache(const BrowserProfile &profile, const Clock &clock);

    /// https://fetch.spec.whatwg.org/#concept-cache-match-method
    [[nodiscard]] bool matchesMethod(const Request &request) const;
    /// https://fetch.spec.whatwg.org/#concept-cache-match-header
    [[nodiscard]] bool matchesHeader(const Request &request, QByteArrayView name) const;
    /// An agreement, whatever it is about.
    [[nodiscard]] bool holdsAny(const Request &request) const;
    /// Keeps a successful preflight's answer for `maxAge`.
    /// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, 7.12-7.15
    void store(const Request &request, std::span<const QByteArrayView> methods,
               std::span<const QByteArrayView> headerNames, std::chrono::seconds maxAge);
    /// https://fetch.spec.whatwg.org/#concept-cache-clear
    void clear(const Request &request);
    void clear() { m_entries.clear(); }

    /// Keys with something still in force, for the status bar.
    [[nodiscard]] int size() const;
    /// Until the last of them expires; zero where the cache is empty.
    [[nodiscard]] std::chrono::nanoseconds longestLife() const;

private:
    struct Item
    {
        std::string value; ///< a method, or a header name in lower case; `*`; mostly no more than
                           ///< fits without memory of its own
        bool isMethod;
        bool credentials; ///< kept from a preflight for a request with credentials
        std::chrono::nanoseconds expires;
    };
    using Entry = std::vector<Item>;

    QByteArray keyOf(const Request &request) const;
    static void put(Entry &entry, Item item);
    template <typename Predicate>
    bool any(const Request &request, Predicate predicate) const;

    const BrowserProfile &m_profile;
    const Clock &m_clock;
    std::unordered_map<QByteArray, Entry> m_entries;
};

} // namespace corslab
