// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/headerlist.h"

#include "core/http/syntax.h"

#include <QVarLengthArray>

#include <algorithm>

namespace corslab {
namespace {

/// The position behind the quoted string that begins at `position`; the end where it is not closed.
/// https://fetch.spec.whatwg.org/#collect-an-http-quoted-string, without the extract-value flag
qsizetype skipQuotedString(QByteArrayView input, qsizetype position)
{
    for (++position; position < input.size(); ++position) {
        if (input[position] == '"')
            return position + 1;
        if (input[position] == '\\')
            ++position;
    }
    return input.size();
}

} // namespace

bool HeaderList::contains(QByteArrayView name) const noexcept
{
    return first(name) != nullptr;
}

std::optional<QByteArray> HeaderList::get(QByteArrayView name) const
{
    // A single line is the rule, and its value is shared, not copied.
    std::optional<QByteArray> joined;
    for (const Header &line : m_lines) {
        if (!equalsIgnoreCase(line.name, name))
            continue;
        if (!joined)
            joined = line.value;
        else
            joined->append(", ").append(line.value);
    }
    return joined;
}

const QByteArray *HeaderList::first(QByteArrayView name) const noexcept
{
    for (const Header &line : m_lines) {
        if (equalsIgnoreCase(line.name, name))
            return &line.value;
    }
    return nullptr;
}

QList<QByteArray> HeaderList::lines(QByteArrayView name) const
{
    QList<QByteArray> values;
    for (const Header &line : m_lines) {
        if (equalsIgnoreCase(line.name, name))
            values.append(line.value);
    }
    return values;
}

std::optional<QList<QByteArray>> HeaderList::getDecodeSplit(QByteArrayView name) const
{
    const std::optional<QByteArray> value = get(name);
    if (!value)
        return std::nullopt;

    const QByteArrayView input = *value;
    QList<QByteArray> values;
    qsizetype start = 0;
    for (qsizetype position = 0;;) {
        if (position < input.size() && input[position] == '"') {
            position = skipQuotedString(input, position);
        } else if (position < input.size() && input[position] != ',') {
            ++position;
        } else {
            values.append(trimTabOrSpace(input.sliced(start, position - start)).toByteArray());
            if (position == input.size())
                return values;
            start = ++position;
        }
    }
}

void HeaderList::set(const QByteArray &name, const QByteArray &value)
{
    const auto isNamed = [&](const Header &line) { return equalsIgnoreCase(line.name, name); };
    const auto kept = std::find_if(m_lines.begin(), m_lines.end(), isNamed);
    if (kept == m_lines.end()) {
        append(name, value);
        return;
    }
    kept->value = value;
    m_lines.erase(std::remove_if(kept + 1, m_lines.end(), isNamed), m_lines.end());
}

void HeaderList::remove(QByteArrayView name)
{
    m_lines.removeIf([&](const Header &line) { return equalsIgnoreCase(line.name, name); });
}

std::vector<Header> HeaderList::sortAndCombine() const
{
    QVarLengthArray<const Header *, 32> sorted;
    for (const Header &line : m_lines)
        sorted.append(&line);
    // Lines of one name stay in the order in which they came.
    std::sort(sorted.begin(), sorted.end(), [](const Header *a, const Header *b) {
        const int order = a->name.compare(b->name, Qt::CaseInsensitive);
        return order < 0 || (order == 0 && a < b);
    });

    std::vector<Header> combined;
    combined.reserve(size());
    for (const Header *line : sorted) {
        if (!combined.empty() && equalsIgnoreCase(combined.back().name, line->name) &&
            combined.back().name != "set-cookie")
            combined.back().value.append(", ").append(line->value);
        else
            combined.push_back({asciiLower(line->name), line->value});
    }
    return combined;
}

} // namespace corslab
