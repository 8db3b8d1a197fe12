// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/browsers/labshrinker.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>

#include <algorithm>

namespace corslab {

namespace {

/// A value without one of its parts, or with a smaller one in its place.
QList<QJsonValue> smallerValues(const QJsonValue &value)
{
    QList<QJsonValue> smaller;
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (qsizetype i = array.size(); i-- > 0;) {
            QJsonArray without = array;
            without.removeAt(i);
            smaller.append(without);
        }
        for (qsizetype i = 0; i < array.size(); ++i) {
            for (const QJsonValue &part : smallerValues(array[i])) {
                QJsonArray changed = array;
                changed[i] = part;
                smaller.append(changed);
            }
        }
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (const QString &key : object.keys()) {
            QJsonObject without = object;
            without.remove(key);
            smaller.append(without);
        }
        for (const QString &key : object.keys()) {
            for (const QJsonValue &part : smallerValues(object[key])) {
                QJsonObject changed = object;
                changed[key] = part;
                smaller.append(changed);
            }
        }
    }
    return smaller;
}

qsizetype sizeOf(const QJsonObject &lab)
{
    return QJsonDocument(lab).toJson(QJsonDocument::Compact).size();
}

} // namespace

QList<QJsonObject> smallerLabs(const QJsonObject &lab)
{
    QList<QJsonObject> labs;
    for (const QJsonValue &smaller : smallerValues(lab))
        labs.append(smaller.toObject());
    std::stable_sort(labs.begin(), labs.end(), [](const QJsonObject &a, const QJsonObject &b) {
        return sizeOf(a) < sizeOf(b);
    });
    return labs;
}

QJsonObject shrunken(QJsonObject lab,
                     const std::function<QList<bool>(const QList<QJsonObject> &)> &shows)
{
    constexpr qsizetype AtOnce = 40;
    int questions = 0;
    for (bool smaller = true; smaller;) {
        smaller = false;
        const QList<QJsonObject> candidates = smallerLabs(lab);
        for (qsizetype begin = 0; begin < candidates.size() && !smaller; begin += AtOnce) {
            if (++questions > MostQuestions)
                return lab;
            const QList<QJsonObject> batch = candidates.mid(begin, AtOnce);
            const qsizetype first = shows(batch).indexOf(true);
            smaller = first >= 0;
            if (smaller)
                lab = batch[first];
        }
    }
    return lab;
}

} // namespace corslab
