#!/bin/sh
# Runs once, when the database's volume is new: the owner migrates, the server's role gets its rights by migrations.
set -eu
psql --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 \
  --set owner_password="$ROOST_OWNER_PASSWORD" --set app_password="$ROOST_APP_PASSWORD" <<'SQL'
create role roost_owner login createrole createdb password :'owner_password';
create role roost_app login password :'app_password';
create database roost owner roost_owner;
SQL
