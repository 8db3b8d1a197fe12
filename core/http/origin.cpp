// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/origin.h"

#include "core/http/headerlist.h"
#include "core/http/site.h"
#include "core/http/syntax.h"
#include "core/http/url.h"
#include "core/http/urlhost.h"

#include <QString>
#include <QStringBuilder>

#include <algorithm>

namespace corslab {
namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool hasUpperCase(QByteArrayView bytes)
{
    return std::any_of(bytes.begin(), bytes.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool isScheme(QByteArrayView bytes)
{
    const auto isAlpha = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    return !bytes.isEmpty() && isAlpha(bytes.front()) &&
           std::all_of(bytes.begin(), bytes.end(), [isAlpha](char c) {
               return isAlpha(c) || isDigit(c) || c == '+' || c == '-' || c == '.';
           });
}

qsizetype findAny(QByteArrayView bytes, QByteArrayView wanted)
{
    const auto found = std::find_first_of(bytes.begin(), bytes.end(), wanted.begin(), wanted.end());
    return found == bytes.end() ? -1 : found - bytes.begin();
}

/// The origin that a browser makes of something close to one; empty where there is none.
QByteArray nearestOrigin(const QByteArray &text)
{
    const auto url = Url::parse(QString::fromUtf8(text));
    return url && url->isHttpOrHttps() ? url->origin().serialized() : QByteArray();
}

QByteArray nearestOrigin(QByteArrayView scheme, QByteArrayView rest)
{
    return nearestOrigin(scheme.toByteArray().append("://").append(rest));
}

/// `localhost:3000` was meant for http, `example.com` rather for https.
QByteArray nearestOriginWithScheme(QByteArrayView text)
{
    text = trimTabOrSpace(text);
    while (text.startsWith('/'))
        text = text.sliced(1);
    if (text.isEmpty())
        return {};
    if (text.contains("://") || text.contains('*'))
        return nearestOrigin(text.toByteArray());
    const auto url = Url::parse(QStringLiteral("http://") + QString::fromUtf8(text));
    if (!url)
        return {};
    const bool isPlain = isLoopbackHost(*url->host()) || isIpAddress(*url->host());
    return isPlain ? url->origin().serialized() : nearestOrigin("https", text);
}

tl::unexpected<OriginError> failure(OriginErrorCode code, QByteArrayView value,
                                    QByteArray suggestion)
{
    return tl::unexpected(OriginError{code, value.toByteArray(), std::move(suggestion)});
}

/// What is wrong with bytes in which no `://` follows a scheme.
tl::unexpected<OriginError> withoutSlashes(QByteArrayView bytes)
{
    const qsizetype colon = bytes.indexOf(':');
    const QByteArrayView rest = colon < 0 ? QByteArrayView() : bytes.sliced(colon + 1);
    const bool isPort = !rest.isEmpty() && isDigit(rest.front());
    if (colon <= 0 || isPort || !isScheme(bytes.first(colon)))
        return failure(OriginErrorCode::MissingScheme, bytes, nearestOriginWithScheme(bytes));
    const QByteArray scheme = asciiLower(bytes.first(colon));
    if (scheme == "http" || scheme == "https")
        return failure(OriginErrorCode::MissingHost, bytes, nearestOrigin(bytes.toByteArray()));
    return failure(OriginErrorCode::UnsupportedScheme, bytes.first(colon), {});
}

/// What a page of a scheme that sends no tuple origin would send after all.
QByteArray suggestionForScheme(const QByteArray &scheme, QByteArrayView rest)
{
    if (scheme == "ws")
        return nearestOrigin("http", rest);
    if (scheme == "wss")
        return nearestOrigin("https", rest);
    return scheme == "file" ? QByteArrayLiteral("null") : QByteArray();
}

/// The port's number; nothing where it is not written as browsers write it.
std::optional<quint16> readPort(QByteArrayView digits)
{
    if (digits.isEmpty() || digits.size() > 5 ||
        !std::all_of(digits.begin(), digits.end(), isDigit) ||
        (digits.size() > 1 && digits.front() == '0'))
        return std::nullopt;
    bool fits = false;
    const quint16 port = digits.toUShort(&fits);
    return fits ? std::optional<quint16>(port) : std::nullopt;
}

} // namespace

Origin::Origin()
{
    auto *data = new Data;
    data->serialized = QByteArrayLiteral("null");
    data->opaque = true;
    d = data;
}

Origin::Origin(QByteArray scheme, QByteArray host, std::optional<quint16> port)
{
    auto *data = new Data;
    data->scheme = std::move(scheme);
    data->host = std::move(host);
    data->port = port;
    data->serialized = data->scheme % "://" % data->host;
    if (port)
        data->serialized = data->serialized % ':' % decimal(*port);
    d = data;
}

tl::expected<Origin, OriginError> Origin::fromSerialized(QByteArrayView bytes)
{
    if (bytes == "null")
        return Origin();
    if (trimTabOrSpace(bytes).isEmpty())
        return failure(OriginErrorCode::Empty, bytes, {});
    if (equalsIgnoreCase(bytes, "null"))
        return failure(OriginErrorCode::UpperCase, bytes, QByteArrayLiteral("null"));

    const qsizetype separator = bytes.indexOf("://");
    if (separator < 0)
        return withoutSlashes(bytes);
    const QByteArrayView scheme = bytes.first(separator);
    const QByteArrayView rest = bytes.sliced(separator + 3);
    if (!isScheme(scheme))
        return failure(OriginErrorCode::MissingScheme, bytes, nearestOriginWithScheme(bytes));
    if (!equalsIgnoreCase(scheme, "http") && !equalsIgnoreCase(scheme, "https"))
        return failure(OriginErrorCode::UnsupportedScheme, scheme,
                       suggestionForScheme(asciiLower(scheme), rest));
    // Two origins in one value: which of them was meant cannot be told.
    if (rest.contains("://"))
        return failure(OriginErrorCode::InvalidHost, rest, {});

    // Working out what was meant costs more than reading, so it is done for failures only.
    const auto refuse = [bytes](OriginErrorCode code, QByteArrayView value) {
        return failure(code, value, nearestOrigin(bytes.toByteArray()));
    };
    const qsizetype end = findAny(rest, "/?#\\");
    const QByteArrayView authority = end < 0 ? rest : rest.first(end);
    if (authority.isEmpty())
        return failure(OriginErrorCode::MissingHost, bytes, {});
    if (end >= 0)
        return refuse(OriginErrorCode::HasPath, rest.sliced(end));
    if (const qsizetype at = authority.lastIndexOf('@'); at >= 0)
        return refuse(OriginErrorCode::HasCredentials, authority.first(at));
    if (hasUpperCase(scheme))
        return refuse(OriginErrorCode::UpperCase, scheme);

    // The colons of an IPv6 address begin no port, not even where its bracket is missing.
    const qsizetype hostEnd = authority.startsWith('[') ? authority.indexOf(']') : 0;
    const qsizetype colon = hostEnd < 0 ? -1 : authority.indexOf(':', hostEnd);
    const QByteArrayView host = colon < 0 ? authority : authority.first(colon);
    if (host.isEmpty())
        return failure(OriginErrorCode::MissingHost, bytes, {});
    if (std::any_of(host.begin(), host.end(), [](char c) { return (c & 0x80) != 0; }))
        return refuse(OriginErrorCode::NotAscii, host);
    if (hasUpperCase(host))
        return refuse(OriginErrorCode::UpperCase, host);
    const auto parsedHost = parseHost(QString::fromLatin1(host), HostKind::Domain);
    if (!parsedHost || *parsedHost != host)
        return refuse(OriginErrorCode::InvalidHost, host);

    std::optional<quint16> port;
    if (colon >= 0) {
        const QByteArrayView digits = authority.sliced(colon + 1);
        port = readPort(digits);
        if (!port)
            return refuse(OriginErrorCode::InvalidPort, digits.isEmpty() ? ":" : digits);
        if (port == defaultPort(scheme))
            return refuse(OriginErrorCode::DefaultPort, digits);
    }
    return Origin(scheme.toByteArray(), *parsedHost, port);
}

bool Origin::isPotentiallyTrustworthy() const
{
    if (isOpaque())
        return false;
    return d->scheme == "https" || d->scheme == "wss" || isLoopbackHost(d->host);
}

bool Origin::operator==(const Origin &other) const noexcept
{
    if (d == other.d)
        return true;
    return !isOpaque() && !other.isOpaque() && d->serialized == other.d->serialized;
}

} // namespace corslab
