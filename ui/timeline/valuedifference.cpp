// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/valuedifference.h"

#include <QCoreApplication>
#include <QStringList>

#include <array>
#include <optional>

namespace corslab {

namespace {

enum Part : std::size_t { Scheme, Host, Port, Rest, PartCount };
using Parts = std::array<TextSpan, PartCount>;

std::optional<Parts> partsOf(QStringView text)
{
    const auto colon = text.indexOf(u"://");
    if (colon <= 0 || text.contains(u' ') || text.contains(u','))
        return std::nullopt;
    Parts parts;
    parts[Scheme] = {0, colon};
    const auto hostStart = colon + 3;
    auto end = hostStart;
    // The colons of an IPv6 address stand between brackets and begin no port.
    bool bracket = false;
    while (end < text.size()) {
        const auto c = text[end];
        if (c == u'[')
            bracket = true;
        else if (c == u']')
            bracket = false;
        else if ((c == u':' && !bracket) || c == u'/' || c == u'?' || c == u'#')
            break;
        ++end;
    }
    parts[Host] = {hostStart, end - hostStart};
    auto rest = end;
    if (rest < text.size() && text[rest] == u':') {
        ++rest;
        while (rest < text.size() && text[rest].isDigit())
            ++rest;
    }
    parts[Port] = {end, rest - end};
    parts[Rest] = {rest, text.size() - rest};
    return parts;
}

/// A port is marked without its colon, as long as there is one to mark.
TextSpan marked(Part part, TextSpan span, bool otherIsEmpty)
{
    if (part == Port && span.length > 1 && !otherIsEmpty)
        return {span.start + 1, span.length - 1};
    return span;
}

QString wordsFor(const std::array<bool, PartCount> &differs)
{
    QStringList names;
    if (differs[Scheme])
        names.append(QCoreApplication::translate("corslab::Timeline", "the scheme"));
    if (differs[Host])
        names.append(QCoreApplication::translate("corslab::Timeline", "the host"));
    if (differs[Port])
        names.append(QCoreApplication::translate("corslab::Timeline", "the port"));
    if (names.isEmpty()) {
        return differs[Rest]
                   ? QCoreApplication::translate("corslab::Timeline",
                                                 "an origin ends after the host and the port")
                   : QString();
    }
    if (names.size() == 1) {
        return QCoreApplication::translate("corslab::Timeline", "%1 differs",
                                           "%1: the scheme, the host or the port")
            .arg(names.first());
    }
    const auto last = names.takeLast();
    return QCoreApplication::translate("corslab::Timeline", "%1 and %2 differ")
        .arg(names.join(u", "_qs), last);
}

} // namespace

ValueDifference markOriginDifference(QStringView first, QStringView second)
{
    const auto a = partsOf(first);
    const auto b = partsOf(second);
    if (!a || !b)
        return {};
    ValueDifference result;
    std::array<bool, PartCount> differs{};
    for (std::size_t i = 0; i < PartCount; ++i) {
        const auto part = static_cast<Part>(i);
        const auto left = first.mid((*a)[i].start, (*a)[i].length);
        const auto right = second.mid((*b)[i].start, (*b)[i].length);
        if (left == right)
            continue;
        differs[i] = true;
        if (!left.isEmpty())
            result.first.push_back(marked(part, (*a)[i], right.isEmpty()));
        if (!right.isEmpty())
            result.second.push_back(marked(part, (*b)[i], left.isEmpty()));
    }
    result.words = wordsFor(differs);
    return result;
}

} // namespace corslab
