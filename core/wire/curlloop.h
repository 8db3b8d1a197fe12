// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <curl/curl.h>

#include <deque>
#include <memory>
#include <unordered_map>
#include <vector>

class QSocketNotifier;

namespace corslab {

class CurlTransfer;
enum class TransferEnd : quint8;

/// libcurl's multi handle on Qt's event loop: libcurl names the sockets and the time it waits for.
///
/// Nothing of the caller's runs inside libcurl, where it could not start or end transfers: parts of
/// a body are delivered and ended transfers are completed after libcurl has returned.
class CurlLoop final : public QObject
{
    Q_OBJECT

public:
    CurlLoop();
    /// Call endAll() first.
    ~CurlLoop() override;

    /// Takes no ownership. The transfer is completed, from the event loop, by
    /// CurlTransfer::complete.
    void start(CurlTransfer &transfer);
    /// Completes that transfer as aborted, at once; nothing happens where it is done already.
    void abort(quint64 id);
    /// Aborts everything. What is started afterwards is aborted as it starts.
    void endAll();
    [[nodiscard]] bool isEnding() const noexcept { return m_ending; }

    /// The transfer has new bytes to deliver, or may have all it waits for.
    void touch(quint64 id) { m_touched.push_back(id); }

private:
    struct SocketWatch;

    static int socketChanged(CURL *easy, curl_socket_t socket, int what, void *self, void *watch);
    static int timerChanged(CURLM *multi, long milliseconds, void *self);

    void watch(curl_socket_t socket, int what);
    void act(curl_socket_t socket, int events);
    void settle();
    void finish(quint64 id, TransferEnd end, CURLcode code);
    [[nodiscard]] CurlTransfer *find(quint64 id) const;

    CURLM *m_multi = nullptr;
    QTimer m_timer;
    std::unordered_map<curl_socket_t, std::unique_ptr<SocketWatch>> m_watches;
    std::unordered_map<quint64, CurlTransfer *> m_transfers;
    std::deque<quint64> m_waiting; ///< to be handed to libcurl once it has returned
    std::vector<quint64> m_touched;
    quint64 m_lastId = 0;
    bool m_insideCurl = false;
    bool m_ending = false;
};

} // namespace corslab
