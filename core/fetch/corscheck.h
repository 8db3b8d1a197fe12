// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/fetchparams.h"
#include "core/fetch/response.h"

#include <QByteArray>

#include <optional>

namespace corslab {

/// Whether a response may be shared with the page. Nothing where it may, otherwise the cause.
/// `origin` is the request's origin as it was sent.
/// https://fetch.spec.whatwg.org/#concept-cors-check
[[nodiscard]] std::optional<Cause> corsCheck(const QByteArray &origin, CredentialsMode credentials,
                                             const HeaderList &responseHeaders, CausePhase phase,
                                             FetchTrace &trace);

} // namespace corslab
