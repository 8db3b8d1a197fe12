// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/originpattern.h"

#include "core/http/origin.h"
#include "core/policy/originparts.h"

namespace corslab {

namespace {

tl::unexpected<PatternError> failure(PatternErrorCode code, qsizetype position,
                                     QByteArrayView value)
{
    return tl::unexpected(PatternError{code, position, value.toByteArray()});
}

/// The port's digits as a number; nothing where a browser would never write them so.
std::optional<quint16> parsePort(QByteArrayView digits)
{
    if (digits.isEmpty() || digits.size() > 5 || digits.front() == '0')
        return std::nullopt;
    uint port = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9')
            return std::nullopt;
        port = port * 10 + static_cast<uint>(c - '0');
    }
    if (port > 65535)
        return std::nullopt;
    return static_cast<quint16>(port);
}

/// What is wrong with a host that is not as browsers write it, and at which of its characters that
/// shows: the first that cannot stand there, or the beginning where it is the whole that is wrong.
tl::unexpected<PatternError> hostFailure(QByteArrayView host, qsizetype begin)
{
    for (qsizetype i = 0; i < host.size(); ++i) {
        const char c = host[i];
        if (c >= 'A' && c <= 'Z')
            return failure(PatternErrorCode::UpperCase, begin + i, host);
        if ((c & 0x80) != 0)
            return failure(PatternErrorCode::NotAscii, begin + i, host);
        if (c <= ' ' || c == 0x7f || QByteArrayView("\"<>^`{|}%,;").contains(c))
            return failure(PatternErrorCode::InvalidHost, begin + i, host);
    }
    return failure(PatternErrorCode::InvalidHost, begin, host);
}

/// Asks the parser of origins, so that a pattern's host is judged as a browser's URL parser judges
/// it.
bool isCanonicalHost(const QByteArray &host)
{
    const auto origin = Origin::fromSerialized("http://" + host);
    return origin.has_value() && origin->host() == host;
}

} // namespace

tl::expected<OriginPattern, PatternError> OriginPattern::parse(QByteArrayView text)
{
    OriginPattern pattern;
    if (text.isEmpty())
        return failure(PatternErrorCode::Empty, 0, text);
    if (text == "*") {
        pattern.m_kind = Kind::Any;
        return pattern;
    }
    if (text == "null") {
        pattern.m_kind = Kind::Null;
        return pattern;
    }

    const qsizetype colon = text.indexOf("://");
    if (colon <= 0)
        return failure(PatternErrorCode::MissingScheme, 0, text);
    pattern.m_scheme = text.first(colon).toByteArray();
    const QByteArray lower = pattern.m_scheme.toLower();
    if (lower != pattern.m_scheme && (lower == "http" || lower == "https"))
        return failure(PatternErrorCode::UpperCase, 0, pattern.m_scheme);
    if (pattern.m_scheme != "http" && pattern.m_scheme != "https")
        return failure(PatternErrorCode::UnsupportedScheme, 0, pattern.m_scheme);

    const qsizetype begin = colon + 3;
    const QByteArrayView authority = text.sliced(begin);
    for (qsizetype i = 0; i < authority.size(); ++i) {
        const char c = authority[i];
        if (c == '/' || c == '?' || c == '#' || c == '\\')
            return failure(PatternErrorCode::HasPath, begin + i, authority.sliced(i));
        if (c == '@')
            return failure(PatternErrorCode::HasCredentials, begin, authority.first(i + 1));
    }

    // The colon of the port stands after the bracket of an IPv6 address.
    const qsizetype bracket = authority.lastIndexOf(']');
    const qsizetype portColon = authority.indexOf(':', bracket < 0 ? 0 : bracket);
    QByteArrayView host = authority;
    if (portColon >= 0) {
        host = authority.first(portColon);
        const QByteArrayView port = authority.sliced(portColon + 1);
        if (port == "*") {
            pattern.m_anyPort = true;
        } else {
            pattern.m_port = parsePort(port);
            if (!pattern.m_port)
                return failure(PatternErrorCode::InvalidPort, begin + portColon + 1, port);
        }
    }
    if (host.isEmpty())
        return failure(PatternErrorCode::MissingHost, begin, text);
    if (host == "*" || host == "*.")
        return failure(PatternErrorCode::WildcardTopLevel, begin, host);

    qsizetype hostBegin = begin;
    if (host.startsWith("*.")) {
        pattern.m_subdomains = true;
        host = host.sliced(2);
        hostBegin += 2;
    }
    if (const qsizetype star = host.indexOf('*'); star >= 0)
        return failure(PatternErrorCode::WildcardInsideLabel, hostBegin + star, host);

    pattern.m_host = host.toByteArray();
    if (!pattern.m_subdomains) {
        if (!isCanonicalHost(pattern.m_host))
            return hostFailure(host, hostBegin);
        return pattern;
    }
    // Names below an IP address do not exist, and `*.com` admits everybody who buys a name.
    if (!isCanonicalHost("a." + pattern.m_host))
        return hostFailure(host, hostBegin);
    if (!host.contains('.') && host != "localhost")
        return failure(PatternErrorCode::WildcardTopLevel, begin, authority);
    return pattern;
}

bool OriginPattern::matches(QByteArrayView origin) const
{
    switch (m_kind) {
    case Kind::Any:
        return true;
    case Kind::Null:
        return origin == "null";
    case Kind::Tuple:
        break;
    }
    const auto parts = splitOrigin(origin);
    if (!parts || parts->scheme != m_scheme)
        return false;
    if (!m_anyPort && parts->port != int(m_port.value_or(0)))
        return false;
    if (!m_subdomains)
        return parts->host == m_host;
    const qsizetype labels = parts->host.size() - m_host.size() - 1;
    return labels > 0 && parts->host[labels] == '.' && parts->host.endsWith(m_host) &&
           arePlainLabels(parts->host.first(labels));
}

} // namespace corslab
