// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/exchange.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>

namespace corslab {

/// What of an exchange the words about it need: read once, borrowed from the exchange.
struct Situation
{
    explicit Situation(const Exchange &exchange);

    /// The header of the last answer, lines joined; empty where it is absent.
    [[nodiscard]] QByteArray answerHeader(QByteArrayView name) const;
    /// The names that the last preflight asked for, in lower case.
    [[nodiscard]] QList<QByteArray> askedHeaders() const;

    /// The address that the scheme, the mode or a redirect's rule refused: the cause's value where
    /// it is one, otherwise what the last answer's Location or the call says.
    [[nodiscard]] QByteArray refusedAddress(const Cause &cause) const;

    const Exchange &exchange;
    const Message *last = nullptr; ///< the message at which it ended; null where none was sent
    QByteArray url;                ///< of that message, or of the call
    QByteArray origin;        ///< what the browser said of the page: `null` after some redirects
    QByteArray method;        ///< of the actual request, as it would have been sent
    bool credentials = false; ///< the credentials mode is `include`
    bool corsMode = false;    ///< the script asked for an answer that it can read
    bool crossOrigin = false; ///< the last address is not on the page's origin
    bool redirected = false;
    /// The origin is `null` because of redirects, though the page's own is not.
    bool tainted = false;
};

} // namespace corslab
