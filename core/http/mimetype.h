// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/headerlist.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <utility>
#include <vector>

namespace corslab {

/// A parsed MIME type. Type, subtype and parameter names are in lower case.
/// Source: https://mimesniff.spec.whatwg.org/#parsing-a-mime-type
struct MimeType
{
    QByteArray type;
    QByteArray subtype;
    std::vector<std::pair<QByteArray, QByteArray>> parameters;

    /// Bytes are read as Latin-1 (isomorphic decode). Nothing where they are not a MIME type.
    [[nodiscard]] static std::optional<MimeType> parse(QByteArrayView bytes);
    /// https://fetch.spec.whatwg.org/#concept-header-extract-mime-type
    [[nodiscard]] static std::optional<MimeType> extract(const HeaderList &headers);

    /// True for `type/subtype`, both given in lower case.
    [[nodiscard]] bool isOf(QByteArrayView type, QByteArrayView subtype) const noexcept;
    [[nodiscard]] QByteArray essence() const;
    [[nodiscard]] QByteArray serialize() const;
    /// https://mimesniff.spec.whatwg.org/#javascript-mime-type
    [[nodiscard]] bool isJavaScript() const;
    bool operator==(const MimeType &) const = default;
};

} // namespace corslab
