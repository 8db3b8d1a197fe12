// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/transport.h"
#include "core/wire/responsehead.h"

#include <QElapsedTimer>

#include <curl/curl.h>

#include <array>
#include <coroutine>
#include <functional>
#include <memory>
#include <optional>

namespace corslab {

class CurlLoop;
struct CurlTransportOptions;

/// Who ended a transfer.
enum class TransferEnd : quint8 {
    Curl,   ///< it is over, well or badly
    Enough, ///< the receiver wants no more
    Aborted
};

/// The part of a request that HTTP/1.1 cannot say, and that is therefore not sent: an empty
/// optional where all of it can be said.
[[nodiscard]] std::optional<QByteArray> unsayablePart(const TransportRequest &request);

/// `localhost`, a name below it, or either with a final dot.
[[nodiscard]] bool isLocalhostName(QByteArrayView host);

/// One request in libcurl's hands, and what came of it.
class CurlTransfer
{
public:
    CurlTransfer(const TransportRequest &request, const CurlTransportOptions &options,
                 const std::function<void(quint16)> &connectionOpened);
    ~CurlTransfer();
    Q_DISABLE_COPY_MOVE(CurlTransfer)

    // Towards the loop.
    void attach(CurlLoop &loop, quint64 id);
    [[nodiscard]] CURL *easy() const noexcept { return m_easy; }
    [[nodiscard]] quint64 id() const noexcept { return m_id; }
    /// Hands the receiver what has come since the last call; false where it wants no more.
    [[nodiscard]] bool deliverParts();
    /// The request is sent and the answer has all the bytes that its head announces.
    [[nodiscard]] bool isWhole() const;
    /// Makes the result and resumes the awaiter, which may destroy this object.
    void complete(TransferEnd end, CURLcode code);

    // Towards the coroutine.
    [[nodiscard]] bool isComplete() const noexcept { return m_result.has_value(); }
    void setWaiter(std::coroutine_handle<> waiter) noexcept { m_waiter = waiter; }
    [[nodiscard]] TransportResult takeResult() { return std::move(*m_result); }

private:
    struct FreeList
    {
        void operator()(curl_slist *list) const { curl_slist_free_all(list); }
    };
    using List = std::unique_ptr<curl_slist, FreeList>;

    static void append(List &list, const QByteArray &line);
    static std::size_t headerArrived(char *data, std::size_t size, std::size_t count, void *self);
    static std::size_t bodyArrived(char *data, std::size_t size, std::size_t count, void *self);
    static int bytesSeen(CURL *easy, curl_infotype type, char *data, std::size_t size, void *self);
    static int socketMade(void *self, curl_socket_t socket, curlsocktype purpose);
    static int connected(void *self, char *remoteAddress, char *localAddress, int remotePort,
                         int localPort);

    void setUrl();
    void setRequest();
    void setPolicy(const CurlTransportOptions &options);
    void setCallbacks();
    [[nodiscard]] double now() const;
    [[nodiscard]] bool readFraming();
    [[nodiscard]] bool bodyIsWhole() const;
    [[nodiscard]] Cause causeOf(TransferEnd end, CURLcode code) const;
    [[nodiscard]] CauseCode codeOf(CURLcode code) const;

    const TransportRequest &m_request;
    const std::function<void(quint16)> &m_connectionOpened;
    qint64 m_maxBody;
    qint64 m_maxHead;

    CURL *m_easy;
    List m_headers;
    List m_resolve;
    std::array<char, CURL_ERROR_SIZE> m_error{};
    CurlLoop *m_loop = nullptr;
    quint64 m_id = 0;
    std::coroutine_handle<> m_waiter;

    QElapsedTimer m_clock;
    Timing m_timing;
    quint16 m_localPort = 0;
    QByteArray m_rawRequestHead;
    qint64 m_bodySent = 0;
    ResponseHead m_head;
    BodyFraming m_framing;
    QByteArray m_body;
    qsizetype m_delivered = 0;
    std::optional<Cause> m_ourFailure; ///< why a callback told libcurl to stop
    bool m_headRefused = false;        ///< and it is the head that is at fault
    std::optional<TransportResult> m_result;
};

/// What a coroutine awaits to be resumed when a transfer is complete.
struct TransferCompletion
{
    CurlTransfer &transfer;
    [[nodiscard]] bool await_ready() const noexcept { return transfer.isComplete(); }
    void await_suspend(std::coroutine_handle<> waiter) const noexcept
    {
        transfer.setWaiter(waiter);
    }
    void await_resume() const noexcept {}
};

} // namespace corslab
