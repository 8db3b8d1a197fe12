// SPDX-License-Identifier: GPL-3.0-or-later
// Names of header lines: how they are compared, and the lists of them that the Fetch Standard keeps.
#pragma once

#include <QByteArrayView>

#include <algorithm>
#include <array>

namespace corslab {

namespace detail {
/// For two of the same length.
[[nodiscard]] bool haveEqualLetters(QByteArrayView a, QByteArrayView b) noexcept;
} // namespace detail

/// True where the two names are the same to HTTP: equal but for ASCII case.
[[nodiscard]] inline bool equalsIgnoreCase(QByteArrayView a, QByteArrayView b) noexcept
{
    // Names mostly differ in length or in their last letter, and then no function is called. 0x20
    // is what the two cases of a letter differ in.
    return a.size() == b.size() &&
           (a.isEmpty() || (((a.back() ^ b.back()) & ~0x20) == 0 && detail::haveEqualLetters(a, b)));
}

[[nodiscard]] inline bool startsWithIgnoreCase(QByteArrayView name, QByteArrayView prefix) noexcept
{
    return name.size() >= prefix.size() && equalsIgnoreCase(name.first(prefix.size()), prefix);
}

template <std::size_t N>
using NameList = std::array<QByteArrayView, N>;

template <std::size_t N>
[[nodiscard]] bool isOneOf(QByteArrayView name, const NameList<N> &names) noexcept
{
    return std::any_of(names.begin(), names.end(),
                       [name](QByteArrayView each) { return equalsIgnoreCase(name, each); });
}

/// What no script may set, whatever the value.
/// https://fetch.spec.whatwg.org/#forbidden-request-header, steps 1 and 2
[[nodiscard]] bool isForbiddenRequestHeaderName(QByteArrayView name) noexcept;
/// What no script ever reads. https://fetch.spec.whatwg.org/#forbidden-response-header-name
[[nodiscard]] bool isForbiddenResponseHeaderName(QByteArrayView name) noexcept;
/// The seven that a script may always read.
/// https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name
[[nodiscard]] bool isCorsSafelistedResponseHeaderName(QByteArrayView name) noexcept;

} // namespace corslab
