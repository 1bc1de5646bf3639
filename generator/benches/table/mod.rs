//! Goals, and the lines of the table that `.ci/bench` prints: what, its goal, the figure, whether it is met.

use std::env;
use std::path::PathBuf;

/// Prints a line: the figure should be at most so much of its unit. What is wrong says why there is no figure.
pub fn row(what: &str, most: f64, unit: &str, figure: &Result<f64, String>) {
    let (figure, met) = match figure {
        Ok(figure) if *figure <= most => (number(*figure, unit), "ok".to_owned()),
        Ok(figure) => (number(*figure, unit), "missed".to_owned()),
        Err(why) => (String::new(), format!("not run: {why}")),
    };
    let most = number(most, unit);
    println!("| {what:<66} | {most:>7} | {figure:>7} | {met} |");
}

fn number(number: f64, unit: &str) -> String {
    let decimals = match number {
        ..10.0 => 2,
        ..100.0 => 1,
        _ => 0,
    };
    let number = format!("{number:.decimals$} {unit}");
    number.trim_end().to_owned()
}

/// A figure of what was measured, or why nothing was.
///
/// # Errors
/// Why there is none.
pub fn of<T>(
    measured: &Result<T, String>,
    figure: impl FnOnce(&T) -> Result<f64, String>,
) -> Result<f64, String> {
    measured.as_ref().map_err(String::clone).and_then(figure)
}

/// Whether only what takes seconds is asked for: `QUICK=1`.
pub fn quick() -> bool {
    env::var_os("QUICK").is_some_and(|quick| !quick.is_empty())
}

/// A document of the corpus: `CORPUS` names the folder, laid out as tests/corpus/README.md says.
///
/// # Errors
/// Why there is none.
pub fn corpus(path: &str) -> Result<PathBuf, String> {
    let folder = env::var_os("CORPUS").filter(|folder| !folder.is_empty());
    let path = PathBuf::from(folder.ok_or("CORPUS names no folder of documents")?).join(path);
    match path.is_file() {
        true => Ok(path),
        false => Err(format!("there is no {}", path.display())),
    }
}

/// As [`corpus`], of a document that takes minutes.
///
/// # Errors
/// Why there is none.
pub fn slow_corpus(path: &str) -> Result<PathBuf, String> {
    match quick() {
        true => Err("it takes minutes".to_owned()),
        false => corpus(path),
    }
}

/// What the bench was asked for, behind cargo's own flag.
pub fn arguments() -> Vec<String> {
    env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect()
}
