// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/words.h"

#include <QCoreApplication>
#include <QStringDecoder>

namespace corslab {

QString shown(QByteArrayView bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = decoder(bytes);
    if (decoder.hasError())
        return QString::fromLatin1(bytes.data(), bytes.size());
    return text;
}

QString shownOrNothing(QByteArrayView bytes)
{
    return bytes.isEmpty() ? QCoreApplication::translate("corslab::Words", "nothing")
                           : shown(bytes);
}

QString filled(const QString &pattern, std::initializer_list<QString> values)
{
    QString result;
    result.reserve(pattern.size() + 64);
    const auto count = static_cast<qsizetype>(values.size());
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == u'%' && i + 1 < pattern.size()) {
            const qsizetype number = pattern[i + 1].unicode() - u'1';
            if (number >= 0 && number < count) {
                result += values.begin()[number];
                ++i;
                continue;
            }
        }
        result += pattern[i];
    }
    return result;
}

} // namespace corslab
