// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/patternlist.h"

#include <QSet>
#include <QString>

#include <algorithm>

namespace corslab {

namespace {

/// What may stand around a pattern in a list that was written for a program.
bool isAround(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '"' || c == '\'' || c == ',' || c == ';';
}

/// A comment begins a line or stands after a space: a `#` in an address is a mistake in it.
QByteArrayView withoutComment(QByteArrayView line)
{
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (line[i] == '#' && (i == 0 || line[i - 1] == ' ' || line[i - 1] == '\t'))
            return line.first(i);
    }
    return line;
}

/// A bracket that ends a list; that of an IPv6 address has its other half beside it.
bool closesList(QByteArrayView line, qsizetype begin, qsizetype end)
{
    const QByteArrayView item = line.sliced(begin, end - begin);
    return item.endsWith(']') &&
           std::count(item.begin(), item.end(), ']') > std::count(item.begin(), item.end(), '[');
}

/// `{{name}}`: the origin of one of the laboratory's servers, which the lab file puts in.
bool isPlaceholder(QByteArrayView text)
{
    if (text.size() <= 4 || !text.startsWith("{{") || !text.endsWith("}}"))
        return false;
    const QByteArrayView name = text.sliced(2, text.size() - 4);
    return !name.contains('{') && !name.contains('}');
}

class Reader
{
public:
    Reader(PatternList &list, const QList<OriginEntry> &known)
        : m_list(list)
    {
        m_seen.reserve(known.size());
        for (const OriginEntry &entry : known) {
            if (!entry.regex)
                m_seen.insert(entry.text);
        }
    }

    void readLine(QByteArrayView line, int number)
    {
        line = withoutComment(line);
        qsizetype begin = 0;
        while (begin < line.size()) {
            while (begin < line.size() && (isAround(line[begin]) || line[begin] == '['))
                ++begin;
            qsizetype end = begin;
            while (end < line.size() && line[end] != ',' && line[end] != '"' && line[end] != '\'')
                ++end;
            qsizetype last = end;
            while (last > begin && (isAround(line[last - 1]) || closesList(line, begin, last)))
                --last;
            if (last > begin)
                readPattern(line, begin, last, number);
            begin = end + 1;
        }
    }

private:
    void readPattern(QByteArrayView line, qsizetype begin, qsizetype end, int number)
    {
        const QByteArray text = line.sliced(begin, end - begin).toByteArray();
        const auto pattern = OriginPattern::parse(text);
        if (!pattern && !isPlaceholder(text)) {
            const QByteArrayView before = line.first(begin + pattern.error().position);
            m_list.errors.push_back(
                {number, int(QString::fromUtf8(before).size()) + 1, pattern.error()});
        } else if (m_seen.contains(text)) {
            ++m_list.repeated;
        } else {
            m_seen.insert(text);
            m_list.entries.append(OriginEntry{text, false, false});
        }
    }

    PatternList &m_list;
    QSet<QByteArray> m_seen;
};

} // namespace

PatternList parsePatternList(QByteArrayView text, const QList<OriginEntry> &known)
{
    PatternList list;
    Reader reader(list, known);
    int number = 0;
    qsizetype begin = 0;
    while (begin <= text.size()) {
        qsizetype end = text.indexOf('\n', begin);
        if (end < 0)
            end = text.size();
        reader.readLine(text.sliced(begin, end - begin), ++number);
        begin = end + 1;
    }
    return list;
}

} // namespace corslab
