#!/usr/bin/env bash
# Extract the sentences from the code, bring every language's catalogue up to date, compile it.
# English needs no catalogue: the sentences in the code are English.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin
catalogues=console/locale
template=$(mktemp)
trap 'rm -f "$template"' EXIT

"$bin"/pybabel --quiet extract --keyword msg --add-location file --sort-by-file --omit-header \
    --input-dirs console,sanctions,db,domain --output-file "$template"
for language in zh_CN; do
    if [ -f "$catalogues/$language/LC_MESSAGES/jiandu.po" ]; then
        "$bin"/pybabel --quiet update --domain jiandu --locale "$language" --input-file "$template" \
            --output-dir "$catalogues" --ignore-pot-creation-date --no-fuzzy-matching
    else
        "$bin"/pybabel --quiet init --domain jiandu --locale "$language" --input-file "$template" \
            --output-dir "$catalogues"
    fi
    "$bin"/pybabel --quiet compile --domain jiandu --locale "$language" --directory "$catalogues"
done
