// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/browsers/differentiallab.h"

#include "core/http/headerlist.h"
#include "core/server/compiledserver.h"
#include "tests/support/rawserver.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QTcpSocket>

#include <tl/expected.hpp>

#include <memory>
#include <vector>

namespace corslab {

/// A request as a server received it.
struct SeenRequest
{
    QByteArray origin; ///< of the server
    QByteArray method;
    QByteArray target;
    HeaderList headers;
    QByteArray body;
    HeaderList answered; ///< the answer's, where it is none of bytes
};

/// A server at each of the origins, for many laboratories at once: the first segment of a path is
/// the id of the one that answers. Serves the page that plays them as well.
class LabHost
{
public:
    [[nodiscard]] tl::expected<void, QString> start();

    /// By the origins' names. The one that does not listen has a port that refuses.
    [[nodiscard]] const QHash<QString, QByteArray> &origins() const { return m_origins; }
    /// SHA-256 of the certificate's public key, in base 64.
    [[nodiscard]] QByteArray keyFingerprint() const;

    /// Answers for these from now on, their counters anew, and forgets all others.
    void hold(const QList<ReadyLab> &labs);
    [[nodiscard]] const std::vector<SeenRequest> &seen(const QByteArray &id) const;

private:
    struct Held
    {
        QHash<QByteArray, std::shared_ptr<CompiledServer>> servers; ///< by origin
        QHash<QByteArray, QByteArray> rawAnswers;
        std::vector<SeenRequest> seen;
    };

    [[nodiscard]] RawAnswer answer(const QByteArray &origin, const RawRequest &request);

    std::vector<std::unique_ptr<RawServer>> m_servers;
    QTcpSocket m_silent; ///< keeps its port, and does not listen
    QHash<QString, QByteArray> m_origins;
    QHash<QByteArray, Held> m_held;
};

} // namespace corslab
