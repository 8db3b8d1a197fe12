// SPDX-License-Identifier: GPL-3.0-or-later
// The one file that uses QHttpServer. What differs between Qt 6.4 and 6.8 stands in the functions
// at its top: how a server is bound, who answers, and how an answer is written.
#include "core/server/labserver.h"

#include "core/server/compiledserver.h"
#include "core/server/connectionguard.h"
#include "core/server/endpointanswer.h"
#include "core/server/guardedsocket.h"
#include "core/server/httpdate.h"
#include "core/server/listeningsockets.h"
#include "core/server/servedhost.h"
#include "core/server/servedqueue.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QHttpServer>
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QMutex>
#include <QPointer>
#include <QTimer>

#include <atomic>
#include <functional>

#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
#include <QHttpHeaders>
#endif

namespace corslab {

namespace {

/// Between two reports of served requests, where they come in a stream.
constexpr std::chrono::milliseconds reportPause{2};

using Handler = std::function<void(const QHttpServerRequest &, QHttpServerResponder &)>;

void bindTo(QHttpServer &http, std::unique_ptr<QTcpServer> server)
{
    // It now belongs to `http`.
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    if (http.bind(server.get()))
        server.release();
#else
    http.bind(server.release());
#endif
}

/// The routes of QHttpServer never match a method that it does not know. The missing handler gets
/// every request, so it alone serves.
void setHandler(QHttpServer &http, QObject *context, Handler handler)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    http.setMissingHandler(context, std::move(handler));
#else
    Q_UNUSED(context)
    http.setMissingHandler([handler = std::move(handler)](const QHttpServerRequest &request,
                                                          QHttpServerResponder &&responder) {
        handler(request, responder);
    });
#endif
}

/// Every connection came through the guard; null once it is gone.
GuardedSocket *socketOf(const QHttpServer &http, const QHttpServerRequest &request,
                        const QHttpServerResponder &responder)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    Q_UNUSED(responder)
    const QList<GuardedSocket *> sockets = http.findChildren<GuardedSocket *>();
    for (GuardedSocket *socket : sockets) {
        if (socket->peerPort() == request.remotePort() &&
            socket->peerAddress() == request.remoteAddress())
            return socket;
    }
    return nullptr;
#else
    Q_UNUSED(http)
    Q_UNUSED(request)
    return qobject_cast<GuardedSocket *>(responder.socket());
#endif
}

/// The header lines in their order, with their case and repeats. (QHttpServerResponse would reverse
/// repeated ones; from Qt 6.8 on names are written in lower case whatever one does.)
void writeAnswer(QHttpServerResponder &responder, const EndpointAnswer &answer)
{
    const auto status = QHttpServerResponder::StatusCode(answer.status);
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QHttpHeaders headers;
    for (const Header &header : answer.headers) {
        if (!equalsIgnoreCase(header.name, "content-length"))
            headers.append(header.name, header.value);
    }
    responder.write(answer.body, headers, status);
#else
    responder.writeStatusLine(status);
    for (const Header &header : answer.headers)
        responder.writeHeader(header.name, header.value);
    // An empty body is written too: it ends the head.
    responder.writeBody(answer.body.constData(), answer.body.size());
#endif
}

/// The configuration in force: the owner puts one in, the server's thread takes it out.
class ConfigSlot
{
public:
    explicit ConfigSlot(std::shared_ptr<const CompiledServer> config)
        : m_config(std::move(config))
    {
    }
    [[nodiscard]] std::shared_ptr<const CompiledServer> get() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_config;
    }
    void set(std::shared_ptr<const CompiledServer> config)
    {
        // The old one is destroyed outside the lock.
        const QMutexLocker lock(&m_mutex);
        m_config.swap(config);
    }

private:
    mutable QMutex m_mutex;
    std::shared_ptr<const CompiledServer> m_config;
};

/// One request on its way to an answer.
struct Service
{
    EndpointAnswer answer;
    ServedRequest record;
    QElapsedTimer clock;
    QPointer<GuardedSocket> socket;
    QHttpServerResponder responder;
    bool finished = false;
};

/// What lives in the server's thread.
class Worker : public QObject
{
public:
    Worker(const ConfigSlot &config, std::function<void(ServedRequest)> report)
        : m_config(config)
        , m_report(std::move(report))
        , m_guard([this] { return m_config.get()->config().limits; }, this)
    {
    }

