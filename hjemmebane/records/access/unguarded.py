"""The only tables that may be written outside an action: none of them holds a family's data.

A house test counts them; adding one needs an ADR. Restoring a backup writes every table, but on
connections of its own below this guard (edges/jobs/backup and its ADR).
"""

UNGUARDED_TABLES = frozenset(
    {
        "django_session",  # sign-in sessions
        "django_migrations",  # which migrations have run
        "django_content_type",  # made by migrations
        "django_site",  # made by migrations
        "auth_permission",  # made by migrations
        "throttle",  # counters against guessing (database cache)
        "account_emailaddress",  # sign-in: addresses of users
        "mfa_authenticator",  # sign-in: second factors
        "socialaccount_socialaccount",  # sign-in: OpenID Connect identities
        "django_tasks_database_dbtaskresult",  # the job queue's own bookkeeping
        "access_idempotencykey",  # answers to other systems' writes, sealed, for a day
        "access_lookuprequest",  # look-ups
        "access_lookupperson",  # look-ups: the persons shown
        "audit_seal",  # seals over audit lines
    }
)
