// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/jsontree.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace corslab {

namespace {

constexpr qsizetype lineLength = 100;
constexpr int indentWidth = 2;

/// A string, number, boolean or null as JSON.
QByteArray scalarText(const QJsonValue &value)
{
    const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return list.sliced(1, list.size() - 2);
}

} // namespace

class JsonTreeWriter
{
public:
    /// Appends `tree` to `out` on one line, unless that line would grow longer than `limit`.
    static bool writeInline(QByteArray &out, const JsonTree &tree, qsizetype limit)
    {
        if (const auto *value = std::get_if<QJsonValue>(&tree.m_node)) {
            if (value->isObject() || value->isArray())
                return writeInline(out, treeOf(*value), limit);
            out += scalarText(*value);
        } else if (const auto *list = std::get_if<JsonTree::List>(&tree.m_node)) {
            out += '[';
            for (const JsonTree &item : *list) {
                if (&item != list->data())
                    out += ", ";
                if (!writeInline(out, item, limit))
                    return false;
            }
            out += ']';
        } else {
            const auto &object = std::get<JsonTree::Object>(tree.m_node);
            out += object.empty() ? "{" : "{ ";
            for (const auto &member : object) {
                if (&member != object.data())
                    out += ", ";
                out += scalarText(member.first) + ": ";
                if (!writeInline(out, member.second, limit))
                    return false;
            }
            out += object.empty() ? "}" : " }";
        }
        return out.size() <= limit;
    }

    static void write(QByteArray &out, const JsonTree &tree, int depth)
    {
        const auto *value = std::get_if<QJsonValue>(&tree.m_node);
        if (value && !value->isObject() && !value->isArray()) {
            out += scalarText(*value);
            return;
        }
        const qsizetype lineBegin = out.lastIndexOf('\n') + 1;
        const qsizetype before = out.size();
        // The file itself is always spread out, however short it is.
        if (depth > 0 && writeInline(out, tree, lineBegin + lineLength))
            return;
        out.truncate(before);
        if (value)
            writeSpread(out, treeOf(*value), depth);
        else
            writeSpread(out, tree, depth);
    }

private:
    static JsonTree treeOf(const QJsonValue &value)
    {
        if (value.isArray()) {
            JsonTree::List list;
            for (const QJsonValue item : value.toArray())
                list.emplace_back(item);
            return list;
        }
        JsonTree object;
        const QJsonObject members = value.toObject();
        for (auto it = members.constBegin(); it != members.constEnd(); ++it)
            object.set(it.key(), JsonTree(it.value()));
        return object;
    }

    static void newLine(QByteArray &out, int depth)
    {
        out += '\n';
        out += QByteArray(qsizetype{depth} * indentWidth, ' ');
    }

    static void writeSpread(QByteArray &out, const JsonTree &tree, int depth)
    {
        const auto *list = std::get_if<JsonTree::List>(&tree.m_node);
        out += list ? '[' : '{';
        bool first = true;
        const auto begin = [&] {
            if (!first)
                out += ',';
            first = false;
            newLine(out, depth + 1);
        };
        if (list) {
            for (const JsonTree &item : *list) {
                begin();
                write(out, item, depth + 1);
            }
        } else {
            for (const auto &[key, member] : std::get<JsonTree::Object>(tree.m_node)) {
                begin();
                out += scalarText(key) + ": ";
                write(out, member, depth + 1);
            }
        }
        newLine(out, depth);
        out += list ? ']' : '}';
    }
};

void JsonTree::set(const QString &key, JsonTree value)
{
    std::get<Object>(m_node).emplace_back(key, std::move(value));
}

bool JsonTree::isEmptyObject() const
{
    const auto *object = std::get_if<Object>(&m_node);
    return object && object->empty();
}

QByteArray JsonTree::text() const
{
    QByteArray out;
    JsonTreeWriter::write(out, *this, 0);
    out += '\n';
    return out;
}

} // namespace corslab
