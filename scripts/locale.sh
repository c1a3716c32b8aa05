#!/usr/bin/env bash
# Extract the sentences from the code and bring every language's catalogue up to date; what is new stands there
# without a translation, and a test names it. Nothing is compiled: the program reads the catalogues as they are.
# English needs no catalogue: the sentences in the code are English.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin
catalogues=console/locale
template=$(mktemp)
trap 'rm -f "$template"' EXIT

"$bin"/pybabel --quiet extract --keyword msg --no-location --sort-output --omit-header \
    --input-dirs console,sanctions,db,domain --output-file "$template"
for language in zh_CN; do
    if [ -f "$catalogues/$language/LC_MESSAGES/jiandu.po" ]; then
        "$bin"/pybabel --quiet update --domain jiandu --locale "$language" --input-file "$template" \
            --output-dir "$catalogues" --ignore-pot-creation-date --no-fuzzy-matching --ignore-obsolete \
            --omit-header --no-wrap
        # A header that never changes, so that two people's updates do not meet in its dates.
        file=$catalogues/$language/LC_MESSAGES/jiandu.po
        {
            printf '# Sentences of jiandu. Fill in msgstr; scripts/locale.sh keeps the rest.\nmsgid ""\nmsgstr ""\n'
            printf '"Language: %s\\n"\n"MIME-Version: 1.0\\n"\n' "$language"
            printf '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n'
            cat "$file"
        } >"$template.new"
        cp "$template.new" "$file"
        rm -f "$template.new"
    else
        "$bin"/pybabel --quiet init --domain jiandu --locale "$language" --input-file "$template" \
            --output-dir "$catalogues"
    fi
done
