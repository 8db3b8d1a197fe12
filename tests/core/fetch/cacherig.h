// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of the HTTP cache share.
#pragma once

#include "tests/core/fetch/fetchrig.h"

namespace corslab {

/// A call of fetch() with a cache mode.
inline ScriptRequest cached(const QByteArray &mode, const QByteArray &url = "/x")
{
    ScriptRequest call = fetchOf(url);
    call.cache = mode;
    if (mode == "only-if-cached")
        call.mode = "same-origin";
    return call;
}

inline HeaderList with(HeaderList headers, const QByteArray &name, const QByteArray &value)
{
    headers.append(name, value);
    return headers;
}

} // namespace corslab
