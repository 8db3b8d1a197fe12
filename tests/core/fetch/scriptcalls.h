// SPDX-License-Identifier: GPL-3.0-or-later
// Calls and answers that the tests of the platform's interfaces share.
#pragma once

#include "tests/core/fetch/fetchrig.h"

#include <utility>

namespace corslab {

inline const HeaderList AllowAll{{"Access-Control-Allow-Origin", "*"}};

/// A call of this interface with nothing but a URL.
inline ScriptRequest callOf(Api api, const QByteArray &url)
{
    ScriptRequest call = fetchOf(url);
    call.api = api;
    return call;
}

inline ScriptedAnswer answerOf(HeaderList headers, const QByteArray &body, int status = 200)
{
    return {.status = status, .headers = std::move(headers), .body = body};
}

/// The headers with a Content-Type.
inline HeaderList typed(const QByteArray &type, HeaderList headers = {})
{
    headers.append("Content-Type", type);
    return headers;
}

} // namespace corslab
