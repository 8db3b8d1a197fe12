# SPDX-License-Identifier: GPL-3.0-or-later
"""Django with django-cors-headers."""
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

from policy import expressions, given, policy, say, texts

settings.configure(
    ROOT_URLCONF=__name__,
    SECRET_KEY="not secret",
    ALLOWED_HOSTS=["*"],
    INSTALLED_APPS=["corsheaders"],
    MIDDLEWARE=["corsheaders.middleware.CorsMiddleware"],
    CORS_ALLOW_ALL_ORIGINS="*" in texts,
    CORS_ALLOWED_ORIGINS=[text for text in texts if text != "*"],
    CORS_ALLOWED_ORIGIN_REGEXES=expressions,
    CORS_ALLOW_CREDENTIALS=policy.get("credentials", False),
    **given(CORS_ALLOW_METHODS="methods", CORS_ALLOW_HEADERS="headers", CORS_EXPOSE_HEADERS="expose",
            CORS_PREFLIGHT_MAX_AGE="maxAge"),
)


def data(request):
    return HttpResponse("data")


def error(request):
    return HttpResponse("error", status=500)


urlpatterns = [path("data", data), path("error", error)]


class Quiet(WSGIRequestHandler):
    def log_message(self, *arguments):
        pass


django.setup()
server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet)
say(server.server_port)
server.serve_forever()
