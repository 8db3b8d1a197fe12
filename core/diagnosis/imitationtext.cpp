// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/imitationtext.h"

#include "core/policy/imitation.h"

#include <QCoreApplication>

namespace corslab {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(corslab::Imitations)
};

} // namespace

QString imitationTitle(QByteArrayView name)
{
    const auto imitation = imitationFromName(name);
    if (!imitation)
        return {};
    switch (*imitation) {
    case Imitation::Article:
        return Words::tr("One fixed origin, written by hand");
    case Imitation::ArticleAllowList:
        return Words::tr("An allow-list, written by hand");
    case Imitation::ExpressCors:
        return Words::tr("Express with the package cors");
    case Imitation::NginxWithoutAlways:
        return Words::tr("nginx with add_header, without always");
    case Imitation::Spring:
        return Words::tr("Spring");
    case Imitation::FastApi:
        return Words::tr("FastAPI (Starlette)");
    case Imitation::Django:
        return Words::tr("Django with django-cors-headers");
    case Imitation::FlaskCors:
        return Words::tr("Flask with flask-cors");
    case Imitation::RsCors:
        return Words::tr("Go with rs/cors");
    case Imitation::Jub0bsCors:
        return Words::tr("Go with jub0bs/cors");
    case Imitation::AuthBeforeCors:
        return Words::tr("Authentication before CORS");
    case Imitation::RedirectBeforeCors:
        return Words::tr("A redirect before CORS");
    case Imitation::TwoLayers:
        return Words::tr("Two layers that both add the headers");
    }
    return {};
}

QString imitationText(QByteArrayView name)
{
    const auto imitation = imitationFromName(name);
    if (!imitation)
        return {};
    switch (*imitation) {
    case Imitation::Article:
        return Words::tr("Everybody is told the first origin of the list, whoever asks: a second "
                         "front end is blocked although it is on the list.");
    case Imitation::ArticleAllowList:
        return Words::tr("The origin is echoed where it is listed, but Vary: Origin is forgotten: "
                         "a cache gives one page’s answer to another page.");
    case Imitation::ExpressCors:
        return Words::tr("A refused origin still gets 204 and all headers but Allow-Origin, every "
                         "OPTIONS counts as a preflight, whatever header is asked for is allowed "
                         "unless some are listed, and a * in a list is only a letter.");
    case Imitation::NginxWithoutAlways:
        return Words::tr("add_header speaks only with 2xx and 3xx answers: an error of the "
                         "application looks like a CORS error in the browser.");
    case Imitation::Spring:
        return Words::tr("A refused origin gets 403 for the actual request too, and so does a "
                         "method that is not listed, be it POST; * with credentials is an "
                         "error 500.");
    case Imitation::FastApi:
        return Words::tr("A refused preflight gets 400 and still lists the methods; with * a "
                         "request that carries a cookie is answered with its own origin, and "
                         "refused answers lack Vary: Origin.");
    case Imitation::Django:
        return Words::tr("An expression needs to match only the beginning of the origin, so "
                         "example.com lets example.com.evil.org in.");
    case Imitation::FlaskCors:
        return Words::tr("A text with a * in it is taken for an expression that matches the "
                         "beginning: https://*.example.com refuses https://a.example.com and lets "
                         "https://xexample.com in; refused answers lack Vary: Origin.");
    case Imitation::RsCors:
        return Words::tr("Only what was asked for is answered, a * may stand anywhere in an "
                         "origin, and a method that is not listed loses the headers of the actual "
                         "request too.");
    case Imitation::Jub0bsCors:
        return Words::tr("Only what was asked for is answered, and a preflight that fails gets "
                         "403 and no headers, so that the reason shows on the server.");
    case Imitation::AuthBeforeCors:
        return Words::tr("Preflights carry no credentials, so authentication answers them with "
                         "401 and the actual request is never sent: CORS must come first.");
    case Imitation::RedirectBeforeCors:
        return Words::tr("A path without its slash at the end is redirected before CORS is asked, "
                         "and a preflight must not be redirected: ask for the final address.");
    case Imitation::TwoLayers:
        return Words::tr("The application and the proxy before it both add the headers, and two "
                         "Allow-Origin values are worth none: only one of them may speak.");
    }
    return {};
}

} // namespace corslab
