"""Settings: one file, read from the environment; nothing here knows a family.

Outside the demo the secure choices are on unless somebody turns them off by name.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

from csp.constants import NONE, SELF


def env_bool(name: str, default: bool = False) -> bool:
    """Return a yes or no from the environment."""
    return os.environ.get(name, str(default)).lower() in {"1", "true", "yes", "on"}


def env_secret(name: str, default: str = "") -> str:
    """Return a secret from the environment, or from the file that NAME_FILE names."""
    path = os.environ.get(f"{name}_FILE")
    return Path(path).read_text().strip() if path else os.environ.get(name, default)


def origins(server: str, more: str = "") -> list[str]:
    """Return where the sign-in form may lead: the provider's origin, and others named."""
    read = urlparse(server)
    return [*([f"{read.scheme}://{read.netloc}"] if server else []), *more.split()]


BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(os.environ.get("HJEMMEBANE_VAR", BASE_DIR / "var"))

DEMO = env_bool("HJEMMEBANE_DEMO")
DEBUG = env_bool("HJEMMEBANE_DEBUG")
ALLOW_DEMO_NUMBERS = DEMO or env_bool("HJEMMEBANE_DEMO_NUMBERS")
SHOW_GALLERY = DEMO or DEBUG
SECRET_KEY = env_secret("HJEMMEBANE_SECRET_KEY", "only-for-demo-and-tests" if DEMO else "")
ALLOWED_HOSTS = os.environ.get("HJEMMEBANE_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

AUDIT_HEADS_FILE = VAR_DIR / "audit" / "heads.txt"
FILES_DIR = VAR_DIR / "files"
BACKUP_DIR = Path(os.environ.get("HJEMMEBANE_BACKUPS", VAR_DIR / "backups"))
# Never below the key ring's folder, and never where the backups go: who has one lacks the other.
BACKUP_KEYS_DIR = Path(os.environ.get("HJEMMEBANE_BACKUP_KEYS", VAR_DIR / "backup-keys"))

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sites",
    "django.forms",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "hjemmebane.ui",
    "hjemmebane.records.access",
    "hjemmebane.records.people",
    "hjemmebane.records.documents",
    "hjemmebane.records.agenda",
    "hjemmebane.records.intake",
    "hjemmebane.records.cases",
    "hjemmebane.records.courses",
    "hjemmebane.records.feedback",
    "hjemmebane.records.reports",
    "hjemmebane.records.leadership",
    "hjemmebane.edges.staff",
    "hjemmebane.edges.family",
    "hjemmebane.edges.partners",
    "hjemmebane.edges.jobs",
    "hjemmebane.edges.api",
    "ninja",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "hjemmebane.config.headers.headers",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hjemmebane.config.health.health",
    "hjemmebane.config.middleware.other_systems",
    "hjemmebane.config.language.language",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "hjemmebane.config.middleware.bounded_input",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hjemmebane.config.middleware.signed_in_time",
    "hjemmebane.config.middleware.second_factor",
    "hjemmebane.config.throttle.Throttle",
    "hjemmebane.config.middleware.drafts",
    "hjemmebane.config.middleware.look_ups",
]

ROOT_URLCONF = "hjemmebane.config.urls"
WSGI_APPLICATION = "hjemmebane.config.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "hjemmebane" / "config" / "templates"],
        "OPTIONS": {
            "builtins": [
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "hjemmebane.ui.templatetags.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hjemmebane.config.context.page",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
        },
    }
]
FORM_RENDERER = "hjemmebane.ui.forms.HouseRenderer"


