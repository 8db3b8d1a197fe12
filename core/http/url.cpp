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

std::optional<quint16> Url::effectivePort() const noexcept
{
    return m_port ? m_port : defaultPort(m_scheme);
}

bool Url::isHttpOrHttps() const noexcept
{
    return m_scheme == "http" || m_scheme == "https";
}

bool Url::includesCredentials() const noexcept
{
    return !m_username.isEmpty() || !m_password.isEmpty();
}

bool Url::isPotentiallyTrustworthy() const
{
    if (m_scheme == "https" || m_scheme == "wss" || m_scheme == "data")
        return true;
    if (m_scheme == "about")
        return m_path == "blank" || m_path == "srcdoc";
    if (m_scheme == "blob")
        return origin().isPotentiallyTrustworthy();
    return defaultPort(m_scheme) && m_host && isLoopbackHost(*m_host);
}

QByteArray Url::hostAndPort() const
{
    if (!m_origin.isEmpty())
        return m_origin.sliced(m_scheme.size() + 3);
    QByteArray result = m_host.value_or(QByteArray());
    if (m_port)
        result.append(':').append(QByteArray::number(*m_port));
    return result;
}

QByteArray Url::requestTarget() const
{
    if (!m_query)
        return m_path;
    QByteArray target;
    target.reserve(m_path.size() + 1 + m_query->size());
    return target.append(m_path).append('?').append(*m_query);
}

QByteArray Url::href() const
{
    QByteArray result = hrefWithoutFragment();
    if (m_fragment)
        result.append('#').append(*m_fragment);
    return result;
}

/// https://url.spec.whatwg.org/#concept-url-serializer
QByteArray Url::hrefWithoutFragment() const
{
    // The usual case, in one piece: a fetch asks for it several times.
    if (!m_origin.isEmpty() && !includesCredentials())
        return m_query ? QByteArray(m_origin % m_path % '?' % *m_query) : m_origin + m_path;

    QByteArray result;
    // Slashes, marks and the port's digits take no more than 16 bytes.
    result.reserve(m_scheme.size() + m_username.size() + m_password.size() +
                   (m_host ? m_host->size() : 0) + m_path.size() + (m_query ? m_query->size() : 0) +
                   16);
    result.append(m_scheme).append(':');
    if (m_host) {
        result.append("//");
        if (includesCredentials()) {
            result.append(m_username);
            if (!m_password.isEmpty())
                result.append(':').append(m_password);
            result.append('@');
        }
        result.append(*m_host);
        if (m_port)
            result.append(':').append(QByteArray::number(*m_port));
    } else if (!m_opaquePath && m_path.startsWith("//")) {
        // Without these two bytes the path would be read as a host the next time.
        result.append("/.");
    }
    result.append(m_path);
    if (m_query)
        result.append('?').append(*m_query);
    return result;
}

Origin Url::origin() const
{
    if (m_scheme == "blob") {
        const auto inner = parse(QString::fromLatin1(m_path));
        return inner && inner->isHttpOrHttps() ? inner->origin() : Origin();
    }
    if (m_origin.isEmpty())
        return Origin();
    return Origin(m_scheme, *m_host, m_port, m_origin);
}

bool Url::isSameOrigin(const Url &other) const
{
    // A blob: URL has the origin of the one within it, and that must be parsed.
    if (m_scheme == "blob" || other.m_scheme == "blob")
        return origin() == other.origin();
    // Opaque origins differ from all others.
    return !m_origin.isEmpty() && m_origin == other.m_origin;
}

void Url::writeOrigin()
{
    m_origin.clear();
    if (defaultPort(m_scheme) && m_host)
        m_origin = Origin(m_scheme, *m_host, m_port).serialized();
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
