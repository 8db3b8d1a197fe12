// SPDX-License-Identifier: GPL-3.0-or-later
// One function for each middleware, and what they share. Internal to core/policy.
#pragma once

#include "core/policy/imitation.h"

#include <algorithm>

namespace corslab::imitate {

[[nodiscard]] PolicyAnswer article(const ImitationQuestion &question);
[[nodiscard]] PolicyAnswer articleAllowList(const ImitationQuestion &question);
[[nodiscard]] PolicyAnswer expressCors(const ImitationQuestion &question);
[[nodiscard]] PolicyAnswer nginx(const ImitationQuestion &question);
[[nodiscard]] PolicyAnswer spring(const ImitationQuestion &question);
[[nodiscard]] PolicyAnswer fastApi(const ImitationQuestion &question);
[[nodiscard]] PolicyAnswer django(const ImitationQuestion &question);
[[nodiscard]] PolicyAnswer flaskCors(const ImitationQuestion &question);
[[nodiscard]] PolicyAnswer rsCors(const ImitationQuestion &question);
[[nodiscard]] PolicyAnswer jub0bsCors(const ImitationQuestion &question);
[[nodiscard]] PolicyAnswer authBeforeCors(const ImitationQuestion &question);
[[nodiscard]] PolicyAnswer redirectBeforeCors(const ImitationQuestion &question);
[[nodiscard]] PolicyAnswer twoLayers(const ImitationQuestion &question);

inline constexpr const char *allowOrigin = "Access-Control-Allow-Origin";
inline constexpr const char *allowMethods = "Access-Control-Allow-Methods";
inline constexpr const char *allowHeaders = "Access-Control-Allow-Headers";
inline constexpr const char *allowCredentials = "Access-Control-Allow-Credentials";
inline constexpr const char *exposeHeaders = "Access-Control-Expose-Headers";
inline constexpr const char *maxAge = "Access-Control-Max-Age";

/// An answer that says yet nothing.
[[nodiscard]] inline PolicyAnswer answerOf(const ImitationQuestion &question)
{
    PolicyAnswer answer;
    answer.originAllowed = question.request.origin && question.allowed;
    return answer;
}

/// Nothing is added for an empty value.
inline void add(PolicyAnswer &answer, const char *name, const QByteArray &value)
{
    if (!value.isEmpty())
        answer.headers.append(name, value);
}

inline void addCredentials(PolicyAnswer &answer, const Policy &policy)
{
    if (policy.credentials)
        add(answer, allowCredentials, "true");
}

/// The list, or the middleware's own where it is empty.
[[nodiscard]] inline QList<QByteArray> orDefault(const QList<QByteArray> &list,
                                                 const QList<QByteArray> &otherwise)
{
    return list.isEmpty() ? otherwise : list;
}

[[nodiscard]] inline QList<QByteArray> askedHeaders(const PolicyRequest &request)
{
    QList<QByteArray> names;
    for (const QByteArray &part : request.requestHeaders.value_or(QByteArray()).split(',')) {
        if (const QByteArray name = part.trimmed(); !name.isEmpty())
            names.append(name);
    }
    return names;
}

[[nodiscard]] inline bool containsIgnoreCase(const QList<QByteArray> &names, QByteArrayView name)
{
    return std::any_of(names.begin(), names.end(),
                       [name](const QByteArray &each) { return equalsIgnoreCase(each, name); });
}

} // namespace corslab::imitate
