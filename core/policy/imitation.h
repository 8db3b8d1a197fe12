// SPDX-License-Identifier: GPL-3.0-or-later
// Middlewares that are imitated: each answers as the real one does with these settings, mistakes
// included. A list that the policy leaves empty is left to the middleware's own default, but for
// the origins.
#pragma once

#include "core/policy/compiledpolicy.h"
#include "core/policy/originregex.h"

#include <QByteArrayView>

namespace corslab {

/// The imitations that a lab file can name.
enum class Imitation : quint8 {
    Article,
    ArticleAllowList,
    ExpressCors,
    NginxWithoutAlways,
    Spring,
    FastApi,
    Django,
    FlaskCors,
    RsCors,
    Jub0bsCors,
    AuthBeforeCors,
    RedirectBeforeCors,
    TwoLayers
};

[[nodiscard]] std::optional<Imitation> imitationFromName(QByteArrayView name);
/// That of the policy; nothing where it imitates none.
[[nodiscard]] std::optional<Imitation> imitationOf(const Policy &policy);

/// How an entry of `origins` is read: by our own grammar, or as the middleware does.
struct EntryReading
{
    enum class Kind : quint8 { Any, Pattern, Literal, Expression };
    Kind kind = Kind::Pattern;
    QByteArray text; ///< the pattern, the bytes to compare with, or the expression
    OriginRegex::Anchors anchors = OriginRegex::Anchors::None;
    bool caseless = false; ///< Literal: the text is in lower case, the origin may be in any
};

[[nodiscard]] EntryReading readingOf(const Policy &policy, const OriginEntry &entry);

/// What an imitation is asked.
struct ImitationQuestion
{
    const Policy &policy;
    const PolicyRequest &request;
    bool any = false;     ///< `*` is on the list, or what stands for it
    bool allowed = false; ///< the request's origin is on the list, `*` counted
    PolicyAnswer plain;   ///< what the policy itself answers
};

[[nodiscard]] PolicyAnswer imitated(Imitation imitation, ImitationQuestion question);
/// True where the middleware leaves its headers out of an answer with such a status.
[[nodiscard]] bool omitsHeaders(Imitation imitation, int status);

} // namespace corslab
