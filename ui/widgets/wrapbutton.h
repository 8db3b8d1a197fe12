// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>
#include <QString>

namespace corslab {

/// A button whose words go on several lines where they do not fit on one: no word is left out.
class WrapButton : public QPushButton
{
    Q_OBJECT

public:
    explicit WrapButton(const QString &label = {}, QWidget *parent = nullptr);

    /// As it is read; an ampersand is an ampersand. It is the accessible name too.
    void setLabel(const QString &label);
    [[nodiscard]] const QString &label() const { return m_label; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    /// The words on lines for a button of that width.
    [[nodiscard]] QString wrapped(int width) const;
    /// What the style puts around the words.
    [[nodiscard]] QSize around() const;
    [[nodiscard]] QSize textSize(const QString &text) const;
    void wrap();

    QString m_label;
};

} // namespace corslab
