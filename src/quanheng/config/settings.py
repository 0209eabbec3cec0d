"""Settings of an installation. Everything a bureau may change is read from the environment.

==================  ==========================================  ============================
variable            meaning                                     default
==================  ==========================================  ============================
QUANHENG_HOME       folder of database, keys and documents      ``var`` of the working folder
DATABASE_URL        PostgreSQL or SQLite address                SQLite in QUANHENG_HOME
CACHE_URL           Redis address for several servers           files in QUANHENG_HOME
QUANHENG_HOSTS      host names served, separated by commas      localhost
QUANHENG_HTTPS      ``1`` behind TLS: secure cookies, HSTS      off
QUANHENG_ADDRESS    where the public finds the portal; in QRs    the first host
QUANHENG_PHONE      telephone of the bureau on public pages     12315
QUANHENG_DEBUG      ``1`` for developers                        off
==================  ==========================================  ============================
"""

from __future__ import annotations

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from quanheng.config.home import home, secret

SRC = Path(__file__).resolve().parent.parent
HOME = home()

DEBUG = os.environ.get("QUANHENG_DEBUG") == "1"
HTTPS = os.environ.get("QUANHENG_HTTPS") == "1"
SECRET_KEY = secret("django")
ALLOWED_HOSTS = [
    h for h in os.environ.get("QUANHENG_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",") if h
]
ADDRESS = os.environ.get(
    "QUANHENG_ADDRESS",
    f"https://{ALLOWED_HOSTS[0]}" if HTTPS else f"http://{ALLOWED_HOSTS[0]}:{os.environ.get('PORT', '8000')}",
).rstrip("/")
PHONE = os.environ.get("QUANHENG_PHONE", "12315")
CSRF_TRUSTED_ORIGINS = [f"https://{h}" for h in ALLOWED_HOSTS] if HTTPS else []
CSRF_FAILURE_VIEW = "quanheng.platform.web.views.form_expired"

PLATFORM = [
    "people",
    "ledger",
    "worklist",
    "draws",
    "documents",
    "certificates",
    "events",
    "jobs",
    "tables",
    "search",
    "web",
    "lake",
    "indicators",
]
DOMAINS = ["registration", "credit", "licences", "hazards", "inspections", "publicity"]
DESKS = ["portal", "cockpit", "field", "board"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "csp",
    "django_tasks",
    "django_tasks_db",
    *(f"quanheng.platform.{name}" for name in PLATFORM),
    *(f"quanheng.domains.{name}" for name in DOMAINS),
    *(f"quanheng.desks.{name}" for name in DESKS),
    "quanheng.config",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "quanheng.platform.web.middleware.ActorMiddleware",
    "quanheng.platform.web.middleware.RefusalMiddleware",
    "quanheng.platform.web.middleware.OnceMiddleware",
]

ROOT_URLCONF = "quanheng.config.urls"
WSGI_APPLICATION = "quanheng.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SRC / "platform/web/templates", *sorted(SRC.glob("domains/*/web/templates"))],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "quanheng.platform.web.context.shell",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "quanheng.platform.web.templatetags.official",
            ],
        },
    }
]


def database() -> dict[str, object]:
    """The one database: SQLite tuned for one bureau, or PostgreSQL by address."""
    url = os.environ.get("DATABASE_URL", f"sqlite:///{HOME / 'quanheng.sqlite3'}")
    config: dict[str, object] = dict(dj_database_url.parse(url))
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,  # eight busy workers: a waiting one polls ten times a second and may miss its turn
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;"
                "PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON;"
            ),
        }
    else:
        config["CONN_HEALTH_CHECKS"] = True
        config["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 8}}
    return config


DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

if "CACHE_URL" in os.environ:
    CACHES: dict[str, dict[str, object]] = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": os.environ["CACHE_URL"],
        }
    }
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": str(HOME / "cache"),
            "OPTIONS": {"MAX_ENTRIES": 5_000},  # holds a day's form tokens and rate limits
        }
    }

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/start/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_ADAPTER = "quanheng.platform.people.accounts.ClosedSignup"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/m/ip,5/5m/key"}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [SRC / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns about a folder that is not there
STATICFILES_DIRS = sorted(SRC.glob("domains/*/web/static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF, "blob:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"quanheng": {"level": "INFO"}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
