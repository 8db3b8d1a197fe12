// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace corslab {

/// The title of a place: a square in its lane's colour and the words.
class SectionHeader : public QWidget
{
    Q_OBJECT

public:
    SectionHeader(ColorRole role, const QString &title, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QFont titleFont() const;

    ColorRole m_role;
    QString m_title;
};

} // namespace corslab
