// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/curlloop.h"

#include "core/wire/curltransfer.h"

#include <QPointer>
#include <QScopedValueRollback>
#include <QSocketNotifier>

#include <utility>

namespace corslab {

namespace {

/// A notifier may be in the middle of its own signal when libcurl is done with the socket.
struct DeleteLater
{
    void operator()(QSocketNotifier *notifier) const
    {
        notifier->setEnabled(false);
        notifier->deleteLater();
    }
};

using Notifier = std::unique_ptr<QSocketNotifier, DeleteLater>;

} // namespace

struct CurlLoop::SocketWatch
{
    Notifier read;
    Notifier write;
};

CurlLoop::CurlLoop()
    : m_multi(curl_multi_init())
{
    Q_CHECK_PTR(m_multi);
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] { act(CURL_SOCKET_TIMEOUT, 0); });
    curl_multi_setopt(m_multi, CURLMOPT_SOCKETFUNCTION, &CurlLoop::socketChanged);
    curl_multi_setopt(m_multi, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(m_multi, CURLMOPT_TIMERFUNCTION, &CurlLoop::timerChanged);
    curl_multi_setopt(m_multi, CURLMOPT_TIMERDATA, this);
}

CurlLoop::~CurlLoop()
{
    Q_ASSERT(m_transfers.empty());
    // Closing what is left would call back into a half-destroyed object.
    curl_multi_setopt(m_multi, CURLMOPT_SOCKETFUNCTION, nullptr);
    curl_multi_setopt(m_multi, CURLMOPT_TIMERFUNCTION, nullptr);
    curl_multi_cleanup(m_multi);
}

void CurlLoop::start(CurlTransfer &transfer)
{
    const quint64 id = ++m_lastId;
    transfer.attach(*this, id);
    m_transfers.emplace(id, &transfer);
    m_waiting.push_back(id);
    if (!m_insideCurl) {
        settle();
    }
}

void CurlLoop::abort(quint64 id)
{
    finish(id, TransferEnd::Aborted, CURLE_OK);
}

void CurlLoop::endAll()
{
    m_ending = true;
    while (!m_transfers.empty()) {
        finish(m_transfers.begin()->first, TransferEnd::Aborted, CURLE_OK);
    }
}

int CurlLoop::socketChanged(CURL *, curl_socket_t socket, int what, void *self, void *)
{
    static_cast<CurlLoop *>(self)->watch(socket, what);
    return 0;
}

int CurlLoop::timerChanged(CURLM *, long milliseconds, void *self)
{
    QTimer &timer = static_cast<CurlLoop *>(self)->m_timer;
    if (milliseconds < 0) {
        timer.stop();
    } else {
        timer.start(static_cast<int>(qMin(milliseconds, 3'600'000L)));
    }
    return 0;
}

void CurlLoop::watch(curl_socket_t socket, int what)
{
    if (what == CURL_POLL_REMOVE) {
        m_watches.erase(socket);
        return;
    }
    std::unique_ptr<SocketWatch> &watch = m_watches[socket];
    if (!watch) {
        watch = std::make_unique<SocketWatch>();
    }
    const auto set = [&](Notifier &notifier, QSocketNotifier::Type type, int event, bool wanted) {
        if (wanted && !notifier) {
            notifier.reset(new QSocketNotifier(static_cast<qintptr>(socket), type, this));
            connect(notifier.get(), &QSocketNotifier::activated, this,
                    [this, socket, event] { act(socket, event); });
        } else if (!wanted) {
            notifier.reset();
        }
    };
    set(watch->read, QSocketNotifier::Read, CURL_CSELECT_IN, (what & CURL_POLL_IN) != 0);
    set(watch->write, QSocketNotifier::Write, CURL_CSELECT_OUT, (what & CURL_POLL_OUT) != 0);
}

void CurlLoop::act(curl_socket_t socket, int events)
{
    if (m_insideCurl) {
        return;
    }
    {
        const QScopedValueRollback inside(m_insideCurl, true);
        int running = 0;
        curl_multi_socket_action(m_multi, socket, events, &running);
    }
    settle();
}

void CurlLoop::settle()
{
    // Each call to the caller's code may start and end transfers, run a nested event loop, and
    // (when a transfer is completed) destroy us: nothing is held across it but ids.
    const QPointer<CurlLoop> alive(this);
    while (!m_waiting.empty()) {
        const quint64 id = m_waiting.front();
        m_waiting.pop_front();
        if (CurlTransfer *transfer = find(id)) {
            curl_multi_add_handle(m_multi, transfer->easy());
        }
    }
    while (!m_touched.empty()) {
        const quint64 id = m_touched.back();
        m_touched.pop_back();
        CurlTransfer *transfer = find(id);
        const bool enough = transfer && !transfer->deliverParts();
        if (!alive) {
            return;
        }
        transfer = find(id);
        if (transfer && (enough || transfer->isWhole())) {
            finish(id, enough ? TransferEnd::Enough : TransferEnd::Curl, CURLE_OK);
        }
        if (!alive) {
            return;
        }
    }
    int left = 0;
    while (const CURLMsg *message = curl_multi_info_read(m_multi, &left)) {
        if (message->msg == CURLMSG_DONE) {
            const CURLcode code = message->data.result;
            CurlTransfer *transfer = nullptr;
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
            finish(transfer->id(), TransferEnd::Curl, code);
        }
        if (!alive) {
            return;
        }
    }
}

void CurlLoop::finish(quint64 id, TransferEnd end, CURLcode code)
{
    const auto found = m_transfers.find(id);
    if (found == m_transfers.end()) {
        return;
    }
    CurlTransfer *transfer = found->second;
    m_transfers.erase(found);
    curl_multi_remove_handle(m_multi, transfer->easy());
    transfer->complete(end, code);
}

CurlTransfer *CurlLoop::find(quint64 id) const
{
    const auto found = m_transfers.find(id);
    return found == m_transfers.end() ? nullptr : found->second;
}

} // namespace corslab
