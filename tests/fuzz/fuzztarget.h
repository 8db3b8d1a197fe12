// SPDX-License-Identifier: GPL-3.0-or-later
// What every fuzz target is made of: a function that takes bytes, and properties that must hold
// whatever they are. Inputs are text, a line for each part, so that seeds can be written by hand.
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <cstdio>
#include <cstdlib>

/// The target: each file but fuzzmain.cpp defines it. Ends the process where a property fails.
void fuzzOne(QByteArrayView input);

namespace corslab {

/// Ends the process as a sanitizer would, with the property's name, where it does not hold.
inline void mustHold(bool holds, const char *property)
{
    if (holds)
        return;
    std::fprintf(stderr, "This does not hold: %s\n", property);
    std::abort();
}

/// Takes the bytes up to the next line end, or all of them.
inline QByteArray takeLine(QByteArrayView &rest)
{
    const qsizetype end = rest.indexOf('\n');
    const QByteArrayView line = end < 0 ? rest : rest.first(end);
    rest = end < 0 ? QByteArrayView() : rest.sliced(end + 1);
    return line.toByteArray();
}

inline QList<QByteArray> takeLines(QByteArrayView rest)
{
    QList<QByteArray> lines;
    while (!rest.isEmpty())
        lines.append(takeLine(rest));
    return lines;
}

/// A choice among `count` made by the line's byte at `index`; the first where there is none.
inline int choice(const QByteArray &line, qsizetype index, int count)
{
    return index < line.size() ? static_cast<unsigned char>(line[index]) % count : 0;
}

} // namespace corslab
