// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/conformance/caseserver.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QTcpServer>

#include <algorithm>

namespace corslab {

namespace {

QSslConfiguration throwawayTls()
{
    const QString folder = QStringLiteral(CORSLAB_TEST_DATA "/tls/");
    QFile key(folder + u"localhost.key"_qs);
    (void)key.open(QIODevice::ReadOnly);
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    const QByteArray pem = key.readAll();
    for (const auto algorithm : {QSsl::Rsa, QSsl::Ec}) {
        const QSslKey candidate(pem, algorithm);
        if (!candidate.isNull())
            configuration.setPrivateKey(candidate);
    }
    configuration.setLocalCertificate(
        QSslCertificate::fromPath(folder + u"localhost.crt"_qs).value(0));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

/// The document in which the browsers ran the cases: some of them fetch it.
QByteArray pageOfCases()
{
    QFile page(QStringLiteral(CORSLAB_TEST_DATA "/conformance/run.html"));
    return page.open(QIODevice::ReadOnly) ? page.readAll() : QByteArray();
}

/// In the cases' files a character is a byte.
QByteArray bytes(const QJsonValue &value)
{
    return value.toString().toLatin1();
}

bool hasFraming(const QJsonArray &headers)
{
    for (const QJsonValue pair : headers) {
        const QByteArray name = bytes(pair[0]).trimmed().toLower();
        if (name == "content-length" || name == "transfer-encoding")
            return true;
    }
    return false;
}

/// The reason phrases of the server that the browsers talked to, which a page may read.
QByteArray reasonOf(int status)
{
    static const QHash<int, QByteArray> reasons = {
        {100, "Continue"},
        {101, "Switching Protocols"},
        {102, "Processing"},
        {103, "Early Hints"},
        {200, "OK"},
        {201, "Created"},
        {202, "Accepted"},
        {203, "Non-Authoritative Information"},
        {204, "No Content"},
        {205, "Reset Content"},
        {206, "Partial Content"},
        {207, "Multi-Status"},
        {208, "Already Reported"},
        {226, "IM Used"},
        {300, "Multiple Choices"},
        {301, "Moved Permanently"},
        {302, "Found"},
        {303, "See Other"},
        {304, "Not Modified"},
        {305, "Use Proxy"},
        {307, "Temporary Redirect"},
        {308, "Permanent Redirect"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {402, "Payment Required"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {406, "Not Acceptable"},
        {407, "Proxy Authentication Required"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {410, "Gone"},
        {411, "Length Required"},
        {412, "Precondition Failed"},
        {413, "Payload Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {416, "Range Not Satisfiable"},
        {417, "Expectation Failed"},
        {418, "I'm a Teapot"},
        {421, "Misdirected Request"},
        {422, "Unprocessable Entity"},
        {423, "Locked"},
        {424, "Failed Dependency"},
        {425, "Too Early"},
        {426, "Upgrade Required"},
        {428, "Precondition Required"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {451, "Unavailable For Legal Reasons"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {502, "Bad Gateway"},
        {503, "Service Unavailable"},
        {504, "Gateway Timeout"},
        {505, "HTTP Version Not Supported"},
        {506, "Variant Also Negotiates"},
        {507, "Insufficient Storage"},
        {508, "Loop Detected"},
        {509, "Bandwidth Limit Exceeded"},
        {510, "Not Extended"},
        {511, "Network Authentication Required"},
    };
    return reasons.value(status, "Unknown");
}

QByteArray written(const QJsonObject &rule, const RawRequest &request)
{
    if (rule.contains(u"raw"_qs))
        return bytes(rule[u"raw"_qs]);
    const int status = rule[u"status"_qs].toInt(200);
    const QByteArray body = bytes(rule[u"body"_qs]);
    const QJsonArray headers = rule[u"headers"_qs].toArray();
    const QByteArray reason =
        rule.contains(u"reason"_qs) ? bytes(rule[u"reason"_qs]) : reasonOf(status);
    QByteArray answer = "HTTP/1.1 " + QByteArray::number(status) + ' ' + reason + "\r\n";
    for (const QJsonValue pair : headers)
        answer += bytes(pair[0]) + ": " + bytes(pair[1]) + "\r\n";
    const bool bodiless = status < 200 || status == 204 || status == 304;
    if (!bodiless && !hasFraming(headers))
        answer += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    answer += "\r\n";
    return bodiless || request.method == "HEAD" ? answer : answer + body;
}

bool matches(const QJsonObject &match, const TestOrigin &origin, const RawRequest &request,
             const QByteArray &path)
{
    const auto allows = [&match](const QString &key, const QString &value) {
        return !match.contains(key) || match[key].toString() == value;
    };
    return allows(u"origin"_qs, origin.origin()) &&
           allows(u"method"_qs, QString::fromLatin1(request.method)) &&
           allows(u"path"_qs, QString::fromLatin1(path));
}

/// The lines as they came; one space after the colon is none of the value's.
QJsonArray linesOf(const QByteArray &head)
{
    QJsonArray lines;
    QList<QByteArray> all = head.chopped(4).split('\n');
    all.removeFirst();
    for (QByteArray line : all) {
        if (line.endsWith('\r'))
            line.chop(1);
        const qsizetype colon = line.indexOf(':');
        QByteArray value = line.mid(colon + 1);
        if (value.startsWith(' '))
            value.remove(0, 1);
        lines.append(QJsonArray{QString::fromLatin1(line.left(colon)), QString::fromLatin1(value)});
    }
    return lines;
}

} // namespace

CaseServer::CaseServer(std::vector<TestOrigin> origins)
    : m_origins(std::move(origins))
{
    for (TestOrigin &origin : m_origins) {
        if (!open(origin))
            m_missing.append(origin.key);
    }
}

bool CaseServer::open(TestOrigin &origin)
{
    if (origin.closed) {
        // A port that was free a moment ago.
        QTcpServer taken;
        const bool listening = taken.listen(origin.address());
        origin.port = taken.serverPort();
        return listening;
    }
    auto server = std::make_unique<RawServer>();
    if (origin.scheme == u"https")
        server->setTls(throwawayTls());
    if (!server->listen(origin.address(), origin.port))
        return false;
    origin.port = server->port();
    server->on({}, [this, key = origin.key](const RawRequest &request) {
        const auto here = std::find_if(m_origins.begin(), m_origins.end(),
                                       [&](const TestOrigin &each) { return each.key == key; });
        return answer(*here, request);
    });
    m_servers.push_back(std::move(server));
    return true;
}

void CaseServer::addCase(const QString &id, const QJsonArray &rules)
{
    m_cases.insert(id, {rules, std::vector<int>(static_cast<std::size_t>(rules.size())), {}});
}

RawAnswer CaseServer::answer(const TestOrigin &origin, const RawRequest &request)
{
    const QByteArray path = request.target.split('?').first().split('#').first();
    if (path == "/__oracle/run.html")
        return RawAnswer::withLength(200,
                                     {{"Content-Type", "text/html"},
                                      {"Cache-Control", "no-store"},
                                      {"Access-Control-Allow-Origin", "*"}},
                                     pageOfCases());
    const auto found =
        m_cases.find(QString::fromLatin1(path).section(u'/', 0, 0, QString::SectionSkipEmpty));
    if (found == m_cases.end())
        return RawAnswer::bytes(written({{u"status"_qs, 404}}, request));
    QJsonObject entry{{u"o"_qs, origin.key},
                      {u"m"_qs, QString::fromLatin1(request.method)},
                      {u"t"_qs, QString::fromLatin1(request.target)},
                      {u"h"_qs, linesOf(request.head)}};
    if (!request.body.isEmpty())
        entry[u"b"_qs] = QString::fromLatin1(request.body);
    found->log.append(entry);

    for (qsizetype i = 0; i < found->rules.size(); ++i) {
        const QJsonObject rule = found->rules.at(i).toObject();
        const QJsonObject match = rule[u"match"_qs].toObject();
        int &used = found->used[static_cast<std::size_t>(i)];
        if (!matches(match, origin, request, path) ||
            (match.contains(u"times"_qs) && used >= match[u"times"_qs].toInt()))
            continue;
        ++used;
        RawAnswer answer;
        if (const int delay = rule[u"delay"_qs].toInt(); delay > 0)
            answer.wait(std::chrono::milliseconds(delay));
        if (rule[u"drop"_qs].toBool())
            return answer.close();
        answer.write(written(rule, request));
        return rule[u"close"_qs].toBool() ? answer.close() : answer;
    }
    return RawAnswer::bytes(written({{u"status"_qs, 404}, {u"body"_qs, u"no rule"_qs}}, request));
}

} // namespace corslab
