// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/policy/policyedit.h"

#include <QByteArray>

#include <vector>

namespace corslab {

/// One way in which a policy is not as another.
struct PolicyDifference
{
    enum class Kind : quint8 {
        Added,   ///< an item that only the second has
        Removed, ///< an item that only the first has
        Changed  ///< a key whose value differs; an order that differs
    };
    Kind kind = Kind::Changed;
    PolicyKey key = PolicyKey::Whole;
    QByteArray before; ///< as the lab file writes it; empty for Added, and where the key is absent
    QByteArray after;  ///< empty for Removed, and where the key is absent
    bool operator==(const PolicyDifference &) const = default;
};

/// Everything in which they differ, key by key in the lab file's order; nothing for equal ones.
/// A change of case is a difference.
[[nodiscard]] std::vector<PolicyDifference> differences(const Policy &before, const Policy &after);

/// The key as the lab file writes it: `origins`, `raw.actual`.
[[nodiscard]] QByteArray policyKeyName(PolicyKey key);

} // namespace corslab
