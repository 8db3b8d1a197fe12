// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/labdocument.h"
#include "core/document/labfile.h"
#include "core/fetch/browserprofile.h"
#include "core/record/exchangelog.h"
#include "core/server/labserver.h"

#include <QCoroTask>
#include <QObject>

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace corslab {

class UserAgent;
class CurlTransport;

struct LaboratoryOptions
{
    BrowserProfile profile;
    bool acceptAnyCertificate = false;
    qsizetype recordLimit = ExchangeLog::DefaultLimit; ///< bytes
};

/// A lab document brought to life: its servers run, its page asks, and every exchange is recorded,
/// those of real browsers that reach the servers too. What the window and the command line share.
/// Lives on one thread, with an event loop.
class Laboratory : public QObject
{
    Q_OBJECT

public:
    Laboratory(LabDocument document, LaboratoryOptions options, QObject *parent = nullptr);
    ~Laboratory() override;

    /// Starts every server; gives back those that could not listen (the others run).
    [[nodiscard]] std::vector<ListenError> start();
    void stop();

    /// As the file has it, `{{name}}` and all.
    [[nodiscard]] const LabDocument &document() const;
    /// With the addresses that are really listened on.
    [[nodiscard]] const LabDocument &resolvedDocument() const;
    /// Takes effect on the running servers with the next request. Servers whose origin changed,
    /// appeared or went are restarted, begun or closed.
    [[nodiscard]] std::vector<ListenError> setDocument(LabDocument document);
    [[nodiscard]] const std::vector<std::unique_ptr<LabServer>> &servers() const;
    /// The running server that a URL would reach; null where none of ours does.
    [[nodiscard]] LabServer *serverFor(const QByteArray &url) const;

    /// What servers saw before this was first called is judged then, and from then on as it comes:
    /// whoever only serves does not pay for it.
    [[nodiscard]] ExchangeLog &log();
    [[nodiscard]] UserAgent &userAgent();
    void setProfile(BrowserProfile profile);

    /// Plays one call on the document's page. The exchange is in the log from the beginning on.
    QCoro::Task<std::shared_ptr<Exchange>> play(ScriptRequest request, QString name,
                                                std::stop_token stop);
    /// Preflight cache, cookies and HTTP cache as in a new browser; the record is emptied.
    void reset();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace corslab
