#!/usr/bin/env python3
"""Sends a file of newline-delimited CloudEvents to Tocsin until each is recorded or refused.

Usage: TOCSIN=https://intake.example.org KEY=tocsin_… report.py FILE

Sends a thousand events at a time and pauses longer after each failure, for a bad network.
Exit code: 0 all recorded, 1 some refused (told on standard output), 2 given up.
"""
import json
import os
import sys
import time
import urllib.error
import urllib.request

PIECE = 1000
TRIES = 10
SETTLED = {"accepted", "repeated", "conflict", "refused"}


def send(lines):
    """The answers to these lines, in order; fewer if the connection broke."""
    request = urllib.request.Request(
        os.environ["TOCSIN"] + "/v1/events",
        data="\n".join(lines).encode(),
        headers={"Authorization": "Bearer " + os.environ["KEY"], "Content-Type": "application/x-ndjson"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return [json.loads(line) for line in answer]


def settle(lines):
    """Sends until each line is settled; yields the answers that are no good news."""
    for attempt in range(1, TRIES + 1):
        pause = attempt * 2
        try:
            answers = send(lines)
            if len(answers) == len(lines) and all(a["status"] in SETTLED for a in answers):
                return [a for a in answers if a["status"] in ("conflict", "refused")]
        except urllib.error.HTTPError as error:
            if error.code < 500 and error.code != 429:
                sys.exit("answered %d: %s" % (error.code, error.read().decode()))
            pause = int(error.headers.get("Retry-After") or pause)
        except (OSError, ValueError) as error:
            print("no answer (%s)" % type(error).__name__, file=sys.stderr)
        print("try %d: again in %d s" % (attempt, pause), file=sys.stderr)
        time.sleep(pause)
    print("given up: not all events are known to be recorded; run it again", file=sys.stderr)
    sys.exit(2)


def main():
    if len(sys.argv) != 2 or "TOCSIN" not in os.environ or "KEY" not in os.environ:
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as file:
        lines = [line.strip() for line in file if line.strip()]
    refused = 0
    for begin in range(0, len(lines), PIECE):
        for answer in settle(lines[begin : begin + PIECE]):
            refused += 1
            answer["item"] += begin
            print(json.dumps(answer, ensure_ascii=False))
    print("%d events are recorded, %d are not" % (len(lines) - refused, refused), file=sys.stderr)
    sys.exit(1 if refused else 0)


if __name__ == "__main__":
    main()
