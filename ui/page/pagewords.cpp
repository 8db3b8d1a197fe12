// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/pagewords.h"

#include "ui/widgets/visibletext.h"

#include <QCoreApplication>
#include <QLocale>

namespace corslab {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(corslab::PageWords)
};

QString differingParts(const Relation &relation)
{
    if (relation.pageIsOpaque)
        return Words::tr("null is the same as no other origin");
    if (relation.schemeDiffers && relation.hostDiffers)
        return Words::tr("scheme and host differ");
    if (relation.schemeDiffers)
        return relation.portDiffers ? Words::tr("scheme and port differ")
                                    : Words::tr("the scheme differs");
    if (relation.hostDiffers)
        return relation.portDiffers ? Words::tr("host and port differ")
                                    : Words::tr("the host differs");
    return Words::tr("the port differs");
}

QString obstacle(const CourseReason &reason)
{
    const auto value = visibleText(reason.value);
    switch (reason.kind) {
    case CourseReason::Kind::Method:
    case CourseReason::Kind::Header:
    case CourseReason::Kind::UploadListener:
    case CourseReason::Kind::StreamBody:
        return {};
    case CourseReason::Kind::BadUrl:
        return Words::tr("the URL cannot be read");
    case CourseReason::Kind::UrlCredentials:
        return Words::tr("the URL holds a user name or password");
    case CourseReason::Kind::BadMethod:
        return value.isEmpty() ? Words::tr("the method is empty")
                               : Words::tr("“%1” is not a method").arg(value);
    case CourseReason::Kind::ForbiddenMethod:
        return Words::tr("scripts may not use %1").arg(value);
    case CourseReason::Kind::NoCorsMethod:
        return Words::tr("no-cors knows only GET, HEAD and POST");
    case CourseReason::Kind::BadMode:
        return Words::tr("“%1” is not a mode").arg(value);
    case CourseReason::Kind::BadHeader:
        return value.isEmpty() ? Words::tr("a header has no name")
                               : Words::tr("the header “%1” cannot be set").arg(value);
    case CourseReason::Kind::BodyWithoutMethod:
        return Words::tr("%1 has no body").arg(value);
    case CourseReason::Kind::SameOriginMode:
        return Words::tr("mode same-origin forbids other origins");
    case CourseReason::Kind::MixedContent:
        return Words::tr("a page over https may not ask over http");
    case CourseReason::Kind::SchemeNotHttp:
        return Words::tr("%1: is not http or https").arg(value);
    }
    return {};
}

/// "method PUT and headers content-type, x-key".
QString askReasons(const QList<CourseReason> &reasons)
{
    QStringList parts;
    QStringList headers;
    for (const auto &reason : reasons) {
        if (reason.kind == CourseReason::Kind::Method)
            parts.append(Words::tr("method %1").arg(visibleText(reason.value)));
        else if (reason.kind == CourseReason::Kind::Header)
            headers.append(visibleText(reason.value));
        else if (reason.kind == CourseReason::Kind::UploadListener)
            parts.append(Words::tr("a listener for upload events"));
        else if (reason.kind == CourseReason::Kind::StreamBody)
            parts.append(Words::tr("a streamed body"));
    }
    if (headers.size() == 1) {
        parts.append(Words::tr("header %1").arg(headers.constFirst()));
    } else if (!headers.isEmpty()) {
        const int shown = 4;
        auto listed = headers.mid(0, shown).join(u", "_qs);
        if (headers.size() > shown)
            listed = Words::tr("%1 and %n more", nullptr, static_cast<int>(headers.size()) - shown)
                         .arg(listed);
        parts.append(Words::tr("headers %1").arg(listed));
    }
    return QLocale().createSeparatedList(parts);
}

} // namespace

BadgeWords relationWords(const Relation &relation)
{
    switch (relation.kind) {
    case Relation::Kind::Unknown:
        return {Badge::Tone::Neutral, Words::tr("no target yet"), {}};
    case Relation::Kind::SameOrigin:
        return {Badge::Tone::Good, Words::tr("same-origin: the browser lets it pass"),
                Words::tr("Scheme, host and port are the page's own.")};
    case Relation::Kind::SameSite:
        return {Badge::Tone::Neutral,
                Words::tr("cross-origin, same site: %1").arg(differingParts(relation)),
                Words::tr("Another origin, so CORS decides; the same site, so SameSite cookies are "
                          "sent.")};
    case Relation::Kind::CrossSite:
        return {Badge::Tone::Neutral,
                Words::tr("cross-origin, cross-site: %1").arg(differingParts(relation)),
                Words::tr("Another origin, so CORS decides; another site, so SameSite cookies stay "
                          "at home.")};
    }
    return {};
}

BadgeWords courseWords(const RequestAnalysis &analysis)
{
    switch (analysis.course) {
    case RequestAnalysis::Course::Straight:
        return {Badge::Tone::Good, Words::tr("goes straight out"),
                Words::tr("No preflight: a form could send the same.")};
    case RequestAnalysis::Course::Unreadable:
        return {Badge::Tone::Neutral, Words::tr("goes straight out; the answer is unreadable"),
                Words::tr("Mode no-cors: the response is opaque.")};
    case RequestAnalysis::Course::AsksFirst:
        return {Badge::Tone::Warn,
                Words::tr("asks first, because of %1").arg(askReasons(analysis.reasons)),
                Words::tr("A preflight request: OPTIONS with Access-Control-Request-Method.")};
    case RequestAnalysis::Course::NotSent: {
        QStringList sentences;
        for (const auto &reason : analysis.reasons)
            sentences.append(obstacle(reason));
        sentences.removeDuplicates();
        return {Badge::Tone::Bad,
                Words::tr("never sent: %1").arg(sentences.mid(0, 3).join(u"; "_qs)),
                Words::tr("The browser refuses the call itself; no server hears of it.")};
    }
    }
    return {};
}

} // namespace corslab
