// SPDX-License-Identifier: GPL-3.0-or-later
// Redirects and servers that the tests of redirects share.
#pragma once

#include "tests/core/fetch/scriptcalls.h"

namespace corslab {

inline ScriptedAnswer redirectTo(const QByteArray &location, int status = 302)
{
    return {.status = status,
            .headers = {{"Location", location},
                        {"Access-Control-Allow-Origin", "http://a.test"},
                        {"Access-Control-Allow-Credentials", "true"}}};
}

/// Says yes to whoever asks.
inline void openUp(ScriptedTransport &transport, const QByteArray &origin = "http://a.test")
{
    const HeaderList headers{
        {"Access-Control-Allow-Origin", origin},
        {"Access-Control-Allow-Credentials", "true"},
        {"Access-Control-Allow-Methods", "PUT, DELETE, POST"},
        {"Access-Control-Allow-Headers", "x-a, authorization, content-type, content-language"}};
    transport.on("OPTIONS", {}, {.headers = headers});
    transport.on({}, {}, {.headers = headers, .body = "end"});
}

} // namespace corslab
