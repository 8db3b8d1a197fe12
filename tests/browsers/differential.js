// SPDX-License-Identifier: GPL-3.0-or-later
// Plays laboratories on a real page: each request by its interface, one after the other, and tells
// what a script learns of each, in the words of `corslab run --json`.
"use strict";

const defaultLimit = 8000;

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const described = (error) => ({ name: error?.name ?? "", message: String(error?.message ?? error) });
const toBytes = (text) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const fromBytes = (buffer) => Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");

function bodyFrom(body) {
    if (body === undefined || typeof body === "string")
        return body;
    const [kind] = Object.keys(body).filter((key) => key !== "type");
    const value = body[kind];
    switch (kind) {
    case "bytes":
        return toBytes(value);
    case "buffer":
        return toBytes(value).buffer;
    case "blob":
        return new Blob([value], "type" in body ? { type: body.type } : {});
    case "params":
        return new URLSearchParams(value);
    case "form": {
        const form = new FormData();
        value.forEach(([name, text]) => form.append(name, text));
        return form;
    }
    case "stream":
        return new ReadableStream({
            start(controller) {
                controller.enqueue(toBytes(value));
                controller.close();
            },
        });
    default:
        throw new Error(`no body of the kind ${kind}`);
    }
}

const initMembers = ["method", "headers", "mode", "credentials", "redirect", "cache", "referrer",
    "referrerPolicy", "integrity", "keepalive", "duplex"];

async function playFetch(call) {
    const stop = new AbortController();
    const init = { signal: stop.signal };
    initMembers.filter((member) => member in call).forEach((member) => { init[member] = call[member]; });
    let request;
    try {
        if ("body" in call)
            init.body = bodyFrom(call.body);
        request = new Request(call.url, init);
    } catch (error) {
        return { outcome: "threw", error: described(error) };
    }
    const seen = { req: { method: request.method, headers: [...request.headers] } };
    let late = false;
    const limit = setTimeout(() => { late = true; stop.abort(); }, call.timeout ?? defaultLimit);
    try {
        const response = await fetch(request);
        const { type, status, statusText, redirected, url } = response;
        Object.assign(seen, { outcome: "resolved", type, status, statusText, redirected, url,
            headers: [...response.headers] });
        try {
            seen.body = fromBytes(await response.arrayBuffer());
        } catch (error) {
            seen.bodyError = described(error);
        }
    } catch (error) {
        Object.assign(seen, { outcome: late ? "timeout" : "rejected", error: described(error) });
    }
    clearTimeout(limit);
    return seen;
}

const uploadEvents = ["loadstart", "progress", "load", "error", "abort", "timeout", "loadend"];

function playXhr(call) {
    const xhr = new XMLHttpRequest();
    const seen = {};
    const over = new Promise((done) => { xhr.onloadend = done; });
    for (const type of ["load", "error", "timeout", "abort"])
        xhr.addEventListener(type, () => { seen.outcome = type; });
    try {
        xhr.open(call.method ?? "GET", call.url);
        for (const [name, value] of call.headers ?? []) {
            try {
                xhr.setRequestHeader(name, value);
            } catch (error) {
                (seen.badHeaders ??= []).push([name, described(error)]);
            }
        }
        xhr.withCredentials = call.credentials === "include";
        xhr.responseType = "arraybuffer";
        xhr.timeout = call.timeout ?? defaultLimit;
        if (call.uploadListener) {
            seen.upload = [];
            for (const type of uploadEvents) {
                xhr.upload.addEventListener(type, () => {
                    if (type !== "progress" || !seen.upload.includes(type))
                        seen.upload.push(type);
                });
            }
        }
        xhr.send(bodyFrom(call.body) ?? null);
    } catch (error) {
        return Promise.resolve({ outcome: "threw", error: described(error) });
    }
    return over.then(() => {
        const lines = xhr.getAllResponseHeaders().split("\r\n").filter((line) => line !== "");
        seen.headers = lines.map((line) => [line.slice(0, line.indexOf(": ")), line.slice(line.indexOf(": ") + 2)]);
        Object.assign(seen, { status: xhr.status, statusText: xhr.statusText, url: xhr.responseURL });
        if (seen.outcome === "load")
            seen.body = fromBytes(xhr.response ?? new ArrayBuffer(0));
        return seen;
    });
}

function canRead(attempt) {
    try {
        attempt();
        return true;
    } catch {
        return false;
    }
}

function readPixel(image) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1;
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    pen.getImageData(0, 0, 1, 1);
}

