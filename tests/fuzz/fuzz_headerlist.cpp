// SPDX-License-Identifier: GPL-3.0-or-later
// Input: the lines of an answer's head, as the wire gives them.
#include "core/http/headerlist.h"
#include "core/http/range.h"
#include "core/http/syntax.h"
#include "core/wire/responsehead.h"
#include "tests/fuzz/fuzztarget.h"

#include <algorithm>

using namespace corslab;

namespace {

QList<QByteArray> naiveLines(const HeaderList &list, const QByteArray &name)
{
    QList<QByteArray> values;
    for (const Header &line : list) {
        if (asciiLower(line.name) == asciiLower(name))
            values.append(line.value);
    }
    return values;
}

/// Commas inside quoted strings do not split.
QList<QByteArray> naiveSplit(const QByteArray &value)
{
    QList<QByteArray> parts{{}};
    bool quoted = false;
    for (qsizetype i = 0; i < value.size(); ++i) {
        if (value[i] == ',' && !quoted) {
            parts.append(QByteArray());
            continue;
        }
        if (value[i] == '"')
            quoted = !quoted;
        else if (value[i] == '\\' && quoted && i + 1 < value.size())
            parts.last() += value[i++];
        parts.last() += value[i];
    }
    for (QByteArray &part : parts)
        part = trimTabOrSpace(part).toByteArray();
    return parts;
}

void checkName(const HeaderList &list, const QByteArray &name)
{
    const QList<QByteArray> lines = naiveLines(list, name);
    mustHold(list.lines(name) == lines, "lines() has each line of a name");
    mustHold(list.contains(name) == !lines.isEmpty(), "contains() says whether there are any");
    mustHold(list.get(name).value_or(QByteArray()) == lines.join(", "), "get() joins them");
    const auto split = list.getDecodeSplit(name);
    mustHold(split.has_value() == !lines.isEmpty(), "what is there can be split");
    if (split)
        mustHold(*split == naiveSplit(lines.join(", ")), "a quoted comma does not split");

    HeaderList changed = list;
    changed.set(name, "x");
    mustHold(changed.lines(name) == QList<QByteArray>{"x"}, "set() leaves one line of the name");
    changed.remove(name);
    mustHold(!changed.contains(name), "remove() leaves none");
    mustHold(changed.size() + static_cast<std::size_t>(lines.size()) == list.size(),
             "and no other line goes");
}

void checkSorted(const HeaderList &list)
{
    const std::vector<Header> sorted = list.sortAndCombine();
    mustHold(std::is_sorted(sorted.begin(), sorted.end(),
                            [](const Header &a, const Header &b) { return a.name < b.name; }),
             "names are sorted");
    for (const Header &each : sorted) {
        mustHold(list.contains(each.name), "a sorted name was there");
        if (each.name != "set-cookie")
            mustHold(each.value == list.get(each.name), "and has the joined value");
    }
}

void checkFraming(const ResponseHead &head, const QByteArray &method)
{
    const auto framing = head.bodyFraming(method);
    if (!framing)
        return;
    mustHold(framing->length >= 0, "a length is not negative");
    mustHold(framing->end == BodyFraming::End::Length || framing->length == 0,
             "only a body with a length has one");
}

} // namespace

void fuzzOne(QByteArrayView input)
{
    ResponseHead head;
    QByteArray taken;
    for (const QByteArray &line : takeLines(input)) {
        if (!head.isComplete())
            taken += line + '\n';
        head.addLine(line + '\n');
    }
    mustHold(head.raw() == taken, "the head is kept byte for byte");
    mustHold(head.status() >= 0 && head.status() < 10000, "a status has few digits");
    for (const QByteArray &method : {"GET", "HEAD"})
        checkFraming(head, method);

    const HeaderList &list = head.headers();
    for (const Header &line : list) {
        mustHold(!line.name.contains(':'), "a name ends at the colon");
        mustHold(line.value.contains('\0') || isHeaderValue(line.value), "a value is a value");
        checkName(list, line.name);
        QByteArray invalid;
        if (const auto tokens = parseTokenList(line.value, &invalid)) {
            mustHold(std::all_of(tokens->begin(), tokens->end(),
                                 [](const QByteArray &t) { return isToken(t); }),
                     "a list of tokens has tokens");
        } else {
            mustHold(!invalid.isEmpty() && !isToken(invalid), "what is no token is named");
        }
        if (const auto range = parseSingleRange(line.value, RangeWhitespace::Allowed))
            mustHold(range->first || range->last, "a range has an end");
    }
    checkName(list, "x-not-there");
    checkSorted(list);
}
