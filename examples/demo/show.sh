#!/bin/sh
# `make demo`: judges the evidence of this service twice. Usage: show.sh CDGATE
cdgate=$1

run() {
    printf '\n$ cdgate %s\n' "$*"
    "$cdgate" "$@"
    code=$?
    printf '(exit code %s)\n' "$code"
}

echo "A small ledger service (examples/demo). Its evidence was written by pytest, coverage and semgrep; gates.yaml judges it."
echo "(--as-of makes the run repeatable: the waiver in gates.yaml ends on 2027-06-30, and from then on the gate fails.)"
run check --as-of 2026-12-01
[ "$code" -eq 0 ] || exit 1

printf '\n%s\n' "The same evidence by strict.yaml, which extends gates.yaml and asks for more: this one must fail, and says where."
run check --as-of 2026-12-01 --policy strict.yaml
[ "$code" -eq 1 ] || exit 1

printf '\n%s\n' "First verdict: good enough to go on, one target missed. Second verdict: stopped, with the lines to test."
printf '%s\n' "Next: open examples/demo/gates.yaml beside the tables above, then docs/getting-started.md."
