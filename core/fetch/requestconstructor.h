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

/// The first character above U+00FF of a header, for which it is no ByteString: in decimal, where it
/// stands in the name or the value, its code unit, and which argument of a setter that is.
struct WideCharacter
{
    QByteArray index;
    QByteArray codePoint;
    QByteArray argument;
};
[[nodiscard]] WideCharacter wideCharacterOf(const Header &header);

/// `new Request(url, init)`. https://fetch.spec.whatwg.org/#dom-request
/// The result borrows `page`.
[[nodiscard]] tl::expected<Request, ThrownError>
constructRequest(const ScriptRequest &call, const Environment &page, const BrowserProfile &profile,
                 FetchTrace &trace, QRandomGenerator &random);

} // namespace corslab
