// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/policy/patternlist.h"

#include <QWidget>

class QPushButton;

namespace corslab {

class NoteLabel;

/// What became of a list of origins that was pasted: how many were taken, and for each line that
/// was not, where it goes wrong. Not there until a line was left out.
class OriginListNote : public QWidget
{
    Q_OBJECT

public:
    explicit OriginListNote(QWidget *parent = nullptr);

    void showList(const PatternList &list);
    /// Every line that was left out: its number, the character, and why.
    [[nodiscard]] QString text() const;

private:
    std::vector<PatternListError> m_errors;
    NoteLabel *m_note;
    QPushButton *m_copy;
    QPushButton *m_close;
};

} // namespace corslab
