// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/window/workbench.h"

#include <QUrl>
#include <QWidget>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QHBoxLayout;
class QPushButton;
class QStackedWidget;
class QTabBar;

namespace corslab {

class Badge;
class CodeView;
class EndpointPanel;
class LintBars;
class LintWatcher;
struct Lint;
class ForeignServer;
class NoteLabel;
class PolicyForm;
class SectionHeader;

/// The right place: who answers. Shows the server that the composed request goes to, or the one
/// that was chosen; edits are live on the running server.
class ServerPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ServerPanel(Workbench &workbench, QWidget *parent = nullptr);

    /// Empty while a server that is not the laboratory's is shown.
    [[nodiscard]] const QString &serverName() const { return m_server; }
    /// Of the policy that is shown.
    [[nodiscard]] PolicyAddress address() const;

Q_SIGNALS:
    /// The person wants to read why.
    void linkActivated(const QUrl &url);

private:
    void build();
    [[nodiscard]] QWidget *buildPolicyPage();
    void listServers();
    void followTarget();
    void showServer();
    void showListening();
    void showPolicy();
    void listRoutes(const ServerConfig &config);
    void showPreview();
    void choose(const QString &name);
    [[nodiscard]] const ListenError *listenError() const;
    [[nodiscard]] QString exposure() const;
    void showLints();
    void applyLint(const Lint &lint);

    Workbench &m_workbench;
    QString m_server;
    QByteArray m_targetOrigin; ///< the last one followed

    QHBoxLayout *m_switcher;
    QButtonGroup *m_serverButtons;
    Badge *m_state;
    NoteLabel *m_listenNote;
    NoteLabel *m_exposureNote;
    QPushButton *m_freePort;
    QPushButton *m_tryAgain;
    QStackedWidget *m_pages;
    QTabBar *m_tabs;
    QComboBox *m_route;
    QCheckBox *m_hasPolicy;
    NoteLabel *m_silentNote; ///< in the form's place
    PolicyForm *m_form;
    Badge *m_previewBadge;
    NoteLabel *m_previewLabel;
    CodeView *m_preview;
    EndpointPanel *m_endpoints;
    LintWatcher *m_lints;
    LintBars *m_endpointLints;
    ForeignServer *m_foreign;
};

} // namespace corslab
