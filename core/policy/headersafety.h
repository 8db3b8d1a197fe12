// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/headerlist.h"

#include <QByteArrayView>

#include <algorithm>

namespace corslab {

/// True where the bytes cannot end a header line before its time: no CR, LF or NUL. Everything else
/// that is wrong with a value may be sent, because a laboratory shows mistakes.
[[nodiscard]] inline bool staysOnItsLine(QByteArrayView bytes) noexcept
{
    return std::none_of(bytes.begin(), bytes.end(),
                        [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

[[nodiscard]] inline bool staysOnItsLine(const Header &header) noexcept
{
    return !header.name.isEmpty() && staysOnItsLine(QByteArrayView(header.name)) &&
           staysOnItsLine(QByteArrayView(header.value));
}

} // namespace corslab
