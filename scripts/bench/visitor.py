"""One user of the load: a kept connection, cookies, and a clock around each call."""

import http.client
import re
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

SECONDS_TO_WAIT = 60
SEARCH = "/soeg/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Answer:
    """What came back, and how long it took in seconds."""

    status: int
    body: bytes
    seconds: float
    location: str = ""

    @property
    def is_good(self) -> bool:
        """Return whether the server did what was asked."""
        return 200 <= self.status < 400


@dataclass
class Visitor:
    """A browser or another system, without what a browser draws."""

    port: int
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    connection: http.client.HTTPConnection | None = None
    token: str = ""

    def call(self, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
        """Send one request over the kept connection and read the whole answer."""
        sent = {**self.headers, **{k.replace("_", "-"): v for k, v in headers.items()}}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        began = time.perf_counter()
        try:
            answer = self._send(method, path, body, sent)
        except (http.client.HTTPException, ConnectionError):
            # A kept connection may have been closed between two calls: a fresh one, once.
            self.connection = None
            answer = self._send(method, path, body, sent)
        text = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or ():
            self.cookies.update({key: m.value for key, m in SimpleCookie(line).items()})
        took = time.perf_counter() - began
        return Answer(answer.status, text, took, answer.headers.get("Location", ""))

    def _send(
        self, method: str, path: str, body: bytes, headers: dict[str, str]
    ) -> http.client.HTTPResponse:
        if self.connection is None:
            self.connection = http.client.HTTPConnection(
                "127.0.0.1", self.port, timeout=SECONDS_TO_WAIT
            )
        self.connection.request(method, path, body=body or None, headers=headers)
        return self.connection.getresponse()

    def get(self, path: str) -> Answer:
        """Read a page."""
        return self.call("GET", path)

    def post(self, path: str, values: dict[str, Any]) -> Answer:
        """Send a form with the token of the page it stands on."""
        kind = "application/x-www-form-urlencoded"
        return self.call("POST", path, urlencode(values).encode(), Content_Type=kind)

    def sign_in(self, user_id: str) -> None:
        """Come in by the demo's one click, and take along the token of the forms inside."""
        given = {"csrfmiddlewaretoken": self._token_on("/log-ind/"), "user": user_id}
        answer = self.post("/demo/ind/", given)
        if not answer.is_good:
            raise RuntimeError(f"demo sign-in answered {answer.status}")
        self.token = self._token_on(SEARCH)

    def search(self, text: str) -> Answer:
        """Send the search form, as the page does: the text never stands in an address."""
        return self.post(SEARCH, {"csrfmiddlewaretoken": self.token, "q": text})

    def _token_on(self, path: str) -> str:
        found = TOKEN.search(self.get(path).body.decode())
        if not found:
            raise RuntimeError(f"{path} carries no form")
        return found.group(1)
