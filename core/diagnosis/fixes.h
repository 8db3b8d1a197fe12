// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/diagnosis.h"

#include <optional>
#include <vector>

namespace corslab {

/// What would turn the verdict, or bring the exchange a step further: the one that is most often
/// meant first. Without a policy there are fixes at the request only, but where the laboratory's
/// own server answered: then a policy is proposed that allows this request.
[[nodiscard]] std::vector<Fix> fixesOf(const Exchange &exchange,
                                       const std::optional<Policy> &policy);

} // namespace corslab
