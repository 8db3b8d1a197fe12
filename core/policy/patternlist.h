// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/policy/originpattern.h"
#include "core/policy/policy.h"

#include <QByteArrayView>
#include <QList>

#include <vector>

namespace corslab {

/// A line of a pasted list that is no pattern.
struct PatternListError
{
    int line = 0;   ///< from 1
    int column = 0; ///< from 1, in characters: where it goes wrong
    PatternError error;
    bool operator==(const PatternListError &) const = default;
};

/// What a pasted list of origins holds.
struct PatternList
{
    QList<OriginEntry> entries; ///< those that can be read, in order, each once
    std::vector<PatternListError> errors;
    int repeated = 0; ///< how many were there before
};

/// One pattern or `{{name}}` a line; commas, quotes and brackets of JSON or code around them are left away, as
/// are empty lines and what follows a `#`. Linear: 100,000 lines are read in a few hundredths of a
/// second. `known`: entries that are there already.
[[nodiscard]] PatternList parsePatternList(QByteArrayView text,
                                           const QList<OriginEntry> &known = {});

} // namespace corslab
