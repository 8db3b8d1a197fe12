// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/jsonpatch.h"

#include <QStringList>

namespace corslab {

namespace {

struct Operation
{
    QString op;
    QStringList path; ///< the pointer's tokens that are still to go
    QJsonValue value;
};

QString takeToken(QStringList &path)
{
    return path.takeFirst().replace(u"~1"_qs, u"/"_qs).replace(u"~0"_qs, u"~"_qs);
}

std::optional<QJsonValue> changed(const QJsonValue &value, Operation operation);

std::optional<QJsonValue> changedObject(QJsonObject object, Operation operation)
{
    const QString key = takeToken(operation.path);
    const bool last = operation.path.isEmpty();
    if (!object.contains(key) && !(last && operation.op == u"add"))
        return std::nullopt;
    if (!last) {
        const auto inner = changed(object[key], operation);
        if (!inner)
            return std::nullopt;
        object[key] = *inner;
    } else if (operation.op == u"remove") {
        object.remove(key);
    } else {
        object[key] = operation.value;
    }
    return object;
}

std::optional<QJsonValue> changedArray(QJsonArray array, Operation operation)
{
    const QString token = takeToken(operation.path);
    const bool last = operation.path.isEmpty();
    if (last && operation.op == u"add" && token == u"-") {
        array.append(operation.value);
        return array;
    }
    bool isNumber = false;
    const int index = token.toInt(&isNumber);
    if (!isNumber || index < 0 || index >= array.size())
        return std::nullopt;
    if (!last) {
        const auto inner = changed(array[index], operation);
        if (!inner)
            return std::nullopt;
        array[index] = *inner;
    } else if (operation.op == u"remove") {
        array.removeAt(index);
    } else if (operation.op == u"replace") {
        array[index] = operation.value;
    } else {
        array.insert(index, operation.value);
    }
    return array;
}

std::optional<QJsonValue> changed(const QJsonValue &value, Operation operation)
{
    if (value.isObject())
        return changedObject(value.toObject(), std::move(operation));
    if (value.isArray())
        return changedArray(value.toArray(), std::move(operation));
    return std::nullopt;
}

} // namespace

std::optional<QJsonObject> patched(const QJsonObject &document, const QJsonArray &patch)
{
    QJsonObject result = document;
    for (const QJsonValue each : patch) {
        QStringList path = each[u"path"_qs].toString().split(u'/');
        if (path.size() < 2 || !path.takeFirst().isEmpty())
            return std::nullopt;
        const auto next =
            changedObject(result, {each[u"op"_qs].toString(), std::move(path), each[u"value"_qs]});
        if (!next)
            return std::nullopt;
        result = next->toObject();
    }
    return result;
}

} // namespace corslab
