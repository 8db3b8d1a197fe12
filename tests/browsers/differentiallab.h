// SPDX-License-Identifier: GPL-3.0-or-later
// A laboratory that is played in a real browser and in the model: a lab file with two liberties.
// `{{A}}` to `{{Z}}` are the origins below, whoever stands in its `servers`, and `{{id}}`, with
// which every path begins, is a name of its own for each time it is played. An endpoint may have
// `raw`: the bytes of the whole answer, a character a byte.
#pragma once

#include "core/document/labdocument.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <tl/expected.hpp>

#include <span>
#include <vector>

namespace corslab {

struct LabOrigin
{
    const char *name;
    const char *scheme;
    const char *host;
    bool listens = true;
};

/// Several sites, several origins of one site, both schemes, both loopback addresses.
[[nodiscard]] std::span<const LabOrigin> labOrigins();

/// With real origins and an id: ready to be played.
struct ReadyLab
{
    QByteArray id;
    QJsonObject json;
    LabDocument document;
    QHash<QByteArray, QByteArray> rawAnswers; ///< by the mark in an endpoint's headers

    /// Where the document is loaded from that plays it.
    [[nodiscard]] QByteArray documentOrigin() const;
};

/// The header by which a server finds the raw answer that an endpoint means.
inline constexpr char RawMark[] = "Raw-Answer";

/// An error where it is no lab file.
[[nodiscard]] tl::expected<ReadyLab, QString> readyLab(const QJsonObject &lab, const QByteArray &id,
                                                       const QHash<QString, QByteArray> &origins);

/// As a file that the program opens too: its id stands in the paths, and `servers` has all origins
/// that it names.
[[nodiscard]] QByteArray labFileOf(const QJsonObject &lab);
[[nodiscard]] tl::expected<QJsonObject, QString> labFromFile(const QString &path);

} // namespace corslab
