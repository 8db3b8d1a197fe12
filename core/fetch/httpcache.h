// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/clock.h"
#include "core/fetch/fetchparams.h"
#include "core/fetch/request.h"
#include "core/fetch/response.h"

#include <QByteArray>
#include <QHash>

#include <chrono>
#include <optional>

namespace corslab {

struct CacheControl;
struct CacheDemand;

/// A private HTTP cache as far as it bears on CORS: a stored answer keeps the CORS headers that it
/// came with. One answer a URL and top-level page. https://httpwg.org/specs/rfc9111.html
class HttpCache
{
public:
    /// Borrows both.
    HttpCache(const BrowserProfile &profile, const Clock &clock);

    /// A stored answer that may be used as it is; where it is stale, `http` says that it is to be
    /// asked about later. Where one must be asked about first, the conditional headers are added to
    /// `http`.
    [[nodiscard]] std::optional<Response> lookUp(Request &http, FetchTrace &trace);
    /// Takes in an answer from the network: stores it, or freshens what a 304 confirms. Gives back
    /// what the page is to get.
    [[nodiscard]] Response update(const Request &http, Response response, FetchTrace &trace);
    /// The stored answer to such a request is not used again.
    void forget(const Request &request) { m_entries.remove(keyOf(request)); }
    void clear() { m_entries.clear(); }

private:
    struct Entry
    {
        Response response;
        HeaderList requestHeaders; ///< for Vary
        std::chrono::nanoseconds stored;
        bool behindPermanent = false; ///< a permanent redirect of the network led here
    };

    QByteArray keyOf(const Request &http) const;
    QByteArray plainKeyOf(const Request &http) const;
    static bool variesFrom(const Entry &entry, const Request &http);
    bool isFresh(const Entry &entry, const CacheControl &asked) const;
    bool isForAnother(const Entry &entry, const Request &http, const CacheDemand &demand) const;
    bool maySatisfy(const Entry &entry, const Request &http, const CacheDemand &demand) const;
    bool mayServeStale(const Entry &entry, const Request &http, const CacheDemand &demand) const;
    Response answerOf(const Entry &entry, const Request &http) const;
    void addValidators(Request &http, const Entry &entry) const;
    void endChanged(const Request &http, const Response &response);
    bool confirm(Entry &entry, const Response &confirmation);
    bool mayStore(const Request &http, const Response &response) const;
    bool isOfUse(const Response &response) const;
    void store(const Request &http, const Response &response);

    const BrowserProfile &m_profile;
    const Clock &m_clock;
    QHash<QByteArray, Entry> m_entries;
};

} // namespace corslab
