// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a lab file, each read by a function of its own. Internal to core/document.
#pragma once

#include "core/document/jsonreader.h"

#include <vector>

namespace corslab {

/// What a server says: names are tokens, values have no CR, LF or NUL.
[[nodiscard]] std::vector<Header> readHeaders(const ValueReader &value);
/// What a script writes: headers that are no bytes are kept too, since they make the call throw.
void readScriptHeaders(const ValueReader &value, ScriptRequest &request);
/// A header's value, a character a byte: CR, LF and NUL are refused.
[[nodiscard]] QByteArray readHeaderBytes(const ValueReader &value);
/// Text (UTF-8) that will stand in a header's value: CR, LF and NUL are refused.
[[nodiscard]] QByteArray readHeaderText(const ValueReader &value);
[[nodiscard]] QList<QByteArray> readHeaderTexts(const ValueReader &value, const QString &expected);
/// A serialised origin or `null`, checked with its placeholders replaced.
[[nodiscard]] QByteArray readOrigin(const ValueReader &value);

[[nodiscard]] Policy readPolicy(const ValueReader &value);
[[nodiscard]] ServerConfig readServer(const ValueReader &value);
[[nodiscard]] RequestEntry readRequest(const ValueReader &value);

/// Milliseconds, up to a day.
[[nodiscard]] std::chrono::milliseconds readDuration(const ValueReader &value);

} // namespace corslab
