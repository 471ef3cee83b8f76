"""The image's health check: exits with 0 when this container's service answers 200 on /health/ready.

Only the standard library, and of it little: it is run every few seconds.
"""

import os
import sys
from http.client import HTTPConnection

asked = HTTPConnection("127.0.0.1", int(os.environ["THROUGHLINE_HTTP_PORT"]), timeout=4)
try:
    asked.request("GET", "/health/ready")
    answer = asked.getresponse()
    print(answer.read().decode())
    sys.exit(answer.status != 200)
except OSError as away:
    sys.exit(f"no answer: {away}")
