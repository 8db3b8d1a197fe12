// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <tl/expected.hpp>

#include <optional>

namespace corslab {

enum class PatternErrorCode {
    Empty,
    MissingScheme,
    UnsupportedScheme,
    MissingHost,
    WildcardInsideLabel, ///< `https://a*.example.com`, `https://a.*.com`
    WildcardTopLevel,    ///< `https://*.com` is a pattern over nothing but a top-level domain:
                         ///< `https://*`
    HasPath,
    HasCredentials,
    InvalidPort,
    UpperCase, ///< browsers send scheme and host in lower case
    NotAscii,  ///< browsers send such a host in punycode
    InvalidHost
};

struct PatternError
{
    PatternErrorCode code;
    qsizetype position; ///< of the first character that offends, from 0
    QByteArray value;
    bool operator==(const PatternError &) const = default;
};

/// The grammar that a policy offers: an exact origin; a leading `*.` (one or more labels, the apex
/// not included); `:*` for any port; `*` alone; `null`.
class OriginPattern
{
public:
    enum class Kind { Any, Null, Tuple };

    [[nodiscard]] static tl::expected<OriginPattern, PatternError> parse(QByteArrayView text);
    /// `origin` as a browser sends it.
    [[nodiscard]] bool matches(QByteArrayView origin) const;

    [[nodiscard]] Kind kind() const noexcept { return m_kind; }
    [[nodiscard]] const QByteArray &scheme() const noexcept { return m_scheme; }
    [[nodiscard]] const QByteArray &host() const noexcept { return m_host; } ///< without `*.`
    [[nodiscard]] bool subdomains() const noexcept { return m_subdomains; }
    [[nodiscard]] bool anyPort() const noexcept { return m_anyPort; }
    [[nodiscard]] std::optional<quint16> port() const noexcept { return m_port; }

private:
    Kind m_kind = Kind::Tuple;
    QByteArray m_scheme;
    QByteArray m_host;
    bool m_subdomains = false;
    bool m_anyPort = false;
    std::optional<quint16> m_port;
};

} // namespace corslab
