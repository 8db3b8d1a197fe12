-- SPDX-License-Identifier: GPL-3.0-or-later
-- Arguments behind `--`: get or preflight, and milliseconds that each connection waits in between.
function init(args)
   wrk.path = "/simple"
   wrk.headers["Host"] = "localhost:" .. wrk.port
   wrk.headers["Origin"] = "http://localhost:3000"
   if args[1] == "preflight" then
      wrk.method = "OPTIONS"
      wrk.headers["Access-Control-Request-Method"] = "PUT"
      wrk.headers["Access-Control-Request-Headers"] = "content-type,custom-header"
   end
   pause = tonumber(args[2] or "0")
   if pause == 0 then
      delay = nil
   end
end

function delay()
   return pause
end

function done(summary, latency, requests)
   local failures = summary.errors.connect + summary.errors.read + summary.errors.write +
      summary.errors.status + summary.errors.timeout
   io.write(string.format('{"rate":%f,"p99":%f,"requests":%d,"failures":%d}\n',
      summary.requests / (summary.duration / 1e6), latency:percentile(99) / 1000,
      summary.requests, failures))
end
