// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

namespace corslab {

/// How much of a server one client may take. QHttpServer itself has no bound at all.
struct ConnectionLimits
{
    /// A browser opens six connections to an origin and a few ahead of need; forty of them fit,
    /// and the sockets stay far below the usual 1,024 file descriptors of a process.
    static constexpr int DefaultConnections = 256;
    /// Four times what Chromium sends at most, twice what nginx and Apache take for one request.
    static constexpr qsizetype DefaultHead = 64 * 1024;
    /// A laboratory shows headers; the body of a request is held in memory whole.
    static constexpr qsizetype DefaultBody = 8 * 1024 * 1024;
    /// Whoever needs longer for a few hundred bytes holds a place that others wait for.
    static constexpr std::chrono::milliseconds DefaultHeadTime{5'000};
    /// Three times the time for a head, and less than a person takes to wonder what holds the port.
    static constexpr std::chrono::milliseconds DefaultIdleTime{15'000};

    int connections = DefaultConnections; ///< at the same time, over all addresses of the server
    qsizetype head = DefaultHead;         ///< bytes of request line and header lines
    qsizetype body = DefaultBody;         ///< bytes, as they arrive
    std::chrono::milliseconds headTime = DefaultHeadTime; ///< from its first byte to the whole head
    std::chrono::milliseconds idleTime = DefaultIdleTime; ///< without a byte from the client
    bool operator==(const ConnectionLimits &) const = default;
};

} // namespace corslab