    /// Returns the port.
    [[nodiscard]] tl::expected<quint16, ListenError> listen(const ListenAddress &where,
                                                            const QByteArray &origin);
    void setOrigin(const QByteArray &origin, const QByteArray &host)
    {
        m_origin = origin;
        m_host = host;
    }
    void close();

private:
    void handle(const QHttpServerRequest &request, QHttpServerResponder &responder);
    void answerLater(Service waiting);
    void answerNow(Service &service);
    void finish(Service &service);

    const ConfigSlot &m_config;
    std::function<void(ServedRequest)> m_report;
    QByteArray m_origin;
    QByteArray m_host;
    ConnectionGuard m_guard;
    std::unique_ptr<QHttpServer> m_http;
    std::unique_ptr<QObject> m_delayed; ///< parent of the timers of delayed answers
};

tl::expected<quint16, ListenError> Worker::listen(const ListenAddress &where,
                                                  const QByteArray &origin)
{
    auto sockets = openListeningSockets(where, origin, m_guard);
    if (!sockets)
        return tl::unexpected(std::move(sockets.error()));
    const quint16 port = sockets->front()->serverPort();
    m_delayed = std::make_unique<QObject>();
    m_http = std::make_unique<QHttpServer>();
    setHandler(*m_http, this,
               [this](const QHttpServerRequest &request, QHttpServerResponder &responder) {
                   handle(request, responder);
               });
    for (auto &socket : *sockets)
        bindTo(*m_http, std::move(socket));
    return port;
}

void Worker::close()
{
    m_delayed.reset();
    if (!m_http)
        return;
    // QHttpServer frees what it keeps for a connection only when the connection ends.
    const QList<GuardedSocket *> sockets = m_http->findChildren<GuardedSocket *>();
    for (GuardedSocket *socket : sockets)
        socket->close();
    m_http.reset();
}

void Worker::handle(const QHttpServerRequest &request, QHttpServerResponder &responder)
{
    GuardedSocket *socket = socketOf(*m_http, request, responder);
    auto head = socket ? socket->takeHead() : std::nullopt;
    if (!head)
        return;

    const std::shared_ptr<const CompiledServer> config = m_config.get();
    const auto fault =
        config->config().anyHost ? std::nullopt : hostFault(*head, m_host, socket->localAddress());
    const EndpointRequest asked{std::move(head->method), std::move(head->target),
                                std::move(head->headers), socket->takeBody()};
    Service service{fault ? refusalOf(asked, fault->status, fault->sentence)
                          : answerRequest(asked, *config),
                    {},
                    {},
                    socket,
                    std::move(responder)};
    service.clock.start();
    ServedRequest &record = service.record;
    record.server = config->config().name;
    record.origin = m_origin;
    record.received = QDateTime::currentDateTimeUtc();
    record.method = asked.method;
    record.target = asked.target;
    record.requestHeaders = asked.headers;
    record.requestBody = asked.body;
    record.preflight = service.answer.preflight;
    record.originAllowed = service.answer.originAllowed;
    record.peerPort = socket->peerPort();
    record.peerIsIpv6 = socket->peerAddress().protocol() == QAbstractSocket::IPv6Protocol;
    // HTTP/1.0 has no connection that lives on unless both sides say so.
    service.answer.close = service.answer.close || head->minorVersion == 0;
    if (!service.answer.headers.contains("Date"))
        service.answer.headers.append(QByteArrayLiteral("Date"), httpDate(record.received));
    if (service.answer.delay.count() > 0)
        answerLater(std::move(service));
    else
        answerNow(service);
}

void Worker::answerLater(Service waiting)
{
    const auto service = std::make_shared<Service>(std::move(waiting));
    auto *timer = new QTimer(m_delayed.get());
    timer->setSingleShot(true);
    timer->setTimerType(Qt::PreciseTimer);
    const auto end = [this, timer, service] {
        timer->stop();
        timer->deleteLater();
        if (!service->finished)
            answerNow(*service);
    };
    connect(timer, &QTimer::timeout, timer, end);
    // A client that does not wait: the record tells so at once, and nobody touches its socket
    // again.
    connect(service->socket, &QTcpSocket::disconnected, timer, end);
    timer->start(service->answer.delay);
}

