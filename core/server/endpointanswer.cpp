// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/endpointanswer.h"

#include "core/http/syntax.h"
#include "core/http/url.h"
#include "core/policy/headersafety.h"
#include "core/server/statustext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringDecoder>

#include <algorithm>

namespace corslab {

namespace {

/// RFC 9110, 6.4.1: a client does not look for a body behind these.
bool hasNoBody(int status)
{
    return status < 200 || status == 204 || status == 304;
}

void appendSafe(HeaderList &headers, const Header &header)
{
    if (staysOnItsLine(header))
        headers.append(header.name, header.value);
}

/// Text where the bytes are UTF-8, otherwise a character for each byte.
QString textOf(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    return decoder.hasError() ? QString::fromLatin1(bytes) : text;
}

QByteArray echoBody(const EndpointRequest &request)
{
    QJsonArray headers;
    for (const Header &header : request.headers) {
        headers.append(
            QJsonArray{QString::fromLatin1(header.name), QString::fromLatin1(header.value)});
    }
    const QJsonObject echo{{u"method"_qs, QString::fromLatin1(request.method)},
                           {u"path"_qs, QString::fromLatin1(request.target)},
                           {u"headers"_qs, headers},
                           {u"body"_qs, textOf(request.body)}};
    return QJsonDocument(echo).toJson(QJsonDocument::Compact);
}

/// The origin that a request names: Origin, or where that is absent the origin of the Referer.
QByteArray namedOrigin(const HeaderList &headers)
{
    if (const auto origin = headers.get("Origin"))
        return *origin;
    const auto referer = headers.get("Referer");
    if (!referer)
        return {};
    const auto url = Url::parse(QString::fromLatin1(*referer));
    return url ? url->origin().serialized() : QByteArray();
}

bool matches(const Endpoint &endpoint, QByteArrayView method, QByteArrayView path)
{
    return (!endpoint.method || *endpoint.method == method) &&
           (!endpoint.path || matchesPath(*endpoint.path, path));
}

/// The first endpoint that serves such a request and has not served its `times`; -1 where none
/// does. HEAD falls back on GET, because every resource that has the one has the other (RFC
/// 9110, 9.3.2).
qsizetype findEndpoint(const CompiledServer &server, QByteArrayView method, QByteArrayView path)
{
    const QList<Endpoint> &endpoints = server.config().endpoints;
    for (qsizetype i = 0; i < endpoints.size(); ++i) {
        if (matches(endpoints[i], method, path) &&
            server.counters().available(static_cast<std::size_t>(i), endpoints[i].times))
            return i;
    }
    return method == "HEAD" ? findEndpoint(server, "GET", path) : -1;
}

/// An endpoint with "cors": "raw" stands outside the policy. Preflights stay the policy's all the
/// same unless the endpoint names OPTIONS: one that answers any method hardly means them.
bool isOutsidePolicy(const Endpoint &endpoint, bool preflight)
{
    return endpoint.rawCors && (!preflight || endpoint.method == "OPTIONS");
}

void plainText(EndpointAnswer &answer, int status, const QByteArray &text)
{
    answer.status = status;
    answer.headers.append(QByteArrayLiteral("Content-Type"),
                          QByteArrayLiteral("text/plain; charset=utf-8"));
    answer.body = text + '\n';
}

void serve(const Endpoint &endpoint, const EndpointRequest &request, EndpointAnswer &answer)
{
    answer.delay = endpoint.delay;
    if (endpoint.requireOrigin && !endpoint.requireOrigin->contains(namedOrigin(request.headers))) {
        plainText(answer, 403, "This endpoint requires another Origin.");
        return;
    }
    answer.drop = endpoint.drop;
    answer.status = endpoint.echo ? 200 : endpoint.status;
    answer.body = endpoint.echo ? echoBody(request) : endpoint.body;
    if (endpoint.redirect) {
        answer.status = endpoint.redirect->status;
        appendSafe(answer.headers, {QByteArrayLiteral("Location"), endpoint.redirect->location});
    }
    for (const Header &header : endpoint.headers)
        appendSafe(answer.headers, header);
    if (endpoint.echo && !answer.headers.contains("Content-Type"))
        answer.headers.append(QByteArrayLiteral("Content-Type"),
                              QByteArrayLiteral("application/json"));
}

/// Whether the client is told, or tells, that the connection ends with this answer.
bool saysClose(const HeaderList &headers)
{
    return std::any_of(headers.begin(), headers.end(), [](const Header &line) {
        return equalsIgnoreCase(line.name, "Connection") && listsToken(line.value, "close");
    });
}

/// Framing: what tells the client where the answer ends.
void finish(const EndpointRequest &request, EndpointAnswer &answer)
{
    answer.reason = statusText(answer.status);
    const bool head = request.method == "HEAD";
    if (hasNoBody(answer.status))
        answer.body.clear();
    // A length or coding of the endpoint's own may be wrong on purpose: the connection then ends
    // with the answer, because nobody can tell where the next one would begin.
    const QByteArray *length = answer.headers.first("Content-Length");
    if (length || answer.headers.contains("Transfer-Encoding")) {
        answer.close = !head && (!length || *length != decimal(answer.body.size()));
    } else if (!hasNoBody(answer.status)) {
        answer.headers.append(QByteArrayLiteral("Content-Length"), decimal(answer.body.size()));
    }
    if (head)
        answer.body.clear();
    if (saysClose(answer.headers)) {
        answer.close = true;
    } else if (saysClose(request.headers)) {
        answer.close = true;
        answer.headers.append(QByteArrayLiteral("Connection"), QByteArrayLiteral("close"));
    }
}

} // namespace

QByteArray pathOf(const QByteArray &target)
{
    QByteArray path = target;
    // The absolute form (RFC 9112, 3.2.2) is meant for proxies, yet every server must understand
    // it.
    if (const qsizetype scheme = path.startsWith('/') ? -1 : path.indexOf("://"); scheme > 0) {
        const qsizetype slash = path.indexOf('/', scheme + 3);
        path = slash < 0 ? QByteArrayLiteral("/") : path.sliced(slash);
    }
    const auto end =
        std::find_if(path.cbegin(), path.cend(), [](char c) { return c == '?' || c == '#'; });
    path.truncate(end - path.cbegin());
    return path;
}

EndpointAnswer answerRequest(const EndpointRequest &request, const CompiledServer &server)
{
    EndpointAnswer answer;
    const QByteArray path = pathOf(request.target);
    const PolicyRequest asked{request.method,
                              request.headers.get("Origin"),
                              request.headers.get("Access-Control-Request-Method"),
                              request.headers.get("Access-Control-Request-Headers"),
                              request.headers.contains("Cookie"),
                              request.headers.contains("Authorization"),
                              request.target};
    answer.preflight = asked.isPreflight();

    const QList<Endpoint> &endpoints = server.config().endpoints;
    qsizetype found = findEndpoint(server, request.method, path);
    const CompiledPolicy *policy = server.policyFor(path);
    if (found >= 0 && isOutsidePolicy(endpoints[found], answer.preflight))
        policy = nullptr;

    std::optional<PolicyAnswer> ruled;
    if (policy) {
        ruled = policy->answer(asked);
        if (asked.origin)
            answer.originAllowed = ruled->originAllowed;
    }
    if (ruled && ruled->status) {
        answer.status = *ruled->status;
        if (!ruled->body.isEmpty())
            plainText(answer, answer.status, ruled->body);
        else if (answer.status >= 400 && !ruled->originAllowed)
            plainText(answer, answer.status, "The policy refuses this origin.");
    } else {
        // Somebody else may have taken an endpoint's last service since it was found.
        while (found >= 0 &&
               !server.counters().take(static_cast<std::size_t>(found), endpoints[found].times))
            found = findEndpoint(server, request.method, path);
        if (found >= 0)
            serve(endpoints[found], request, answer);
        else
            plainText(answer, 404, "Nothing here answers " + request.method + ' ' + path + '.');
    }

    if (ruled) {
        // The policy's headers come first, as from a middleware that runs before the application.
        HeaderList headers = policy->headersFor(*std::move(ruled), answer.status);
        for (const Header &header : answer.headers)
            headers.append(header);
        answer.headers = std::move(headers);
    }
    finish(request, answer);
    return answer;
}

EndpointAnswer refusalOf(const EndpointRequest &request, int status, const QByteArray &sentence)
{
    EndpointAnswer answer;
    plainText(answer, status, sentence);
    answer.headers.append(QByteArrayLiteral("Connection"), QByteArrayLiteral("close"));
    finish(request, answer);
    return answer;
}

} // namespace corslab
