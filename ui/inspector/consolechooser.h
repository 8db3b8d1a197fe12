// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/consoletext.h"

#include <QComboBox>

namespace corslab {

class Workbench;

/// In whose words the console speaks. Goes along with the browser that is decided like, until a
/// person chooses otherwise.
class ConsoleChooser : public QComboBox
{
    Q_OBJECT

public:
    /// Borrows the workbench.
    explicit ConsoleChooser(Workbench &workbench, QWidget *parent = nullptr);

    [[nodiscard]] ConsoleStyle consoleStyle() const;
    void choose(ConsoleStyle style);
    /// Where the texts come from, where that has to be said; empty otherwise.
    [[nodiscard]] QString caution() const;

Q_SIGNALS:
    void styleChosen();
};

} // namespace corslab
