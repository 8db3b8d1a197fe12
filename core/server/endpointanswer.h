// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/headerlist.h"
#include "core/server/compiledserver.h"

#include <QByteArray>

#include <chrono>
#include <optional>

namespace corslab {

/// A request that arrived whole.
struct EndpointRequest
{
    QByteArray method;
    QByteArray target; ///< as in the request line
    HeaderList headers;
    QByteArray body;
};

/// What is to be done with it. Headers and body are what goes on the wire.
struct EndpointAnswer
{
    int status = 404;
    QByteArray reason;
    HeaderList headers;
    QByteArray body;
    std::chrono::milliseconds delay{0};
    bool drop = false;  ///< the connection is closed, nothing is sent
    bool close = false; ///< the connection is closed after the answer

    bool preflight = false;
    std::optional<bool> originAllowed; ///< absent where no policy was asked, or no Origin came
};

/// The path of a request target, without the query.
[[nodiscard]] QByteArray pathOf(const QByteArray &target);

/// Policy and endpoints together: whoever sends the answer only has to send it. No I/O; the one
/// thing that changes are the counters of `times`.
[[nodiscard]] EndpointAnswer answerRequest(const EndpointRequest &request,
                                           const CompiledServer &server);

/// A refusal that no policy and no endpoint has a say in; the connection ends with it.
[[nodiscard]] EndpointAnswer refusalOf(const EndpointRequest &request, int status,
                                       const QByteArray &sentence);

} // namespace corslab
