// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace corslab {

/// What an imitation is called: "Express with the package cors". Empty for a name that is none.
[[nodiscard]] QString imitationTitle(QByteArrayView name);
/// A sentence on what can be learnt from it. Empty for a name that is none.
[[nodiscard]] QString imitationText(QByteArrayView name);

} // namespace corslab
