// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/timeline/exchangesamples.h"

namespace corslab::samples {

namespace {

const QByteArray page = QByteArrayLiteral("http://localhost:3000");
const QByteArray api = QByteArrayLiteral("http://localhost:4000");

/// Writes steps and messages in the order in which they happen.
class Script
{
public:
    Script(const QByteArray &origin, const QByteArray &method, const QByteArray &url)
    {
        exchange.id = 1;
        exchange.pageOrigin = origin;
        exchange.pageUrl = origin + '/';
        exchange.url = url;
        exchange.request.method = method;
        exchange.request.url = QString::fromUtf8(url);
    }

    void step(StepId id, StepOutcome outcome, const QByteArray &expected = {},
              const QByteArray &actual = {})
    {
        time += 0.02;
        exchange.steps.push_back(
            {id, outcome, expected, actual, time, static_cast<int>(exchange.messages.size())});
    }
    void pass(StepId id, const QByteArray &expected = {}, const QByteArray &actual = {})
    {
        step(id, StepOutcome::Pass, expected, actual);
    }
    void note(StepId id, const QByteArray &expected = {}, const QByteArray &actual = {})
    {
        step(id, StepOutcome::Note, expected, actual);
    }
    void fail(StepId id, const QByteArray &expected = {}, const QByteArray &actual = {})
    {
        step(id, StepOutcome::Fail, expected, actual);
    }

    Message &send(MessageKind kind, const QByteArray &method, const QByteArray &url,
                  const HeaderList &headers)
    {
        Message message;
        message.kind = kind;
        message.start = time += 0.1;
        message.method = method;
        message.url = url;
        for (const auto &line : HeaderList{{"Host", "localhost:4000"},
                                           {"User-Agent", "Mozilla/5.0"},
                                           {"Accept", "*/*"},
                                           {"Accept-Language", "en-GB,en;q=0.9"}})
            message.requestHeaders.append(line.name, line.value);
        for (const auto &line : headers)
            message.requestHeaders.append(line.name, line.value);
        const auto path = url.mid(url.indexOf('/', 8));
        message.rawRequestHead = method + ' ' + path + " HTTP/1.1\r\n\r\n";
        exchange.messages.push_back(message);
        return exchange.messages.back();
    }

    void answer(int status, const QByteArray &reason, const HeaderList &headers, double took = 2.7,
                const QByteArray &body = {})
    {
        auto &message = exchange.messages.back();
        message.status = status;
        message.reason = reason;
        message.responseHeaders = headers;
        message.responseHeaders.append("Date", "Mon, 06 Jul 2026 10:00:00 GMT");
        message.responseHeaders.append("Connection", "keep-alive");
        message.responseBody = body;
        message.rawResponseHead =
            "HTTP/1.1 " + QByteArray::number(status) + ' ' + reason + "\r\n\r\n";
        message.timing.end = message.start + took;
        time += took;
    }

    void crossOrigin() { note(StepId::SameOrigin, exchange.pageOrigin, api); }
    void corsCheckPasses(const QByteArray &allowed, bool credentials = false)
    {
        pass(StepId::AllowOriginPresent, exchange.pageOrigin, allowed);
        pass(StepId::AllowOriginMatch, exchange.pageOrigin, allowed);
        if (credentials)
            pass(StepId::AllowCredentials, "true", "true");
    }
    void corsCheckMismatch(const QByteArray &allowed)
    {
        pass(StepId::AllowOriginPresent, exchange.pageOrigin, allowed);
        fail(StepId::AllowOriginMatch, exchange.pageOrigin, allowed);
    }

