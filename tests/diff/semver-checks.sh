#!/usr/bin/env bash
# Asks cargo-semver-checks about the pairs that the compiler has judged: it never finds a break that `letterpress diff` calls compatible.
#
#   cargo install --locked cargo-semver-checks --version 0.51.0
#   cargo run -p letterpress-tests --example judge > target/judged.txt
#   tests/diff/semver-checks.sh
#
# What came of it stands in semver-checks.md. rustdoc's JSON is no stable feature: RUSTC_BOOTSTRAP lets a stable toolchain write it.
# Exit code 1 where a break is missed; 2 where nothing was compared.
set -euo pipefail
cd "$(dirname "$0")/../.."
judge=target/judge
export RUSTC_BOOTSTRAP=1
for side in base revision; do
    cargo rustdoc --offline --quiet --manifest-path $judge/Cargo.toml --target-dir $judge/target -p judged-$side --no-default-features --lib -- \
        -Zunstable-options --output-format json --cap-lints allow
    mv $judge/target/doc/judged.json $judge/$side.json
done
# Its exit code says that there are breaks, and there are. A run that compared nothing says no summary.
cargo semver-checks --release-type minor --baseline-rustdoc $judge/base.json --current-rustdoc $judge/revision.json \
    > $judge/semver-checks.txt 2> $judge/semver-checks.log || true
grep -E '^ *(Checked|Summary)' $judge/semver-checks.log || { cat $judge/semver-checks.log; exit 2; }
# Many modules share one runtime, and some have one of their own: what a trait of the runtime requires is compared across pairs, and says nothing about one.
awk '/^--- / { skipped = /trait_removed_supertrait/ } !skipped' $judge/semver-checks.txt > $judge/about-pairs.txt
# Pairs that it finds a break in, and that letterpress calls no break.
cut -f2 target/judged.txt -s | sort -u > $judge/names.txt
grep -oE '(judged::|src/)[A-Za-z0-9_]+' $judge/about-pairs.txt | sed -E 's/^(judged::|src\/)//' | sort -u | comm -12 - $judge/names.txt > $judge/found.txt
awk -F'\t' '/letterpress Breaking/ { print $2 }' target/judged.txt | sort -u > $judge/told.txt
comm -23 $judge/found.txt $judge/told.txt > $judge/missed.txt
echo "$(wc -l < $judge/names.txt) pairs: it finds a break in $(wc -l < $judge/found.txt), letterpress in $(wc -l < $judge/told.txt); not told are $(wc -l < $judge/missed.txt)"
cat $judge/missed.txt
test ! -s $judge/missed.txt
