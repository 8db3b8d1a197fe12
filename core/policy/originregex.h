// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/policy/policy.h"

#include <QByteArrayView>
#include <QRegularExpression>

#include <optional>

namespace corslab {

/// A regular expression among a policy's origins. A match gives up after a bounded number of
/// steps, and the origin then counts as refused: an expression that takes exponential time holds
/// up nobody.
class OriginRegex
{
public:
    enum class Anchors : quint8 {
        None,  ///< found anywhere
        Start, ///< as Python's re.match
        Both
    };

    OriginRegex(const QByteArray &text, Anchors anchors);
    explicit OriginRegex(const OriginEntry &entry)
        : OriginRegex(entry.text, entry.anchored ? Anchors::Both : Anchors::None)
    {
    }

    [[nodiscard]] bool isValid() const { return !m_errorPosition; }
    /// Where the text is no expression: the character at which that shows, from 0.
    [[nodiscard]] std::optional<qsizetype> errorPosition() const { return m_errorPosition; }
    /// One that is not valid matches nothing.
    [[nodiscard]] bool matches(QByteArrayView origin) const;

private:
    std::optional<qsizetype> m_errorPosition;
    QRegularExpression m_regex;
};

} // namespace corslab
