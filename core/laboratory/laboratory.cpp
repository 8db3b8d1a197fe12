// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/laboratory/laboratory.h"

#include "core/fetch/useragent.h"
#include "core/laboratory/expectation.h"
#include "core/laboratory/playedexchange.h"
#include "core/record/exchangerecorder.h"
#include "core/record/observedexchanges.h"
#include "core/wire/curltransport.h"

#include <QHash>
#include <QSet>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace corslab {

namespace {

/// Requests of our own that servers have reported before the exchange they belong to has ended.
constexpr qsizetype MaxUnclaimed = 1024;

CurlTransportOptions transportOptions(const LaboratoryOptions &options)
{
    CurlTransportOptions transport;
    transport.acceptAnyCertificate = options.acceptAnyCertificate;
    // The page's own time limit ends a request; the transport's is a last resort behind it.
    transport.timeout = std::chrono::minutes(10);
    return transport;
}

} // namespace

class Laboratory::Private
{
public:
    Private(Laboratory *owner, LabDocument laboratoryDocument, const LaboratoryOptions &options)
        : q(owner)
        , document(std::move(laboratoryDocument))
        , resolvedDocument(document)
        , log(options.recordLimit)
        , transport(std::make_unique<CurlTransport>(transportOptions(options)))
        , agent(options.profile, *transport, clock)
    {
        transport->setConnectionOpened([this](quint16 port) { ownPorts.insert(port); });
        QObject::connect(&expiry, &QTimer::timeout, q, [this] { appendExpired(clock.utc()); });
    }

    void shareRecord();
    void look();
    std::optional<ListenError> startServer(const ServerConfig &config);
    void resolve();
    void take(const ServedRequest &served);
    void appendObserved(Exchange exchange);
    void appendExpired(const QDateTime &now);
    bool claim(const ServedRequest &served);
    void claimFor(const std::shared_ptr<Exchange> &exchange);

    Laboratory *q;
    LabDocument document;
    LabDocument resolvedDocument;
    std::vector<std::unique_ptr<LabServer>> servers;
    ExchangeLog log;
    bool looked = false; ///< somebody has asked for the log, or played a call
    SystemClock clock;
    ObservedExchanges observed;
    QTimer expiry;          ///< runs while a preflight waits for its request
    QSet<quint16> ownPorts; ///< of connections that the browser model has opened
    QHash<quint16, ServedRequest> unclaimed;
    std::unique_ptr<CurlTransport> transport;
    UserAgent agent;
};

Laboratory::Laboratory(LabDocument document, LaboratoryOptions options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(document), options))
{
}

Laboratory::~Laboratory()
{
    // What is under way is resumed from here with Aborted, while everything it works with is still
    // there.
    d->transport.reset();
}

std::vector<ListenError> Laboratory::start()
{
    std::vector<ListenError> errors;
    for (const ServerConfig &config : d->document.servers) {
        const bool running =
            std::any_of(d->servers.begin(), d->servers.end(),
                        [&config](const std::unique_ptr<LabServer> &server) {
                            return server->config().name == config.name && server->isListening();
                        });
        if (running)
            continue;
        if (auto error = d->startServer(config))
            errors.push_back(std::move(*error));
    }
    d->shareRecord();
    d->resolve();
    return errors;
}

void Laboratory::stop()
{
    d->look();
    d->servers.clear();
}

const LabDocument &Laboratory::document() const
{
    return d->document;
}

const LabDocument &Laboratory::resolvedDocument() const
{
    return d->resolvedDocument;
}

std::vector<ListenError> Laboratory::setDocument(LabDocument document)
{
    // A server stays where its name and its address are the same; its answers change in place.
    std::erase_if(d->servers, [&](const std::unique_ptr<LabServer> &server) {
        const auto before = std::find_if(
            d->document.servers.begin(), d->document.servers.end(),
            [&](const ServerConfig &config) { return config.name == server->config().name; });
        const auto after = std::find_if(
            document.servers.begin(), document.servers.end(),
            [&](const ServerConfig &config) { return config.name == server->config().name; });
        const bool stays = before != d->document.servers.end() && after != document.servers.end() &&
                           before->origin == after->origin;
        if (!stays)
            server->reportServed();
        return !stays;
    });
    d->document = std::move(document);
    return start();
}

const std::vector<std::unique_ptr<LabServer>> &Laboratory::servers() const
{
    return d->servers;
}

LabServer *Laboratory::serverFor(const QByteArray &url) const
{
    const auto parsed = Url::parse(QString::fromUtf8(url));
    if (!parsed)
        return nullptr;
    const QByteArray origin = parsed->origin().serialized();
    for (const auto &server : d->servers) {
        if (server->isListening() && server->origin() == origin)
            return server.get();
    }
    return nullptr;
}

