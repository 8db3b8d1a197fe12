// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/curltransport.h"

#include "core/wire/curlloop.h"
#include "core/wire/curltransfer.h"

#include <mutex>
#include <utility>

namespace corslab {

namespace {

/// May run in any thread, so it only leaves word with the loop.
struct AbortLater
{
    CurlLoop *loop;
    quint64 id;
    void operator()() const
    {
        QMetaObject::invokeMethod(
            loop, [target = loop, transfer = id] { target->abort(transfer); },
            Qt::QueuedConnection);
    }
};

TransportResult failedBeforeSending(CauseCode code, QByteArray value)
{
    TransportFailure failure;
    failure.cause = Cause{code, std::move(value), {}};
    return tl::unexpected(std::move(failure));
}

std::unique_ptr<CurlLoop> makeLoop()
{
    static std::once_flag initialised;
    std::call_once(initialised, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    return std::make_unique<CurlLoop>();
}

} // namespace

CurlTransport::CurlTransport(CurlTransportOptions options)
    : m_options(std::move(options))
    , m_loop(makeLoop())
{
}

CurlTransport::~CurlTransport()
{
    m_loop->endAll();
}

void CurlTransport::setConnectionOpened(std::function<void(quint16)> callback)
{
    m_connectionOpened = std::move(callback);
}

QCoro::Task<TransportResult> CurlTransport::send(const TransportRequest &request,
                                                 std::stop_token stop)
{
    if (!request.url.isHttpOrHttps()) {
        co_return failedBeforeSending(CauseCode::SchemeNotHttp, request.url.scheme());
    }
    if (std::optional<QByteArray> unsayable = unsayablePart(request)) {
        co_return failedBeforeSending(CauseCode::ThrewTypeError, std::move(*unsayable));
    }
    if (stop.stop_requested() || m_loop->isEnding()) {
        co_return failedBeforeSending(CauseCode::Aborted,
                                      request.url.host().value_or(QByteArray()));
    }
    CurlTransfer transfer(request, m_options, m_connectionOpened);
    m_loop->start(transfer);
    const std::stop_callback onStop(stop, AbortLater{m_loop.get(), transfer.id()});
    const TransferCompletion completion{transfer};
    co_await completion;
    // Nothing of ours may be touched from here on: the transport may be gone.
    co_return transfer.takeResult();
}

} // namespace corslab
