#!/usr/bin/env bash
# Asks cargo-semver-checks about the pairs that the compiler has judged: it never finds a break that `letterpress diff` calls compatible.
#
#   cargo install --locked cargo-semver-checks
#   cargo run -p letterpress-tests --example judge > target/judged.txt
#   tests/diff/semver-checks.sh
#
# rustdoc's JSON is no stable feature: RUSTC_BOOTSTRAP lets a stable toolchain write it. Exit code 1 where a break is missed.
set -euo pipefail
cd "$(dirname "$0")/../.."
judge=target/judge
export RUSTC_BOOTSTRAP=1
for side in base revision; do
    cargo rustdoc --offline --quiet --manifest-path $judge/Cargo.toml --target-dir $judge/target -p judged-$side --no-default-features --lib -- \
        -Zunstable-options --output-format json --cap-lints allow
    mv $judge/target/doc/judged.json $judge/$side.json
done
cargo semver-checks --release-type minor --baseline-rustdoc $judge/base.json --current-rustdoc $judge/revision.json > $judge/semver-checks.txt || true
# Pairs that it finds a break in, and that letterpress calls no break.
grep -oE '\br[0-9]{3}_[a-z0-9_]+' $judge/semver-checks.txt | sort -u > $judge/found.txt
awk -F'\t' '/letterpress Breaking/ { print $2 }' target/judged.txt | sort -u > $judge/told.txt
comm -23 $judge/found.txt $judge/told.txt > $judge/missed.txt
echo "$(wc -l < $judge/found.txt) pairs with a break, $(wc -l < $judge/missed.txt) of them not told"
cat $judge/missed.txt
test ! -s $judge/missed.txt
