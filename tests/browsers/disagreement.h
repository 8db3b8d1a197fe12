// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/browsers/labplayer.h"

#include <QString>

#include <vector>

namespace corslab {

/// Something that a browser did and the model does not, or the other way round.
struct Disagreement
{
    /// `verdict` (outcome, type, status), `script` (the rest of what it learnt), `sequence` (the
    /// requests), `headers` (theirs, and the bodies), `console` (what is said about CORS).
    QString level;
    QString what; ///< key, header name
    QString real;
    QString model;

    /// By which two laboratories are taken to show the same.
    [[nodiscard]] QString cause() const { return level + u' ' + what; }
};

/// Empty where both agree. What only tells one browser's build from another's is left out.
[[nodiscard]] std::vector<Disagreement> compare(const Observation &real, const Observation &model);

/// What was seen, for a person to read: the requests with their headers, the script's part, the
/// console.
[[nodiscard]] QString described(const Observation &seen);

} // namespace corslab
