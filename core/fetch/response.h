// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/cause.h"
#include "core/http/headerlist.h"
#include "core/http/url.h"

#include <QByteArray>
#include <QList>

#include <optional>
#include <vector>

namespace corslab {

enum class ResponseType : quint8 { Default, Basic, Cors, Opaque, OpaqueRedirect, Error };
[[nodiscard]] QByteArray responseTypeName(ResponseType type);

/// A response of the Fetch Standard, filtered or not, or a network error with its cause.
/// https://fetch.spec.whatwg.org/#concept-response
struct Response
{
    ResponseType type = ResponseType::Default;
    int status = 200;
    QByteArray statusText;
    HeaderList headers;
    std::optional<QByteArray> body; ///< nothing: a null body
    std::optional<Cause> bodyFailure;
    QList<Url> urlList;
    bool rangeRequested = false;
    bool requestIncludesCredentials = false;
    bool timingAllowPassed = false;
    bool blockedByType = false; ///< of use to no script or style element
    bool wasKept = false;      ///< it came out of the HTTP cache
    bool newlyKept = false;     ///< the HTTP cache took it in when it came
    bool refusedAtRedirect = false; ///< a network error: the CORS check of a redirect
    std::optional<Cause> cause; ///< set where type is Error

    [[nodiscard]] static Response networkError(Cause cause);
    [[nodiscard]] static Response networkError(CauseCode code, QByteArray value = {},
                                               CausePhase phase = CausePhase::Actual);
    [[nodiscard]] bool isNetworkError() const { return type == ResponseType::Error; }
};

[[nodiscard]] bool isOkStatus(int status) noexcept;
/// 301 302 303 307 308
[[nodiscard]] bool isRedirectStatus(int status) noexcept;
/// 101 103 204 205 304
[[nodiscard]] bool isNullBodyStatus(int status) noexcept;
[[nodiscard]] bool isAmong(int status, const std::vector<int> &statuses);

} // namespace corslab
