// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/message.h"
#include "core/http/headerlist.h"
#include "core/http/url.h"

#include <QByteArray>
#include <QCoroTask>

#include <tl/expected.hpp>

#include <functional>
#include <optional>
#include <stop_token>

namespace corslab {

/// One HTTP/1.1 request, complete: a transport adds nothing to it.
struct TransportRequest
{
    Url url; ///< where to connect; path and query are the request target
    QByteArray method;
    HeaderList headers; ///< every line, in order; Host and Content-Length too
    QByteArray body;
    HeadReading headReading;
    bool keepsHeads = true; ///< false: nobody looks at the raw heads, and they may stay empty
    /// Called as parts of the body arrive; false ends the transfer as if it were complete. May be
    /// empty.
    std::function<bool(QByteArrayView)> bodyReceived;
};

/// An answer whose head is whole. Its body may have been cut short.
struct TransportResponse
{
    int status = 0;
    QByteArray reason;
    HeaderList headers; ///< as they came: order, case, repeats
    QByteArray body;
    std::optional<Cause>
        bodyFailure; ///< ConnectionClosed, MalformedResponse, Timeout, Aborted, ResponseTooLarge
    std::vector<InterimResponse> interim;
    QByteArray rawRequestHead;
    QByteArray rawResponseHead;
    Timing timing; ///< milliseconds since send() was called
    quint16 localPort = 0;
};

struct TransportFailure
{
    Cause cause; ///< code of the network group; value: the host, or what was malformed
    QByteArray rawRequestHead;
    QByteArray rawResponseHead;
    Timing timing;
    quint16 localPort = 0;
};

using TransportResult = tl::expected<TransportResponse, TransportFailure>;

/// Carries one request to whoever answers. Implementations: CurlTransport (the network),
/// PolicyTransport (a policy, without a network), and a scripted one in the tests.
class Transport
{
public:
    virtual ~Transport() = default;
    /// `stop` ends it soon with Aborted: always by resuming the awaiter, never by dropping the
    /// task. `request` and the transport must live until the task is done.
    virtual QCoro::Task<TransportResult> send(const TransportRequest &request,
                                              std::stop_token stop) = 0;
};

} // namespace corslab
