// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/policy/policy.h"
#include "core/record/exchange.h"

#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace corslab {

/// A change that would turn a verdict, ready to be applied.
struct Fix
{
    enum class Where : quint8 { Policy, Request };
    Where where = Where::Policy;
    QString label; ///< an imperative: "Allow http://localhost:5173 too"
    /// Set where the fix is at the server: the policy after it.
    std::optional<Policy> policy;
    /// Set where the fix is at the page: the call after it.
    std::optional<ScriptRequest> request;
};

/// Two values that were compared and are not the same, in words for a person.
struct Comparison
{
    QString leftLabel; ///< "the server allows"
    QString left;
    QString rightLabel; ///< "this page is"
    QString right;
    QString difference; ///< "the port differs"; empty where there is nothing to add
};

/// Why an exchange ended as it did, and what mends it.
struct Diagnosis
{
    QString headline; ///< the verdict line: one short sentence
    QString sentence; ///< one plain sentence that a learner understands
    QString hint;     ///< whose fault it is, or what is often meant; may be empty
    std::optional<Comparison> comparison;
    QByteArray link;        ///< into the standard
    QString linkLabel;      ///< "Fetch: CORS check, step 4"
    std::vector<Fix> fixes; ///< the one that is most often meant comes first
};

/// `policy`: the one that answered, where the server is the laboratory's.
[[nodiscard]] Diagnosis diagnose(const Exchange &exchange, const std::optional<Policy> &policy);

/// One sentence for a cause, whatever the exchange. Never empty.
[[nodiscard]] QString causeSentence(const Cause &cause);
/// One sentence for a step with its values: what was decided and why. Never empty.
[[nodiscard]] QString stepSentence(const Step &step);
/// A sentence on what a header is for; empty for one that is not known.
[[nodiscard]] QString headerSentence(QByteArrayView name);

} // namespace corslab
