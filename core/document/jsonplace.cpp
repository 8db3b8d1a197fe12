// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/jsonplace.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>

namespace corslab {

namespace {

constexpr QByteArrayView byteOrderMark("\xEF\xBB\xBF");

/// Walks well-formed JSON without building anything; never reads behind the end all the same.
class Scanner
{
public:
    explicit Scanner(QByteArrayView text)
        : m_text(text)
    {
        if (m_text.startsWith(byteOrderMark))
            m_at = byteOrderMark.size();
        skipSpace();
    }

    [[nodiscard]] qsizetype at() const { return m_at; }

    /// Moves from an object to the value of one of its keys. Of equal keys the last one counts.
    bool enterKey(QStringView key)
    {
        if (current() != '{')
            return false;
        qsizetype found = -1;
        const qsizetype begin = m_at;
        next();
        while (current() == '"') {
            const qsizetype nameBegin = m_at;
            skipString();
            const bool matches = nameAt(nameBegin, m_at) == key;
            skipSpace();
            next(); // the colon
            if (matches)
                found = m_at;
            skipValue();
            if (current() != ',')
                break;
            next();
        }
        m_at = found < 0 ? begin : found;
        return found >= 0;
    }

    bool enterIndex(qsizetype index)
    {
        if (current() != '[')
            return false;
        const qsizetype begin = m_at;
        next();
        for (; index > 0 && current() != ']'; --index) {
            skipValue();
            if (current() != ',')
                break;
            next();
        }
        if (index == 0 && current() != ']' && current() != '\0')
            return true;
        m_at = begin;
        return false;
    }

private:
    [[nodiscard]] char current() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    void skipSpace()
    {
        while (current() == ' ' || current() == '\n' || current() == '\r' || current() == '\t')
            ++m_at;
    }

    void next()
    {
        ++m_at;
        skipSpace();
    }

    void skipString()
    {
        for (++m_at; m_at < m_text.size() && m_text[m_at] != '"'; ++m_at) {
            if (m_text[m_at] == '\\')
                ++m_at;
        }
        m_at = qMin(m_at + 1, m_text.size());
    }

    /// Ends at the comma or bracket behind the value.
    void skipValue()
    {
        int depth = 0;
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (c == '"') {
                skipString();
                continue;
            }
            if (depth == 0 && (c == ',' || c == ']' || c == '}'))
                return;
            if (c == '{' || c == '[')
                ++depth;
            else if (c == '}' || c == ']')
                --depth;
            ++m_at;
        }
    }

    /// The key whose quoted text stands between the two offsets.
    [[nodiscard]] QString nameAt(qsizetype begin, qsizetype end) const
    {
        const QByteArrayView quoted = m_text.sliced(begin, end - begin);
        if (!quoted.contains('\\'))
            return QString::fromUtf8(quoted.sliced(1, qMax<qsizetype>(quoted.size() - 2, 0)));
        return QJsonDocument::fromJson('[' + quoted.toByteArray() + ']').array().at(0).toString();
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
};

} // namespace

TextPosition positionAt(QByteArrayView text, qsizetype offset)
{
    TextPosition position;
    const QByteArrayView before = text.first(qBound<qsizetype>(0, offset, text.size()));
    qsizetype from = before.startsWith(byteOrderMark) ? byteOrderMark.size() : 0;
    for (; from < before.size(); ++from) {
        if (before[from] == '\n') {
            ++position.line;
            position.column = 1;
        } else if ((static_cast<unsigned char>(before[from]) & 0xC0) != 0x80) {
            ++position.column; // continuation bytes belong to the character before
        }
    }
    return position;
}

TextPosition positionOf(QByteArrayView json, QStringView place)
{
    Scanner scanner(json);
    qsizetype from = 0;
    while (from < place.size()) {
        qsizetype end = from + 1;
        if (place[from] == u'[') {
            end = place.indexOf(u']', from);
            if (end < 0 || !scanner.enterIndex(place.sliced(from + 1, end - from - 1).toLongLong()))
                break;
            from = end + 1;
        } else {
            if (place[from] == u'.')
                ++from;
            end = from;
            while (end < place.size() && place[end] != u'.' && place[end] != u'[')
                ++end;
            if (end == from || !scanner.enterKey(place.sliced(from, end - from)))
                break;
            from = end;
        }
    }
    return positionAt(json, scanner.at());
}

} // namespace corslab
