"""Settings for tests: the demo's, on a var folder and keys of their own."""

import os
import tempfile
from pathlib import Path

_where = Path(tempfile.gettempdir()) / f"hjemmebane-tests-{os.getuid()}"
os.environ.setdefault("HJEMMEBANE_DEMO", "1")
os.environ.setdefault("HJEMMEBANE_PLAIN_STATIC", "1")
os.environ.setdefault("HJEMMEBANE_VAR", str(_where))
os.environ.setdefault("HJEMMEBANE_KEYS", str(_where / "keys"))
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

from hjemmebane.config.settings import *  # noqa: E402, F403  # after the environment is set
from hjemmebane.gateways import keyring  # noqa: E402  # after the environment is set

_where.mkdir(parents=True, exist_ok=True)
keyring.ensure_keys()
