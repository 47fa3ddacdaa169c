"""
Serves the example site from a test's database, and publishes each reply at once.

It runs by itself, to be killed: ``python publishing_server.py DATABASE``, which is
Django's setting as JSON. The first line that it prints is its port.
"""

import json
import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"

from django.conf import settings
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application

if __name__ == "__main__":
    settings.DATABASES = {"default": json.loads(sys.argv[1])}
    settings.DEBUG = False
    settings.NEWSBLOCKS_REPLY_CHECKS = []
    settings.NEWSBLOCKS_REPLY_FROM_EMAIL = ""
    server = ThreadedWSGIServer(("127.0.0.1", 0), WSGIRequestHandler)
    server.set_app(get_wsgi_application())
    print(server.server_port, flush=True)
    server.serve_forever()
