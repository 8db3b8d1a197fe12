// SPDX-License-Identifier: GPL-3.0-or-later
// What the lints of one policy share while they are looked for. Internal to core/policy.
#pragma once

#include "core/policy/lint.h"

#include <algorithm>
#include <utility>

namespace corslab {

/// The findings so far.
class LintList
{
public:
    Lint &add(LintId id, LintSeverity severity, PolicyPlace place, const QByteArray &value)
    {
        Lint lint;
        lint.id = id;
        lint.severity = severity;
        lint.place = place;
        lint.value = value;
        m_lints.push_back(std::move(lint));
        return m_lints.back();
    }

    [[nodiscard]] bool has(LintId id) const
    {
        return std::any_of(m_lints.begin(), m_lints.end(),
                           [id](const Lint &lint) { return lint.id == id; });
    }
    [[nodiscard]] std::vector<Lint> take() { return std::move(m_lints); }

private:
    std::vector<Lint> m_lints;
};

[[nodiscard]] inline PolicyPlace placeAt(PolicyKey key)
{
    PolicyPlace place;
    place.key = key;
    return place;
}

[[nodiscard]] inline PolicyPlace placeAt(PolicyKey key, qsizetype index)
{
    PolicyPlace place = placeAt(key);
    place.index = index;
    return place;
}

[[nodiscard]] inline PolicyEdit removal(const PolicyPlace &place)
{
    return {PolicyEdit::Kind::Remove, place, {}};
}

[[nodiscard]] inline PolicyEdit replacement(const PolicyPlace &place, PolicyValue value)
{
    return {PolicyEdit::Kind::Replace, place, std::move(value)};
}

[[nodiscard]] inline PolicyEdit appending(PolicyKey key, PolicyValue value)
{
    return {PolicyEdit::Kind::Append, placeAt(key), std::move(value)};
}

[[nodiscard]] inline PolicyEdit setting(PolicyKey key, PolicyValue value)
{
    return {PolicyEdit::Kind::Set, placeAt(key), std::move(value)};
}

/// O01, O02, O03 ... O18: the entries of `origins` and `reflect`.
void findOriginLints(LintList &lints, const Policy &policy, const LintContext &context);
/// O02 to O12 of entries that are regular expressions, or that an imitation reads as such.
void findExpressionLints(LintList &lints, const Policy &policy, qsizetype index);
/// True where the middleware that the policy imitates takes the entry for an expression.
[[nodiscard]] bool isExpression(const Policy &policy, const OriginEntry &entry);
/// O16: entries that are there twice or are covered by another one.
void findCoveredOrigins(LintList &lints, const Policy &policy);
/// M, H, X.
void findNameLints(LintList &lints, const Policy &policy);
/// A.
void findAgeLints(LintList &lints, const Policy &policy);
/// V and R: what is answered.
void findAnswerLints(LintList &lints, const Policy &policy);
/// Those of the header lines that `raw` has. What the lines imply is linted as a policy is.
void findRawLints(LintList &lints, const std::vector<Header> &lines, const PolicyPlace &list);

} // namespace corslab
