// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSharedData>

#include <tl/expected.hpp>

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

    [[nodiscard]] bool isOpaque() const noexcept { return d->opaque; }
    [[nodiscard]] const QByteArray &scheme() const noexcept { return d->scheme; }
    [[nodiscard]] const QByteArray &host() const noexcept { return d->host; }
    [[nodiscard]] std::optional<quint16> port() const noexcept { return d->port; }
    /// `null` where opaque. Computed once: comparing and sending cost no work.
    [[nodiscard]] const QByteArray &serialized() const noexcept { return d->serialized; }
    /// https or a loopback host.
    [[nodiscard]] bool isPotentiallyTrustworthy() const;

    /// https://html.spec.whatwg.org/#same-origin
    bool operator==(const Origin &other) const noexcept;

private:
    struct Data : QSharedData
    {
        QByteArray scheme;
        QByteArray host;
        std::optional<quint16> port;
        QByteArray serialized;
        bool opaque = false;
    };
    /// Never changed, so that copies share it; of an opaque origin its address is the identity.
    QExplicitlySharedDataPointer<const Data> d;
};

} // namespace corslab
