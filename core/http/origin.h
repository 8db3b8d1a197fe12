// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <tl/expected.hpp>

#include <memory>
#include <optional>
#include <utility>

namespace corslab {

enum class OriginErrorCode {
    Empty,
    MissingScheme,    ///< `localhost:3000`
    MissingHost,
    UnsupportedScheme,///< neither http nor https
    HasPath,          ///< a path, a trailing slash, a query or a fragment
    HasCredentials,
    UpperCase,        ///< scheme or host not in lower case
    NotAscii,         ///< a host that is written in Unicode; the browser sends it in punycode
    DefaultPort,      ///< `http://a:80`: browsers leave the default port out
    InvalidPort,
    InvalidHost       ///< also an IPv6 address that is not in its compressed form
};

/// Why a string is not what a browser sends as Origin.
struct OriginError
{
    OriginErrorCode code;
    QByteArray value;     ///< the part that offends
    QByteArray suggestion;///< the origin that was probably meant; empty where none can be told
    bool operator==(const OriginError &) const = default;
};

/// An origin of the HTML Standard: a tuple of scheme, host and port, or opaque.
/// Two opaque origins are the same only where one was copied from the other.
/// Source: https://html.spec.whatwg.org/#concept-origin
class Origin
{
public:
    /// A new opaque origin.
    Origin();
    /// `host` serialised (IPv6 in brackets); `port` absent where it is the scheme's default.
    Origin(QByteArray scheme, QByteArray host, std::optional<quint16> port);

    /// Reads exactly the bytes that a browser would send: `https://example.com:8443`, or `null`
    /// for a new opaque origin.
    [[nodiscard]] static tl::expected<Origin, OriginError> fromSerialized(QByteArrayView bytes);

    [[nodiscard]] bool isOpaque() const noexcept { return m_identity != nullptr; }
    [[nodiscard]] const QByteArray &scheme() const noexcept { return m_scheme; }
    [[nodiscard]] const QByteArray &host() const noexcept { return m_host; }
    [[nodiscard]] std::optional<quint16> port() const noexcept { return m_port; }
    /// `null` where opaque. Computed once: comparing and sending cost no work.
    [[nodiscard]] const QByteArray &serialized() const noexcept { return m_serialized; }
    /// https or a loopback host.
    [[nodiscard]] bool isPotentiallyTrustworthy() const;

    /// https://html.spec.whatwg.org/#same-origin
    bool operator==(const Origin &other) const noexcept;

private:
    friend class Url;
    /// The parts of a URL, which has written them down already.
    Origin(QByteArray scheme, QByteArray host, std::optional<quint16> port, QByteArray serialized)
        : m_scheme(std::move(scheme))
        , m_host(std::move(host))
        , m_port(port)
        , m_serialized(std::move(serialized))
    {
    }

    QByteArray m_scheme;
    QByteArray m_host;
    std::optional<quint16> m_port;
    QByteArray m_serialized;
    std::shared_ptr<const char> m_identity; ///< set where opaque; its address is the identity
};

} // namespace corslab
