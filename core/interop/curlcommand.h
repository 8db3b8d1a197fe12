// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/scriptrequest.h"

#include <QByteArray>

namespace corslab {

/// A command for a POSIX shell that sends what the browser would send as the actual request:
/// without the headers that a script may not set, with the Content-Type that the body brings.
/// `url` is absolute. `origin`: the Origin header's value, empty where none is sent.
[[nodiscard]] QByteArray curlCommand(const ScriptRequest &request, const QByteArray &url,
                                     const QByteArray &origin);

/// One word of a shell's command line: as it stands where nothing in it means anything to a shell,
/// otherwise quoted. Bytes that do not print are escaped.
[[nodiscard]] QByteArray shellWord(QByteArrayView bytes);

} // namespace corslab
