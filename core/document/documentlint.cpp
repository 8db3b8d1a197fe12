// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/documentlint.h"

#include "core/document/utf8.h"
#include "core/server/serverlint.h"

#include <QHash>
#include <QJsonObject>

#include <type_traits>

namespace corslab {

using namespace Qt::StringLiterals;

namespace {

/// Where each named server listens. A free port is not known yet: one stands for it that nobody
/// would write, and no two servers have the same.
QHash<QString, QByteArray> configuredOrigins(const LabDocument &document)
{
    QHash<QString, QByteArray> origins;
    for (qsizetype i = 0; i < document.servers.size(); ++i) {
        const ServerConfig &server = document.servers[i];
        if (server.name.isEmpty())
            continue;
        QByteArray origin = server.origin;
        if (origin.endsWith(":0"))
            origin = origin.chopped(1) + QByteArray::number(61001 + i);
        origins.insert(server.name, origin);
    }
    return origins;
}

/// Puts `{{name}}` back where its origin stands.
class Restorer
{
public:
    explicit Restorer(const QHash<QString, QByteArray> &origins)
        : m_origins(origins)
    {
    }

    void restore(QByteArray &text) const
    {
        for (auto each = m_origins.begin(); each != m_origins.end(); ++each) {
            const qsizetype at = text.indexOf(each.value());
            const qsizetype end = at + each.value().size();
            // Port 80 is no beginning of port 8080.
            if (at >= 0 && (end == text.size() || text[end] < '0' || text[end] > '9'))
                text.replace(at, each.value().size(), "{{" + each.key().toUtf8() + "}}");
        }
    }

private:
    const QHash<QString, QByteArray> &m_origins;
};

bool usesPlaceholders(const OriginEntry &entry)
{
    return entry.text.contains("{{");
}

/// The lints of the resolved server, in the words of the file.
void restoreLints(std::vector<Lint> &lints, const ServerConfig &written, const Restorer &restorer)
{
    for (Lint &lint : lints) {
        if (lint.place.endpoint || lint.place.key != PolicyKey::Origins || !lint.place.index)
            continue;
        const Policy &policy =
            lint.place.route ? written.routes[*lint.place.route].policy : *written.policy;
        const OriginEntry &entry = policy.origins[*lint.place.index];
        if (!usesPlaceholders(entry))
            continue;
        lint.value = entry.text;
        restorer.restore(lint.related);
        if (lint.origin)
            restorer.restore(lint.origin->suggestion);
        for (PolicyEdit &edit : lint.fix) {
            if (auto *text = std::get_if<QByteArray>(&edit.value))
                restorer.restore(*text);
        }
    }
}

QJsonValue jsonOf(const PolicyValue &value)
{
    return std::visit(
        [](const auto &each) -> QJsonValue {
            using Type = std::decay_t<decltype(each)>;
            if constexpr (std::is_same_v<Type, std::monostate>) {
                return {};
            } else if constexpr (std::is_same_v<Type, QByteArray>) {
                return textFromUtf8(each);
            } else if constexpr (std::is_same_v<Type, QList<QByteArray>>) {
                QJsonArray list;
                for (const QByteArray &item : each)
                    list.append(textFromUtf8(item));
                return list;
            } else if constexpr (std::is_same_v<Type, OriginEntry>) {
                if (!each.regex)
                    return textFromUtf8(each.text);
                QJsonObject entry{{u"regex"_s, textFromUtf8(each.text)}};
                if (each.anchored)
                    entry.insert(u"anchored"_s, true);
                return entry;
            } else if constexpr (std::is_same_v<Type, Header>) {
                return QJsonArray{QString::fromLatin1(each.name), QString::fromLatin1(each.value)};
            } else {
                return each;
            }
        },
        value);
}

} // namespace

std::vector<Lint> lintsOf(const LabDocument &document)
{
    const QHash<QString, QByteArray> origins = configuredOrigins(document);
    const LabDocument plain = resolved(document, origins);
    const Restorer restorer(origins);
    LintContext context;
    context.pageOrigin = document.page.origin;
    std::vector<Lint> all;
    for (qsizetype i = 0; i < plain.servers.size(); ++i) {
        std::vector<Lint> lints = lintsOf(plain.servers[i], context);
        restoreLints(lints, document.servers[i], restorer);
        for (Lint &lint : lints) {
            lint.place.server = i;
            for (PolicyEdit &edit : lint.fix)
                edit.place.server = i;
            all.push_back(std::move(lint));
        }
    }
    sortLints(all);
    return all;
}

LabDocument applied(LabDocument document, const PolicyEdits &edits)
{
    for (const PolicyEdit &edit : edits) {
        const qsizetype server = edit.place.server.value_or(0);
        if (server >= 0 && server < document.servers.size())
            document.servers[server] =
                applied(std::move(document.servers[server]), PolicyEdits{edit});
    }
    return document;
}

QJsonArray jsonPatch(const PolicyEdits &edits)
{
    QJsonArray patch;
    for (const PolicyEdit &edit : edits) {
        QString pointer = QString::fromUtf8(placePointer(edit.place));
        QJsonObject operation;
        switch (edit.kind) {
        case PolicyEdit::Kind::Remove:
            operation.insert(u"op"_s, u"remove"_s);
            break;
        case PolicyEdit::Kind::Replace:
            operation.insert(u"op"_s, u"replace"_s);
            break;
        case PolicyEdit::Kind::Append:
            pointer += u"/-";
            operation.insert(u"op"_s, u"add"_s);
            break;
        case PolicyEdit::Kind::Set:
            // `add` replaces a key that is there.
            operation.insert(u"op"_s, u"add"_s);
            break;
        }
        operation.insert(u"path"_s, pointer);
        if (edit.kind != PolicyEdit::Kind::Remove)
            operation.insert(u"value"_s, jsonOf(edit.value));
        patch.append(operation);
    }
    return patch;
}

} // namespace corslab
