// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/chiplayout.h"

#include <QAbstractScrollArea>
#include <QByteArray>

#include <functional>

class QLineEdit;

namespace corslab {

/// A list of short values, each a chip, with a place to type behind them. One stop of the Tab key:
/// Return, a comma or a space makes a chip of what was typed; from the beginning of the line Left
/// and Backspace go to the chips, where Delete removes and Return or F2 takes one back to edit.
/// A pasted list becomes a chip for each value; what is not valid stays in the line, nothing is
/// lost.
class ChipEdit : public QAbstractScrollArea
{
    Q_OBJECT

public:
    /// A sentence that says what is wrong with a value; empty where nothing is.
    using Validator = std::function<QString(const QByteArray &)>;

    /// `name` stands in the texts of undo and is the accessible name.
    explicit ChipEdit(const QString &name, QWidget *parent = nullptr);

    void setValidator(Validator validator);
    /// How a value reads, where that is not the value itself.
    void setDisplay(std::function<QString(const QByteArray &)> display);
    /// Where in a value its validator's sentence points, from 0; -1 where nowhere. That character
    /// is selected.
    void setErrorPlace(std::function<int(const QByteArray &)> place)
    {
        m_errorPlace = std::move(place);
    }
    /// Who is asked first when several lines are pasted; true where it has taken them.
    void setListTaker(std::function<bool(const QString &)> taker)
    {
        m_listTaker = std::move(taker);
    }
    void setPlaceholder(const QString &text);
    void setSuggestions(const QStringList &values);
    void setValues(const QList<QByteArray> &values);
    [[nodiscard]] const QList<QByteArray> &values() const { return m_values; }
    /// What is wrong: with what was typed, or with a chip.
    [[nodiscard]] const QString &error() const { return m_error; }
    [[nodiscard]] QLineEdit *lineEdit() const { return m_edit; }
    /// The chip that keys act on; -1 while they go to the line.
    [[nodiscard]] int currentChip() const { return m_current; }
    [[nodiscard]] QRect chipRect(int index) const { return m_layout.chips.value(index); }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    /// All rows, up to the number from which they scroll.
    [[nodiscard]] int heightForWidth(int width) const override;

Q_SIGNALS:
    /// By the person; `text` says what was done, for undo.
    void edited(const QList<QByteArray> &values, const QString &text);
    void errorChanged(const QString &sentence);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    bool viewportEvent(QEvent *event) override;

private:
    bool handleKey(class QKeyEvent *key);
    bool handleChipKey(class QKeyEvent *key);
    void commit();
    void takeText(const QString &text);
    void removeChip(int index);
    void editChip(int index);
    void setCurrent(int index);
    void relayout();
    void placeEdit();
    void setError(const QString &sentence);
    void refreshChips();
    [[nodiscard]] ChipLayout::Metrics metrics() const;
    [[nodiscard]] int mostHeight() const;
    [[nodiscard]] QPoint toContents(QPoint viewportPosition) const;

    QString m_name;
    QString m_placeholder;
    Validator m_validator;
    std::function<QString(const QByteArray &)> m_display;
    std::function<int(const QByteArray &)> m_errorPlace;
    std::function<bool(const QString &)> m_listTaker;
    QList<QByteArray> m_values;
    QStringList m_texts; ///< as drawn
    QList<int> m_textWidths;
    QStringList m_chipErrors; ///< empty where the chip is valid
    QLineEdit *m_edit;
    ChipLayout m_layout;
    QString m_error;
    QString m_typedError;
    int m_current = -1;
    int m_insertAt = -1; ///< where an edited chip came from
};

} // namespace corslab
