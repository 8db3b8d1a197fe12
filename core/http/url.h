// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/origin.h"

#include <QByteArray>
#include <QSharedData>
#include <QString>
#include <QStringView>

#include <tl/expected.hpp>

#include <optional>
#include <utility>

namespace corslab {

/// Why a string is not a URL. Words for each are in core/diagnosis.
enum class UrlErrorCode {
    Empty,              ///< nothing but white space, and no base
    MissingScheme,      ///< a relative reference without a base URL
    RelativeToOpaque,   ///< a relative reference against a base with an opaque path
    MissingHost,        ///< a special scheme without a host
    InvalidHost,        ///< a forbidden code point, a bad percent escape, or a label IDNA refuses
    InvalidIpv4,
    InvalidIpv6,
    InvalidPort         ///< not digits, or over 65535
};

struct UrlError
{
    UrlErrorCode code;
    QString value; ///< the part that offends, as it was written
    bool operator==(const UrlError &) const = default;
};

/// A URL record of the URL Standard. All parts are ASCII as the standard serialises them.
/// QUrl is not used for parsing: it differs on back-slashes, tabs, surrounding spaces, `//`,
/// default ports and IPv4 numbers. Source: https://url.spec.whatwg.org/#concept-basic-url-parser
class Url
{
public:
    /// What no string parses to: all parts are empty.
    Url();

    [[nodiscard]] static tl::expected<Url, UrlError> parse(QStringView input,
                                                           const Url *base = nullptr);

    [[nodiscard]] const QByteArray &scheme() const noexcept { return d->parts.scheme; }
    [[nodiscard]] const QByteArray &username() const noexcept { return d->parts.username; }
    [[nodiscard]] const QByteArray &password() const noexcept { return d->parts.password; }
    /// Serialised host: IPv6 in brackets. Nothing for `data:` and the like; may be empty (`file:`).
    [[nodiscard]] const std::optional<QByteArray> &host() const noexcept { return d->parts.host; }
    /// Nothing where the URL names none or names its scheme's default.
    [[nodiscard]] std::optional<quint16> port() const noexcept { return d->parts.port; }
    /// The port to connect to; nothing for a scheme without one.
    [[nodiscard]] std::optional<quint16> effectivePort() const noexcept;
    /// Begins with `/` unless the path is opaque.
    [[nodiscard]] const QByteArray &path() const noexcept { return d->parts.path; }
    [[nodiscard]] bool hasOpaquePath() const noexcept { return d->parts.opaquePath; }
    /// Without the `?`. Nothing and empty differ: `http://a/` and `http://a/?`.
    [[nodiscard]] const std::optional<QByteArray> &query() const noexcept { return d->parts.query; }
    /// Without the `#`.
    [[nodiscard]] const std::optional<QByteArray> &fragment() const noexcept
    {
        return d->parts.fragment;
    }

    [[nodiscard]] bool isHttpOrHttps() const noexcept;
    [[nodiscard]] bool includesCredentials() const noexcept;
    /// True for https and wss, for loopback addresses, for localhost and names below it, and for
    /// data:, about:blank and about:srcdoc.
    /// https://w3c.github.io/webappsec-secure-contexts/#is-url-trustworthy
    [[nodiscard]] bool isPotentiallyTrustworthy() const;

    /// host and port as in the Host header and in `URL.host`; the default port is left out.
    [[nodiscard]] QByteArray hostAndPort() const;
    /// Path and query: what stands in an HTTP/1.1 request line.
    [[nodiscard]] QByteArray requestTarget() const;
    [[nodiscard]] QByteArray href() const;
    [[nodiscard]] QByteArray hrefWithoutFragment() const;
    /// A new opaque origin at each call for schemes that have none.
    /// https://url.spec.whatwg.org/#concept-url-origin
    [[nodiscard]] Origin origin() const;

    /// https://html.spec.whatwg.org/#same-origin of the two origins, without making them.
    [[nodiscard]] bool isSameOrigin(const Url &other) const;

    // A part that is so already is left alone, and stays shared with the copies.
    void setFragment(std::optional<QByteArray> fragment);
    void setQuery(std::optional<QByteArray> query);
    void setPath(QByteArray path);
    void clearCredentials();

    bool operator==(const Url &other) const { return d == other.d || d->parts == other.d->parts; }

private:
    friend class UrlParser;
    struct Parts
    {
        QByteArray scheme;
        QByteArray username;
        QByteArray password;
        std::optional<QByteArray> host;
        std::optional<quint16> port;
        QByteArray path;
        bool opaquePath = false;
        std::optional<QByteArray> query;
        std::optional<QByteArray> fragment;
        /// Made once, because a fetch asks often; nothing: an opaque one, or that within a blob:.
        std::optional<Origin> origin;
        bool operator==(const Parts &) const = default;
    };
    struct Data : QSharedData
    {
        Data() = default;
        explicit Data(Parts p)
            : parts(std::move(p))
        {
        }
        Parts parts;
    };
    /// Parts without their origin.
    explicit Url(Parts parts);

    QSharedDataPointer<Data> d; ///< a fetch copies its URL at every turn
};

/// 80 for http and ws, 443 for https and wss, 21 for ftp; nothing otherwise.
[[nodiscard]] std::optional<quint16> defaultPort(QByteArrayView scheme) noexcept;

} // namespace corslab

Q_DECLARE_TYPEINFO(corslab::Url, Q_RELOCATABLE_TYPE);
