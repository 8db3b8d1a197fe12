// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/errortext.h"

#include "core/diagnosis/words.h"

#include <QCoreApplication>

namespace corslab {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(corslab::Errors)
};

QString originProblem(const OriginError &error)
{
    const auto with = [&](const QString &text) {
        return filled(text, {shownOrNothing(error.value)});
    };
    switch (error.code) {
    case OriginErrorCode::Empty:
        return Words::tr("There is no origin here.");
    case OriginErrorCode::MissingScheme:
        return with(Words::tr("%1 has no scheme: an origin begins with http:// or https://."));
    case OriginErrorCode::MissingHost:
        return with(Words::tr("%1 has no host: an origin names one after the scheme."));
    case OriginErrorCode::UnsupportedScheme:
        return with(Words::tr(
            "%1 is not a scheme that browsers ask other origins over: use http or https."));
    case OriginErrorCode::HasPath:
        return filled(Words::tr("%1 has a path: an origin ends after the port."),
                      {shown(error.suggestion + error.value)});
    case OriginErrorCode::HasCredentials:
        return with(Words::tr("%1 holds a user name or password: an origin has none."));
    case OriginErrorCode::UpperCase:
        return with(Words::tr("%1 has upper-case letters: browsers send origins in lower case."));
    case OriginErrorCode::NotAscii:
        return with(Words::tr("%1 is not ASCII: browsers send such hosts in their encoded form."));
    case OriginErrorCode::DefaultPort:
        return with(Words::tr("%1 is the scheme’s own port: browsers leave it away."));
    case OriginErrorCode::InvalidPort:
        return with(Words::tr("%1 is not a port: it must be a number from 1 to 65535."));
    case OriginErrorCode::InvalidHost:
        return with(Words::tr("%1 is not a host as browsers write it."));
    }
    return {};
}

QString holderOf(const ListenError &error)
{
    return error.holder.isEmpty() ? Words::tr("another program") : error.holder;
}

QString labFileProblem(const LabFileError &error)
{
    const auto with = [&](const QString &text) {
        return filled(text, {error.value, error.expected});
    };
    switch (error.code) {
    case LabFileErrorCode::CannotRead:
        return with(Words::tr("The file cannot be read: %1."));
    case LabFileErrorCode::Empty:
        return Words::tr(
            "The file is empty. A lab file is a JSON object with a page, servers and requests.");
    case LabFileErrorCode::NotUtf8:
        return Words::tr("The file is not UTF-8 text. Save it as UTF-8.");
    case LabFileErrorCode::NotJson:
        return with(Words::tr("This is not JSON: %1."));
    case LabFileErrorCode::NotAnObject:
        return Words::tr("The file must hold a JSON object, from { to }.");
    case LabFileErrorCode::MissingVersion:
        return Words::tr(
            "This is not a lab file: the key \"corslab\" with the version, 1, is missing.");
    case LabFileErrorCode::LaterVersion:
        return with(Words::tr(
            "The file has version %1, which a later CORS Lab wrote. This one reads version 1."));
    case LabFileErrorCode::MissingKey:
        return error.expected.isEmpty() ? Words::tr("This key is missing.")
                                        : with(Words::tr("This key is missing; it should be %2."));
    case LabFileErrorCode::WrongType:
        return with(Words::tr("Found %1, but %2 is wanted here."));
    case LabFileErrorCode::WrongValue:
        return with(Words::tr("%1 is not possible here. Wanted: %2."));
    case LabFileErrorCode::OutOfRange:
        return with(Words::tr("%1 is out of range. Possible is: %2."));
    case LabFileErrorCode::InvalidOrigin:
        return error.origin
                   ? errorText(*error.origin)
                   : with(Words::tr("%1 is not an origin, such as http://localhost:3000."));
    case LabFileErrorCode::InvalidUrl:
        return error.url ? errorText(*error.url) : with(Words::tr("%1 is not an address."));
    case LabFileErrorCode::InvalidHeaderName:
        return with(
            Words::tr("%1 is not a header name: use letters, digits and hyphens, without spaces."));
    case LabFileErrorCode::InvalidHeaderValue:
        return with(Words::tr("The header value %1 holds a line break or a NUL: take it out."));
    case LabFileErrorCode::InvalidMethod:
        return with(Words::tr("%1 is not a method: use letters, such as GET, without spaces."));
    case LabFileErrorCode::InvalidPattern:
        return with(Words::tr(
            "%1 is not a pattern: write an origin, or begin its host with *., or end it with :*."));
    case LabFileErrorCode::DuplicateName:
        return with(
            Words::tr("There are two servers of the name %1. Give one of them another name."));
    case LabFileErrorCode::UnknownServer:
        return with(Words::tr("{{%1}} names no server of this file."));
    case LabFileErrorCode::CannotWrite:
        return with(Words::tr("The file cannot be written: %1."));
    }
    return {};
}

} // namespace

QString errorText(const OriginError &error)
{
    const QString problem = originProblem(error);
    if (error.suggestion.isEmpty() || error.suggestion == error.value) {
        return error.code == OriginErrorCode::Empty
                   ? problem + u' ' + Words::tr("Write one, such as http://localhost:3000.")
                   : problem;
    }
    return problem + u' ' + filled(Words::tr("Write %1."), {shown(error.suggestion)});
}

