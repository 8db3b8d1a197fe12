// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/diagnosis.h"
#include "core/document/labdocument.h"
#include "core/fetch/browserprofile.h"
#include "core/laboratory/laboratory.h"
#include "core/record/exchange.h"
#include "ui/window/workbenchstate.h"

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>
#include <QUndoStack>

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace corslab {

/// What is selected within an exchange: a place in its record.
struct ExchangeItem
{
    enum class Kind : quint8 {
        None,
        Call,     ///< what the script asked for
        Request,  ///< `index`: of the message
        Response, ///< `index`: of the message
        Step,     ///< `index`: of the step
        Outcome   ///< what the script got
    };
    Kind kind = Kind::None;
    int index = -1;
    bool operator==(const ExchangeItem &) const = default;
};

/// Where the policy that answers a URL stands in the document.
struct PolicyAddress
{
    QString server;
    int route = -1; ///< index into ServerConfig::routes; -1: the server's own policy
    bool operator==(const PolicyAddress &) const = default;
};

/// The state that the places of the window share, and the commands that change it. No panel knows
/// another one: each reads here, listens to the signals, and calls the methods. Lives on the
/// window's thread. Nothing here waits for the network.
class Workbench : public QObject
{
    Q_OBJECT

public:
    /// Takes over a laboratory that is started, or will be by startServers(). The composed request
    /// is the document's first one.
    explicit Workbench(std::unique_ptr<Laboratory> laboratory, QObject *parent = nullptr);
    ~Workbench() override;

    [[nodiscard]] Laboratory &laboratory() { return *m_laboratory; }
    [[nodiscard]] ExchangeLog &log() { return m_laboratory->log(); }
    [[nodiscard]] QUndoStack &undoStack() { return m_undoStack; }
    [[nodiscard]] const LabDocument &document() const { return m_state.document; }

    // --- The page and what it asks -------------------------------------------------------------
    [[nodiscard]] const ScriptRequest &request() const { return m_state.request; }
    [[nodiscard]] const QString &requestName() const { return m_state.requestName; }
    [[nodiscard]] const PageConfig &page() const { return m_state.document.page; }
    /// The page's origin with the addresses really listened on; `null` for a sandboxed frame.
    [[nodiscard]] QByteArray pageOrigin() const;
    /// Where the composed request goes, absolute and with the addresses really listened on;
    /// nothing where its URL cannot be parsed.
    [[nodiscard]] std::optional<Url> targetUrl() const;
    /// `text` with the addresses really listened on in the place of `{{name}}`.
    [[nodiscard]] QString resolvedText(const QString &text) const;
    /// A document with the addresses really listened on, the servers' own too: as it is reached.
    [[nodiscard]] LabDocument reached(const LabDocument &document) const;
    /// Edits of the same `text` in a row are one undo step.
    void editRequest(ScriptRequest request, const QString &text);
    void editPage(PageConfig page, const QString &text);
    /// The document's named requests: the scenarios that a person can choose from.
    [[nodiscard]] QStringList scenarios() const;
    /// Composes that request on the file's own page; undoable.
    void chooseScenario(const QString &name);

    // --- The servers ---------------------------------------------------------------------------
    [[nodiscard]] const ServerConfig *server(const QString &name) const;
    /// Where the policy stands that answers requests to `url` (absolute); nothing where no server
    /// of the laboratory serves it.
    [[nodiscard]] std::optional<PolicyAddress> policyPlaceFor(const QByteArray &url) const;
    /// As it is written, `{{name}}` and all. Nothing also where that server says nothing about
    /// CORS.
    [[nodiscard]] std::optional<Policy> policyAt(const PolicyAddress &place) const;
    /// As it runs: with the addresses really listened on.
    [[nodiscard]] std::optional<Policy> policyFor(const QByteArray &url) const;
    /// In force on the running server with the next request. Undoable; edits of the same `text` in
    /// a row are one undo step.
    void editPolicy(const QString &serverName, const Policy &policy, const QString &text);
    void editPolicyAt(const PolicyAddress &place, const std::optional<Policy> &policy,
                      const QString &text);
    void editEndpoints(const QString &serverName, QList<Endpoint> endpoints, const QString &text);
    /// Everything of one server: its origin too.
    void editServer(const QString &serverName, ServerConfig config, const QString &text);
    /// Lets a server listen on any free port, and makes what named its old address follow it;
    /// undoable.
    void useFreePort(const QString &serverName);
    /// The patch that a diagnosis proposes for the selected exchange; undoable.
    void applyFix(const Fix &fix);
    /// Tries again to start the servers that do not listen.
    void startServers();
    /// Why servers do not listen; ListenError::origin tells which one.
    [[nodiscard]] const std::vector<ListenError> &listenErrors() const { return m_listenErrors; }

    // --- Sending -------------------------------------------------------------------------------
    /// Plays the composed request as the page. Its exchange is selected as soon as it begins.
    void send();
    /// Chooses a scenario and plays it.
    void sendScenario(const QString &name);
    /// Ends every running request.
    void stop();
    [[nodiscard]] bool isRunning() const { return m_running > 0; }
    [[nodiscard]] BrowserName browser() const { return m_browser; }
    void setBrowser(BrowserName name);

    // --- What is looked at ---------------------------------------------------------------------
    /// Null where nothing was sent yet.
    [[nodiscard]] std::shared_ptr<const Exchange> selectedExchange() const { return m_selected; }
    [[nodiscard]] const ExchangeItem &selectedItem() const { return m_selectedItem; }
    void selectExchange(quint64 id);
    /// Looks at an exchange that no log has.
    void showExchange(std::shared_ptr<const Exchange> exchange) { select(std::move(exchange)); }
    void selectItem(ExchangeItem item);
    /// Why the selected exchange ended as it did; nothing while it runs or where none is selected.
    /// Computed once for each exchange and each state of its policy.
    [[nodiscard]] const std::optional<Diagnosis> &diagnosis() const;

    // --- Files ---------------------------------------------------------------------------------
    /// The document as a file should have it: with the composed request in it.
    [[nodiscard]] LabDocument documentToSave() const;
    /// As it was last read or written.
    [[nodiscard]] const LabDocument &fileDocument() const { return m_fileState.document; }
    /// Replaces everything, forgets undo; `path` is empty for a laboratory without a file.
    void openDocument(LabDocument document, const QString &path);
    void markSaved(const QString &path);
    [[nodiscard]] const QString &filePath() const { return m_filePath; }
    /// True where something was changed since the file was read or written.
    [[nodiscard]] bool isModified() const { return m_modified || m_recovered; }
    /// Says that what is on the screen is not in a file, as after a recovery.
    void setModified();
    /// Policy, request, page as the file has them; preflight cache, cookies and history empty.
    void resetToFile();

    /// A sentence for a person that belongs to no panel; `detail` may be empty. The window shows it
    /// as a bar.
    void report(const QString &sentence);

Q_SIGNALS:
    void requestChanged();
    void pageChanged();
    /// Policy, endpoints or routes of one server changed.
    void serverChanged(const QString &name);
    /// A server came, went, listens now or does not any more.
    void serversChanged();
    void scenariosChanged();
    void runningChanged(bool running);
    void browserChanged();
    /// Another exchange is looked at, or none.
    void exchangeSelected();
    /// The selected exchange grew; at most once in 40 ms.
    void exchangeChanged();
    /// The selected exchange has ended.
    void exchangeFinished();
    void itemSelected();
    void fileChanged(); ///< its path, or whether it is modified
    void reported(const QString &sentence);

private:
    friend class StateCommand;

    /// The request with every `{{name}}` replaced, as it is sent.
    [[nodiscard]] ScriptRequest resolvedRequest() const;
    void push(WorkbenchState state, const QString &text);
    void setState(const WorkbenchState &state);
    void noteModified();
    void noteChanged(quint64 id);
    void flushChanged();
    void select(std::shared_ptr<const Exchange> exchange);
    /// Where the servers listen, or would listen, by name.
    [[nodiscard]] QHash<QString, QByteArray> origins() const;
    /// Brings back the `{{name}}` of origins that a fix left as they were.
    [[nodiscard]] Policy withPlaceholders(Policy policy, const PolicyAddress &place) const;
    [[nodiscard]] static ServerConfig *serverIn(LabDocument &document, const QString &name);
    QCoro::Task<> runRequest(ScriptRequest request, QString name);

    std::unique_ptr<Laboratory> m_laboratory;
    QUndoStack m_undoStack;
    WorkbenchState m_state;
    WorkbenchState m_fileState; ///< what "reset to its file" brings back
    std::vector<ListenError> m_listenErrors;
    BrowserName m_browser = BrowserName::Chromium;

    std::shared_ptr<const Exchange> m_selected;
    ExchangeItem m_selectedItem;
    bool m_selectedFinished = false;
    QTimer m_changeTimer;
    mutable std::optional<Diagnosis> m_diagnosis;
    mutable bool m_diagnosisKnown = false;

    std::stop_source m_stop;
    int m_running = 0;
    bool m_closing = false;
    QString m_filePath;
    bool m_modified = false;
    bool m_recovered = false;
};

} // namespace corslab
