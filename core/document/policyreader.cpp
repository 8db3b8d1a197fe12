// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/labfilereader.h"

#include "core/http/syntax.h"

namespace corslab {

using namespace Qt::StringLiterals;

namespace {

/// Patterns that could never match are kept: finding them is what lints are for.
OriginEntry readOriginEntry(const ValueReader &value)
{
    if (value.isString())
        return {.text = readHeaderText(value), .regex = false, .anchored = false};
    if (!value.isObject()) {
        value.failType(u"a string or {\"regex\": …}"_s);
        return {};
    }
    const ObjectReader object = value.object(lab::regexKeys);
    OriginEntry entry;
    entry.regex = true;
    if (const auto regex = object.require("regex"_L1, u"a regular expression"_s))
        entry.text = readHeaderText(*regex);
    if (const auto anchored = object.find("anchored"_L1))
        entry.anchored = anchored->boolean();
    return entry;
}

QList<QByteArray> readTokens(const ValueReader &value, LabFileErrorCode code,
                             const QString &expectedList, const QString &expectedItem)
{
    QList<QByteArray> tokens;
    for (const ValueReader &item : value.list(expectedList)) {
        tokens.append(readHeaderText(item));
        if (!isToken(tokens.constLast()))
            item.fail(code, expectedItem);
    }
    return tokens;
}

QList<QByteArray> readHeaderNames(const ValueReader &value, const QString &expectedList)
{
    return readTokens(value, LabFileErrorCode::InvalidHeaderName, expectedList,
                      u"a header's name or \"*\""_s);
}

/// A list of names, or one word in its place.
bool isWordInPlaceOfList(const ValueReader &value, QLatin1StringView word)
{
    if (!value.isString())
        return false;
    if (value.string(Placeholders::Free) != word)
        value.fail(LabFileErrorCode::WrongValue, u"a list of names or \"%1\""_s.arg(word));
    return true;
}

Policy::Raw readRaw(const ValueReader &value)
{
    const ObjectReader object = value.object(lab::rawKeys);
    Policy::Raw raw;
    if (const auto preflight = object.find("preflight"_L1))
        raw.preflight = readHeaders(*preflight);
    if (const auto actual = object.find("actual"_L1))
        raw.actual = readHeaders(*actual);
    return raw;
}

QByteArray readImitation(const ValueReader &value)
{
    const QString name = value.string(Placeholders::Free);
    QStringList allowed;
    for (const QLatin1StringView imitation : lab::imitations) {
        if (name == imitation)
            return name.toLatin1();
        allowed.append(imitation);
    }
    value.fail(LabFileErrorCode::WrongValue, ValueReader::oneOf(allowed));
    return {};
}

void readLists(const ObjectReader &object, Policy &policy)
{
    if (const auto origins = object.find("origins"_L1)) {
        for (const ValueReader &item : origins->list(u"a list of origins"_s))
            policy.origins.append(readOriginEntry(item));
    }
    if (const auto methods = object.find("methods"_L1)) {
        if (isWordInPlaceOfList(*methods, "echo"_L1))
            policy.methodsMode = Policy::Lists::Echo;
        else
            policy.methods =
                readTokens(*methods, LabFileErrorCode::InvalidMethod,
                           u"a list of methods or \"echo\""_s, u"a method's name or \"*\""_s);
    }
    if (const auto headers = object.find("headers"_L1)) {
        if (isWordInPlaceOfList(*headers, "reflect"_L1))
            policy.headersMode = Policy::Lists::Echo;
        else
            policy.headers = readHeaderNames(*headers, u"a list of header names or \"reflect\""_s);
    }
    if (const auto expose = object.find("expose"_L1))
        policy.expose = readHeaderNames(*expose, u"a list of header names"_s);
    if (const auto origins = object.find("timingAllowOrigin"_L1))
        policy.timingAllowOrigin = readHeaderTexts(*origins, u"a list of origins"_s);
}

} // namespace

Policy readPolicy(const ValueReader &value)
{
    const ObjectReader object = value.object(lab::policyKeys);
    Policy policy;
    readLists(object, policy);
    if (const auto reflect = object.find("reflect"_L1))
        policy.reflect = reflect->boolean();
    if (const auto credentials = object.find("credentials"_L1))
        policy.credentials = credentials->boolean();
    if (const auto maxAge = object.find("maxAge"_L1)) {
        // Any number may be tried, also a negative one, as far as JSON's numbers are exact.
        constexpr qint64 exact = (qint64{1} << 53) - 1;
        policy.maxAge = maxAge->integer(-exact, exact);
    }
    if (const auto status = object.find("preflightStatus"_L1))
        policy.preflightStatus = static_cast<int>(status->integer(100, 999));
    if (const auto goesOn = object.find("preflightContinue"_L1))
        policy.preflightContinue = goesOn->boolean();
    if (const auto answer = object.find("answer"_L1))
        policy.answer = answer->word(lab::policyAnswers);
    if (const auto refused = object.find("refused"_L1))
        policy.refused = refused->word(lab::policyRefusals);
    if (const auto vary = object.find("vary"_L1))
        policy.vary = vary->word(lab::policyVaries);
    if (const auto onErrors = object.find("onErrors"_L1))
        policy.onErrors = onErrors->boolean();
    if (const auto resourcePolicy = object.find("resourcePolicy"_L1))
        policy.resourcePolicy = readHeaderText(*resourcePolicy);
    if (const auto raw = object.find("raw"_L1))
        policy.raw = readRaw(*raw);
    if (const auto imitate = object.find("imitate"_L1))
        policy.imitate = readImitation(*imitate);
    return policy;
}

} // namespace corslab
