"""The web server in production: gunicorn -c deploy/gunicorn.conf.py hjemmebane.config.wsgi."""

import os

bind = os.environ.get("HJEMMEBANE_BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("HJEMMEBANE_WORKERS", "2"))
threads = int(os.environ.get("HJEMMEBANE_THREADS", "4"))
# Read once and shared by the workers: a third less memory. New code therefore needs a restart; a
# reload (HUP) makes new workers of the old code. No connection is open when they are made.
preload_app = True
# A page takes a fraction of a second; a worker that has not answered for a minute is stuck.
timeout = 60
graceful_timeout = 20
keepalive = 5
# A worker is made anew now and then, not all at once, so that nothing it leaks grows for months.
max_requests = 5_000
max_requests_jitter = 500
# The heartbeat in memory: on a disk that hangs, workers would be taken for dead.
worker_tmp_dir = "/dev/shm"  # noqa: S108 memory, not a file
# The proxy before it is the only one that may say by which scheme people came.
forwarded_allow_ips = "127.0.0.1"
limit_request_line = 4094
limit_request_fields = 60
# No access log: addresses of pages name cases. Who looked at whom stands in the look-ups.
accesslog = None
loglevel = "warning"
