// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/policypreset.h"

namespace corslab {

namespace {

Policy publicReadOnly()
{
    Policy policy;
    policy.origins = {OriginEntry{"*", false, false}};
    policy.expose = {"ETag", "Link"};
    return policy;
}

Policy oneFrontEnd(const QByteArray &frontEnd)
{
    Policy policy;
    policy.origins = {OriginEntry{
        frontEnd.isEmpty() ? QByteArrayLiteral("https://app.example") : frontEnd, false, false}};
    policy.methods = {"PUT", "PATCH", "DELETE"};
    policy.headers = {"Content-Type", "Authorization"};
    policy.credentials = true;
    policy.maxAge = 600;
    return policy;
}

Policy development()
{
    Policy policy;
    for (const char *host :
         {"http://localhost:*", "https://localhost:*", "http://127.0.0.1:*", "http://[::1]:*"})
        policy.origins.append(OriginEntry{host, false, false});
    policy.methods = {"PUT", "PATCH", "DELETE"};
    policy.headers = {"Content-Type", "Authorization"};
    policy.credentials = true;
    // Edits of the policy are to be seen at once, without a cached preflight in between.
    policy.maxAge = 1;
    return policy;
}

Policy article()
{
    Policy policy;
    policy.origins = {OriginEntry{"http://localhost:3000", false, false}};
    policy.methods = {"GET", "POST", "PUT", "OPTIONS"};
    policy.headers = {"Content-Type", "Authorization", "Custom-Header"};
    policy.credentials = true;
    return policy;
}

} // namespace

Policy presetPolicy(PolicyPreset preset, const QByteArray &frontEnd)
{
    switch (preset) {
    case PolicyPreset::PublicReadOnly:
        return publicReadOnly();
    case PolicyPreset::OneFrontEnd:
        return oneFrontEnd(frontEnd);
    case PolicyPreset::Development:
        return development();
    case PolicyPreset::Article:
        return article();
    }
    return {};
}

} // namespace corslab
