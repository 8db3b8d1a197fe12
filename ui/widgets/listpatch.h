// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

namespace corslab {

/// How one list becomes another that is like it: some rows change in place, and behind them rows
/// are removed or inserted. Made for models that are handed a new list after each edit.
struct ListPatch
{
    int first = 0;   ///< of the rows that change in place
    int changed = 0; ///< how many do
    int removed = 0; ///< behind them; at most one of the two is not 0
    int inserted = 0;

    [[nodiscard]] int changedEnd() const { return first + changed; }

    template <typename List>
    [[nodiscard]] static ListPatch between(const List &before, const List &after)
    {
        const int oldSize = static_cast<int>(before.size());
        const int newSize = static_cast<int>(after.size());
        const int shorter = std::min(oldSize, newSize);
        ListPatch patch;
        patch.first = static_cast<int>(
            std::mismatch(before.cbegin(), before.cbegin() + shorter, after.cbegin()).first -
            before.cbegin());
        const int rest = shorter - patch.first;
        const int same = static_cast<int>(
            std::mismatch(before.crbegin(), before.crbegin() + rest, after.crbegin()).first -
            before.crbegin());
        patch.changed = rest - same;
        patch.removed = oldSize - shorter;
        patch.inserted = newSize - shorter;
        return patch;
    }
};

} // namespace corslab
