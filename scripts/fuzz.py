"""Drive the API with what its own description allows and forbids (`make fuzz`).

A demo of its own is served on loopback; nothing else is spoken to. Same seed, same calls; bounded
in number and time. It fails on an answer of the server's own fault, and on one nobody described.
"""

import os
import subprocess
import sys
from pathlib import Path

from scripts.demo_server import DemoServer

ROOT = Path(__file__).resolve().parent.parent
FAMILIES = 20
SEED, EXAMPLES, SECONDS = 20261124, 40, 90
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,"
    "response_schema_conformance,ignored_auth"
)


def main() -> int:
    """Serve a demo, drive it, and return what the driver returned."""
    os.environ["HJEMMEBANE_API_CALLS_PER_MINUTE"] = "1000000"
    server = DemoServer(families=FAMILIES)
    try:
        server.prepare()
        token = server.run("manage.py", "service_account", "fuzz").strip().splitlines()[-1]
        server.start()
        return drive(server, token)
    finally:
        server.remove()


def drive(server: DemoServer, token: str) -> int:
    """Run schemathesis against the server; print what the server told of faults."""
    command = [
        *(str(Path(sys.executable).with_name("schemathesis")), "run"),
        f"{server.address}/api/v1/openapi.json",
        *("--header", f"Authorization: Bearer {token}"),
        *("--checks", CHECKS, "--phases", "examples,coverage,fuzzing"),
        *("--max-examples", str(EXAMPLES), "--seed", str(SEED), "--max-time", str(SECONDS)),
        *("--continue-on-failure", "--no-shrink", "--request-timeout", "10"),
        *("--suppress-health-check", "all", "--warnings", "off"),
    ]
    done = subprocess.run(command, cwd=server.folder, check=False, timeout=SECONDS * 4)
    faults = server.logged_errors()
    print("\n".join(faults))
    return done.returncode or bool(faults)


if __name__ == "__main__":
    sys.exit(main())
