// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/cause.h"
#include "core/http/headerlist.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace corslab {

/// What becomes of the blanks where a header line of an answer goes on in the next one.
enum class FoldedLines : quint8 { OneSpace, AllBlanks };

/// How a browser reads the head of an answer.
struct HeadReading
{
    FoldedLines foldedLines = FoldedLines::OneSpace;
    bool trimsNames = false; ///< `X-A : b` names a header; otherwise it is passed over
    bool chunksNeedHttp11 = false; ///< in an answer of HTTP/1.0 they are bytes like others
    /// The body of an answer of HTTP/1.0 ends where its connection does, whatever was announced:
    /// netwerk/protocol/http/nsHttpTransaction.cpp, Close.
    bool oldBodyMayBreakOff = false;
    bool operator==(const HeadReading &) const = default;
};

/// Milliseconds, absent where it did not happen: in a Message since the exchange began, as `start` is;
/// from a Transport since send() was called.
struct Timing
{
    std::optional<double> name;      ///< the host's address is known
    std::optional<double> connect;   ///< the connection (and TLS) stands
    std::optional<double> sent;      ///< the request's last byte was handed to the system
    std::optional<double> firstByte; ///< of the answer
    std::optional<double> end;
    bool operator==(const Timing &) const = default;
};

enum class MessageKind : quint8 {
    Preflight,
    Actual,
    Redirected ///< an actual request that follows a redirect
};

/// A 1xx answer that came before the final one.
struct InterimResponse
{
    int status = 0;
    HeaderList headers;
    bool operator==(const InterimResponse &) const = default;
};

/// One request on the wire and what came back.
struct Message
{
    MessageKind kind = MessageKind::Actual;
    double start = 0.0; ///< milliseconds since the exchange began
    QByteArray method;
    QByteArray url;
    HeaderList requestHeaders; ///< in wire order
    QByteArray requestBody;
    QByteArray rawRequestHead; ///< exact bytes; empty where no connection came about

    int status = 0; ///< 0: no answer
    QByteArray reason;
    HeaderList responseHeaders;
    QByteArray responseBody;
    QByteArray rawResponseHead;
    std::vector<InterimResponse> interim;

    std::optional<Cause> failure; ///< of the network, not of CORS
    bool fromHttpCache = false;   ///< nothing was sent
    Timing timing;
    quint16 localPort = 0; ///< of our end of the connection: by it a server's record finds its twin
    bool operator==(const Message &) const = default;
};

} // namespace corslab
