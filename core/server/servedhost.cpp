// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/servedhost.h"

#include "core/http/url.h"

#include <QHostInfo>

namespace corslab {

namespace {

/// Without the dot that makes a name absolute.
QByteArray withoutRootDot(QByteArrayView host)
{
    return (host.endsWith('.') ? host.chopped(1) : host).toByteArray();
}

bool isLoopbackName(const QByteArray &host)
{
    return host == "localhost" || host.endsWith(".localhost");
}

QHostAddress literalOf(const QByteArray &host)
{
    const bool bracketed = host.startsWith('[') && host.endsWith(']');
    return QHostAddress(QString::fromLatin1(bracketed ? host.sliced(1).chopped(1) : host));
}

bool isThisMachine(const QByteArray &host)
{
    const QByteArray name = QHostInfo::localHostName().toLower().toLatin1();
    return !name.isEmpty() && (host == name || host == name + ".local");
}

bool serves(const QByteArray &asked, QByteArrayView configuredHost, const QHostAddress &local)
{
    const QByteArray host = withoutRootDot(asked);
    if (isLoopbackName(host) || host == withoutRootDot(configuredHost))
        return true;
    if (const QHostAddress literal = literalOf(host); !literal.isNull())
        return literal.isLoopback() || literal.isEqual(local, QHostAddress::ConvertV4MappedToIPv4);
    // Whoever listens beyond the loopback is reached by the machine's name as well.
    return !local.isLoopback() && isThisMachine(host);
}

} // namespace

std::optional<RequestFault> hostFault(const RequestHead &head, QByteArrayView configuredHost,
                                      const QHostAddress &local)
{
    const QList<QByteArray> lines = head.headers.lines("Host");
    if (lines.size() > 1 || (lines.isEmpty() && head.minorVersion > 0))
        return RequestFault{400, "An HTTP/1.1 request has exactly one Host."};
    const bool absolute = !head.target.startsWith('/') && head.target.contains("://");
    if (lines.isEmpty() && !absolute)
        return std::nullopt;
    // The absolute form of a target comes before Host.
    const auto url =
        Url::parse(absolute ? QString::fromLatin1(head.target)
                            : u"http://%1/"_qs.arg(QString::fromLatin1(lines.first())));
    const bool plain = url && url->host() && !url->includesCredentials() &&
                       (absolute || (url->path() == "/" && !url->query() && !url->fragment()));
    if (!plain)
        return RequestFault{400, "Host is not a host."};
    if (!serves(*url->host(), configuredHost, local))
        return RequestFault{421, "This server is not " + *url->host() + '.'};
    return std::nullopt;
}

} // namespace corslab
