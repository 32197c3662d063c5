#!/bin/sh
# Run once by the postgres image on an empty volume: a database and a role of its own for each service that has one.
set -eu
for service in registry alert; do
  password=$(cat "/run/secrets/${service}_database_password")
  psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -v name="tocsin_$service" -v password="$password" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name" TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8';
SQL
done
