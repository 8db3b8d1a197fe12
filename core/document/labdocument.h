// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/cause.h"
#include "core/fetch/environment.h"
#include "core/fetch/scriptrequest.h"
#include "core/server/serverconfig.h"

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>
#include <variant>

namespace corslab {

/// The page of a laboratory, as its file has it. `{{name}}` may still stand in every string.
struct PageConfig
{
    QByteArray origin; ///< a serialised origin or `null`
    std::optional<QString> url;
    PageKind kind = PageKind::Document;
    std::optional<QByteArray> embed;
    bool operator==(const PageConfig &) const = default;
};

/// What a laboratory's author expects of a request.
struct Expectation
{
    std::optional<Verdict> verdict;
    std::optional<CauseCode> cause;
    bool operator==(const Expectation &) const = default;
};

struct WaitEntry
{
    std::chrono::milliseconds duration{0};
    bool operator==(const WaitEntry &) const = default;
};

struct CookieEntry
{
    QString assignment; ///< what the page assigns to document.cookie
    bool operator==(const CookieEntry &) const = default;
};

struct RequestEntry
{
    QString name;
    std::variant<ScriptRequest, WaitEntry, CookieEntry> action;
    std::optional<Expectation> expect;
    bool operator==(const RequestEntry &) const = default;
};

/// A laboratory: who asks, what, and who answers. The content of a lab file.
struct LabDocument
{
    QString id;
    QString title;
    PageConfig page;
    QList<ServerConfig> servers;
    QList<RequestEntry> requests;
    /// The file as it was read: keys that this version does not know are kept from it on save.
    QJsonObject source;
    /// Compares what the documents say. `source` is where one came from, and is left out: a
    /// document that was written and read again is equal.
    bool operator==(const LabDocument &other) const;
};

/// The page as the browser model wants it. The document must have been resolved and valid.
[[nodiscard]] Environment environmentOf(const PageConfig &page);

/// The document with each `{{name}}` replaced by where the server of that name really listens.
[[nodiscard]] LabDocument resolved(const LabDocument &document,
                                   const QHash<QString, QByteArray> &origins);

} // namespace corslab
