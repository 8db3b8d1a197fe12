// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace corslab {

/// Texts to read, as HTML that is ours alone: nothing of a laboratory gets into them.
[[nodiscard]] QString aboutText();
[[nodiscard]] QString glossaryText();

} // namespace corslab
