//! Emit: Api to the files of a crate and its public surface. Cannot fail: every decision is taken.
//!
//! A line here is an output file. Each submodule emits one kind of thing; `render` makes the text.

mod aliases;
mod api_file;
mod docs;
mod endpoints;
mod enums;
mod examples;
mod expressions;
pub mod items;
mod manifest;
mod markdown;
mod modules;
mod page;
mod polling;
mod readme;
mod render;
mod requests;
mod rules;
mod runtime;
mod structs;
mod text;
mod types;
mod unions;

use page::Page;
use types::Index;

use crate::api::Api;
use crate::files::Files;
pub use items::{Item, ItemKind, Items};

/// A crate in memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Output {
    pub files: Files,
    pub items: Items,
}

/// Prints a crate.
#[must_use]
pub fn emit(api: &Api) -> Output {
    let index = Index::new(api);
    let mut output = Output::default();
    output.page("src/lib.rs".to_owned(), modules::library(api, &index));
    output.page("src/api.rs".to_owned(), api_file::emit(api));
    output.page("src/types/mod.rs".to_owned(), modules::types(api));
    for file in &api.types {
        output.page(
            format!("src/types/{}.rs", file.file.rust()),
            modules::type_file(file, &index),
        );
    }
    for module in &api.modules {
        let folder = module.name.rust();
        output.page(format!("src/{folder}/mod.rs"), modules::resource(module));
        for endpoint in &module.endpoints {
            let file = endpoint.function.rust();
            output.page(
                format!("src/{folder}/{file}.rs"),
                endpoints::emit(api, &index, module, endpoint),
            );
        }
    }
    for (path, text) in runtime::files() {
        output.text(
            &format!("src/runtime/{path}"),
            format!("{}\n\n{text}", runtime::HEADER),
        );
    }
    output.text("Cargo.toml", manifest::emit(api));
    output.text("README.md", readme::emit(api, &index));
    output.text(".gitattributes", manifest::ATTRIBUTES.to_owned());
    output.items.sort();
    output
}

impl Output {
    fn page(&mut self, path: String, page: Page) {
        let text = render::rust(&page);
        self.items.0.extend(page.items);
        self.files.0.insert(path, text);
    }

    fn text(&mut self, path: &str, text: String) {
        self.files.0.insert(path.to_owned(), text);
    }
}
