// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <array>
#include <initializer_list>
#include <vector>

namespace corslab {

/// In which order a browser sends header lines. An empty name stands for all that are not named.
class HeaderOrder
{
public:
    /// Borrows the names: string literals.
    HeaderOrder(std::initializer_list<const char *> names);

    /// The place of a name, whatever its case; names that are not listed share one.
    [[nodiscard]] int rankOf(QByteArrayView name) const noexcept;
    bool operator==(const HeaderOrder &) const = default;

private:
    struct Place
    {
        QByteArrayView name;
        int rank;
        bool operator==(const Place &) const = default;
    };

    std::vector<Place> m_places; ///< shorter names first, because every line of a fetch is looked up
    /// The place of the first name of each length or of a longer one. No name is longer.
    std::array<quint8, 34> m_firstOfSize{};
    int m_rest = 0;
};

} // namespace corslab
