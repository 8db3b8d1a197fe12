// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/labfilereader.h"

#include "core/document/jsonplace.h"
#include "core/document/placeholder.h"
#include "core/document/utf8.h"
#include "core/http/syntax.h"

#include <QFile>
#include <QJsonDocument>

#include <algorithm>

namespace corslab {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 knownVersion = 1;
/// Nobody writes a laboratory of this size; a device that never ends is read no further.
constexpr qint64 largestFile = qint64{256} * 1024 * 1024;

LabFileError fileError(LabFileErrorCode code, QString value = {}, QString expected = {})
{
    return {.code = code,
            .place = {},
            .value = std::move(value),
            .expected = std::move(expected),
            .origin = std::nullopt,
            .url = std::nullopt};
}

LabFileError errorAt(const QByteArray &bytes, qsizetype offset, LabFileError error)
{
    const TextPosition position = positionAt(bytes, offset);
    error.line = position.line;
    error.column = position.column;
    return error;
}

void refuseLineBreaks(const ValueReader &value, const QByteArray &text)
{
    if (text.contains('\r') || text.contains('\n') || text.contains('\0'))
        value.fail(LabFileErrorCode::InvalidHeaderValue, u"a value without CR, LF and NUL"_s);
}

bool isBlank(const QByteArray &bytes)
{
    return std::all_of(bytes.begin(), bytes.end(),
                       [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; });
}

void checkVersion(ReadContext &context, const ObjectReader &file)
{
    const auto version = file.find("corslab"_L1);
    if (!version) {
        LabFileError error =
            fileError(LabFileErrorCode::MissingVersion, {}, u"\"corslab\": %1"_s.arg(knownVersion));
        error.place = u"corslab"_s;
        context.fail(std::move(error));
        return;
    }
    const qint64 found = version->integer(1, std::numeric_limits<qint32>::max());
    if (found > knownVersion)
        version->fail(LabFileErrorCode::LaterVersion, QString::number(knownVersion));
}

/// The origin on which a server listens: http or https, and port 0 for any free one.
void checkListeningOrigin(const ValueReader &value, const QByteArray &origin)
{
    const bool anyPort = origin.endsWith(":0");
    const auto parsed = Origin::fromSerialized(anyPort ? origin.chopped(1) + '1' : origin);
    if (parsed && !parsed->isOpaque())
        return;
    value.context().fail({.code = LabFileErrorCode::InvalidOrigin,
                          .place = value.place(),
                          .value = QString::fromUtf8(origin),
                          .expected = u"an origin to listen on, such as http://localhost:4000"_s,
                          .origin = parsed ? std::optional<OriginError>()
                                           : std::optional<OriginError>(parsed.error()),
                          .url = std::nullopt});
}

/// Names come first, because any string of the file may use them.
void gatherServer(const ValueReader &server)
{
    // Unknown keys are reported when the whole server is read.
    const ObjectReader object = server.quietObject(lab::serverKeys);
    QByteArray listensOn;
    if (const auto origin = object.require("origin"_L1, u"an origin to listen on"_s)) {
        listensOn = origin->utf8(Placeholders::Free);
        checkListeningOrigin(*origin, listensOn);
    }
    const auto name = object.find("name"_L1);
    if (!name)
        return;
    const QString text = name->string(Placeholders::Free);
    if (!isServerName(text))
        name->fail(LabFileErrorCode::WrongValue,
                   u"a name of letters, digits, \"-\", \"_\" and \".\""_s);
    if (server.context().hasServer(text))
        name->fail(LabFileErrorCode::DuplicateName, u"a name that no other server has"_s);
    server.context().addServer(text, listensOn);
}

QList<ServerConfig> readServers(const ObjectReader &file)
{
    QList<ServerConfig> servers;
    const auto value = file.find("servers"_L1);
    if (!value)
        return servers;
    const std::vector<ValueReader> items = value->list(u"a list of servers"_s);
    std::for_each(items.begin(), items.end(), gatherServer);
    for (const ValueReader &item : items)
        servers.append(readServer(item));
    return servers;
}

PageConfig readPage(const ValueReader &value)
{
    const ObjectReader object = value.object(lab::pageKeys);
    PageConfig page;
    if (const auto origin = object.require("origin"_L1, u"an origin or \"null\""_s))
        page.origin = readOrigin(*origin);
    if (const auto url = object.find("url"_L1)) {
        page.url = url->string();
        const auto parsed = Url::parse(value.context().sample(*page.url));
        if (!parsed) {
            value.context().fail({.code = LabFileErrorCode::InvalidUrl,
                                  .place = url->place(),
                                  .value = *page.url,
                                  .expected = u"an absolute URL"_s,
                                  .origin = std::nullopt,
                                  .url = parsed.error()});
        }
    }
    if (const auto kind = object.find("kind"_L1))
        page.kind = kind->word(lab::pageKinds);
    if (const auto embed = object.find("embed"_L1))
        page.embed = readOrigin(*embed);
    return page;
}

LabDocument readDocument(ReadContext &context, const QJsonObject &source)
{
    const ObjectReader file(context, source, {}, lab::fileKeys);
    file.reportUnknownKeys();
    LabDocument document;
    checkVersion(context, file);
    // Whatever else a later version has cannot be judged by this one.
    if (context.failed())
        return document;
    if (const auto id = file.find("id"_L1))
        document.id = id->string(Placeholders::Free);
    if (const auto title = file.find("title"_L1))
        document.title = title->string(Placeholders::Free);
    document.servers = readServers(file);
    if (const auto page = file.find("page"_L1))
        document.page = readPage(*page);
    if (const auto requests = file.find("requests"_L1)) {
        const std::vector<ValueReader> items = requests->list(u"a list of requests"_s);
        for (const ValueReader &item : items)
            document.requests.append(readRequest(item));
        // A file that only serves has no page; requests have nobody to make them without one.
        if (!items.empty() && !file.find("page"_L1))
            context.fail({.code = LabFileErrorCode::MissingKey,
                          .place = u"page"_s,
                          .value = {},
                          .expected = u"the page that makes the requests"_s,
                          .origin = std::nullopt,
                          .url = std::nullopt});
    }
    document.source = source;
    return document;
}

std::vector<std::pair<ValueReader, ValueReader>> readPairs(const ValueReader &value)
{
    const QString expectedPair = u"a pair: a header's name and its value"_s;
    std::vector<std::pair<ValueReader, ValueReader>> pairs;
    for (const ValueReader &item : value.list(u"a list of pairs"_s)) {
        const std::vector<ValueReader> pair = item.list(expectedPair);
        if (pair.size() == 2)
            pairs.emplace_back(pair[0], pair[1]);
        else
            item.failType(expectedPair);
    }
    return pairs;
}

} // namespace

