// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace corslab {

/// The offset of the first byte that does not belong to well-formed UTF-8 (Unicode, table 3-7).
[[nodiscard]] std::optional<qsizetype> invalidUtf8(QByteArrayView bytes) noexcept;

/// Unlike QString::fromUtf8 this keeps a U+FEFF at the beginning, which a body may have.
[[nodiscard]] QString textFromUtf8(const QByteArray &bytes);

} // namespace corslab
