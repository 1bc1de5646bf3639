//! Emit: Api to the files of a crate and its public surface. Cannot fail: every decision is taken.
//!
//! A line here is an output file. Each submodule emits one kind of thing; `render` makes the text.

mod aliases;
mod alternatives;
mod answered;
mod api_file;
mod base_urls;
mod callers;
mod conditions;
mod contents;
mod conversions;
mod docs;
mod endpoint_deprecated;
mod endpoint_docs;
mod endpoints;
mod enums;
mod examples;
mod expressions;
mod headers;
mod hidden;
pub mod items;
mod manifest;
mod markdown;
mod modules;
mod needs;
mod page;
mod paging;
mod polling;
mod readme;
mod received;
mod render;
mod requests;
mod rules;
mod runtime;
mod statuses;
mod streams;
mod structs;
mod tasks;
mod telling;
mod text;
mod travel;
mod turned;
mod types;
mod unions;

use std::borrow::Cow;
use std::collections::BTreeSet;

use needs::Needs;
use page::Page;
use types::Index;

use crate::api::Api;
use crate::files::Files;
use crate::parallel;
pub use items::{Item, ItemKind, Items};

/// A crate in memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Output {
    pub files: Files,
    /// What each file makes public.
    public: Vec<Vec<Item>>,
}

/// What is public in a crate, without its text.
#[must_use]
pub fn items(api: &Api) -> Items {
    let index = Index::new(api);
    let files = make(api, &index, Wanted::Items).1;
    Items::sorted(files.into_iter().map(|file| file.items).collect())
}

/// Prints a crate.
#[must_use]
pub fn emit(api: &Api) -> Output {
    print(api, Wanted::Text)
}

/// The same, its Rust not laid out: what a bench holds the rest of the work against.
#[doc(hidden)]
#[must_use]
pub fn unformatted(api: &Api) -> Output {
    print(api, Wanted::Tokens)
}

fn print(api: &Api, wanted: Wanted) -> Output {
    let index = Index::new(api);
    let (needs, files) = make(api, &index, wanted);
    let mut output = Output::default();
    for file in files {
        output.public.push(file.items);
        output.text(&file.path, file.text);
    }
    output.text("Cargo.toml", manifest::emit(api, &needs));
    for (path, text) in needs.files() {
        output.text(&format!("src/runtime/{path}"), text);
    }
    output.text(".gitattributes", manifest::ATTRIBUTES);
    let public = items::print_sorted(output.public.iter().flatten());
    output.text("API.txt", public);
    output
}

impl Output {
    /// What is public in the crate.
    #[must_use]
    pub fn into_items(self) -> Items {
        Items::sorted(self.public)
    }

    fn text(&mut self, path: &str, text: impl Into<Cow<'static, str>>) {
        self.files.0.insert(path.to_owned(), text.into());
    }
}

/// A file that was made.
#[derive(Default)]
struct Made {
    path: String,
    text: String,
    items: Vec<Item>,
    /// What it takes from the runtime.
    names: BTreeSet<String>,
}

/// A file that is yet to be made.
type Job<'a> = Box<dyn Fn() -> Made + Sync + 'a>;

/// How much of a file is made.
#[derive(Clone, Copy, PartialEq)]
enum Wanted {
    /// All, laid out.
    Text,
    /// All, as the tokens come.
    Tokens,
    /// Only its items.
    Items,
}

/// The files that a document makes, and what they need of the runtime: `lib.rs` hands that on, so it comes last.
fn make(api: &Api, index: &Index<'_>, wanted: Wanted) -> (Needs, Vec<Made>) {
    // Three quarters of a run are spent here, and no file needs another.
    let jobs = jobs(api, index, wanted);
    let mut files = parallel::each(jobs.len(), |job| jobs[job]());
    let needs = Needs::of(
        files
            .iter()
            .flat_map(|file| &file.names)
            .map(String::as_str),
    );
    let library = Box::new(|| modules::library(api, index, &needs));
    files.push(rust("src/lib.rs".to_owned(), library, wanted)());
    (needs, files)
}

/// Every file that a document makes but `lib.rs`, those that take longest first.
fn jobs<'a>(api: &'a Api, index: &'a Index<'a>, wanted: Wanted) -> Vec<Job<'a>> {
    let rust = |path, make: Make<'a>| rust(path, make, wanted);
    let mut jobs = Vec::new();
    if wanted != Wanted::Items {
        let readme = || Made {
            path: "README.md".to_owned(),
            text: readme::emit(api, index),
            ..Made::default()
        };
        jobs.push(Box::new(readme) as Job<'a>);
    }
    jobs.extend([
        rust("src/api.rs".to_owned(), Box::new(|| api_file::emit(api))),
        rust(
            "src/types/mod.rs".to_owned(),
            Box::new(|| modules::types(api)),
        ),
    ]);
    if !api.servers.is_empty() {
        jobs.push(rust(
            "src/base_urls.rs".to_owned(),
            Box::new(|| base_urls::emit(api, index)),
        ));
    }
    for file in &api.types {
        let path = format!("src/types/{}.rs", file.file.rust());
        jobs.push(rust(path, Box::new(|| modules::type_file(file, index))));
    }
    for module in &api.modules {
        let folder = module.name.rust();
        jobs.push(rust(
            format!("src/{folder}/mod.rs"),
            Box::new(|| modules::resource(module)),
        ));
        for endpoint in &module.endpoints {
            let path = format!("src/{folder}/{}.rs", endpoint.function.rust());
            jobs.push(rust(
                path,
                Box::new(|| endpoints::emit(api, index, module, endpoint)),
            ));
        }
        for request in &module.received {
            let path = format!("src/{folder}/{}.rs", request.function.rust());
            jobs.push(rust(
                path,
                Box::new(|| received::emit(index, module, request)),
            ));
        }
    }
    jobs
}

/// What makes a page.
type Make<'a> = Box<dyn Fn() -> Page + Sync + 'a>;

fn rust(path: String, make: Make<'_>, wanted: Wanted) -> Job<'_> {
    Box::new(move || {
        let page = make();
        let (text, names) = match wanted {
            Wanted::Text => render::rust(page.inner, page.blocks),
            Wanted::Tokens => render::unformatted(page.inner, page.blocks),
            Wanted::Items => (String::new(), render::names(page.blocks)),
        };
        // Sorted here, on all processors, they are soon sorted together.
        let mut items = Items(page.items);
        items.sort();
        Made {
            path: path.clone(),
            text,
            items: items.0,
            names,
        }
    })
}
