#!/bin/sh
# Sends a file of newline-delimited CloudEvents to Tocsin until each is recorded or refused.
# Usage: TOCSIN=https://intake.example.org KEY=tocsin_… report.sh FILE
# Exit code: 0 all recorded, 1 some refused (their lines are shown), 2 not all known to be recorded after ten tries.
set -u
if [ $# -ne 1 ] || [ ! -r "$1" ] || [ -z "${TOCSIN:-}" ] || [ -z "${KEY:-}" ]; then
  echo "usage: TOCSIN=ADDRESS KEY=API-KEY $0 FILE" >&2
  exit 64
fi
answers=$(mktemp) || exit 2
trap 'rm -f "$answers"' EXIT
items=$(grep -c '[^[:space:]]' "$1")
try=1
while [ "$try" -le 10 ]; do
  # The key goes in by standard input, so that other users of this machine do not see it.
  status=$(printf 'header = "Authorization: Bearer %s"\n' "$KEY" |
    curl -sS -K - -T "$1" -X POST -H 'Content-Type: application/x-ndjson' -o "$answers" -w '%{http_code}' "$TOCSIN/v1/events")
  settled=$(grep -cE '"status":"(accepted|repeated|conflict|refused)"' "$answers")
  if [ "$status" = 200 ] && [ "$settled" -eq "$items" ]; then
    if grep -E '"status":"(conflict|refused)"' "$answers"; then exit 1; fi
    echo "$items events are recorded"
    exit 0
  fi
  case $status in 4*) [ "$status" = 429 ] || { cat "$answers" >&2; exit 1; } ;; esac
  echo "try $try: answered $status, $settled of $items; again in $((try * 2)) s" >&2
  sleep $((try * 2))
  try=$((try + 1))
done
exit 2
