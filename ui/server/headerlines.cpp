// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/server/headerlines.h"

#include "core/http/syntax.h"
#include "ui/widgets/visibletext.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace corslab {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(corslab::HeaderLines)
};

} // namespace

HeaderLines parseHeaderLines(const QString &text)
{
    HeaderLines result;
    const auto lines = text.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const auto line = lines.at(i).trimmed();
        if (line.isEmpty())
            continue;
        const auto fail = [&](const QString &sentence) {
            if (result.error.isEmpty())
                result.error = Words::tr("Line %1: %2").arg(i + 1).arg(sentence);
        };
        const auto colon = line.indexOf(u':');
        const auto name = (colon < 0 ? line : line.left(colon)).trimmed().toUtf8();
        if (colon < 0) {
            fail(Words::tr("a colon is missing between name and value."));
            continue;
        }
        if (!isToken(name)) {
            fail(Words::tr("“%1” is not a header name.").arg(visibleText(name)));
            continue;
        }
        const auto value = line.mid(colon + 1).trimmed();
        const bool bytes = std::all_of(value.cbegin(), value.cend(), [](QChar c) {
            return c.unicode() <= 0xFF && c.unicode() >= 0x20;
        });
        if (!bytes) {
            fail(Words::tr("the value holds a character that is not one byte."));
            continue;
        }
        result.headers.push_back({name, value.toLatin1()});
    }
    return result;
}

QString headerLines(const std::vector<Header> &headers)
{
    QStringList lines;
    for (const auto &header : headers)
        lines.append(QString::fromLatin1(header.name) + u": "_qs +
                     QString::fromLatin1(header.value));
    return lines.join(u'\n');
}

} // namespace corslab
