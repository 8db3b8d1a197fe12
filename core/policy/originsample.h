// SPDX-License-Identifier: GPL-3.0-or-later
// Origins that a policy lets in, found without trying them all: what its lints and the window's
// what-if questions ask with.
#pragma once

#include "core/policy/policy.h"

#include <QByteArray>
#include <QList>

#include <vector>

namespace corslab {

/// A text that an expression matches, and how it came about.
struct ExpressionSample
{
    /// A dot without a backslash that stands for one character.
    struct BareDot
    {
        qsizetype inSample;     ///< where its character stands
        qsizetype inExpression; ///< where the dot does
    };
    QByteArray text;
    std::vector<BareDot> bareDots;
    /// Where a character stands that stands for many: `.*`, `[^.]+`, `\w+`.
    std::vector<qsizetype> wildcards;
};

/// The shortest text that such an expression could be meant for: the first alternative of each
/// group, what is optional written out. Look-arounds and back references are left out, so whoever
/// asks tries the sample.
[[nodiscard]] ExpressionSample sampleOf(const QByteArray &expression);

/// Up to `count` origins that the policy allows, by different entries as far as there are; few
/// entries are looked at.
[[nodiscard]] QList<QByteArray> allowedSamples(const Policy &policy, int count);

} // namespace corslab
