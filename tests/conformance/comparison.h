// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <array>

namespace corslab {

/// What can agree, from the coarsest to the finest.
enum class Level : quint8 {
    Verdict,  ///< outcome, type, status
    Script,   ///< all that the script saw
    Sequence, ///< the requests on the wire, in order
    Headers,  ///< their headers and bodies, but for those that only tell browsers' brands apart
    Console   ///< the texts about CORS
};
inline constexpr std::array Levels{Level::Verdict, Level::Script, Level::Sequence, Level::Headers,
                                   Level::Console};
[[nodiscard]] QString levelName(Level level);

/// What happened in one case: `{"js": [...], "wire": [...], "console": [...]}`.
/// On which levels two differ, and a line about the first difference of each.
struct Difference
{
    std::array<bool, Levels.size()> differs{};
    QStringList words;

    [[nodiscard]] bool any() const;
    [[nodiscard]] bool on(Level level) const { return differs[static_cast<std::size_t>(level)]; }
    void add(Level level, const QString &text);
};
[[nodiscard]] Difference compare(const QJsonObject &real, const QJsonObject &model);

} // namespace corslab
