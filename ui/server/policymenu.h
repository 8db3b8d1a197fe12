// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/server/policysheet.h"

#include <QMenu>
#include <QPointer>

namespace corslab {

class ServerPanel;

/// What can be done with a whole policy: copy and paste it, begin with a preset, compare it, and
/// answer as a middleware does. Acts on the policy that the server panel shows.
class PolicyMenu : public QMenu
{
    Q_OBJECT

public:
    /// Borrows both. `window` is what the sheet belongs to.
    PolicyMenu(Workbench &workbench, ServerPanel &panel, QWidget *window);

    /// Null until it was opened first.
    [[nodiscard]] PolicySheet *sheet() const { return m_sheet; }

private:
    QAction *addCommand(QMenu *menu, const QString &text, const QKeySequence &key = {});
    void buildImitations();
    void refresh();
    void copyJson();
    void copyHeaders();
    void paste();
    void openSheet(PolicySheet::Source source, const QString &pasted = {});
    void imitate(const QByteArray &name);

    Workbench &m_workbench;
    ServerPanel &m_panel;
    QWidget *m_window;
    QPointer<PolicySheet> m_sheet;
    QMenu *m_imitations = nullptr;
    QList<QAction *> m_needPolicy; ///< nothing to do where a server has none
};

/// The imitations that a lab file can name, in the order of a menu.
[[nodiscard]] const QList<QByteArray> &imitationNames();

} // namespace corslab
