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
    for (std::size_t size = 0; size < m_firstOfSize.size(); ++size) {
        m_firstOfSize[size] =
            quint8(std::count_if(m_places.begin(), m_places.end(), [size](const Place &each) {
                return each.name.size() < qsizetype(size);
            }));
    }
}

int HeaderOrder::rankOf(QByteArrayView name) const noexcept
{
    if (name.size() >= qsizetype(m_firstOfSize.size()) - 1)
        return m_rest;
    const auto size = std::size_t(name.size());
    for (std::size_t i = m_firstOfSize[size]; i < m_firstOfSize[size + 1]; ++i) {
        if (equalsIgnoreCase(m_places[i].name, name))
            return m_places[i].rank;
    }
    return m_rest;
}

} // namespace corslab
