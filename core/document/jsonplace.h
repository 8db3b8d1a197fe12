// SPDX-License-Identifier: GPL-3.0-or-later
// Where in a JSON text something stands, for messages that people can follow.
#pragma once

#include <QByteArrayView>
#include <QStringView>

namespace corslab {

/// Both count from 1; a column is a character, not a byte.
struct TextPosition
{
    int line = 1;
    int column = 1;
    bool operator==(const TextPosition &) const = default;
};

/// Of the character at `offset` bytes into UTF-8 text; an offset behind the end is the end.
[[nodiscard]] TextPosition positionAt(QByteArrayView text, qsizetype offset);

/// Of the value that stands at a place such as `servers[0].policy.origins[1]`, or of the nearest
/// value around it where there is none. `json` has been found to be well-formed.
[[nodiscard]] TextPosition positionOf(QByteArrayView json, QStringView place);

} // namespace corslab
