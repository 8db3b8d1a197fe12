// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/placeholder.h"

#include <QByteArrayView>

#include <algorithm>

namespace corslab {

namespace {

bool isNameUnit(char16_t unit)
{
    return (unit >= u'a' && unit <= u'z') || (unit >= u'A' && unit <= u'Z') ||
           (unit >= u'0' && unit <= u'9') || unit == u'-' || unit == u'_' || unit == u'.';
}

char16_t unitOf(QChar c)
{
    return c.unicode();
}

char16_t unitOf(char c)
{
    return static_cast<unsigned char>(c);
}

struct Span
{
    qsizetype begin; ///< of the name, behind the braces
    qsizetype end;   ///< behind the name, before the braces
};

qsizetype nextBrace(QStringView text, qsizetype from)
{
    return text.indexOf(u'{', from);
}

qsizetype nextBrace(QByteArrayView text, qsizetype from)
{
    return text.indexOf('{', from);
}

/// The next name in braces at or behind `from`. Works on text and on bytes, since names are ASCII.
template <typename View>
std::optional<Span> nextPlaceholder(View text, qsizetype from)
{
    for (;;) {
        const qsizetype brace = nextBrace(text, from);
        if (brace < 0)
            return std::nullopt;
        // Of many braces the last two are the pair.
        qsizetype begin = brace;
        while (begin < text.size() && unitOf(text[begin]) == u'{')
            ++begin;
        qsizetype end = begin;
        while (end < text.size() && isNameUnit(unitOf(text[end])))
            ++end;
        if (begin - brace >= 2 && end > begin && end + 1 < text.size() &&
            unitOf(text[end]) == u'}' && unitOf(text[end + 1]) == u'}')
            return Span{begin, end};
        from = end;
    }
}

void append(QString &text, const QByteArray &ascii)
{
    text += QLatin1StringView(ascii);
}

void append(QByteArray &text, const QByteArray &ascii)
{
    text += ascii;
}

QString nameIn(QStringView view)
{
    return view.toString();
}

QString nameIn(QByteArrayView view)
{
    return QString::fromLatin1(view);
}

template <typename Text, typename View>
Text replaced(const Text &text, const QHash<QString, QByteArray> &origins)
{
    Text result;
    const View view(text);
    qsizetype copied = 0;
    qsizetype from = 0;
    while (const auto span = nextPlaceholder(view, from)) {
        from = span->end + 2;
        const auto origin =
            origins.constFind(nameIn(view.sliced(span->begin, span->end - span->begin)));
        if (origin == origins.constEnd())
            continue;
        result += view.sliced(copied, span->begin - 2 - copied);
        append(result, *origin);
        copied = from;
    }
    if (copied == 0)
        return text;
    result += view.sliced(copied);
    return result;
}

} // namespace

bool isServerName(QStringView name)
{
    return !name.isEmpty() &&
           std::all_of(name.begin(), name.end(), [](QChar c) { return isNameUnit(c.unicode()); });
}

std::optional<QString> unknownPlaceholder(QStringView text, const QSet<QString> &names)
{
    qsizetype from = 0;
    while (const auto span = nextPlaceholder(text, from)) {
        const QString name = text.sliced(span->begin, span->end - span->begin).toString();
        if (!names.contains(name))
            return name;
        from = span->end + 2;
    }
    return std::nullopt;
}

QString withPlaceholders(const QString &text, const QHash<QString, QByteArray> &origins)
{
    return replaced<QString, QStringView>(text, origins);
}

QByteArray withPlaceholders(const QByteArray &text, const QHash<QString, QByteArray> &origins)
{
    return replaced<QByteArray, QByteArrayView>(text, origins);
}

} // namespace corslab
