// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/headerlist.h"

#include <QByteArray>

#include <tl/expected.hpp>

#include <optional>

namespace corslab {

/// Why a request is not served: the status of the answer, after which the connection ends, and a
/// sentence for its body.
struct RequestFault
{
    int status = 400;
    QByteArray sentence;
    bool operator==(const RequestFault &) const = default;
};

/// A request's head as its bytes stand. QHttpServer forgets the names of methods that it does not
/// know and the exact target, and empties the header list at a line without a colon.
struct RequestHead
{
    QByteArray method;
    QByteArray target;
    int minorVersion = 1; ///< of HTTP/1
    HeaderList headers;

    /// `bytes` end with the empty line or before it. Source: RFC 9112, sections 2 to 5.
    [[nodiscard]] static tl::expected<RequestHead, RequestFault> parse(QByteArrayView bytes);
    /// Where the empty line behind the head ends, looking only from `from` on; nothing where it has
    /// not come yet.
    [[nodiscard]] static std::optional<qsizetype> end(QByteArrayView bytes, qsizetype from = 0);

    bool operator==(const RequestHead &) const = default;
};

/// Where a request's body ends and what becomes of the connection behind it.
struct RequestFraming
{
    qsizetype contentLength = 0; ///< bytes; 0 where the body is chunked
    bool chunked = false;
    bool expectsContinue = false; ///< the client waits for a 100 before it sends the body

    /// Source: RFC 9112, section 6.3; RFC 9110, section 10.1.1. Stricter in one place: a repeated
    /// Content-Length is refused even where all of them say the same.
    [[nodiscard]] static tl::expected<RequestFraming, RequestFault> of(const RequestHead &head);
    bool operator==(const RequestFraming &) const = default;
};

} // namespace corslab
