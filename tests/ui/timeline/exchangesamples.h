// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/exchange.h"

#include <QByteArray>

#include <vector>

namespace corslab::samples {

/// Exchanges as the browser model records them, made without a browser and without a server.
[[nodiscard]] Exchange sameOrigin();
/// The article's third request: preflighted, with credentials, allowed.
[[nodiscard]] Exchange preflightAllowed();
/// A PUT from a page on another port than the one that the server names.
[[nodiscard]] Exchange preflightPortMismatch();
/// A PUT with two headers of which the server allows one.
[[nodiscard]] Exchange preflightHeaderRefused();
/// A PUT whose preflight gets a 404.
[[nodiscard]] Exchange preflightNotFound();
/// A simple request whose answer has no Access-Control-Allow-Origin.
[[nodiscard]] Exchange simpleBlocked();
/// A redirect to a third origin: the origin becomes null.
[[nodiscard]] Exchange redirectTainted();
[[nodiscard]] Exchange preflightFromCache();
[[nodiscard]] Exchange opaque();
[[nodiscard]] Exchange connectionRefused();
/// Its preflight was answered; the answer to the request is still awaited.
[[nodiscard]] Exchange running();
/// A call that throws.
[[nodiscard]] Exchange threw();
/// A redirect from /0 to /1 and so on; allowed in the end.
[[nodiscard]] Exchange redirectChain(int redirects);
/// An answer with so many header lines, one of them with a long value.
[[nodiscard]] Exchange manyHeaders(int count);
/// Control characters, directions of writing and an endless word in every value.
[[nodiscard]] Exchange hostileValues();

struct NamedExchange
{
    const char *name;
    Exchange exchange;
};
/// Each of the above but the two that were refused for a header and a status.
[[nodiscard]] std::vector<NamedExchange> all();

} // namespace corslab::samples
