// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/labfilewriter.h"

#include "core/document/labfile.h"
#include "core/document/utf8.h"

#include <QSaveFile>

#include <algorithm>
#include <optional>

namespace corslab {

using namespace Qt::StringLiterals;

namespace {

JsonTree treeOf(const PageConfig &page, const QJsonObject &source)
{
    JsonTree tree;
    if (!page.origin.isEmpty())
        tree.set("origin"_L1, QJsonValue(textFromUtf8(page.origin)));
    if (page.url)
        tree.set("url"_L1, QJsonValue(*page.url));
    if (const QLatin1StringView kind = lab::wordFor(lab::pageKinds, page.kind); !kind.isEmpty())
        tree.set("kind"_L1, QJsonValue(kind));
    if (page.embed)
        tree.set("embed"_L1, QJsonValue(textFromUtf8(*page.embed)));
    keepUnknown(tree, source, lab::pageKeys);
    return tree;
}

LabFileError cannotWrite(const QSaveFile &file)
{
    return {.code = LabFileErrorCode::CannotWrite,
            .place = {},
            .value = file.errorString(),
            .expected = {},
            .origin = std::nullopt,
            .url = std::nullopt};
}

} // namespace

void keepUnknown(JsonTree &tree, const QJsonObject &source, const lab::KeySet &keys)
{
    for (auto it = source.constBegin(); it != source.constEnd(); ++it) {
        const QString key = it.key();
        if (std::none_of(keys.keys.begin(), keys.keys.end(),
                         [&key](QLatin1StringView known) { return key == known; }))
            tree.set(key, JsonTree(it.value()));
    }
}

std::vector<QJsonObject> matchingItems(const QStringList &names, const QJsonArray &source,
                                       QString (*nameOf)(const QJsonObject &))
{
    const auto sourceSize = static_cast<std::size_t>(source.size());
    std::vector<QString> sourceNames(sourceSize);
    for (std::size_t i = 0; i < sourceSize; ++i)
        sourceNames[i] = nameOf(source.at(static_cast<qsizetype>(i)).toObject());

    const auto size = static_cast<std::size_t>(names.size());
    std::vector<std::optional<std::size_t>> matches(size);
    std::vector<bool> taken(sourceSize, false);
    const auto take = [&](std::size_t item, std::size_t from) {
        matches[item] = from;
        taken[from] = true;
    };
    for (std::size_t i = 0; i < std::min(size, sourceSize); ++i) {
        if (names.at(static_cast<qsizetype>(i)) == sourceNames[i])
            take(i, i);
    }
    for (std::size_t i = 0; i < size; ++i) {
        const QString &name = names.at(static_cast<qsizetype>(i));
        for (std::size_t j = 0; j < sourceSize && !matches[i] && !name.isEmpty(); ++j) {
            if (!taken[j] && sourceNames[j] == name)
                take(i, j);
        }
    }
    for (std::size_t i = 0; size == sourceSize && i < size; ++i) {
        if (!matches[i] && !taken[i])
            take(i, i);
    }

    std::vector<QJsonObject> items;
    items.reserve(size);
    for (const auto &match : matches)
        items.push_back(match ? source.at(static_cast<qsizetype>(*match)).toObject()
                              : QJsonObject());
    return items;
}

QString textOfBytes(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes);
}

JsonTree pairTree(const std::vector<Header> &headers)
{
    JsonTree::List pairs;
    for (const Header &header : headers)
        pairs.emplace_back(QJsonArray{textOfBytes(header.name), textOfBytes(header.value)});
    return pairs;
}

JsonTree textTree(const QList<QByteArray> &texts)
{
    JsonTree::List list;
    for (const QByteArray &text : texts)
        list.emplace_back(QJsonValue(textFromUtf8(text)));
    return list;
}

QByteArray serializeLabFile(const LabDocument &document)
{
    const QJsonObject &source = document.source;
    JsonTree tree;
    tree.set("corslab"_L1, QJsonValue(1));
    if (!document.id.isEmpty())
        tree.set("id"_L1, QJsonValue(document.id));
    if (!document.title.isEmpty())
        tree.set("title"_L1, QJsonValue(document.title));
    const JsonTree page = treeOf(document.page, source["page"_L1].toObject());
    if (!page.isEmptyObject())
        tree.set("page"_L1, page);
    if (!document.servers.isEmpty())
        tree.set("servers"_L1, treeOf(document.servers, source["servers"_L1].toArray()));
    if (!document.requests.isEmpty())
        tree.set("requests"_L1, treeOf(document.requests, source["requests"_L1].toArray()));
    keepUnknown(tree, source, lab::fileKeys);
    return tree.text();
}

tl::expected<void, LabFileError> writeLabFile(const QString &path, const LabDocument &document)
{
    const QByteArray bytes = serializeLabFile(document);
    QSaveFile file(path);
    // A write that falls short is remembered, and then commit fails.
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return tl::unexpected(cannotWrite(file));
    return {};
}

} // namespace corslab
