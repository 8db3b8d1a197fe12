// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <utility>
#include <variant>
#include <vector>

namespace corslab {

/// A JSON value whose objects keep the order in which their keys were set (QJsonObject sorts them),
/// so that a saved file reads in the order in which a person would tell it.
class JsonTree
{
public:
    using Object = std::vector<std::pair<QString, JsonTree>>;
    using List = std::vector<JsonTree>;

    JsonTree()
        : m_node(Object())
    {
    } ///< an empty object
    JsonTree(QJsonValue value)
        : m_node(std::move(value))
    {
    }
    JsonTree(List items)
        : m_node(std::move(items))
    {
    }

    /// For objects. The key must be new.
    void set(const QString &key, JsonTree value);
    void set(QLatin1StringView key, JsonTree value) { set(QString(key), std::move(value)); }
    [[nodiscard]] bool isEmptyObject() const;

    /// UTF-8, indented by two; what fits on a line stands on one. Ends with a line feed.
    [[nodiscard]] QByteArray text() const;

private:
    std::variant<Object, List, QJsonValue> m_node;
    friend class JsonTreeWriter;
};

} // namespace corslab
