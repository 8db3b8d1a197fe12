// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/diagnosis.h"
#include "core/record/exchange.h"
#include "ui/theme/theme.h"
#include "ui/verdict/verdictgeometry.h"

#include <QWidget>

#include <optional>

class QPushButton;

namespace corslab {

class Workbench;

/// A verdict as it is shown: a word, a shape and a colour, so that none of them has to be seen.
struct VerdictLook
{
    QString word;  ///< "BLOCKED"
    QString shape; ///< one character
    ColorRole role{};
    ColorRole tint{};
};
/// Nothing: the exchange goes on.
[[nodiscard]] VerdictLook verdictLook(std::optional<Verdict> verdict);

/// Over the timeline: what became of the exchange, in words, and beside it the first thing that
/// mends it.
class VerdictLine : public QWidget
{
    Q_OBJECT

public:
    /// Borrows the workbench.
    explicit VerdictLine(Workbench &workbench, QWidget *parent = nullptr);

    [[nodiscard]] const QString &sentence() const { return m_sentence; }
    [[nodiscard]] const VerdictLook &look() const { return m_look; }
    /// Applies the first fix; once it is applied, sends again.
    [[nodiscard]] QPushButton *button() const { return m_button; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] VerdictGeometry geometryFor(int width) const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void refreshButton();
    void press();
    void relayout();
    [[nodiscard]] QFont wordFont() const;
    [[nodiscard]] int labelWidth(const QString &text) const;

    /// A fix that was applied to the exchange that is shown; undo takes it back.
    struct AppliedFix
    {
        quint64 exchange = 0;
        int undoIndex = 0; ///< of the undo stack, after it was applied
    };

    Workbench &m_workbench;
    QPushButton *m_button;
    VerdictLook m_look;
    QString m_sentence;
    QString m_label; ///< all words of the button; empty where there is none
    std::optional<AppliedFix> m_applied;
};

} // namespace corslab
