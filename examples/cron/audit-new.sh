#!/bin/sh
# Has Crosscheck audit what is new in a folder:  audit-new.sh [-u URL] [-k KEY_FILE] FOLDER
#
# FOLDER/*.json are articles as POST /v1/audits takes them, one a file; write them aside and rename them into place.
# An article that was taken moves to FOLDER/sent, its audit beside it in NAME.audit; one that is refused moves to
# FOLDER/refused, the reason beside it in NAME.problem. Where tram.json is there already, the next becomes tram.2.json.
# What is interrupted is repeated by the next run: the Idempotency-Key of a request is the digest of who asks and what, so
# that nothing is audited twice.
#
# Exit status: 0 done or nothing new, 1 some were refused, 2 wrong usage, key or setting, 75 try again later.

set -eu
umask 077

say() { printf 'audit-new: %s\n' "$1" >&2; }
stop() { say "$2"; exit "$1"; }

url=http://127.0.0.1:8000
key_file=
while getopts u:k: option; do
  case $option in
    u) url=$OPTARG ;;
    k) key_file=$OPTARG ;;
    *) stop 2 'usage: audit-new.sh [-u URL] [-k KEY_FILE] FOLDER' ;;
  esac
done
shift $((OPTIND - 1))
[ $# -eq 1 ] || stop 2 'usage: audit-new.sh [-u URL] [-k KEY_FILE] FOLDER'
folder=$1
[ -d "$folder" ] || stop 2 "$folder is not a folder"
command -v curl >/dev/null || stop 2 'curl is missing; install it'
command -v sha256sum >/dev/null || stop 2 'sha256sum is missing; install it'

key=
if [ -n "$key_file" ]; then
  [ -r "$key_file" ] || stop 2 "$key_file cannot be read"
  case $(ls -ldL "$key_file") in
    -??-------*) ;;
    *) stop 2 "others may read $key_file; do: chmod 600 $key_file" ;;
  esac
  key=$(cat "$key_file")
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 75' HUP INT TERM
mkdir -p "$folder/sent" "$folder/refused"

# Sends $work/body and prints the status; the key goes by standard input, for anybody can read the list of processes.
send() {
  {
    [ -z "$key" ] || printf 'header = "Authorization: Bearer %s"\n' "$key"
    printf 'header = "Idempotency-Key: %s"\n' "$({ printf '%s' "$key"; cat "$work/body"; } | sha256sum | cut -d ' ' -f 1)"
  } | curl --config - --silent --show-error --max-time 60 --header 'Content-Type: application/json' \
    --data-binary "@$work/body" --dump-header "$work/headers" --output "$work/reply" --write-out '%{http_code}' "$url/v1/audits"
}

# The name for a file in folder $1 that overwrites none: $2, or one with a number.
free_name() {
  free=$2
  number=2
  while [ -e "$1/$free" ]; do
    free=${2%.json}.$number.json
    number=$((number + 1))
  done
  printf '%s' "$free"
}

refused=0
for file in "$folder"/*.json; do
  [ -f "$file" ] || continue
  name=$(basename "$file")
  { printf '{"articles": ['; cat "$file"; printf ']}'; } >"$work/body"
  status=$(send) || stop 75 "$url cannot be reached; $name and what follows wait for the next run"
  case $status in
    202)
      kept=$folder/sent/$(free_name "$folder/sent" "$name")
      tr -d '\r' <"$work/headers" | sed -n 's/^[Ll]ocation: //p' >"$kept.audit"
      mv "$file" "$kept"
      ;;
    400 | 413 | 422)
      kept=$folder/refused/$(free_name "$folder/refused" "$name")
      cp "$work/reply" "$kept.problem"
      mv "$file" "$kept"
      say "$name is refused; $kept.problem says why"
      refused=1
      ;;
    401 | 403) stop 2 "the key is not let in ($status): $(cat "$work/reply")" ;;
    *) stop 75 "the service answered $status; $name and what follows wait for the next run" ;;
  esac
done
exit "$refused"
