// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/url.h"

#include "core/http/site.h"
#include "core/http/urlparser.h"

#include <QString>
#include <QStringBuilder>

#include <algorithm>

namespace corslab {
namespace {

constexpr bool isC0ControlOrSpace(QChar c)
{
    return c.unicode() <= 0x20;
}

constexpr bool isTabOrNewline(QChar c)
{
    return c == u'\t' || c == u'\n' || c == u'\r';
}

} // namespace

tl::expected<Url, UrlError> Url::parse(QStringView input, const Url *base)
{
    while (!input.isEmpty() && isC0ControlOrSpace(input.front()))
        input = input.sliced(1);
    while (!input.isEmpty() && isC0ControlOrSpace(input.back()))
        input.chop(1);
    if (std::none_of(input.begin(), input.end(), isTabOrNewline))
        return UrlParser(input, base).parse();

    QString cleaned = input.toString();
    cleaned.removeIf(isTabOrNewline);
    return UrlParser(cleaned, base).parse();
}

Url::Url()
{
    static const QSharedDataPointer<Data> nothing(new Data);
    d = nothing;
}

Url::Url(Parts parts)
    : d(new Data(std::move(parts)))
{
    Parts &own = d->parts;
    if (defaultPort(own.scheme) && own.host)
        own.origin = Origin(own.scheme, *own.host, own.port);
}

std::optional<quint16> Url::effectivePort() const noexcept
{
    return d->parts.port ? d->parts.port : defaultPort(d->parts.scheme);
}

bool Url::isHttpOrHttps() const noexcept
{
    return d->parts.scheme == "http" || d->parts.scheme == "https";
}

bool Url::includesCredentials() const noexcept
{
    return !d->parts.username.isEmpty() || !d->parts.password.isEmpty();
}

bool Url::isPotentiallyTrustworthy() const
{
    if (d->parts.origin)
        return d->parts.origin->isPotentiallyTrustworthy();
    if (d->parts.scheme == "https" || d->parts.scheme == "wss" || d->parts.scheme == "data")
        return true;
    if (d->parts.scheme == "about")
        return d->parts.path == "blank" || d->parts.path == "srcdoc";
    return d->parts.scheme == "blob" && origin().isPotentiallyTrustworthy();
}

QByteArray Url::hostAndPort() const
{
    if (d->parts.origin)
        return d->parts.origin->serialized().sliced(d->parts.scheme.size() + 3);
    QByteArray result = d->parts.host.value_or(QByteArray());
    if (d->parts.port)
        result.append(':').append(QByteArray::number(*d->parts.port));
    return result;
}

QByteArray Url::requestTarget() const
{
    if (!d->parts.query)
        return d->parts.path;
    QByteArray target;
    target.reserve(d->parts.path.size() + 1 + d->parts.query->size());
    return target.append(d->parts.path).append('?').append(*d->parts.query);
}

QByteArray Url::href() const
{
    QByteArray result = hrefWithoutFragment();
    if (d->parts.fragment)
        result.append('#').append(*d->parts.fragment);
    return result;
}

/// https://url.spec.whatwg.org/#concept-url-serializer
QByteArray Url::hrefWithoutFragment() const
{
    // The usual case, in one piece: a fetch asks for it several times.
    if (d->parts.origin && !includesCredentials()) {
        const QByteArray &origin = d->parts.origin->serialized();
        return d->parts.query ? QByteArray(origin % d->parts.path % '?' % *d->parts.query)
                              : QByteArray(origin % d->parts.path);
    }

    QByteArray result;
    // Slashes, marks and the port's digits take no more than 16 bytes.
    result.reserve(d->parts.scheme.size() + d->parts.username.size() + d->parts.password.size() +
                   (d->parts.host ? d->parts.host->size() : 0) + d->parts.path.size() +
                   (d->parts.query ? d->parts.query->size() : 0) + 16);
    result.append(d->parts.scheme).append(':');
    if (d->parts.host) {
        result.append("//");
        if (includesCredentials()) {
            result.append(d->parts.username);
            if (!d->parts.password.isEmpty())
                result.append(':').append(d->parts.password);
            result.append('@');
        }
        result.append(*d->parts.host);
        if (d->parts.port)
            result.append(':').append(QByteArray::number(*d->parts.port));
    } else if (!d->parts.opaquePath && d->parts.path.startsWith("//")) {
        // Without these two bytes the path would be read as a host the next time.
        result.append("/.");
    }
    result.append(d->parts.path);
    if (d->parts.query)
        result.append('?').append(*d->parts.query);
    return result;
}

Origin Url::origin() const
{
    if (d->parts.origin)
        return *d->parts.origin;
    if (d->parts.scheme == "blob") {
        const auto inner = parse(QString::fromLatin1(d->parts.path));
        return inner && inner->isHttpOrHttps() ? inner->origin() : Origin();
    }
    return Origin();
}

bool Url::isSameOrigin(const Url &other) const
{
    if (d->parts.origin && other.d->parts.origin)
        return *d->parts.origin == *other.d->parts.origin;
    // A blob: URL has the origin of the one within it, and that must be parsed. All others without
    // an origin here are opaque, and differ from everything.
    return (d->parts.scheme == "blob" || other.d->parts.scheme == "blob") &&
           origin() == other.origin();
}

void Url::setFragment(std::optional<QByteArray> fragment)
{
    if (std::as_const(d)->parts.fragment != fragment)
        d->parts.fragment = std::move(fragment);
}

void Url::setQuery(std::optional<QByteArray> query)
{
    if (std::as_const(d)->parts.query != query)
        d->parts.query = std::move(query);
}

void Url::setPath(QByteArray path)
{
    if (std::as_const(d)->parts.path != path)
        d->parts.path = std::move(path);
}

void Url::clearCredentials()
{
    if (!includesCredentials())
        return;
    d->parts.username.clear();
    d->parts.password.clear();
}

std::optional<quint16> defaultPort(QByteArrayView scheme) noexcept
{
    if (scheme == "http" || scheme == "ws")
        return 80;
    if (scheme == "https" || scheme == "wss")
        return 443;
    if (scheme == "ftp")
        return 21;
    return std::nullopt;
}

} // namespace corslab
