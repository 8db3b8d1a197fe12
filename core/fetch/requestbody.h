// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/browserprofile.h"
#include "core/fetch/request.h"
#include "core/fetch/scriptrequest.h"

#include <QByteArray>

#include <optional>

class QRandomGenerator;

namespace corslab {

struct BodyWithType
{
    RequestBody body;
    std::optional<QByteArray> type; ///< the Content-Type that goes with it
};

/// https://fetch.spec.whatwg.org/#concept-bodyinit-extract
/// `random` makes the boundary of a multipart body.
[[nodiscard]] BodyWithType extractBody(const ScriptBody &body, const BrowserProfile &profile,
                                       QRandomGenerator &random);
/// The same for XMLHttpRequest and beacons, which may leave a Blob's type unsaid: the profile's
/// sentBlobTypeMustParse.
[[nodiscard]] BodyWithType extractSentBody(const ScriptBody &body, const BrowserProfile &profile,
                                           QRandomGenerator &random);

} // namespace corslab
