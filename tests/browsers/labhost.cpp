// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/browsers/labhost.h"

#include "core/server/endpointanswer.h"

#include <QCryptographicHash>
#include <QFile>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>

namespace corslab {

namespace {

constexpr char PagePrefix[] = "/differential/";

QSslCertificate certificate()
{
    return QSslCertificate::fromPath(QStringLiteral(CORSLAB_TEST_DATA "/tls/localhost.crt"))
        .value(0);
}

QSslConfiguration tlsConfiguration()
{
    QFile key(QStringLiteral(CORSLAB_TEST_DATA "/tls/localhost.key"));
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(certificate());
    if (key.open(QIODevice::ReadOnly))
        configuration.setPrivateKey(QSslKey(&key, QSsl::Ec));
    return configuration;
}

/// The document, the frame and the script that plays.
RawAnswer pageAnswer(const QByteArray &path)
{
    // Images of a page that says no-store are kept apart in Firefox: image/imgLoader.cpp, LoadImage.
    HeaderList headers{{"Cache-Control", "no-cache"}, {"Access-Control-Allow-Origin", "*"}};
    if (path.endsWith("/warm")) {
        headers.append("Access-Control-Allow-Methods", "PUT");
        headers.append("Access-Control-Max-Age", "600");
        return RawAnswer::withLength(200, headers, "warm");
    }
    if (path.endsWith("/runner.js")) {
        QFile script(QStringLiteral(CORSLAB_SOURCE_DIR "/tests/browsers/differential.js"));
        headers.append("Content-Type", "text/javascript; charset=utf-8");
        return RawAnswer::withLength(
            200, headers, script.open(QIODevice::ReadOnly) ? script.readAll() : QByteArray());
    }
    headers.append("Content-Type", "text/html; charset=utf-8");
    const QByteArray begin = path.endsWith("/frame") ? "<script>answerParent()</script>" : "";
    return RawAnswer::withLength(200, headers,
                                 "<!doctype html><link rel=\"icon\" href=\"data:,\"><body>"
                                 "<script src=\"/differential/runner.js\"></script>" +
                                     begin);
}

} // namespace

tl::expected<void, QString> LabHost::start()
{
    for (const LabOrigin &origin : labOrigins()) {
        const QByteArray host(origin.host);
        const auto address =
            host == "[::1]" ? QHostAddress::LocalHostIPv6 : QHostAddress::LocalHost;
        const QString name = QString::fromLatin1(origin.name);
        if (!origin.listens) {
            if (!m_silent.bind(address))
                return tl::unexpected(m_silent.errorString());
            m_origins.insert(name,
                             "http://" + host + ':' + QByteArray::number(m_silent.localPort()));
            continue;
        }
        auto server = std::make_unique<RawServer>();
        if (qstrcmp(origin.scheme, "https") == 0)
            server->setTls(tlsConfiguration());
        if (!server->listen(address))
            return tl::unexpected(u"no port is free at %1"_qs.arg(QString::fromLatin1(host)));
        const QByteArray serialized = server->origin(host);
        server->on({}, [this, serialized](const RawRequest &request) {
            return answer(serialized, request);
        });
        m_origins.insert(name, serialized);
        m_servers.push_back(std::move(server));
    }
    return {};
}

QByteArray LabHost::keyFingerprint() const
{
    return QCryptographicHash::hash(certificate().publicKey().toDer(), QCryptographicHash::Sha256)
        .toBase64();
}

void LabHost::hold(const QList<ReadyLab> &labs)
{
    m_held.clear();
    for (const ReadyLab &lab : labs) {
        Held held;
        held.rawAnswers = lab.rawAnswers;
        for (ServerConfig config : lab.document.servers) {
            config.origin = m_origins.value(config.name);
            const QByteArray origin = config.origin;
            held.servers.insert(origin, std::make_shared<CompiledServer>(std::move(config)));
        }
        m_held.insert(lab.id, std::move(held));
    }
}

const std::vector<SeenRequest> &LabHost::seen(const QByteArray &id) const
{
    static const std::vector<SeenRequest> none;
    const auto held = m_held.constFind(id);
    return held == m_held.cend() ? none : held->seen;
}

RawAnswer LabHost::answer(const QByteArray &origin, const RawRequest &request)
{
    if (request.target.startsWith(PagePrefix))
        return pageAnswer(pathOf(request.target));
    const auto held = m_held.find(pathOf(request.target).split('/').value(1));
    if (held == m_held.end())
        return RawAnswer::response(404, {{"Content-Length", "0"}}, {}, "Not Found");
    held->seen.push_back(
        {origin, request.method, request.target, request.headers, request.body, {}});
    const auto server = held->servers.value(origin);
    if (!server)
        return RawAnswer::response(404, {{"Content-Length", "0"}}, {}, "Not Found");

    const EndpointAnswer made =
        answerRequest({request.method, request.target, request.headers, request.body}, *server);
    held->seen.back().answered = made.headers;
    RawAnswer answer;
    if (made.delay.count() > 0)
        answer.wait(made.delay);
    if (made.drop)
        return answer.close();
    if (const QByteArray *mark = made.headers.first(RawMark))
        return answer.write(held->rawAnswers.value(*mark)).close();
    QByteArray head = "HTTP/1.1 " + QByteArray::number(made.status) + ' ' + made.reason + "\r\n";
    for (const Header &header : made.headers)
        head += header.name + ": " + header.value + "\r\n";
    answer.write(head + "\r\n" + made.body);
    return made.close ? answer.close() : answer;
}

} // namespace corslab
