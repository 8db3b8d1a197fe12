// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/nosniff.h"

#include "core/http/syntax.h"

namespace corslab {

bool determineNosniff(const HeaderList &headers)
{
    const auto options = headers.getDecodeSplit("X-Content-Type-Options");
    return options && !options->isEmpty() && equalsIgnoreCase(options->first(), "nosniff");
}

} // namespace corslab
