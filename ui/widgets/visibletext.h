// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace corslab {

/// Bytes of the protocol as text that cannot lie about itself: UTF-8 is decoded, bytes that are not
/// UTF-8 and control characters stand as `\x07`, characters that turn the direction of the text as
/// `\u202E`. Text with right-to-left letters is isolated, so that it does not turn what stands
/// beside it.
[[nodiscard]] QString visibleText(QByteArrayView bytes);
[[nodiscard]] QString visibleText(const QString &text);
/// For text that is only looked at: no line breaks within the origin of a URL.
[[nodiscard]] QString unbrokenOrigins(QString text);
[[nodiscard]] inline QString visibleText(const QByteArray &bytes)
{
    return visibleText(QByteArrayView(bytes));
}

} // namespace corslab