std::vector<Header> readHeaders(const ValueReader &value)
{
    std::vector<Header> headers;
    for (const auto &[name, text] : readPairs(value)) {
        headers.push_back({.name = name.bytes(), .value = readHeaderBytes(text)});
        if (!isToken(headers.back().name))
            name.fail(LabFileErrorCode::InvalidHeaderName,
                      u"a header's name: letters, digits and !#$%&'*+-.^_`|~"_s);
    }
    return headers;
}

void readScriptHeaders(const ValueReader &value, ScriptRequest &request)
{
    const auto isWide = [](const QString &text) {
        return std::any_of(text.begin(), text.end(), [](QChar c) { return c.unicode() > 0xFF; });
    };
    for (const auto &[name, text] : readPairs(value)) {
        if (isWide(name.string()) || isWide(text.string()))
            request.wideHeaders.push_back({.name = name.utf8(), .value = text.utf8()});
        else
            request.headers.push_back({.name = name.bytes(), .value = text.bytes()});
    }
}

QByteArray readHeaderBytes(const ValueReader &value)
{
    const QByteArray bytes = value.bytes();
    refuseLineBreaks(value, bytes);
    return bytes;
}

QByteArray readHeaderText(const ValueReader &value)
{
    const QByteArray text = value.utf8();
    refuseLineBreaks(value, text);
    return text;
}

QList<QByteArray> readHeaderTexts(const ValueReader &value, const QString &expected)
{
    QList<QByteArray> texts;
    for (const ValueReader &item : value.list(expected))
        texts.append(readHeaderText(item));
    return texts;
}

QByteArray readOrigin(const ValueReader &value)
{
    const QString text = value.string();
    const auto parsed = Origin::fromSerialized(value.context().sample(text).toUtf8());
    if (!parsed) {
        value.context().fail({.code = LabFileErrorCode::InvalidOrigin,
                              .place = value.place(),
                              .value = text,
                              .expected = u"an origin as browsers write it, or \"null\""_s,
                              .origin = parsed.error(),
                              .url = std::nullopt});
    }
    return text.toUtf8();
}

std::chrono::milliseconds readDuration(const ValueReader &value)
{
    constexpr std::chrono::milliseconds day = std::chrono::hours(24);
    return std::chrono::milliseconds(value.integer(0, day.count()));
}

tl::expected<LabFile, LabFileError> parseLabFile(const QByteArray &bytes)
{
    if (isBlank(bytes))
        return tl::unexpected(fileError(LabFileErrorCode::Empty));
    if (const auto offset = invalidUtf8(bytes))
        return tl::unexpected(
            errorAt(bytes, *offset, fileError(LabFileErrorCode::NotUtf8, {}, u"UTF-8"_s)));
    QJsonParseError syntax;
    const QJsonDocument json = QJsonDocument::fromJson(bytes, &syntax);
    if (syntax.error != QJsonParseError::NoError)
        return tl::unexpected(
            errorAt(bytes, syntax.offset,
                    fileError(LabFileErrorCode::NotJson, syntax.errorString(), u"JSON"_s)));
    if (!json.isObject())
        return tl::unexpected(
            errorAt(bytes, 0, fileError(LabFileErrorCode::NotAnObject, {}, u"an object"_s)));

    ReadContext context;
    LabFile file{.document = readDocument(context, json.object()),
                 .unknownKeys = context.unknownKeys()};
    if (!context.failed())
        return file;
    LabFileError error = *context.error();
    const TextPosition position = positionOf(bytes, error.place);
    error.line = position.line;
    error.column = position.column;
    return tl::unexpected(std::move(error));
}

tl::expected<LabFile, LabFileError> readLabFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(fileError(LabFileErrorCode::CannotRead, file.errorString()));
    const QByteArray bytes = file.read(largestFile + 1);
    if (file.error() != QFileDevice::NoError)
        return tl::unexpected(fileError(LabFileErrorCode::CannotRead, file.errorString()));
    if (bytes.size() > largestFile)
        return tl::unexpected(
            fileError(LabFileErrorCode::CannotRead, u"larger than 256 MiB"_s, u"a lab file"_s));
    return parseLabFile(bytes);
}

} // namespace corslab
