// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QList>

#include <functional>

class QHBoxLayout;
class QPushButton;

namespace corslab {

class NoteLabel;

/// A sentence in the window itself, with what can be done about it; never in the way.
class MessageBar : public QFrame
{
    Q_OBJECT

public:
    struct Action
    {
        QString label;
        std::function<void()> run; ///< the bar closes before it is run
    };

    explicit MessageBar(QWidget *parent = nullptr);

    void showMessage(const QString &sentence, const QList<Action> &actions = {});
    void dismiss();
    [[nodiscard]] QString sentence() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    NoteLabel *m_label;
    QHBoxLayout *m_row;
    QList<QPushButton *> m_buttons;
};

} // namespace corslab
