// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QComboBox;

namespace corslab {

/// A combo box inside a panel that scrolls: as narrow as it must be, and the wheel scrolls the
/// panel instead of changing a value that nobody looks at.
void settleInPanel(QComboBox *combo, int leastCharacters);

} // namespace corslab
