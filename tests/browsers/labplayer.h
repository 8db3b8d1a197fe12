// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/browsers/labhost.h"
#include "tests/browsers/realbrowser.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

#include <memory>
#include <vector>

namespace corslab {

/// What became of a laboratory.
struct Observation
{
    QJsonArray script; ///< of each request, what a script learnt
    std::vector<SeenRequest> wire;
    QStringList console; ///< in no order: it comes by another way
};

/// Plays laboratories against one host, in a real browser or in the model, as one session.
class LabPlayer
{
public:
    using Observations = tl::expected<QList<Observation>, QString>;

    explicit LabPlayer(LabHost &host)
        : m_host(host)
    {
    }

    /// In the order of `labs`.
    [[nodiscard]] Observations inBrowser(RealBrowser &browser, const QList<ReadyLab> &labs);
    /// `corslab run` with that profile.
    [[nodiscard]] Observations inModel(const QString &profile, const QList<ReadyLab> &labs);

private:
    [[nodiscard]] RealBrowser::Done open(RealBrowser &browser, const QByteArray &origin);

    LabHost &m_host;
};

/// "chromium" or "firefox", accepting the host's certificate.
[[nodiscard]] tl::expected<std::unique_ptr<RealBrowser>, QString> launchFor(const QString &browser,
                                                                            const LabHost &host);

} // namespace corslab
