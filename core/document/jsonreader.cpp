// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/jsonreader.h"

#include "core/document/placeholder.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>

namespace corslab {

using namespace Qt::StringLiterals;

namespace {

/// As much of a value as a message can hold.
constexpr qsizetype shownLength = 120;

QString shortened(const QString &text)
{
    return text.size() <= shownLength ? text : text.first(shownLength) + u'\u2026';
}

QString shown(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::String:
        return shortened(value.toString());
    case QJsonValue::Array:
        return shortened(
            QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact)));
    case QJsonValue::Object:
        return shortened(
            QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact)));
    case QJsonValue::Null:
        return u"null"_s;
    case QJsonValue::Bool:
        return value.toBool() ? u"true"_s : u"false"_s;
    case QJsonValue::Double: {
        const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
        return QString::fromLatin1(list.sliced(1, list.size() - 2));
    }
    case QJsonValue::Undefined:
        break;
    }
    return {};
}

} // namespace

void ReadContext::fail(LabFileError error)
{
    if (!m_error)
        m_error = std::move(error);
}

void ReadContext::addServer(const QString &name, const QByteArray &origin)
{
    m_names.insert(name);
    // A port that is chosen later is some port; 0 itself is none that an origin can have.
    m_origins.insert(name, origin.endsWith(":0") ? origin.chopped(1) + '1' : origin);
}

QString ReadContext::sample(const QString &text) const
{
    return withPlaceholders(text, m_origins);
}

ValueReader::ValueReader(ReadContext &context, QJsonValue value, QString place)
    : m_context(&context)
    , m_value(std::move(value))
    , m_place(std::move(place))
{
}

bool ValueReader::boolean() const
{
    if (!m_value.isBool())
        failType(u"true or false"_s);
    return m_value.toBool();
}

qint64 ValueReader::integer(qint64 min, qint64 max) const
{
    const double number = m_value.toDouble();
    if (!m_value.isDouble() || std::trunc(number) != number) {
        failType(u"a whole number"_s);
        return 0;
    }
    // The comparison is made in double first: what does not fit qint64 is not converted.
    if (number < static_cast<double>(min) || number > static_cast<double>(max)) {
        fail(LabFileErrorCode::OutOfRange, u"%1 to %2"_s.arg(min).arg(max));
        return 0;
    }
    return m_value.toInteger(static_cast<qint64>(number));
}

QString ValueReader::string(Placeholders placeholders) const
{
    if (!m_value.isString()) {
        failType(u"a string"_s);
        return {};
    }
    const QString text = m_value.toString();
    if (placeholders == Placeholders::Checked) {
        if (const auto name = unknownPlaceholder(text, m_context->serverNames())) {
            QStringList known(m_context->serverNames().begin(), m_context->serverNames().end());
            known.sort();
            fail(LabFileErrorCode::UnknownServer, *name,
                 known.isEmpty() ? u"no name, since the file has no servers"_s : oneOf(known));
        }
    }
    return text;
}

QByteArray ValueReader::utf8(Placeholders placeholders) const
{
    return string(placeholders).toUtf8();
}

QByteArray ValueReader::bytes(Placeholders placeholders) const
{
    const QString text = string(placeholders);
    const auto wide =
        std::find_if(text.begin(), text.end(), [](QChar c) { return c.unicode() > 0xFF; });
    if (wide != text.end()) {
        fail(LabFileErrorCode::WrongValue,
             u"characters U+0000 to U+00FF, each of which is a byte"_s);
        return {};
    }
    return text.toLatin1();
}

std::vector<ValueReader> ValueReader::list(const QString &expected) const
{
    if (!m_value.isArray())
        failType(expected);
    const QJsonArray array = m_value.toArray();
    std::vector<ValueReader> items;
    items.reserve(static_cast<std::size_t>(array.size()));
    for (qsizetype i = 0; i < array.size(); ++i)
        items.emplace_back(*m_context, array.at(i), u"%1[%2]"_s.arg(m_place).arg(i));
    return items;
}

ObjectReader ValueReader::quietObject(const lab::KeySet &keys) const
{
    if (!m_value.isObject())
        failType(u"an object"_s);
    return ObjectReader(*m_context, m_value.toObject(), m_place, keys);
}

ObjectReader ValueReader::object(const lab::KeySet &keys) const
{
    ObjectReader reader = quietObject(keys);
    reader.reportUnknownKeys();
    return reader;
}

void ValueReader::fail(LabFileErrorCode code, const QString &expected) const
{
    fail(code, shown(m_value), expected);
}

void ValueReader::fail(LabFileErrorCode code, const QString &value, const QString &expected) const
{
    m_context->fail({.code = code,
                     .place = m_place,
                     .value = value,
                     .expected = expected,
                     .origin = std::nullopt,
                     .url = std::nullopt});
}

QString ValueReader::oneOf(const QStringList &words)
{
    QString result;
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (i > 0)
            result += i + 1 < words.size() ? u", "_s : u" or "_s;
        result += u'"' + words[i] + u'"';
    }
    return result;
}

ObjectReader::ObjectReader(ReadContext &context, QJsonObject object, QString place,
                           const lab::KeySet &keys)
    : m_context(&context)
    , m_object(std::move(object))
    , m_place(std::move(place))
    , m_keys(keys)
{
}

void ObjectReader::reportUnknownKeys() const
{
    for (auto it = m_object.constBegin(); it != m_object.constEnd(); ++it) {
        const QString key = it.key();
        if (std::none_of(m_keys.keys.begin(), m_keys.keys.end(),
                         [&key](QLatin1StringView known) { return key == known; }))
            m_context->addUnknownKey(placeOf(key));
    }
}

std::optional<ValueReader> ObjectReader::find(QLatin1StringView key) const
{
    Q_ASSERT(std::find(m_keys.keys.begin(), m_keys.keys.end(), key) != m_keys.keys.end());
    const auto it = m_object.constFind(key);
    if (it == m_object.constEnd())
        return std::nullopt;
    return ValueReader(*m_context, it.value(), placeOf(key));
}

std::optional<ValueReader> ObjectReader::require(QLatin1StringView key,
                                                 const QString &expected) const
{
    auto value = find(key);
    if (!value) {
        m_context->fail({.code = LabFileErrorCode::MissingKey,
                         .place = placeOf(key),
                         .value = {},
                         .expected = expected,
                         .origin = std::nullopt,
                         .url = std::nullopt});
    }
    return value;
}

QString ObjectReader::placeOf(const QString &key) const
{
    return m_place.isEmpty() ? key : m_place + u'.' + key;
}

} // namespace corslab
