// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/cause.h"
#include "core/laboratory/whatiforigins.h"

#include <QString>

namespace corslab {

/// A cause in two to four words, for a cell.
[[nodiscard]] QString causeWords(CauseCode code);
/// How an origin comes into the matrix, in a few words.
[[nodiscard]] QString sourceWords(WhatIfSource source);

} // namespace corslab