ExchangeLog &Laboratory::log()
{
    d->look();
    return d->log;
}

UserAgent &Laboratory::userAgent()
{
    return d->agent;
}

void Laboratory::setProfile(BrowserProfile profile)
{
    d->look(); // what came before is the old one's to judge
    d->agent.setProfile(std::move(profile));
}

QCoro::Task<std::shared_ptr<Exchange>> Laboratory::play(ScriptRequest request, QString name,
                                                        std::stop_token stop)
{
    d->look();
    const Environment page = environmentOf(d->resolvedDocument.page);
    const std::shared_ptr<Exchange> exchange =
        d->log.append(begunExchange(request, name, page, d->agent.profile(), d->clock));
    const auto start = d->clock.now();
    const BrowserProfile profile = d->agent.profile();

    ExchangeRecorder recorder(d->log, exchange);
    PlayResult result = co_await d->agent.play(request, page, &recorder, stop);

    endExchange(*exchange, std::move(result), profile, d->clock.now() - start);
    d->claimFor(exchange);
    d->log.touch(exchange);
    co_return exchange;
}

void Laboratory::reset()
{
    d->look();
    d->agent.reset();
    d->log.clear();
}

/// To judge a request takes as long as to answer it, so nobody does before somebody looks: until
/// then the servers keep what they served, all of them together as much as the log may hold.
void Laboratory::Private::shareRecord()
{
    if (looked)
        return;
    for (const auto &server : servers)
        server->keepServed(log.limit() / qsizetype(servers.size()));
}

void Laboratory::Private::look()
{
    if (std::exchange(looked, true))
        return;
    for (const auto &server : servers)
        server->reportServed();
}

std::optional<ListenError> Laboratory::Private::startServer(const ServerConfig &config)
{
    auto server = std::make_unique<LabServer>(config);
    QObject::connect(server.get(), &LabServer::served, q,
                     [this](const ServedRequest &served) { take(served); });
    const auto listening = server->listen();
    // One that does not listen is kept out; start() tries it again.
    if (!listening)
        return listening.error();
    std::erase_if(servers, [&config](const std::unique_ptr<LabServer> &each) {
        return each->config().name == config.name;
    });
    servers.push_back(std::move(server));
    return std::nullopt;
}

void Laboratory::Private::resolve()
{
    QHash<QString, QByteArray> origins;
    for (const ServerConfig &config : document.servers)
        origins.insert(config.name, config.origin);
    for (const auto &server : servers)
        origins.insert(server->config().name, server->origin());
    resolvedDocument = resolved(document, origins);
    for (const auto &server : servers) {
        for (const ServerConfig &config : resolvedDocument.servers) {
            if (config.name == server->config().name)
                server->setConfig(config);
        }
    }
}

void Laboratory::Private::take(const ServedRequest &served)
{
    if (ownPorts.contains(served.peerPort)) {
        if (!claim(served) && unclaimed.size() < MaxUnclaimed)
            unclaimed.insert(served.peerPort, served);
        return;
    }
    if (!served.preflight) {
        appendObserved(observed.complete(served));
        return;
    }
    // A preflight that was refused is the end; one that passed is the beginning.
    Exchange alone = ObservedExchanges::alone(served);
    if (judgeObserved(alone, agent.profile())) {
        log.append(std::move(alone));
    } else {
        observed.hold(served);
        appendExpired(served.received);
        if (!expiry.isActive())
            expiry.start(std::chrono::seconds(1));
    }
}

void Laboratory::Private::appendObserved(Exchange exchange)
{
    judgeObserved(exchange, agent.profile());
    log.append(std::move(exchange));
}

void Laboratory::Private::appendExpired(const QDateTime &now)
{
    for (Exchange &exchange : observed.expire(now))
        appendObserved(std::move(exchange));
    if (!observed.isWaiting())
        expiry.stop();
}

bool Laboratory::Private::claim(const ServedRequest &served)
{
    // The newest first: ports are used again.
    for (std::size_t i = log.size(); i-- > 0;) {
        const std::shared_ptr<Exchange> &exchange = log.at(i);
        const bool ours = std::any_of(
            exchange->messages.begin(), exchange->messages.end(),
            [&served](const Message &message) { return message.localPort == served.peerPort; });
        if (!ours)
            continue;
        exchange->served.push_back(served);
        ownPorts.remove(served.peerPort);
        log.touch(exchange);
        return true;
    }
    return false;
}

void Laboratory::Private::claimFor(const std::shared_ptr<Exchange> &exchange)
{
    for (const Message &message : exchange->messages) {
        const auto it = unclaimed.constFind(message.localPort);
        if (message.localPort == 0 || it == unclaimed.cend())
            continue;
        exchange->served.push_back(*it);
        ownPorts.remove(message.localPort);
        unclaimed.erase(it);
    }
}

} // namespace corslab
