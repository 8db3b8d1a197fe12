// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/policytext.h"

#include "core/document/jsonplace.h"
#include "core/document/labfilereader.h"
#include "core/document/labfilewriter.h"
#include "core/document/utf8.h"

#include <QJsonDocument>

namespace corslab {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<LabFileError> failure(LabFileErrorCode code, const QByteArray &json,
                                     qsizetype offset, const QString &value = {})
{
    LabFileError error{.code = code,
                       .place = {},
                       .value = value,
                       .expected = {},
                       .origin = std::nullopt,
                       .url = std::nullopt};
    const TextPosition position = positionAt(json, offset);
    error.line = position.line;
    error.column = position.column;
    return tl::unexpected(std::move(error));
}

} // namespace

tl::expected<PolicyText, LabFileError> parsePolicyText(const QByteArray &json,
                                                       const LabDocument &document)
{
    if (json.trimmed().isEmpty())
        return failure(LabFileErrorCode::Empty, json, 0);
    if (const auto offset = invalidUtf8(json))
        return failure(LabFileErrorCode::NotUtf8, json, *offset);
    QJsonParseError syntax;
    const QJsonDocument parsed = QJsonDocument::fromJson(json, &syntax);
    if (syntax.error != QJsonParseError::NoError)
        return failure(LabFileErrorCode::NotJson, json, syntax.offset, syntax.errorString());
    if (!parsed.isObject())
        return failure(LabFileErrorCode::NotAnObject, json, 0);

    ReadContext context;
    for (const ServerConfig &server : document.servers)
        context.addServer(server.name, server.origin);
    PolicyText text;
    text.source = parsed.object();
    text.policy = readPolicy(ValueReader(context, text.source, {}));
    text.unknownKeys = context.unknownKeys();
    if (!context.failed())
        return text;
    LabFileError error = *context.error();
    const TextPosition position = positionOf(json, error.place);
    error.line = position.line;
    error.column = position.column;
    return tl::unexpected(std::move(error));
}

QByteArray policyText(const Policy &policy, const QJsonObject &source)
{
    return treeOf(policy, source).text();
}

} // namespace corslab
