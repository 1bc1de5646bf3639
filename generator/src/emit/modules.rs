//! Modules: `lib.rs`, the `mod.rs` files, and the files of `types/`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::callers;
use super::docs::DocText;
use super::examples::Sending;
use super::items::ItemKind;
use super::needs::Needs;
use super::page::{Page, allow_deprecated};
use super::text;
use super::types::{Index, Place, Scope};
use super::{
    aliases, contents, conversions, enums, examples, headers, render, runtime, statuses, structs,
    unions,
};
use crate::api::{ALL_RESOURCES, Api, Docs, Feature, Kind, Module, TypeDef, TypeFile};
use crate::names::{Name, Role};

/// `src/lib.rs`.
pub(crate) fn library(api: &Api, index: &Index<'_>, needs: &Needs) -> Page {
    let docs = library_docs(api, index);
    let mut page = Page {
        inner: docs.inner(),
        ..Page::default()
    };
    page.push(quote! {
        #![cfg_attr(docsrs, feature(doc_cfg))]
        #![forbid(unsafe_code)]
        #![warn(missing_docs)]
        #![allow(clippy::large_enum_variant, reason = "a variant's size is the document's, and boxes would follow it")]
        #![allow(
            clippy::just_underscores_and_digits,
            clippy::module_inception,
            clippy::self_named_constructors,
            clippy::should_implement_trait,
            reason = "names are the document's"
        )]
        #![allow(clippy::approx_constant, reason = "the document's numbers are meant as they stand")]
    });
    page.push(quote! {
        #[rustfmt::skip]
        mod api;
        mod runtime;
    });
    let mut modules: Vec<(Ident, Option<TokenStream>)> = api
        .modules
        .iter()
        .map(|module| (module.name.ident(), module_gate(module)))
        .collect();
    modules.push((Ident::new("types", Span::call_site()), None));
    if !api.servers.is_empty() {
        modules.push((Ident::new("base_urls", Span::call_site()), None));
    }
    modules.sort_by(|(one, _), (other, _)| one.cmp(other));
    let modules = modules
        .iter()
        .map(|(module, gate)| quote!(#gate #[rustfmt::skip] pub mod #module;));
    page.push(quote!(#(#modules)*));
    former_modules(&mut page, api);
    if !api.package.modules.is_empty() {
        let mut own: Vec<Ident> = api
            .package
            .modules
            .iter()
            .map(|name| Name::new(Role::Module, name).ident())
            .collect();
        own.sort();
        page.push(quote!(#(pub mod #own;)*));
    }
    page.blocks
        .extend(runtime::REEXPORTS.iter().map(|names| names.tokens(needs)));
    let whole = has_gates(api).then(|| quote!(, feature = #ALL_RESOURCES));
    page.push(quote! {
        #[cfg(all(doctest, feature = "async" #whole))]
        #[doc = include_str!("../README.md")]
        mod readme {}
    });

    let library = &api.package.library;
    page.public(
        ItemKind::Crate,
        "crate".to_owned(),
        &quote!(crate #library),
        None,
    )
    .docs = docs.text();
    root(&mut page, api, needs);
    for module in &api.modules {
        let name = module.name.ident();
        let path = name.to_string();
        let item = page.public(ItemKind::Module, path, &quote!(pub mod #name), None);
        item.docs = DocText::of(&module.docs, "").text();
        item.feature = feature(module).cloned();
    }
    page.public(
        ItemKind::Module,
        "types".to_owned(),
        &quote!(pub mod types),
        None,
    );
    if !api.servers.is_empty() {
        let module = quote!(pub mod base_urls);
        page.public(ItemKind::Module, "base_urls".to_owned(), &module, None);
    }
    page
}

/// What every crate has at its root: features, and names of the runtime.
fn root(page: &mut Page, api: &Api, needs: &Needs) {
    let resources: Vec<&Feature> = api
        .modules
        .iter()
        .filter_map(|module| module.feature.as_ref())
        .collect();
    let mut public = |name: &str, enables: &[&str]| {
        let path = format!("feature {name}");
        page.public(ItemKind::Feature, path, &quote!([#(#enables),*]), None);
    };
    for feature in runtime::features() {
        let mut enables: Vec<&str> = feature.enables();
        if feature.name == "default" && !resources.is_empty() {
            enables.insert(0, ALL_RESOURCES);
        }
        public(feature.name, &enables);
    }
    if !resources.is_empty() {
        let names: Vec<&str> = resources.iter().map(|one| one.name.as_str()).collect();
        public(ALL_RESOURCES, &names);
    }
    for resource in resources {
        let needs: Vec<&str> = resource.needs.iter().map(String::as_str).collect();
        public(&resource.name, &needs);
    }
    for reexport in runtime::REEXPORTS {
        let condition = reexport.condition();
        for name in reexport.names(needs) {
            let path = name.to_owned();
            let name = runtime::ident(name);
            page.public(
                ItemKind::Reexport,
                path,
                &quote!(#condition pub use #name),
                None,
            );
        }
    }
}

/// What stands before the line of a module or of a type that only comes with a feature.
fn gate(feature: Option<&String>) -> Option<TokenStream> {
    feature.map(|name| quote!(#[cfg(feature = #name)]))
}

fn module_gate(module: &Module) -> Option<TokenStream> {
    gate(feature(module))
}

fn feature(module: &Module) -> Option<&String> {
    module.feature.as_ref().map(|feature| &feature.name)
}

/// Whether resources have features.
fn has_gates(api: &Api) -> bool {
    api.modules.iter().any(|module| module.feature.is_some())
}

/// A deprecated module for each old name of a module.
fn former_modules(page: &mut Page, api: &Api) {
    for module in &api.modules {
        let now = module.name.ident();
        for former in &module.former {
            let old = former.ident();
            let note = format!("it is called `{now}` now");
            let docs = DocText::own(format!("The former name of [`{now}`].")).outer();
            let gate = module_gate(module);
            page.push(quote! {
                #docs
                #[deprecated = #note]
                #gate
                pub mod #old {
                    pub use super::#now::*;
                }
            });
            let path = old.to_string();
            let item = page.public(ItemKind::Module, path, &quote!(pub mod #old), None);
            item.deprecated = true;
            item.feature = feature(module).cloned();
        }
    }
}

/// Title, prose and a first call.
fn library_docs(api: &Api, index: &Index<'_>) -> DocText {
    let docs = Docs {
        title: Some(api.title.clone()),
        description: api.description.clone(),
        ..Docs::default()
    };
    let mut text = DocText::of(
        &docs,
        &format!("A client of {}.", text::code(&api.package.name)),
    );
    let calls = examples::first_calls(api, index);
    if calls.is_empty() {
        return text;
    }
    let library = index.library();
    // Neither the client nor, perhaps, the resource is there with every choice of features: what names them is gated with it.
    let gate = if has_gates(api) {
        format!("# #[cfg(all(feature = \"async\", feature = \"{ALL_RESOURCES}\"))]")
    } else {
        "# #[cfg(feature = \"async\")]".to_owned()
    };
    let caller = callers::of(api);
    let client = &caller.made;
    let mut lines = vec![
        gate.clone(),
        examples::import(library, &caller.root, &calls.iter().collect::<Vec<_>>()),
        String::new(),
        gate.to_owned(),
        format!("# async fn example() -> Result<(), {library}::Error> {{"),
    ];
    let calls = calls.iter().map(|call| call.statements(&Sending::Async));
    lines.extend(render::statements(&quote! {
        let client = #client;
        #(#calls)*
    }));
    lines.push("# Ok(())".to_owned());
    lines.push("# }".to_owned());
    text.paragraph(["# A first call".to_owned()]);
    text.example(lines);
    text
}

/// `src/types/mod.rs`: a line a file, and a line what is in it.
pub(crate) fn types(api: &Api) -> Page {
    let words =
        "The values that requests and answers are made of: one schema of the document a file.";
    let mut page = Page {
        inner: DocText::own(words).inner(),
        ..Page::default()
    };
    let mut files: Vec<&TypeFile> = api.types.iter().collect();
    files.sort_by_key(|file| file.file.rust().to_owned());
    let modules = files.iter().map(|file| {
        let (gate, module) = (gate(file.feature.as_ref()), file.file.ident());
        quote!(#gate mod #module;)
    });
    page.push(quote!(#(#modules)*));
    let uses = files.iter().map(|file| {
        let gate = gate(file.feature.as_ref());
        let names = file.types.iter().flat_map(names);
        let old = file.types.iter().any(|def| def.docs.deprecated);
        let reexport = reexport(&file.file, names.collect(), old);
        quote!(#gate #reexport)
    });
    page.push(quote!(#(#uses)*));
    page
}

/// `src/pcaps/mod.rs`.
pub(crate) fn resource(module: &Module) -> Page {
    let docs = DocText::of(
        &module.docs,
        &format!("Requests about {}.", text::code(module.name.wire())),
    );
    let mut page = Page {
        inner: docs.inner(),
        ..Page::default()
    };
    let mut endpoints: Vec<_> = module.endpoints.iter().collect();
    endpoints.sort_by_key(|endpoint| endpoint.function.rust().to_owned());
    let received = module
        .received
        .iter()
        .map(|request| request.function.ident());
    let modules = endpoints.iter().map(|endpoint| endpoint.function.ident());
    let modules = modules.chain(received);
    page.push(quote!(#(mod #modules;)*));
    let uses = endpoints.iter().map(|endpoint| {
        let own = [endpoint.function.ident(), endpoint.name.ident()];
        let former = endpoint.former.iter();
        let former = former.flat_map(|one| [Some(&one.function), one.name.as_ref()]);
        let own = own.into_iter().chain(former.flatten().map(Name::ident));
        let names = own
            .into_iter()
            .chain(contents::name(endpoint))
            .chain(statuses::names(endpoint))
            .chain(headers::names(endpoint))
            .chain(endpoint.types.iter().flat_map(names));
        let old = endpoint.docs.deprecated
            || !endpoint.former.is_empty()
            || endpoint.types.iter().any(|def| def.docs.deprecated);
        reexport(&endpoint.function, names.collect(), old)
    });
    let uses: Vec<TokenStream> = uses.collect();
    let received = module.received.iter().map(|request| {
        let answer = request.answer.iter().map(|answers| answers.name.ident());
        let names = [request.name.ident()].into_iter().chain(answer);
        let names = names.chain(request.types.iter().flat_map(self::names));
        let old = request.docs.deprecated || request.types.iter().any(|def| def.docs.deprecated);
        reexport(&request.function, names.collect(), old)
    });
    page.push(quote!(#(#uses)* #(#received)*));
    page
}

/// The names that a type makes public.
fn names(def: &TypeDef) -> impl Iterator<Item = Ident> {
    let required = match &def.kind {
        Kind::Struct(object) if def.sent => object.required.as_ref().map(Name::ident),
        _ => None,
    };
    [def.name.ident()].into_iter().chain(required)
}

/// `pub use create::{create, Create};`
fn reexport(module: &Name, mut names: Vec<Ident>, old: bool) -> TokenStream {
    let module = module.ident();
    let allow = old.then(
        || quote!(#[allow(deprecated, reason = "what the document deprecates still travels")]),
    );
    names.dedup();
    match names.as_slice() {
        [name] => quote!(#allow pub use #module::#name;),
        names => quote!(#allow pub use #module::{#(#names),*};),
    }
}

/// A file of `types/`.
pub(crate) fn type_file(file: &TypeFile, index: &Index<'_>) -> Page {
    let scope = Scope::new(index, Place::Types(file));
    let mut items = Page::default();
    for def in &file.types {
        definition(&mut items, &scope, "types::", def);
    }
    let touches = file.types.iter().any(|def| index.touches_deprecated(def));
    let mut page = Page {
        inner: allow_deprecated(touches),
        ..Page::default()
    };
    // Only an alias of a type of Rust's own does without.
    if scope.uses_runtime()
        || file
            .types
            .iter()
            .any(|def| !matches!(def.kind, Kind::Alias(_)))
    {
        page.push(quote!(
            use crate::runtime;
        ));
    }
    page.blocks.extend(items.blocks);
    page.items = items.items;
    for item in &mut page.items {
        if let ItemKind::Struct | ItemKind::Enum | ItemKind::Alias = item.kind {
            item.feature.clone_from(&file.feature);
        }
    }
    page
}

/// A type definition of any kind.
pub(crate) fn definition(page: &mut Page, scope: &Scope<'_>, prefix: &str, def: &TypeDef) {
    match &def.kind {
        Kind::Struct(object) => structs::emit(page, scope, prefix, def, object),
        Kind::Enum(values) => enums::emit(page, scope, prefix, def, values),
        Kind::Union(union) => unions::emit(page, scope, prefix, def, union),
        Kind::Alias(target) => aliases::emit(page, scope, prefix, def, target),
    }
    if let Some(answer) = &def.made_of {
        conversions::emit(page, scope, prefix, def, answer);
    }
}
