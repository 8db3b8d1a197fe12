// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/browsers/dice.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

namespace corslab {

/// The laboratory with that number of that seed: always the same one.
[[nodiscard]] QJsonObject generatedLab(quint32 seed, quint32 number);
/// What it is called.
[[nodiscard]] QString labTitle(quint32 seed, quint32 number);

/// One laboratory while it is made up.
struct LabSketch
{
    Dice &dice;
    QString page;   ///< the origin of the document, as `{{A}}`
    QString origin; ///< as Allow-Origin must name it: `page`, or `null`
    QJsonArray requests{};
    QJsonObject servers{}; ///< by name; each the members that it has beside name and origin

    /// `{{B}}/{{id}}/PATH`
    [[nodiscard]] static QString at(const QString &origin, const QString &path)
    {
        return u"{{%1}}/{{id}}/%2"_qs.arg(origin, path);
    }
    void addEndpoint(const QString &origin, const QString &path, QJsonObject endpoint,
                     const QString &method = {});
    /// Each endpoint for any method that the server has by now answers that often, and then the
    /// next one does.
    void limitEndpoints(const QString &server, int times);
    void setPolicy(const QString &origin, const QJsonObject &policy);
};

// Requests, one of each kind of call.

/// fetch or XMLHttpRequest with whatever a script may ask for.
[[nodiscard]] QJsonObject someCall(LabSketch &sketch, const QString &url);
/// An element, a beacon or an EventSource.
[[nodiscard]] QJsonObject someLoad(LabSketch &sketch, const QString &url);

// Answers.

/// Headers of a preflight's answer; mostly such that it passes.
[[nodiscard]] QJsonObject somePreflightAnswer(LabSketch &sketch, const QJsonObject &request);
[[nodiscard]] QJsonObject someAnswer(LabSketch &sketch, const QJsonObject &request);
/// Bytes of an answer that no framework would send.
[[nodiscard]] QString someRawAnswer(LabSketch &sketch);
/// A redirect to `target`, an absolute URL.
[[nodiscard]] QJsonObject someRedirect(LabSketch &sketch, const QString &target);
/// A policy as people write it.
[[nodiscard]] QJsonObject somePolicy(LabSketch &sketch, const QJsonObject &request);
/// A line of Set-Cookie, or of document.cookie.
[[nodiscard]] QString someCookie(Dice &dice, const QString &name);

// What the HTTP cache has a say in.

/// One resource asked several times, in every cache mode.
void sketchCache(LabSketch &sketch);
/// One resource of some age, asked, changed and asked again.
void sketchFreshness(LabSketch &sketch);

[[nodiscard]] QJsonArray header(const QString &name, const QString &value);

} // namespace corslab
