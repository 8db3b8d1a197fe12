// SPDX-License-Identifier: GPL-3.0-or-later
// Places in a policy, and changes there: what a lint points at and how it is mended.
#pragma once

#include "core/http/headerlist.h"
#include "core/http/origin.h"
#include "core/policy/policy.h"

#include <QByteArray>
#include <QList>

#include <optional>
#include <variant>
#include <vector>

namespace corslab {

/// The keys of a policy, and those of an endpoint that concern CORS.
enum class PolicyKey : quint8 {
    Whole,
    Origins,
    Reflect,
    Methods,
    Headers,
    Credentials,
    Expose,
    MaxAge,
    PreflightStatus,
    PreflightContinue,
    Answer,
    Refused,
    Vary,
    OnErrors,
    TimingAllowOrigin,
    ResourcePolicy,
    RawPreflight,
    RawActual,
    Imitate,
    EndpointHeaders,
    EndpointRequireOrigin,
    EndpointStatus,
    EndpointRedirect
};

/// Where in a laboratory a key stands. Without server, route and endpoint: in the policy at hand.
struct PolicyPlace
{
    PolicyKey key = PolicyKey::Whole;
    std::optional<qsizetype> index; ///< in a list
    std::optional<qsizetype> server;
    std::optional<qsizetype> route;    ///< the policy is this route's
    std::optional<qsizetype> endpoint; ///< not in a policy but in this endpoint
    bool operator==(const PolicyPlace &) const = default;
};

/// `servers[0].routes[1].policy.origins[2]`; for a policy by itself `origins[2]`.
[[nodiscard]] QByteArray placeText(const PolicyPlace &place);
/// The same as a JSON Pointer (RFC 6901): `/servers/0/routes/1/policy/origins/2`.
[[nodiscard]] QByteArray placePointer(const PolicyPlace &place);

/// What a change puts in. Nothing: the key goes, and means again what it means when absent.
using PolicyValue =
    std::variant<std::monostate, bool, qint64, QByteArray, QList<QByteArray>, OriginEntry, Header>;

/// One change, as an operation of JSON Patch (RFC 6902) would make it.
struct PolicyEdit
{
    enum class Kind : quint8 {
        Remove,  ///< the item, or the key
        Replace, ///< the item
        Append,  ///< an item at the list's end
        Set      ///< the key, whatever it was. A list replaces a word such as "reflect"
    };
    Kind kind = Kind::Remove;
    PolicyPlace place; ///< without an index for Append and Set
    PolicyValue value;
    bool operator==(const PolicyEdit &) const = default;
};

/// Made one after the other: indexes are those after the changes before.
using PolicyEdits = std::vector<PolicyEdit>;

/// The policy after those of the changes that are to a policy. A place that is not there is left.
[[nodiscard]] Policy applied(Policy policy, const PolicyEdits &edits);

} // namespace corslab