QString errorText(const UrlError &error)
{
    const auto with = [&](const QString &text) {
        return filled(text, {error.value.isEmpty() ? shownOrNothing({}) : error.value});
    };
    switch (error.code) {
    case UrlErrorCode::Empty:
        return Words::tr("There is no address. Write one, such as http://localhost:4000/simple.");
    case UrlErrorCode::MissingScheme:
        return with(Words::tr("%1 has no scheme. Begin the address with http:// or https://."));
    case UrlErrorCode::RelativeToOpaque:
        return with(Words::tr(
            "%1 is only a part of an address, and this page has none to add it to. Write the whole "
            "address."));
    case UrlErrorCode::MissingHost:
        return Words::tr(
            "The address has no host. Write one after the scheme, such as http://localhost:4000/.");
    case UrlErrorCode::InvalidHost:
        return with(Words::tr("%1 cannot be a host. Look for spaces and unusual characters."));
    case UrlErrorCode::InvalidIpv4:
        return with(Words::tr(
            "%1 looks like an IPv4 address but is none. Write four numbers from 0 to 255."));
    case UrlErrorCode::InvalidIpv6:
        return with(Words::tr("%1 is not an IPv6 address. Write it in brackets, such as [::1]."));
    case UrlErrorCode::InvalidPort:
        return with(Words::tr("%1 is not a port. Write a number from 0 to 65535."));
    }
    return {};
}

QString errorText(const PatternError &error)
{
    const QString value = shownOrNothing(error.value);
    const QString place = QString::number(error.position + 1);
    const auto with = [&](const QString &text) { return filled(text, {value, place}); };
    switch (error.code) {
    case PatternErrorCode::Empty:
        return Words::tr(
            "There is no pattern. Write an origin, such as http://localhost:3000, or *.");
    case PatternErrorCode::MissingScheme:
        return with(Words::tr("%1 has no scheme. Begin the pattern with http:// or https://."));
    case PatternErrorCode::UnsupportedScheme:
        return with(Words::tr("%1 has a scheme that browsers do not send. Begin the pattern with "
                              "http:// or https://."));
    case PatternErrorCode::MissingHost:
        return with(Words::tr("%1 has no host at character %2. Write one after the scheme."));
    case PatternErrorCode::WildcardInsideLabel:
        return with(Words::tr("%1 has a * at character %2, where it cannot stand. It may only "
                              "stand alone, before the "
                              "host as *., or as the port."));
    case PatternErrorCode::WildcardTopLevel:
        return with(
            Words::tr("%1 covers the whole internet. Write * alone, or put a domain after *.."));
    case PatternErrorCode::HasPath:
        return with(Words::tr("%1 goes on at character %2 with a path, and no browser sends one: "
                              "end it after the port."));
    case PatternErrorCode::HasCredentials:
        return with(
            Words::tr("%1 holds a user name or password, and no browser sends one: take it out."));
    case PatternErrorCode::InvalidPort:
        return with(Words::tr(
            "%1 has no valid port at character %2. Write a number from 1 to 65535, or *."));
    case PatternErrorCode::UpperCase:
        return with(Words::tr("%1 has an upper-case letter at character %2, and browsers send "
                              "none. Write it in lower case."));
    case PatternErrorCode::NotAscii:
        return with(Words::tr("%1 has a letter at character %2 that browsers send in punycode. "
                              "Write the host as it begins with xn--."));
    case PatternErrorCode::InvalidHost:
        return with(Words::tr("%1 is a host that no browser sends, which shows at character %2. "
                              "Write a name of letters, digits and hyphens, or an address."));
    }
    return {};
}

QString errorText(const ListenError &error)
{
    const QString origin = shown(error.origin);
    const QString port = QString::number(error.port);
    const auto with = [&](const QString &text) {
        return filled(text, {origin, port, holderOf(error), error.detail});
    };
    switch (error.code) {
    case ListenErrorCode::PortTaken:
        return with(Words::tr(
            "Port %2 is taken by %3, so %1 cannot be served. Stop it, or choose another port."));
    case ListenErrorCode::NotPermitted:
        return with(Words::tr("The system does not let this program listen on port %2 for %1. "
                              "Choose a port over 1023."));
    case ListenErrorCode::NoSuchAddress:
        return with(Words::tr("This computer has no address for %1. Use localhost, or a name that "
                              "ends in .localhost."));
    case ListenErrorCode::BadOrigin:
        return with(Words::tr("%1 is not an origin that can be listened on. Write one such as "
                              "http://localhost:4000."));
    case ListenErrorCode::TlsNotSupported:
        return with(
            Words::tr("%1 is https, which the laboratory’s own servers cannot do. Write http."));
    case ListenErrorCode::Other:
        return error.detail.isEmpty()
                   ? with(Words::tr("The server for %1 could not be started. Try another port."))
                   : with(Words::tr(
                         "The server for %1 could not be started: %4. Try another port."));
    }
    return {};
}

QString errorText(const LabFileError &error)
{
    QString place;
    if (error.line > 0 && error.column > 0)
        place = filled(Words::tr("line %1, column %2"),
                       {QString::number(error.line), QString::number(error.column)});
    else if (error.line > 0)
        place = filled(Words::tr("line %1"), {QString::number(error.line)});
    if (!error.place.isEmpty())
        place += (place.isEmpty() ? QString() : QStringLiteral(", ")) + error.place;
    const QString problem = labFileProblem(error);
    return place.isEmpty() ? problem : place + QStringLiteral(": ") + problem;
}

} // namespace corslab
