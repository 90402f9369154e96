"""The web process."""

import gc
import os
from contextlib import suppress

from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver

from hjemmebane import catalogue

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hjemmebane.config.settings")
application = get_wsgi_application()

# Read before the first request, and before the server makes its workers, who then share it: every
# page's code, and what we work by; what is wrong with the latter is told where it is used.
# A connection is nobody's to share, so none is left open.
get_resolver().url_patterns  # noqa: B018  # looked at, so that it is read
with suppress(catalogue.CatalogueError):
    catalogue.current_calendar()
connections.close_all()
# What was read is there to stay: it is never gone through for garbage, and so the workers never
# write to the memory they share (two of them: a quarter less).
gc.collect()
gc.freeze()
