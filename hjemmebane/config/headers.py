"""The headers of every answer: what a browser may do with it, and that nobody keeps it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse

Handler = Callable[[HttpRequest], HttpResponse]

NO_STORE = "no-store, private"
UNUSED = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "usb",
    "xr-spatial-tracking",
)
PERMISSIONS = ", ".join([*(f"{name}=()" for name in UNUSED), "publickey-credentials-get=(self)"])
METHODS = ("GET", "HEAD", "POST")
API = "/api/"
API_METHODS = (*METHODS, "PUT", "PATCH", "DELETE", "OPTIONS")


def headers(get_response: Handler) -> Handler:
    """Say on every answer what the browser must not do; forget pages at sign-out."""

    def handle(request: HttpRequest) -> HttpResponse:
        methods = API_METHODS if request.path.startswith(API) else METHODS
        if request.method not in methods:
            response: HttpResponse = HttpResponseNotAllowed(methods)
        else:
            response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", NO_STORE)
        if request.method == "POST" and request.path == reverse("account_logout"):
            response.headers["Clear-Site-Data"] = '"cache"'
        return response

    return handle
