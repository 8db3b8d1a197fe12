// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/imitation.h"

#include <algorithm>
#include <string_view>

namespace corslab {

bool readsAsExpression(QByteArrayView imitation, QByteArrayView entry)
{
    if (imitation != "flask-cors" || entry == "*")
        return false;
    // flask_cors.core.probably_regex, 3.0.10
    static constexpr std::string_view characters = "*\\]?$^[]()";
    return std::any_of(entry.begin(), entry.end(),
                       [](char c) { return characters.find(c) != std::string_view::npos; });
}

OriginRegex::Anchors anchorsOf(const Policy &policy, const OriginEntry &entry)
{
    if (policy.imitate == "flask-cors" || policy.imitate == "django")
        return OriginRegex::Anchors::Start; // re.match
    if (policy.imitate == "fastapi" || policy.imitate == "spring")
        return OriginRegex::Anchors::Both; // re.fullmatch, Pattern.matches
    return entry.anchored ? OriginRegex::Anchors::Both : OriginRegex::Anchors::None;
}

bool isLooselyAnchored(const Policy &policy)
{
    return policy.imitate == "flask-cors" || policy.imitate == "django";
}

} // namespace corslab
