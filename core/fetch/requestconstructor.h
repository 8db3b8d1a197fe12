// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/environment.h"
#include "core/fetch/fetchparams.h"
#include "core/fetch/request.h"
#include "core/fetch/scriptoutcome.h"
#include "core/fetch/scriptrequest.h"

#include <tl/expected.hpp>

class QRandomGenerator;

namespace corslab {

/// Why a call threw: for our record, and as the script sees it.
struct ThrownError
{
    Cause cause;
    ScriptError error;
};

/// What a relative URL on a page is relative to: a data: document has nothing.
[[nodiscard]] Url baseUrlOf(const Environment &page);

/// `new Request(url, init)`. https://fetch.spec.whatwg.org/#dom-request
/// The result borrows `page`.
/// What a browser says of a name or value with a character above U+00FF. WebIDL: ByteString.
[[nodiscard]] QByteArray byteStringMessage(const Header &header);

[[nodiscard]] tl::expected<Request, ThrownError>
constructRequest(const ScriptRequest &call, const Environment &page, const BrowserProfile &profile,
                 FetchTrace &trace, QRandomGenerator &random);

} // namespace corslab
