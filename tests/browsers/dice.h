// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRandomGenerator>

#include <initializer_list>
#include <vector>

namespace corslab {

/// Chance that comes out the same for the same seed, as long as the compiler is the same.
class Dice
{
public:
    Dice(quint32 seed, quint32 number)
        : m_random({seed, number})
    {
    }

    /// From 0 to `count` - 1.
    [[nodiscard]] int below(int count) { return m_random.bounded(count); }
    [[nodiscard]] bool chance(int percent) { return below(100) < percent; }

    template <typename T>
    [[nodiscard]] T pick(std::initializer_list<T> of)
    {
        return *(of.begin() + below(static_cast<int>(of.size())));
    }
    template <typename T>
    [[nodiscard]] const T &pick(const std::vector<T> &of)
    {
        return of[static_cast<std::size_t>(below(static_cast<int>(of.size())))];
    }

private:
    class Generator : public QRandomGenerator
    {
    public:
        Generator(std::initializer_list<quint32> seeds)
            : QRandomGenerator(seeds.begin(), seeds.end())
        {
        }
    };

    Generator m_random;
};

} // namespace corslab
