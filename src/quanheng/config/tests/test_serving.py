"""The port that is served at stands in the address on licences where no address is set."""

from __future__ import annotations

import os
import subprocess
import sys

SAYS = """
from quanheng.config.commands import serving
serving.at_port(8202)
from quanheng.config import settings
print(settings.ADDRESS)
"""


def test_the_port_given_on_the_command_line_stands_in_the_address_of_licences(tmp_path):
    kept = {key: value for key, value in os.environ.items() if key not in {"PORT", "QUANHENG_ADDRESS"}}
    given = {"env": {**kept, "QUANHENG_HOME": str(tmp_path)}, "capture_output": True, "text": True}
    told = subprocess.run([sys.executable, "-c", SAYS], check=True, **given)
    assert told.stdout.strip().endswith(":8202")
