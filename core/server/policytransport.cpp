// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/policytransport.h"

#include "core/server/endpointanswer.h"

#include <QStringBuilder>

#include <algorithm>

namespace corslab {

namespace {

/// What would stand on the wire, written into one piece of memory.
QByteArray headText(QByteArrayView firstLine, const HeaderList &headers)
{
    qsizetype size = firstLine.size() + 4;
    for (const Header &header : headers)
        size += header.name.size() + header.value.size() + 4;
    QByteArray text(size, Qt::Uninitialized);
    char *end = text.data();
    const auto write = [&end](QByteArrayView part) {
        end = std::copy(part.begin(), part.end(), end);
    };
    write(firstLine);
    write("\r\n");
    for (const Header &header : headers) {
        write(header.name);
        write(": ");
        write(header.value);
        write("\r\n");
    }
    write("\r\n");
    return text;
}

Timing immediate()
{
    Timing timing;
    timing.name = timing.connect = timing.sent = timing.firstByte = timing.end = 0.0;
    return timing;
}

} // namespace

PolicyTransport::PolicyTransport(const QList<ServerConfig> &servers)
{
    for (const ServerConfig &server : servers)
        m_servers.push_back(std::make_shared<const CompiledServer>(server));
}

PolicyTransport::PolicyTransport(std::vector<std::shared_ptr<const CompiledServer>> servers)
    : m_servers(std::move(servers))
{
}

PolicyTransport::~PolicyTransport() = default;

void PolicyTransport::reset()
{
    for (auto &server : m_servers) {
        if (server->counts())
            server = std::make_shared<const CompiledServer>(*server);
    }
}

QCoro::Task<TransportResult> PolicyTransport::send(const TransportRequest &request,
                                                   std::stop_token stop)
{
    if (stop.stop_requested()) {
        TransportFailure aborted;
        aborted.cause.code = CauseCode::Aborted;
        co_return tl::unexpected(std::move(aborted));
    }
    TransportResult result = answer(request);
    if (result && request.bodyReceived && !result->body.isEmpty())
        request.bodyReceived(result->body);
    co_return result;
}

TransportResult PolicyTransport::answer(const TransportRequest &request) const
{
    const Origin origin = request.url.origin();
    const QByteArray target = request.url.requestTarget();
    QByteArray requestHead;
    if (request.keepsHeads)
        requestHead =
            headText(QByteArray(request.method % ' ' % target % " HTTP/1.1"), request.headers);
    for (const auto &server : m_servers) {
        if (server->config().origin != origin.serialized())
            continue;
        const EndpointRequest asked{request.method, target, request.headers, request.body};
        EndpointAnswer answer = answerRequest(asked, *server);
        if (answer.drop) {
            TransportFailure failure;
            failure.cause = {CauseCode::ConnectionClosed, request.url.hostAndPort()};
            failure.rawRequestHead = requestHead;
            failure.timing.name = failure.timing.connect = failure.timing.sent = 0.0;
            return tl::unexpected(std::move(failure));
        }
        TransportResponse response;
        response.status = answer.status;
        response.reason = answer.reason;
        response.rawRequestHead = requestHead;
        if (request.keepsHeads) {
            response.rawResponseHead =
                headText("HTTP/1.1 " + QByteArray::number(answer.status) +
                             (answer.reason.isEmpty() ? QByteArray() : ' ' + answer.reason),
                         answer.headers);
        }
        response.headers = std::move(answer.headers);
        response.body = std::move(answer.body);
        response.timing = immediate();
        return response;
    }
    TransportFailure failure;
    failure.cause = {CauseCode::ConnectionRefused, request.url.hostAndPort()};
    return tl::unexpected(std::move(failure));
}

} // namespace corslab