void Worker::answerNow(Service &service)
{
    GuardedSocket *socket = service.socket;
    if (!socket || socket->state() != QAbstractSocket::ConnectedState) {
        finish(service);
        return;
    }
    if (!service.answer.drop) {
        writeAnswer(service.responder, service.answer);
        service.record.status = service.answer.status;
        service.record.reason = service.answer.reason;
        service.record.responseHeaders = service.answer.headers;
        service.record.responseBody = service.answer.body;
    }
    // Before the next request of the same connection is let through, so that they are told in
    // order.
    finish(service);
    // QHttpServer still uses the socket when its handler returns, so it is closed after that.
    if (service.answer.drop || service.answer.close)
        QMetaObject::invokeMethod(socket, &GuardedSocket::disconnectFromHost, Qt::QueuedConnection);
    else
        socket->answerFinished();
}

void Worker::finish(Service &service)
{
    service.finished = true;
    service.record.duration = double(service.clock.nsecsElapsed()) / 1e6;
    m_report(std::move(service.record));
}

} // namespace

class LabServer::Private
{
public:
    Private(LabServer *owner, ServerConfig config)
        : q(owner)
        , current(std::make_shared<const CompiledServer>(std::move(config)))
        , slot(current)
        , worker(slot, [this, owner](ServedRequest served) {
            if (reports.push(std::move(served)) && reporting)
                QMetaObject::invokeMethod(
                    owner, [this] { arrived(); }, Qt::QueuedConnection);
        })
    {
        worker.moveToThread(&thread);
    }

    /// Runs in the owner's thread when the first of a batch is there. Under load the next batch
    /// gathers for a moment: waking a thread for each request costs more than the request does.
    void arrived()
    {
        if (lastReport.isValid() && lastReport.elapsed() < reportPause.count())
            QTimer::singleShot(reportPause, Qt::PreciseTimer, q, [this] { report(); });
        else
            report();
    }

    /// Runs in the owner's thread.
    void report()
    {
        lastReport.start();
        // A receiver may destroy the server.
        const QPointer<LabServer> guard(q);
        const std::deque<ServedRequest> all = reports.takeAll();
        for (const ServedRequest &served : all) {
            Q_EMIT q->served(served);
            if (!guard)
                return;
        }
    }

    /// Runs in the server's thread, and waits for it.
    template <typename Function>
    void run(Function function)
    {
        QMetaObject::invokeMethod(&worker, function, Qt::BlockingQueuedConnection);
    }

    LabServer *q;
    ServedQueue reports;
    std::atomic<bool> reporting = true;
    QElapsedTimer lastReport;
    std::shared_ptr<const CompiledServer> current;
    ConfigSlot slot;
    Worker worker;
    QThread thread;
    QByteArray origin;
    quint16 port = 0;
};

LabServer::LabServer(ServerConfig config, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(config)))
{
}

LabServer::~LabServer()
{
    close();
    d->thread.quit();
    d->thread.wait();
}

tl::expected<void, ListenError> LabServer::listen()
{
    if (isListening())
        return {};
    const QByteArray wanted = d->current->config().origin;
    const auto where = listenAddressOf(wanted);
    if (!where)
        return tl::unexpected(where.error());
    if (!d->thread.isRunning()) {
        d->thread.setObjectName(u"server %1"_qs.arg(d->current->config().name));
        d->thread.start();
    }

    tl::expected<quint16, ListenError> port;
    d->run([&] { port = d->worker.listen(*where, wanted); });
    if (!port)
        return tl::unexpected(port.error());
    d->port = *port;
    d->origin = "http://" + where->host;
    if (d->port != 80)
        d->origin += ':' + QByteArray::number(d->port);
    d->run([&] { d->worker.setOrigin(d->origin, where->host); });
    return {};
}

void LabServer::close()
{
    if (!isListening())
        return;
    d->run([this] { d->worker.close(); });
    d->origin.clear();
    d->port = 0;
}

bool LabServer::isListening() const
{
    return d->port != 0;
}

QByteArray LabServer::origin() const
{
    return d->origin;
}

quint16 LabServer::port() const
{
    return d->port;
}

const ServerConfig &LabServer::config() const
{
    return d->current->config();
}

void LabServer::setConfig(ServerConfig config)
{
    d->current = std::make_shared<const CompiledServer>(std::move(config), *d->current);
    d->slot.set(d->current);
}

void LabServer::keepServed(qsizetype bytes)
{
    d->reporting = false;
    d->reports.setLimit(bytes);
}

void LabServer::reportServed()
{
    // In this order: what comes meanwhile is either taken here or told of by the server's thread.
    d->reporting = true;
    d->reports.setLimit(ServedQueue::DefaultLimit);
    d->report();
}

} // namespace corslab
