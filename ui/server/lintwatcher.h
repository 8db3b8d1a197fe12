// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/labdocument.h"
#include "core/policy/lint.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <vector>

namespace corslab {

class Workbench;

/// The lints of the laboratory as it stands, found off the window's thread a moment after the last
/// edit: a policy of ten thousand origins must not hold up a keystroke.
class LintWatcher : public QObject
{
    Q_OBJECT

public:
    /// Borrows the workbench.
    explicit LintWatcher(Workbench &workbench, QObject *parent = nullptr);
    ~LintWatcher() override;

    /// Those of one server, its routes and endpoints; `place.server` is not to be minded.
    [[nodiscard]] std::vector<Lint> lintsOf(const QString &server) const;
    /// The server after the lint's fix; nothing where it is not the server that was looked at any
    /// more.
    [[nodiscard]] std::optional<ServerConfig> fixed(const QString &server, const Lint &lint) const;

Q_SIGNALS:
    void changed();

private:
    void look();

    Workbench &m_workbench;
    QTimer m_debounce;
    QThreadPool m_thread;
    quint64 m_newest = 0;
    LabDocument m_looked; ///< what m_lints were found in, as the file has it
    std::vector<Lint> m_lints;
};

} // namespace corslab
