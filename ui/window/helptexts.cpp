// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/helptexts.h"

#include <QCoreApplication>

namespace corslab {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(corslab::HelpTexts)
};

QString entry(const QString &plain, const QString &standard, const QString &meaning)
{
    return u"<dt><b>%1</b> <i>(%2)</i></dt><dd>%3</dd>"_qs.arg(plain, standard, meaning);
}

} // namespace

QString aboutText()
{
    return Words::tr("<h2>CORS Lab %1</h2><p>A page asks, the browser decides, a server answers: a "
                     "laboratory for Cross-Origin Resource Sharing.</p><p>Free software under the "
                     "GNU General Public License, version 3 or later, without any warranty.</p>"
                     "<p>The browser model follows the <a href=\"https://fetch.spec.whatwg.org/\">"
                     "Fetch Standard</a>. Qt %2.</p>")
        .arg(QCoreApplication::applicationVersion(), QString::fromLatin1(qVersion()));
}

QString glossaryText()
{
    QString text = u"<dl>"_qs;
    text += entry(Words::tr("origin"), Words::tr("origin"),
                  Words::tr("Scheme, host and port of a page: http://localhost:3000. All three "
                            "must be equal for two origins to be the same."));
    text += entry(Words::tr("same site"), Words::tr("same site"),
                  Words::tr("Same scheme and same registrable domain; the port does not matter. It "
                            "decides about cookies, not about CORS."));
    text += entry(Words::tr("goes straight out"), Words::tr("simple request"),
                  Words::tr("A request that a form could send as well: no server is asked first, "
                            "but the answer is readable only with its permission."));
    text += entry(Words::tr("asks first"), Words::tr("preflighted"),
                  Words::tr("The browser sends OPTIONS with Access-Control-Request-Method and "
                            "waits for permission before it sends the request."));
    text += entry(Words::tr("always allowed header"), Words::tr("CORS-safelisted request-header"),
                  Words::tr("Accept, Accept-Language, Content-Language, a form's Content-Type, a "
                            "simple Range: sent without asking."));
    text += entry(Words::tr("forbidden header"), Words::tr("forbidden request-header"),
                  Words::tr("Cookie, Host, Origin, Sec- and the like: set by the browser alone; "
                            "what a script sets is dropped without a word."));
    text += entry(Words::tr("unreadable"), Words::tr("opaque"),
                  Words::tr("The answer has arrived, and the script sees nothing of it: no status, "
                            "no headers, no body."));
    text += entry(Words::tr("blocked"), Words::tr("network error"),
                  Words::tr("The browser keeps the answer from the script, which is told "
                            "“TypeError” and nothing more. Often the server has done its work all "
                            "the same."));
    text += entry(Words::tr("credentials"), Words::tr("credentials"),
                  Words::tr("Cookies, passwords and client certificates that the browser adds."));
    text += entry(Words::tr("policy"), Words::tr("CORS protocol"),
                  Words::tr("What a server answers about origins, methods and headers, in "
                            "Access-Control-Allow headers."));
    return text + u"</dl>"_qs;
}

} // namespace corslab
