// SPDX-License-Identifier: GPL-3.0-or-later
// Reads JSON values that know where they stand. The first mistake is kept and reading goes on with
// harmless values, so that the readers above need not ask after each step.
#pragma once

#include "core/document/labfile.h"
#include "core/document/labkeys.h"

#include <QHash>
#include <QJsonObject>
#include <QJsonValue>
#include <QSet>
#include <QStringList>

#include <limits>
#include <optional>
#include <vector>

namespace corslab {

/// What the readers of one file share. Borrowed by every ValueReader; must outlive them.
class ReadContext
{
public:
    /// Only the first error is kept.
    void fail(LabFileError error);
    [[nodiscard]] bool failed() const { return m_error.has_value(); }
    [[nodiscard]] const std::optional<LabFileError> &error() const { return m_error; }

    void addUnknownKey(QString place) { m_unknownKeys.append(std::move(place)); }
    [[nodiscard]] const QStringList &unknownKeys() const { return m_unknownKeys; }

    /// The servers that `{{name}}` may name, and the origin that each is configured with.
    void addServer(const QString &name, const QByteArray &origin);
    [[nodiscard]] bool hasServer(const QString &name) const { return m_names.contains(name); }
    [[nodiscard]] const QSet<QString> &serverNames() const { return m_names; }
    /// The text as it would be if each server listened where it is configured to; for checks.
    [[nodiscard]] QString sample(const QString &text) const;

private:
    std::optional<LabFileError> m_error;
    QStringList m_unknownKeys;
    QSet<QString> m_names;
    QHash<QString, QByteArray> m_origins;
};

enum class Placeholders : quint8 {
    Checked, ///< `{{name}}` must name a server
    Free     ///< text that may have braces of its own
};

class ObjectReader;

/// A value and where it stands. Every reading function fails with WrongType where the value is of
/// another type, and gives an empty value then.
class ValueReader
{
public:
    ValueReader(ReadContext &context, QJsonValue value, QString place);

    [[nodiscard]] const QString &place() const { return m_place; }
    [[nodiscard]] ReadContext &context() const { return *m_context; }
    [[nodiscard]] bool isNull() const { return m_value.isNull(); }
    [[nodiscard]] bool isString() const { return m_value.isString(); }
    [[nodiscard]] bool isObject() const { return m_value.isObject(); }
    /// True for an object with that key.
    [[nodiscard]] bool has(QLatin1StringView key) const { return m_value.toObject().contains(key); }

    [[nodiscard]] bool boolean() const;
    /// A whole number from `min` to `max`; OutOfRange otherwise.
    [[nodiscard]] qint64 integer(qint64 min, qint64 max) const;
    [[nodiscard]] QString string(Placeholders placeholders = Placeholders::Checked) const;
    /// A string as UTF-8.
    [[nodiscard]] QByteArray utf8(Placeholders placeholders = Placeholders::Checked) const;
    /// A string each of whose characters U+0000 to U+00FF is a byte.
    [[nodiscard]] QByteArray bytes(Placeholders placeholders = Placeholders::Checked) const;
    [[nodiscard]] std::vector<ValueReader> list(const QString &expected) const;
    /// Reports the keys that are not in `keys`.
    [[nodiscard]] ObjectReader object(const lab::KeySet &keys) const;
    /// The same without that report, for an object that is read a second time.
    [[nodiscard]] ObjectReader quietObject(const lab::KeySet &keys) const;
    /// The words' value; WrongValue, naming the words, where the string is none of them.
    template <typename T, std::size_t N>
    [[nodiscard]] T word(const std::array<lab::Word<T>, N> &words) const
    {
        const QString text = string(Placeholders::Free);
        QStringList allowed;
        for (const lab::Word<T> &word : words) {
            if (text == word.word)
                return word.value;
            allowed.append(word.word);
        }
        fail(LabFileErrorCode::WrongValue, oneOf(allowed));
        return {};
    }

    void fail(LabFileErrorCode code, const QString &expected) const;
    /// With another text than the whole value as what stands there.
    void fail(LabFileErrorCode code, const QString &value, const QString &expected) const;
    void failType(const QString &expected) const { fail(LabFileErrorCode::WrongType, expected); }

    /// `"a", "b" or "c"`
    [[nodiscard]] static QString oneOf(const QStringList &words);

private:
    ReadContext *m_context;
    QJsonValue m_value;
    QString m_place;
};

class ObjectReader
{
public:
    ObjectReader(ReadContext &context, QJsonObject object, QString place, const lab::KeySet &keys);

    void reportUnknownKeys() const;

    [[nodiscard]] const QString &place() const { return m_place; }
    [[nodiscard]] bool has(QLatin1StringView key) const { return m_object.contains(key); }
    /// The key's value, where the key is there.
    [[nodiscard]] std::optional<ValueReader> find(QLatin1StringView key) const;
    /// The same for a key that must be there: MissingKey, naming what was expected.
    [[nodiscard]] std::optional<ValueReader> require(QLatin1StringView key,
                                                     const QString &expected) const;

private:
    [[nodiscard]] QString placeOf(const QString &key) const;

    ReadContext *m_context;
    QJsonObject m_object;
    QString m_place;
    lab::KeySet m_keys;
};

} // namespace corslab