async function playElement(call) {
    const tags = { img: "img", script: "script", module: "script", style: "link" };
    const element = document.createElement(tags[call.api]);
    if (call.api === "module")
        element.type = "module";
    if (call.api === "style")
        element.rel = "stylesheet";
    if ("crossorigin" in call)
        element.setAttribute("crossorigin", call.crossorigin);
    if ("referrerPolicy" in call)
        element.referrerPolicy = call.referrerPolicy;
    if ("integrity" in call)
        element.integrity = call.integrity;
    const outcome = new Promise((done) => {
        element.onload = () => done("load");
        element.onerror = () => done("error");
        setTimeout(done, call.timeout ?? defaultLimit, "timeout");
    });
    element[call.api === "style" ? "href" : "src"] = call.url;
    document.body.append(element);
    const seen = { outcome: await outcome };
    if (seen.outcome === "load" && call.api === "img")
        seen.readable = canRead(() => readPixel(element));
    if (seen.outcome === "load" && call.api === "style")
        seen.readable = canRead(() => element.sheet.cssRules.length);
    element.remove();
    return seen;
}

async function playBeacon(call) {
    let seen;
    try {
        seen = { outcome: String(navigator.sendBeacon(call.url, bodyFrom(call.body))) };
    } catch (error) {
        return { outcome: "threw", error: described(error) };
    }
    await pause(150); // nobody tells when it has arrived
    return seen;
}

function playEventSource(call) {
    let source;
    try {
        source = new EventSource(call.url, { withCredentials: call.credentials === "include" });
    } catch (error) {
        return Promise.resolve({ outcome: "threw", error: described(error) });
    }
    const events = [];
    return new Promise((done) => {
        const end = (outcome) => {
            done({ outcome, events: [...events], readyState: source.readyState });
            source.close();
        };
        source.onopen = () => events.push("open");
        source.onmessage = ({ data, origin }) => {
            events.push(["message", data, origin]);
            end("message");
        };
        source.onerror = () => {
            events.push("error");
            end("error");
        };
        setTimeout(end, call.timeout ?? defaultLimit, "timeout");
    });
}

function assignCookie(assignment) {
    try {
        document.cookie = assignment;
        return { outcome: "cookie", cookie: document.cookie };
    } catch (error) {
        return { outcome: "threw", error: described(error) };
    }
}

const interfaces = { fetch: playFetch, xhr: playXhr, img: playElement, script: playElement,
    module: playElement, style: playElement, beacon: playBeacon, eventsource: playEventSource };

async function playHere(requests) {
    const seen = [];
    for (const call of requests) {
        if ("wait" in call)
            await pause(call.wait);
        else if ("cookie" in call)
            seen.push(assignCookie(call.cookie));
        else
            seen.push(await interfaces[call.api ?? "fetch"](call));
    }
    return seen;
}

const frames = new Map();

/// A frame with an opaque origin that plays what it is sent.
function frameOf(kind) {
    if (!frames.has(kind)) {
        frames.set(kind, new Promise((ready) => {
            const frame = document.createElement("iframe");
            const waiting = [];
            addEventListener("message", ({ source, data }) => {
                if (source !== frame.contentWindow)
                    return;
                if (data === "ready") {
                    ready((requests) => new Promise((done) => {
                        waiting.push(done);
                        frame.contentWindow.postMessage(requests, "*");
                    }));
                } else {
                    waiting.shift()(data);
                }
            });
            if (kind === "sandbox") {
                frame.sandbox = "allow-scripts";
                frame.src = "/differential/frame";
            } else {
                frame.src = "data:text/html," + encodeURIComponent("<!doctype html><body>"
                    + `<script src="${location.origin}/differential/runner.js"></scr` + "ipt>"
                    + "<script>answerParent()</scr" + "ipt>");
            }
            document.body.append(frame);
        }));
    }
    return frames.get(kind);
}

/// In a frame.
function answerParent() {
    addEventListener("message", async ({ data }) => parent.postMessage(await playHere(data), "*"));
    parent.postMessage("ready", "*");
}

/// In the document. Firefox forgets what a preflight allowed once its look-up of an IP address is
/// newer (netwerk/protocol/http/nsCORSListenerProxy.cpp, CheckDNSCache), as it is at the first
/// question of a document to another site: each origin is asked three times before anything counts.
async function warmUp(origins) {
    for (const origin of [...origins, ...origins, ...origins])
        await fetch(`${origin}/differential/warm`, { method: "PUT" }).catch(() => {});
}

async function playLabs(labs) {
    const seen = [];
    for (const { kind, requests } of labs)
        seen.push(kind ? await (await frameOf(kind))(requests) : await playHere(requests));
    await pause(60); // the console comes by another way
    return seen;
}
