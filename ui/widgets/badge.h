// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace corslab {

/// A word or a short sentence on a tinted ground. It wraps where there is no room.
class Badge : public QWidget
{
    Q_OBJECT

public:
    enum class Tone : quint8 { Neutral, Good, Bad, Warn, Page, Browser, Server };

    explicit Badge(QWidget *parent = nullptr);

    void setContent(Tone tone, const QString &text);
    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] Tone tone() const { return m_tone; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

    [[nodiscard]] static ColorRole textRole(Tone tone);
    [[nodiscard]] static ColorRole tintRole(Tone tone);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QRect textRect(int width) const;

    Tone m_tone = Tone::Neutral;
    QString m_text;
};

} // namespace corslab
