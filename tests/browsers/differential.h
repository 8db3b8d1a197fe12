// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/browsers/disagreement.h"
#include "tests/browsers/labhost.h"
#include "tests/browsers/labplayer.h"

#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

namespace corslab {

/// What a differential run is about.
struct DifferentialOptions
{
    QString browser;       ///< "chromium" or "firefox"
    QString profile;       ///< of the model; the browser's own unless told otherwise
    QString keepIn;        ///< the folder for laboratories that disagree; empty: nowhere
    bool shrinks = false;  ///< those that are shown are made smaller first, which takes its time
    bool tells = false;    ///< what the browser did is told, whether it agrees or not
    int shownPerCause = 2; ///< where they are made smaller, so many of each
};

/// How a run went.
struct DifferentialResult
{
    int played = 0;
    int flaky = 0;                    ///< disagreed among others, and agreed alone
    QMap<QString, int> disagreements; ///< by cause; several of one laboratory count once each
    QStringList disagreeing;          ///< laboratories, by their titles
};

/// Plays laboratories in a browser and in the model, and tells on standard output where they
/// disagree. Those that disagree are played again, each alone and in a fresh browser, before they
/// count.
class Differential
{
public:
    Differential(LabHost &host, DifferentialOptions options);

    [[nodiscard]] tl::expected<void, QString> play(const QList<QJsonObject> &labs);
    [[nodiscard]] const DifferentialResult &result() const { return m_result; }

private:
    using Found = std::vector<std::vector<Disagreement>>;

    [[nodiscard]] QList<ReadyLab> ready(const QList<QJsonObject> &labs);
    /// Both sides of each, in one session of the browser.
    [[nodiscard]] tl::expected<Found, QString> compareIn(RealBrowser &browser,
                                                         const QList<ReadyLab> &labs);
    [[nodiscard]] tl::expected<void, QString> confirm(const QList<QJsonObject> &labs);
    void report(RealBrowser &browser, const QJsonObject &lab,
                const std::vector<Disagreement> &found);

    LabHost &m_host;
    LabPlayer m_player;
    DifferentialOptions m_options;
    DifferentialResult m_result;
    int m_lastId = 0;
};

} // namespace corslab
