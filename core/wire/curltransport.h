// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/transport.h"

#include <chrono>
#include <functional>
#include <memory>

namespace corslab {

class CurlLoop;

struct CurlTransportOptions
{
    /// For the whole of one request, from send() to the body's last byte; 0 is no limit.
    std::chrono::milliseconds timeout{30'000};
    bool acceptAnyCertificate = false;
    /// A file of certificates (PEM) to trust instead of the system's; empty: the system's.
    QByteArray trustedCertificates;
    qint64 maxBody = 64 * 1024 * 1024; ///< bytes; what is over is ResponseTooLarge
    /// Bytes of all heads of one answer. libcurl itself refuses more than 300 KiB, and a line of
    /// more than 100 KiB.
    qint64 maxHead = 300 * 1024;
};

/// Sends over the network, with libcurl on the event loop of the thread that made it.
///
/// Nothing is done behind the caller's back: the header lines of the request go out as they are and
/// no others do, an answer comes back as it was said, and there is no resending, redirect, cookie,
/// authentication, proxy, decompression, HTTP/2 or upgrade. Each request has a connection of its
/// own, because libcurl silently resends on a kept one that turns out to be dead.
///
/// `localhost` and the names below it are the loopback addresses, [::1] and 127.0.0.1, whatever the
/// system says, as in browsers: the one that answers is taken.
///
/// A request that HTTP cannot say is refused before anything is sent, as ThrewTypeError with the
/// offending bytes: a method or a header name that is not a token, CR, LF or NUL in a value, a
/// white space or control byte in the target. A scheme other than http and https is SchemeNotHttp.
///
/// No exception leaves it, and the callbacks that it is given must not throw.
class CurlTransport final : public Transport
{
public:
    explicit CurlTransport(CurlTransportOptions options = {});
    /// Ends what is under way with Aborted: the awaiters are resumed, from here.
    ~CurlTransport() override;
    Q_DISABLE_COPY_MOVE(CurlTransport)

    /// Called when a connection stands and before the first byte of the request is on it, with the
    /// port of our end, so that a server's record of the request can be told to be ours. It is
    /// called from inside libcurl: it must neither destroy the transport nor run an event loop.
    void setConnectionOpened(std::function<void(quint16 localPort)> callback);

    /// `request.bodyReceived` must not destroy the transport.
    QCoro::Task<TransportResult> send(const TransportRequest &request,
                                      std::stop_token stop) override;

private:
    CurlTransportOptions m_options;
    std::function<void(quint16)> m_connectionOpened;
    std::unique_ptr<CurlLoop> m_loop;
};

} // namespace corslab
