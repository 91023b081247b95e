#!/bin/sh
# secrets.sh [FOLDER]: makes the secrets of compose.yaml, once; never overwrites one.
set -eu
folder=${1:-secrets}
mkdir -p "$folder"

chance() {
    od -An -N24 -tx1 /dev/urandom | tr -d ' \n'
}

keep() {
    [ -s "$folder/$1" ] || printf '%s' "$2" >"$folder/$1"
}

keep postgres_password "$(chance)"
keep store_access_key "revrise-$(chance | cut -c 1-12)"
keep store_secret_key "$(chance)"
keep database_url "postgresql://revrise:$(cat "$folder/postgres_password")@database/revrise"
# The containers run as users of their own: they read the files, nobody gets into the folder.
chmod 644 "$folder"/*
chmod 700 "$folder"
