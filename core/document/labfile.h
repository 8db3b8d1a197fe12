// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/labdocument.h"
#include "core/http/origin.h"
#include "core/http/url.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

#include <optional>

namespace corslab {

enum class LabFileErrorCode {
    CannotRead, ///< value: the system's words
    Empty,
    NotUtf8,
    NotJson, ///< line, column; value: the parser's words
    NotAnObject,
    MissingVersion,
    LaterVersion, ///< value: the version found
    MissingKey,
    WrongType,     ///< expected: "a string", "a list of pairs" ...
    WrongValue,    ///< expected: the values allowed
    OutOfRange,    ///< expected: the range
    InvalidOrigin, ///< origin says why
    InvalidUrl,    ///< url says why
    InvalidHeaderName,
    InvalidHeaderValue, ///< CR, LF or NUL in it
    InvalidMethod,
    InvalidPattern,
    DuplicateName, ///< two servers of one name
    UnknownServer, ///< `{{name}}` names none
    CannotWrite    ///< value: the system's words
};

struct LabFileError
{
    LabFileErrorCode code;
    QString place; ///< the key, as `servers[0].policy.origins[1]`; empty where it is the whole file
    QString value; ///< what stands there
    QString expected; ///< what should
    int line = 0;     ///< from 1; 0 where not known
    int column = 0;
    std::optional<OriginError> origin;
    std::optional<UrlError> url;
};

struct LabFile
{
    LabDocument document;
    QStringList unknownKeys; ///< places, as in LabFileError
};

/// The reader checks everything that can be told without running; strings with `{{` in them are
/// checked only when they have been resolved.
[[nodiscard]] tl::expected<LabFile, LabFileError> parseLabFile(const QByteArray &bytes);
[[nodiscard]] tl::expected<LabFile, LabFileError> readLabFile(const QString &path);
/// UTF-8, indented, absent keys for absent values. What parseLabFile reads back is equal.
[[nodiscard]] QByteArray serializeLabFile(const LabDocument &document);
/// Atomic: the file is the whole old one or the whole new one.
[[nodiscard]] tl::expected<void, LabFileError> writeLabFile(const QString &path,
                                                            const LabDocument &document);

} // namespace corslab