    Exchange allowed(int status, const QByteArray &body)
    {
        note(StepId::ResponseTainting, {}, "cors");
        note(StepId::ExposedHeaders, {}, "content-type");
        end(Verdict::Allowed);
        exchange.outcome.outcome = "resolved";
        exchange.outcome.type = "cors";
        exchange.outcome.status = status;
        exchange.outcome.headers = std::vector<Header>{{"content-type", "application/json"}};
        exchange.outcome.body = body;
        return exchange;
    }
    Exchange refused(CauseCode code, const QByteArray &value, CausePhase phase,
                     const QByteArray &message = QByteArrayLiteral("Failed to fetch"))
    {
        end(verdictOf(code));
        exchange.cause = Cause{code, value, phase};
        exchange.outcome.outcome = "rejected";
        exchange.outcome.error = ScriptError{"TypeError", message};
        return exchange;
    }
    void end(Verdict verdict)
    {
        exchange.finished = true;
        exchange.verdict = verdict;
        exchange.duration = time += 0.1;
    }

    Exchange exchange;
    double time = 0.0;
};

/// Up to the moment when the article's third request goes out.
Script articleUntilRequest()
{
    Script s(page, "POST", api + "/custom-header");
    auto &e = s.exchange;
    e.request.credentials = "include";
    e.request.headers = {{"Content-Type", "application/json"},
                         {"Authorization", "Bearer xyz123"},
                         {"Custom-Header", "customValue"}};
    e.request.body = ScriptBody{ScriptBody::Kind::Text, R"({"foo":"bar"})", {}, {}};
    s.crossOrigin();
    s.note(StepId::UnsafeHeader, "content-type", "application/json");
    s.note(StepId::UnsafeHeader, "authorization", "Bearer xyz123");
    s.note(StepId::UnsafeHeader, "custom-header", "customValue");
    s.pass(StepId::UnsafeMethod, {}, "POST");
    s.note(StepId::PreflightNeeded, {}, "authorization, content-type, custom-header");
    return s;
}

void articlePreflight(Script &s)
{
    s.note(StepId::PreflightCacheMiss, "header", "authorization");
    s.note(StepId::Credentials, "same-origin", "not sent");
    s.note(StepId::OriginHeader, {}, page);
    s.send(MessageKind::Preflight, "OPTIONS", s.exchange.url,
           {{"Origin", page},
            {"Access-Control-Request-Method", "POST"},
            {"Access-Control-Request-Headers", "authorization,content-type,custom-header"}});
    s.answer(204, "No Content",
             {{"Access-Control-Allow-Origin", page},
              {"Access-Control-Allow-Methods", "GET, POST, PUT, OPTIONS"},
              {"Access-Control-Allow-Headers", "Content-Type, Authorization, Custom-Header"},
              {"Access-Control-Allow-Credentials", "true"}});
    s.corsCheckPasses(page, true);
    s.pass(StepId::PreflightStatus, "200-299", "204");
    s.pass(StepId::PreflightAllowMethods, {}, "GET, POST, PUT, OPTIONS");
    s.pass(StepId::PreflightAllowHeaders, {}, "Content-Type, Authorization, Custom-Header");
    s.pass(StepId::PreflightMethod, "GET, POST, PUT, OPTIONS", "POST");
    for (const char *name : {"authorization", "content-type", "custom-header"})
        s.pass(StepId::PreflightHeader, "Content-Type, Authorization, Custom-Header", name);
    s.note(StepId::PreflightCacheStored, {}, "5");
}

void articleRequest(Script &s)
{
    s.note(StepId::Credentials, "include", "sent");
    s.pass(StepId::Cookie, {}, "session");
    s.note(StepId::OriginHeader, {}, page);
    s.note(StepId::Referrer, "strict-origin-when-cross-origin", page + '/');
    s.send(MessageKind::Actual, "POST", s.exchange.url,
           {{"Origin", page},
            {"Content-Type", "application/json"},
            {"Authorization", "Bearer xyz123"},
            {"Custom-Header", "customValue"},
            {"Cookie", "session=41"},
            {"Content-Length", "13"}})
        .requestBody = R"({"foo":"bar"})";
}

Exchange articleAnswered(Script &s)
{
    s.answer(200, "OK",
             {{"Content-Type", "application/json"},
              {"Access-Control-Allow-Origin", page},
              {"Access-Control-Allow-Credentials", "true"},
              {"Content-Length", "63"}},
             2.5, QByteArray(63, 'x'));
    s.corsCheckPasses(page, true);
    return s.allowed(200, R"({"foo":"bar"})");
}

} // namespace

Exchange sameOrigin()
{
    Script s(page, "GET", page + "/simple");
    s.pass(StepId::SameOrigin, page, page);
    s.note(StepId::Credentials, "same-origin", "sent");
    s.note(StepId::OriginHeader);
    s.send(MessageKind::Actual, "GET", s.exchange.url, {{"Referer", page + '/'}});
    s.answer(200, "OK", {{"Content-Type", "text/plain"}, {"Content-Length", "20"}}, 1.9,
             "Hello from the page!");
    auto exchange = s.allowed(200, "Hello from the page!");
    exchange.outcome.type = "basic";
    return exchange;
}

Exchange preflightAllowed()
{
    auto s = articleUntilRequest();
    articlePreflight(s);
    articleRequest(s);
    return articleAnswered(s);
}

Exchange preflightPortMismatch()
{
    Script s("http://localhost:5173", "PUT", api + "/items/7");
    s.exchange.request.credentials = "include";
    s.exchange.request.body = ScriptBody{ScriptBody::Kind::Text, "lamp", {}, {}};
    s.crossOrigin();
    s.note(StepId::UnsafeMethod, {}, "PUT");
    s.note(StepId::PreflightNeeded, {}, "PUT");
    s.note(StepId::PreflightCacheMiss, "method", "PUT");
    s.note(StepId::OriginHeader, {}, s.exchange.pageOrigin);
    s.send(MessageKind::Preflight, "OPTIONS", s.exchange.url,
           {{"Origin", s.exchange.pageOrigin},
            {"Access-Control-Request-Method", "PUT"},
            {"Access-Control-Request-Headers", "content-type"}});
    s.answer(
        204, "No Content",
        {{"Access-Control-Allow-Origin", page}, {"Access-Control-Allow-Methods", "GET, POST, PUT"}},
        1.9);
    s.corsCheckMismatch(page);
    return s.refused(CauseCode::AllowOriginMismatch, page, CausePhase::Preflight);
}

namespace {

Script putWithTwoHeaders()
{
    Script s(page, "PUT", api + "/items/7");
    s.exchange.request.headers = {{"Authorization", "Bearer xyz"}, {"Custom-Header", "1"}};
    s.crossOrigin();
    s.note(StepId::UnsafeMethod, {}, "PUT");
    s.note(StepId::PreflightNeeded, {}, "PUT");
    s.note(StepId::OriginHeader, {}, page);
    s.send(MessageKind::Preflight, "OPTIONS", s.exchange.url,
           {{"Origin", page},
            {"Access-Control-Request-Method", "PUT"},
            {"Access-Control-Request-Headers", "authorization,custom-header"}});
    return s;
}

} // namespace

Exchange preflightHeaderRefused()
{
    auto s = putWithTwoHeaders();
    s.answer(204, "No Content",
             {{"Access-Control-Allow-Origin", page},
              {"Access-Control-Allow-Methods", "PUT"},
              {"Vary", "Origin"},
              {"Access-Control-Allow-Headers", "Custom-Header"}},
             1.9);
    s.corsCheckPasses(page);
    s.pass(StepId::PreflightStatus, "200-299", "204");
    s.pass(StepId::PreflightMethod, "PUT", "PUT");
    s.fail(StepId::PreflightHeader, "Custom-Header", "authorization");
    return s.refused(CauseCode::HeaderDisallowedByPreflightResponse, "authorization",
                     CausePhase::Preflight);
}

Exchange preflightNotFound()
{
    auto s = putWithTwoHeaders();
    s.answer(404, "Not Found", {{"Access-Control-Allow-Origin", page}}, 1.9);
    s.corsCheckPasses(page);
    s.fail(StepId::PreflightStatus, "200-299", "404");
    return s.refused(CauseCode::PreflightInvalidStatus, "404", CausePhase::Preflight);
}

Exchange simpleBlocked()
{
    Script s("http://localhost:5173", "GET", api + "/simple");
    s.crossOrigin();
    s.pass(StepId::UnsafeMethod, {}, "GET");
    s.note(StepId::PreflightNeeded);
    s.note(StepId::OriginHeader, {}, s.exchange.pageOrigin);
    s.send(MessageKind::Actual, "GET", s.exchange.url, {{"Origin", s.exchange.pageOrigin}});
    s.answer(200, "OK", {{"Content-Type", "text/plain"}, {"Vary", "Origin"}}, 2.1,
             "Hello from the server!");
    s.fail(StepId::AllowOriginPresent, s.exchange.pageOrigin);
    return s.refused(CauseCode::MissingAllowOriginHeader, {}, CausePhase::Actual);
}

Exchange redirectTainted()
{
    Script s(page, "GET", api + "/old");
    const QByteArray target = "http://api.example.com:8080/new?from=/old";
    s.crossOrigin();
    s.pass(StepId::UnsafeMethod, {}, "GET");
    s.note(StepId::PreflightNeeded);
    s.send(MessageKind::Actual, "GET", s.exchange.url, {{"Origin", page}});
    s.answer(307, "Temporary Redirect",
             {{"Location", target}, {"Access-Control-Allow-Origin", "*"}}, 1.2);
    s.pass(StepId::AllowOriginPresent, page, "*");
    s.pass(StepId::AllowOriginWildcard, page, "*");
    s.pass(StepId::RedirectLocation, {}, target);
    s.note(StepId::RedirectFollowed, s.exchange.url, target);
    s.note(StepId::RedirectTaint, page, "null");
    s.note(StepId::SameOrigin, page, "http://api.example.com:8080");
    s.note(StepId::PreflightNeeded);
    s.note(StepId::OriginHeader, {}, "null");
    s.send(MessageKind::Redirected, "GET", target, {{"Origin", "null"}});
    s.answer(200, "OK", {{"Access-Control-Allow-Origin", page}}, 12.4, "new");
    s.pass(StepId::AllowOriginPresent, "null", page);
    s.fail(StepId::AllowOriginMatch, "null", page);
    return s.refused(CauseCode::AllowOriginMismatch, page, CausePhase::Actual);
}

Exchange preflightFromCache()
{
    auto s = articleUntilRequest();
    s.pass(StepId::PreflightCacheHit, {}, "POST");
    articleRequest(s);
    return articleAnswered(s);
}

Exchange opaque()
{
    Script s(page, "GET", api + "/picture");
    s.exchange.request.mode = "no-cors";
    s.exchange.request.headers = {{"Custom-Header", "x"}};
    s.note(StepId::RequestNoCorsHeader, {}, "Custom-Header");
    s.crossOrigin();
    s.note(StepId::NoCorsMode);
    s.fail(StepId::Cookie, "SameSite=Lax", "session");
    s.send(MessageKind::Actual, "GET", s.exchange.url, {});
    s.answer(200, "OK", {{"Content-Type", "image/png"}}, 3.3, QByteArray(2048, 'p'));
    s.note(StepId::OpaqueResponse, {}, "200");
    s.end(Verdict::Opaque);
    s.exchange.outcome.outcome = "resolved";
    s.exchange.outcome.type = "opaque";
    s.exchange.outcome.status = 0;
    return s.exchange;
}

Exchange connectionRefused()
{
    Script s(page, "DELETE", "http://localhost:4999/items/7");
    s.crossOrigin();
    s.note(StepId::UnsafeMethod, {}, "DELETE");
    s.note(StepId::PreflightNeeded, {}, "DELETE");
    auto &message = s.send(MessageKind::Preflight, "OPTIONS", s.exchange.url,
                           {{"Origin", page}, {"Access-Control-Request-Method", "DELETE"}});
    message.failure = Cause{CauseCode::ConnectionRefused, "localhost:4999", CausePhase::Preflight};
    message.timing.end = message.start + 0.8;
    s.time += 0.8;
    s.fail(StepId::Network, "ConnectionRefused", "localhost:4999");
    return s.refused(CauseCode::ConnectionRefused, "localhost:4999", CausePhase::Preflight);
}

Exchange running()
{
    auto s = articleUntilRequest();
    articlePreflight(s);
    articleRequest(s);
    return s.exchange;
}

Exchange threw()
{
    Script s(page, "TRACE", api + "/simple");
    s.fail(StepId::RequestMethod, {}, "TRACE");
    return s.refused(CauseCode::ThrewTypeError, "TRACE", CausePhase::Call,
                     "'TRACE' HTTP method is unsupported.");
}

Exchange redirectChain(int redirects)
{
    const auto urlOf = [](int i) { return api + '/' + QByteArray::number(i); };
    Script s(page, "GET", urlOf(0));
    for (int i = 0; i <= redirects; ++i) {
        s.crossOrigin();
        s.note(StepId::PreflightNeeded);
        s.send(i == 0 ? MessageKind::Actual : MessageKind::Redirected, "GET", urlOf(i),
               {{"Origin", page}});
        if (i == redirects)
            break;
        s.answer(302, "Found", {{"Location", urlOf(i + 1)}, {"Access-Control-Allow-Origin", page}},
                 1.0);
        s.corsCheckPasses(page);
        s.note(StepId::RedirectFollowed, urlOf(i), urlOf(i + 1));
    }
    s.answer(200, "OK", {{"Access-Control-Allow-Origin", page}}, 1.0);
    s.corsCheckPasses(page);
    return s.allowed(200, "at last");
}

Exchange manyHeaders(int count)
{
    Script s(page, "GET", api + "/headers");
    s.crossOrigin();
    s.note(StepId::PreflightNeeded);
    s.send(MessageKind::Actual, "GET", s.exchange.url, {{"Origin", page}});
    HeaderList headers{{"Access-Control-Allow-Origin", page}, {"X-Long", QByteArray(90'000, 'a')}};
    for (int i = 0; i < count; ++i) {
        headers.append("Access-Control-Allow-Something-" + QByteArray::number(i),
                       "value " + QByteArray::number(i));
    }
    s.answer(200, "OK", headers);
    s.corsCheckPasses(page);
    return s.allowed(200, {});
}

Exchange hostileValues()
{
    const QByteArray bad = "http://a\u202Etsohlacol\u0007\x1b[31m\r\n\u05e9\u05dc\u05d5\u05dd";
    Script s(page, "PU\u202ET", api + '/' + QByteArray(400, 'w'));
    s.exchange.request.headers = {{"X-Note", bad}};
    s.crossOrigin();
    s.note(StepId::UnsafeMethod, {}, "PU\u202ET");
    s.note(StepId::UnsafeHeader, "x-note", bad);
    s.note(StepId::PreflightNeeded, {}, bad);
    s.send(MessageKind::Preflight, "OPTIONS", s.exchange.url, {{"Origin", page}, {"X-Note", bad}});
    s.answer(204, bad, {{"Access-Control-Allow-Origin", bad + QByteArray(300, 'z')}, {bad, bad}});
    s.corsCheckMismatch(bad + QByteArray(300, 'z'));
    return s.refused(CauseCode::AllowOriginMismatch, bad, CausePhase::Preflight, bad);
}

std::vector<NamedExchange> all()
{
    return {{"same-origin", sameOrigin()},
            {"preflight-allowed", preflightAllowed()},
            {"preflight-port-mismatch", preflightPortMismatch()},
            {"simple-blocked", simpleBlocked()},
            {"redirect-tainted", redirectTainted()},
            {"preflight-from-cache", preflightFromCache()},
            {"opaque", opaque()},
            {"connection-refused", connectionRefused()},
            {"running", running()},
            {"threw", threw()},
            {"redirect-chain", redirectChain(5)},
            {"many-headers", manyHeaders(40)},
            {"hostile-values", hostileValues()}};
}

} // namespace corslab::samples
