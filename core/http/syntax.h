// SPDX-License-Identifier: GPL-3.0-or-later
// The small words of HTTP's grammar: tokens, white space, field values.
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QVarLengthArray>

#include <optional>

namespace corslab {

/// RFC 9110, 5.6.2. An empty string is not a token.
[[nodiscard]] bool isToken(QByteArrayView bytes) noexcept;
/// https://fetch.spec.whatwg.org/#header-value: no NUL, CR or LF, no tab or space at either end.
[[nodiscard]] bool isHeaderValue(QByteArrayView bytes) noexcept;
/// Removes HTTP white space (tab, LF, CR, space) from both ends.
/// https://fetch.spec.whatwg.org/#concept-header-value-normalize
[[nodiscard]] QByteArray normalizeHeaderValue(QByteArrayView bytes);
/// Removes tabs and spaces from both ends. The view points into the argument.
[[nodiscard]] QByteArrayView trimTabOrSpace(QByteArrayView bytes) noexcept;
/// ASCII only, unlike QByteArray::toLower in name alone: bytes from 0x80 stay.
[[nodiscard]] QByteArray asciiLower(QByteArrayView bytes);

/// The number as HTTP writes it.
[[nodiscard]] QByteArray decimal(qint64 number);

/// True where the comma-separated list has `token` as one of its items, whatever its case. Items are
/// not quoted strings (RFC 9110, 5.6.1).
[[nodiscard]] bool listsToken(QByteArrayView list, QByteArrayView token) noexcept;

/// The tokens of a list, as views into it.
using TokenViews = QVarLengthArray<QByteArrayView, 8>;

/// As parseTokenList(), without a copy: `list` must outlive what is given back.
[[nodiscard]] std::optional<TokenViews> viewTokenList(QByteArrayView list,
                                                      QByteArrayView *invalid = nullptr);

/// Parses a comma-separated list of tokens (`#token`, RFC 9110 5.6.1): empty items are skipped.
/// Nothing where an item is not a token; `*invalid` then names it.
[[nodiscard]] std::optional<QList<QByteArray>> parseTokenList(QByteArrayView value,
                                                             QByteArray *invalid = nullptr);

} // namespace corslab
