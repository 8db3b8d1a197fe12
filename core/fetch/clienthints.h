// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace corslab {

class HeaderList;

/// A client hint with a value of its grammar: what Chromium lets a script send unasked.
/// services/network/public/cpp/cors/cors.cc, IsCorsSafelistedHeader
[[nodiscard]] bool isSafelistedClientHint(QByteArrayView name, QByteArrayView value);
/// Those that are for the page's own origin unless its permissions policy says otherwise: all but
/// Save-Data.
void removeClientHints(HeaderList &headers);

} // namespace corslab
