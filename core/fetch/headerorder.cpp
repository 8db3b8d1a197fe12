// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/headerorder.h"

#include "core/http/headername.h"

#include <algorithm>

namespace corslab {

HeaderOrder::HeaderOrder(std::initializer_list<const char *> names)
{
    m_rest = static_cast<int>(names.size());
    int rank = 0;
    for (const char *name : names) {
        if (*name == '\0')
            m_rest = rank;
        m_places.push_back({name, rank++});
    }
    std::stable_sort(m_places.begin(), m_places.end(),
                     [](const Place &a, const Place &b) { return a.name.size() < b.name.size(); });
}

int HeaderOrder::rankOf(QByteArrayView name) const noexcept
{
    auto place =
        std::lower_bound(m_places.begin(), m_places.end(), name.size(),
                         [](const Place &each, qsizetype size) { return each.name.size() < size; });
    for (; place != m_places.end() && place->name.size() == name.size(); ++place) {
        if (equalsIgnoreCase(place->name, name))
            return place->rank;
    }
    return m_rest;
}

} // namespace corslab
