//! Nothing in a document becomes code: a document that means ill makes the items of its harmless twin.
//!
//! `sinks` is one document with every place where an author's text goes, `payloads` is what somebody might write there, `skeleton` is a crate without its
//! texts. Each payload in each sink is a document of its own: it makes the skeleton that a plain word in the same sink makes, or it is refused with its place.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    missing_docs,
    reason = "a test fails by panicking"
)]

mod payloads;
mod press;
mod sinks;
mod skeleton;

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use press::Pressed;
use sinks::{SINKS, Sink};
use skeleton::Skeleton;

/// A word that stands nowhere else, in place of the payload.
const WORD: &str = "Quixotry";

/// All documents are thousands; `TWINS=all` presses them, and a plain run every sixteenth, so that each payload and each sink has its turns.
fn is_asked_for(sink: usize, payload: usize) -> bool {
    std::env::var_os("TWINS").is_some_and(|which| which == "all")
        || (sink + payload).is_multiple_of(16)
}

#[test]
fn a_payload_makes_what_a_plain_word_makes() {
    let strict = SINKS.iter().filter(|sink| !sink.is_prose).enumerate();
    let mut cases: Vec<(Sink, &str)> = Vec::new();
    for (column, payload) in payloads::ALL.iter().enumerate() {
        // In all prose at once: nothing of it may be refused.
        cases.push((sinks::ALL_PROSE, payload));
        let asked = strict.clone().filter(|(row, _)| is_asked_for(*row, column));
        cases.extend(asked.map(|(_, sink)| (*sink, *payload)));
    }
    let (next, made) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let (twins, wrong) = (Mutex::new(HashMap::new()), Mutex::new(Vec::new()));
    let worker = || {
        while let Some((sink, payload)) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
            let known = twins.lock().unwrap().get(sink.name).cloned();
            let twin = known.unwrap_or_else(|| {
                let twin = Arc::new(twin(sink));
                twins.lock().unwrap().insert(sink.name, Arc::clone(&twin));
                twin
            });
            match hold(sink, &twin, payload) {
                Ok(true) => drop(made.fetch_add(1, Ordering::Relaxed)),
                Ok(false) => {}
                Err(why) => {
                    let mut wrong = wrong.lock().unwrap();
                    wrong.push(format!("{payload:?} in {}: {why}", sink.name));
                }
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(worker);
        }
    });
    let mut wrong = wrong.into_inner().unwrap();
    wrong.sort();
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
    assert!(cases.len() > 200, "{}", cases.len());
    assert!(
        made.into_inner() * 2 > cases.len(),
        "most are refused, and show nothing"
    );
}

/// What a plain word in a sink makes.
fn twin(sink: &Sink) -> Skeleton {
    match press::press(&sinks::document(sink, WORD)) {
        Pressed::Crate(output) => Skeleton::of(&output).unwrap(),
        Pressed::Refused(why) => panic!("a plain word in {} is refused: {why}", sink.name),
    }
}

/// Whether a crate was made; an error says what is wrong with it.
fn hold(sink: &Sink, theirs: &Skeleton, payload: &str) -> Result<bool, String> {
    let output = match press::press(&sinks::document(sink, payload)) {
        Pressed::Crate(output) => output,
        Pressed::Refused(why) if sink.is_prose => return Err(format!("prose is refused: {why}")),
        Pressed::Refused(why)
            if why.contains("openapi.json:") || why.contains("letterpress.toml:") =>
        {
            return Ok(false);
        }
        Pressed::Refused(why) => return Err(format!("refused without a place: {why}")),
    };
    for (path, text) in &output.files.0 {
        skeleton::only_plain_characters(path, text)?;
        skeleton::is_a_file_name(path)?;
    }
    let ours = Skeleton::of(&output)?;
    let words: BTreeSet<String> = theirs
        .words
        .iter()
        // What a text without letters is called is as good as any other name.
        .filter(|word| !["empty", "Empty", payload].contains(&word.as_str()))
        .filter(|word| {
            !word
                .to_ascii_lowercase()
                .contains(&WORD.to_ascii_lowercase())
        })
        .cloned()
        .collect();
    let (ours, theirs) = (ours.plain(&words), theirs.plain(&words));
    match skeleton::difference(&ours, &theirs) {
        None => Ok(true),
        Some(difference) => Err(difference),
    }
}

#[test]
fn the_comparison_sees_what_is_smuggled_in() {
    let Pressed::Crate(twin) = press::press(&sinks::document(&SINKS[0], WORD)) else {
        panic!("a plain word is refused");
    };
    let words = Skeleton::of(&twin).unwrap().words;
    for (path, smuggled) in [
        ("src/lib.rs", "pub fn evil() {}\n"),
        ("src/lib.rs", "use std::process;\n"),
        ("src/types/mod.rs", "#[allow(warnings)] mod evil {}\n"),
        (
            "src/lib.rs",
            "/// ```\n/// std::process::exit(1)\n/// ```\nconst A: u8 = 1;\n",
        ),
        ("Cargo.toml", "[build-dependencies]\nevil = \"1\"\n"),
        ("README.md", "\n<script>alert(1)</script>\n"),
        ("README.md", "\n[click](javascript:alert(1))\n"),
        ("src/evil.rs", "\n"),
    ] {
        let mut other = twin.clone();
        other
            .files
            .0
            .entry(path.to_owned())
            .or_default()
            .to_mut()
            .push_str(smuggled);
        let seen = match Skeleton::of(&other) {
            Err(_) => true,
            Ok(skeleton) => {
                let theirs = Skeleton::of(&twin).unwrap();
                skeleton::difference(&skeleton.plain(&words), &theirs.plain(&words)).is_some()
            }
        };
        assert!(seen, "{smuggled:?} in {path}");
    }
    assert!(skeleton::only_plain_characters("a", "\u{202e}").is_err());
    assert!(skeleton::only_plain_characters("a", "\r").is_err());
    assert!(skeleton::is_a_file_name("src/../a.rs").is_err());
}
