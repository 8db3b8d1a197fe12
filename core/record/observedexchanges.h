// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/exchange.h"
#include "core/server/servedrequest.h"

#include <QByteArray>

#include <chrono>
#include <deque>
#include <vector>

namespace corslab {

/// Puts what the servers saw of real browsers together: a preflight and the request that it was for
/// become one exchange. Nothing here knows the page: what a message does not tell stays empty.
class ObservedExchanges
{
public:
    /// A preflight waits this long for its request. Real ones follow within milliseconds; a person
    /// who stops a debugger between the two takes longer.
    static constexpr std::chrono::seconds PreflightWait{10};

    /// So many wait at most; a browser has a handful under way. More are a flood, and the oldest ends
    /// its wait early.
    static constexpr std::size_t MostPreflights = 1024;

    /// Keeps a preflight until the request that it is for comes.
    void hold(const ServedRequest &preflight);
    /// A request that is no preflight as an exchange, with the preflight that was held for it.
    [[nodiscard]] Exchange complete(const ServedRequest &served);
    /// A request by itself, as a preflight that was refused.
    [[nodiscard]] static Exchange alone(const ServedRequest &served);
    /// Preflights whose request did not come within PreflightWait of `now`, and the oldest beyond
    /// MostPreflights, as exchanges of their own.
    [[nodiscard]] std::vector<Exchange> expire(const QDateTime &now);
    /// Whether a preflight waits.
    [[nodiscard]] bool isWaiting() const { return !m_preflights.empty(); }

private:
    std::deque<ServedRequest> m_preflights;
};

/// The name and major version in a User-Agent value: "Firefox 153"; the first product where none is
/// known.
[[nodiscard]] QByteArray browserOf(QByteArrayView userAgent);
/// The served request as a message of an exchange.
[[nodiscard]] Message messageOf(const ServedRequest &served, const QDateTime &begun);

} // namespace corslab
