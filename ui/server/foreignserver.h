// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/window/workbench.h"

#include <QWidget>

class QLabel;

namespace corslab {

class CodeView;
class NoteLabel;

/// What is known of a server that the laboratory does not run: nothing that could be edited, but
/// what it sent last.
class ForeignServer : public QWidget
{
    Q_OBJECT

public:
    explicit ForeignServer(Workbench &workbench, QWidget *parent = nullptr);

    /// `url`: where the composed request goes.
    void setTarget(const Url &url);

private:
    void refresh();

    Workbench &m_workbench;
    QByteArray m_origin;
    NoteLabel *m_sentence;
    NoteLabel *m_caption;
    CodeView *m_answers;
    NoteLabel *m_advice;
};

/// The answers that `origin` gave in the newest exchange of the log that reached it, as text: the
/// status lines and headers. Empty where there is none.
[[nodiscard]] QString lastAnswersOf(const ExchangeLog &log, const QByteArray &origin);

} // namespace corslab