def database(url: str) -> dict[str, Any]:
    """Return the settings of a database from its address; SQLite where none is given."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": VAR_DIR / "hjemmebane.sqlite3",
            # Opened anew for each request it costs a third of the request, and empties the log of
            # writes to disk each time; one whose file was put aside is left (access/same_file.py).
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "init_command": (
                    "PRAGMA busy_timeout=10000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"
                ),
            },
        }
    read = urlparse(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": read.path.lstrip("/"),
        "USER": unquote(read.username or ""),
        "PASSWORD": unquote(read.password or ""),
        "HOST": unquote(read.hostname or ""),
        "PORT": str(read.port or ""),
        # Made anew it has everything to learn again: a twelfth of a page where it lives a minute.
        "CONN_MAX_AGE": 600,
        # A connection that died with its server is made anew before the request, not by failing it.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            # A server that is gone without a word is noticed in seconds, not in minutes.
            "connect_timeout": 5,
            # What is asked again and again is parsed once by each connection: half its work.
            # A pooler that lends a connection for one transaction only does not keep it.
            "server_side_binding": True,
            "prepare_threshold": 3,
            # A node that only follows is no place to write to, should a balancer lead there.
            "target_session_attrs": "read-write",
            "keepalives_idle": 10,
            "keepalives_interval": 3,
            "keepalives_count": 3,
            "tcp_user_timeout": 10_000,
        },
    }


DATABASES = {"default": database(env_secret("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "throttle",
    }
}

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "hjemmebane.config.passwords.NoHouseWords"},
    {"NAME": "hjemmebane.config.passwords.NotLeaked"},
]
# Hashes of leaked passwords, one SHA-1 a line in rising order; a file, so that nothing is asked.
LEAKED_PASSWORDS = os.environ.get("HJEMMEBANE_LEAKED_PASSWORDS", "")
PASSWORD_RESET_TIMEOUT = 60 * 60
LOGIN_URL = "/konto/login/"
FAMILY_LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "/ind/"
LOGOUT_REDIRECT_URL = "/log-ind/"
SITE_ID = 1
WAS_URL = os.environ.get("HJEMMEBANE_WAS_URL", "")
NEUTRAL_URL = os.environ.get("HJEMMEBANE_NEUTRAL_URL", "https://www.dmi.dk/")

ACCOUNT_ADAPTER = "hjemmebane.config.sign_in.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "hjemmebane.config.sign_in.FamilyAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/15m/ip,5/15m/key"}
# How many proxies stand before us; the address a limit counts by is the one the first of them saw.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("HJEMMEBANE_PROXIES", 0 if DEMO or DEBUG else 1))
THROTTLE = env_bool("HJEMMEBANE_THROTTLE", True)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO or DEBUG
MFA_TOTP_ISSUER = "Hjemmebane"
REQUIRE_SECOND_FACTOR = not DEMO
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_STORE_TOKENS = False
OIDC_SERVER = os.environ.get("HJEMMEBANE_OIDC_SERVER", "")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "borger",
                "name": "MitID",
                "client_id": os.environ.get("HJEMMEBANE_OIDC_CLIENT", ""),
                "secret": env_secret("HJEMMEBANE_OIDC_SECRET"),
                "settings": {"server_url": OIDC_SERVER},
            }
        ]
        if OIDC_SERVER
        else [],
    }
}
OIDC_ORIGINS = origins(OIDC_SERVER, os.environ.get("HJEMMEBANE_OIDC_ORIGINS", ""))
OIDC_NUMBER_CLAIM = os.environ.get("HJEMMEBANE_OIDC_NUMBER_CLAIM", "cpr")

SESSION_IDLE_SECONDS = 30 * 60
SESSION_MAX_SECONDS = 10 * 60 * 60
SESSION_COOKIE_AGE = SESSION_MAX_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # gone with the browser: on a family's phone nothing outlives the visit
CSRF_FAILURE_VIEW = "hjemmebane.config.errors.csrf_failure"
SESSION_COOKIE_NAME = "hjemmebane" if DEMO or DEBUG else "__Host-hjemmebane"
CSRF_COOKIE_NAME = "hjemmebane-form" if DEMO or DEBUG else "__Host-hjemmebane-form"
# A message may name a person: it stays on the server until it is shown, never in a cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not (DEMO or DEBUG)
SECURE_SSL_REDIRECT = env_bool("HJEMMEBANE_HTTPS_REDIRECT", not (DEMO or DEBUG))
SECURE_HSTS_SECONDS = 0 if DEMO or DEBUG else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not (DEMO or DEBUG)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *OIDC_ORIGINS],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
API_CALLS_PER_MINUTE = int(os.environ.get("HJEMMEBANE_API_CALLS_PER_MINUTE", "6000"))
# A job says how far it is between two files; five minutes without a word is a process that died.
JOB_STUCK_SECONDS = int(os.environ.get("HJEMMEBANE_JOB_STUCK_SECONDS", "300"))
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 0  # nothing is uploaded anywhere; a file in a form is refused

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["hjemmebane.config.formats"]
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if env_bool("HJEMMEBANE_PLAIN_STATIC"):
    STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
WHITENOISE_USE_FINDERS = env_bool("HJEMMEBANE_PLAIN_STATIC")
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "short": {"()": "hjemmebane.config.logs.FaultsInOneLine"},
        "plain": {"()": "hjemmebane.config.logs.WithoutPersons"},
    },
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "out": {
            "class": "logging.StreamHandler",
            "filters": ["short", "plain"],
            "formatter": "line",
        }
    },
    "root": {"handlers": ["out"], "level": "INFO"},
    "loggers": {"django.request": {"level": "ERROR"}, "fontTools": {"level": "WARNING"}},
}
