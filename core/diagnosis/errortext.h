// SPDX-License-Identifier: GPL-3.0-or-later
// Words for what is wrong with input: one sentence each that says what was found, where, and what
// to do.
#pragma once

#include "core/document/labfile.h"
#include "core/http/origin.h"
#include "core/http/url.h"
#include "core/policy/originpattern.h"
#include "core/server/labserver.h"

#include <QString>

namespace corslab {

[[nodiscard]] QString errorText(const OriginError &error);
[[nodiscard]] QString errorText(const UrlError &error);
[[nodiscard]] QString errorText(const PatternError &error);
[[nodiscard]] QString errorText(const ListenError &error);
/// Without the file's name: `line 3, servers[0].policy.origins[1]: ...`.
[[nodiscard]] QString errorText(const LabFileError &error);

} // namespace corslab
