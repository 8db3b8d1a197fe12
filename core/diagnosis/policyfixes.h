// SPDX-License-Identifier: GPL-3.0-or-later
// Fixes at the server.
#pragma once

#include "core/diagnosis/diagnosis.h"
#include "core/diagnosis/situation.h"

#include <vector>

namespace corslab {

/// A policy that allows exactly this request and nothing else, in place of headers that are written
/// by hand or of none.
[[nodiscard]] Fix wholePolicyFix(const Situation &situation, const std::optional<Policy> &policy);

[[nodiscard]] std::vector<Fix> allowOriginFixes(const Situation &situation, const Policy &policy);
[[nodiscard]] Fix echoOriginFix(const Situation &situation, const Policy &policy);
[[nodiscard]] Fix allowCredentialsFix(const Policy &policy);
[[nodiscard]] Fix allowMethodFix(const Situation &situation, const Policy &policy);
[[nodiscard]] Fix allowHeadersFix(const Situation &situation, const Policy &policy,
                                  const QByteArray &name);
[[nodiscard]] Fix cleanMethodsFix(const Situation &situation, const Policy &policy);
[[nodiscard]] Fix cleanHeadersFix(const Situation &situation, const Policy &policy);
[[nodiscard]] std::vector<Fix> preflightAnswerFixes(const Policy &policy);
[[nodiscard]] Fix resourcePolicyFix(const Policy &policy);
[[nodiscard]] Fix exposeFix(const Policy &policy, const QList<QByteArray> &names);

/// Headers of the last answer that a script would like to see and may not.
[[nodiscard]] QList<QByteArray> hiddenHeaders(const Situation &situation);

} // namespace corslab
