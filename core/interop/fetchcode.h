// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/scriptrequest.h"

#include <QByteArray>

namespace corslab {

/// The call as a person would write it in a script, UTF-8: `fetch()` with what is not the default,
/// or what the request's interface needs (`new Image()`, `navigator.sendBeacon()` ...). Text is
/// quoted so that it means the same bytes; a body of more than 64 KiB is named, not written out.
[[nodiscard]] QByteArray fetchCode(const ScriptRequest &request);

/// A JavaScript string literal in double quotes.
[[nodiscard]] QByteArray javaScriptString(QByteArrayView utf8);

} // namespace corslab
