// SPDX-License-Identifier: GPL-3.0-or-later
// The texts that browsers print, and what an exchange must carry for them.
//
// The cause's value, which the texts and the sentences quote, is by code:
//   MissingAllowOriginHeader              empty
//   WildcardOriginNotAllowed              `*`
//   MultipleAllowOriginValues,            the header's value: lines joined with ", ", trimmed of
//   InvalidAllowOriginValue,              tabs and spaces at both ends, bytes as they came
//   AllowOriginMismatch
//   InvalidAllowCredentials               the header's value, joined; empty where it is absent
//   PreflightInvalidStatus                the status in digits
//   PreflightDisallowedRedirect           the status in digits; only for a redirect with a
//   Location:
//                                         a preflight with 301 and no Location is an invalid status
//   InvalidAllow{Methods,Headers}...      the first item that is not a token, or the whole value
//   MethodDisallowedByPreflightResponse   the method
//   HeaderDisallowedByPreflightResponse   the name in lower case
//   RedirectContainsCredentials,          the address that the redirect leads to
//   MixedContent
//   CorsDisabledScheme, SchemeNotHttp,    the address that was refused; where it is something else
//   SameOriginMode                        (the scheme, an origin) the last Location or the call's
//                                         URL is taken for it
//   BadPort                               the port in digits
//   NoCorsRedirectMode                    empty
//   RedirectMode                          the status in digits
//   RedirectLocation                      the Location as it stands in the answer
//   ResourcePolicy                        the header's value
//   Integrity                             "sha256-..." of the body as it came; empty where it could
//                                         not be checked (an answer of no-cors)
//   OnlyIfCached, TooManyRedirects,       empty
//   RedirectBody, KeepaliveBody,
//   DisallowedByMode, InvalidResponse
//   LocalNetworkAccess                    the address
//   NameNotResolved                       the host
//   ConnectionRefused                     host and port
//   ConnectionClosed, Timeout, Aborted    empty
//   Tls, MalformedResponse                what was wrong, without a full stop
//   ResponseTooLarge                      the limit in bytes
//   ThrewTypeError, ThrewSyntaxError      what offended: the URL, the method, the member's value
//
// The phase is Call where nothing was sent because of the call itself, Preflight where the answer
// to a preflight decided, Redirect where a redirect's own rules did (its address, its mode, its
// limit) or where the CORS check of an answer that redirects failed, Actual otherwise.
//
// The last message must be the one at which the exchange ended: the preflight that was refused, the
// answer that failed the check, the redirect that could not be followed. Its `url` has no fragment,
// no user name and no password. `Exchange::pageOrigin`, `pageUrl`, `url`, `request`, `verdict` and
// `cause` are used; of the steps, RequestForbiddenHeader and Cookie.
#pragma once

#include "core/record/exchange.h"

#include <QByteArray>

#include <vector>

namespace corslab {

enum class ConsoleStyle : quint8 { Chromium, Firefox, Safari };

/// What that browser prints for a finished exchange, in order, UTF-8. Empty where it prints
/// nothing.
[[nodiscard]] std::vector<QByteArray> consoleText(const Exchange &exchange, ConsoleStyle style);

} // namespace corslab
