// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QLabel>

namespace corslab {

/// A sentence under a field or in a panel, in the colour of what it means. It wraps, takes no
/// markup, and is not there while it has nothing to say.
class NoteLabel : public QLabel
{
    Q_OBJECT

public:
    explicit NoteLabel(ColorRole role, QWidget *parent = nullptr);

    void setNote(const QString &sentence);

protected:
    void changeEvent(QEvent *event) override;

private:
    void tint();

    ColorRole m_role;
    bool m_tinting = false;
};

/// A field's name above it, muted; `buddy` gets the focus by its mnemonic and the accessible name.
[[nodiscard]] QLabel *fieldLabel(const QString &text, QWidget *buddy);

} // namespace corslab
