// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/browserprofile.h"
#include "core/http/headerlist.h"

#include <QByteArray>

#include <optional>

namespace corslab {

/// The name of which an answer has two lines that say different things, where that makes browsers
/// refuse it: which one an attacker has added cannot be told. Chromium: HttpStreamParser in
/// net/http/http_stream_parser.cc; Firefox: nsHttpHeaderArray in netwerk/protocol/http.
[[nodiscard]] std::optional<QByteArray> contradictoryLine(const HeaderList &headers,
                                                          const BrowserProfile &profile);

/// The lines as the browser itself looks at them: it may have made one of several. Those of
/// Access-Control-Allow-Origin are counted in the CORS check, and so stay apart where two are
/// spelled like that: netwerk/protocol/http/nsCORSListenerProxy.cpp, CheckOriginHeader.
[[nodiscard]] HeaderList linesForBrowser(const HeaderList &headers, const BrowserProfile &profile);
/// The lines as the script gets to see them.
[[nodiscard]] HeaderList linesForScript(const HeaderList &headers, const BrowserProfile &profile);

} // namespace corslab
