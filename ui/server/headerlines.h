// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/headerlist.h"

#include <QString>

#include <vector>

namespace corslab {

/// Headers as lines of text, `Name: value`, in which a server's answer is written. A character
/// U+0000 to U+00FF stands for one byte.
struct HeaderLines
{
    std::vector<Header> headers;
    QString error; ///< a sentence with the line's number; empty where every line is a header
};
[[nodiscard]] HeaderLines parseHeaderLines(const QString &text);
[[nodiscard]] QString headerLines(const std::vector<Header> &headers);

} // namespace corslab
