//! Items say what the text says: the set of public things is the same.

use std::collections::BTreeSet;

use letterpress::emit::{ItemKind, emit};
use syn::{Fields, ImplItem, Item, Visibility};

use crate::{mini, printed};

/// Kind, path, and what is compared beside them: the trait of an implementation, the arity of a function, the type of a
/// field, the derives of a type.
type Thing = (ItemKind, String, String);

#[test]
fn items_are_the_public_items_of_the_text() {
    let output = emit(&mini::api());
    let mut in_text = BTreeSet::new();
    in_text.insert((ItemKind::Crate, "crate".to_owned(), String::new()));
    for feature in features(&output.files.0["Cargo.toml"]) {
        in_text.insert((
            ItemKind::Feature,
            format!("feature {feature}"),
            String::new(),
        ));
    }
    for (path, text) in printed(&output).filter(|(path, _)| path.ends_with(".rs")) {
        let file = syn::parse_file(text).expect("a file that parses");
        for item in &file.items {
            things(&module(path), item, &mut in_text);
        }
    }
    let listed: BTreeSet<Thing> = output
        .into_items()
        .0
        .iter()
        .map(|item| {
            let detail = match item.kind {
                ItemKind::Impl => trait_of(&item.signature),
                ItemKind::Function | ItemKind::Method => arity_of(&item.signature),
                ItemKind::Struct | ItemKind::Enum => item.derives.join(", "),
                ItemKind::Field | ItemKind::Alias | ItemKind::Variant => type_of(&item.signature),
                _ => String::new(),
            };
            (item.kind, item.path.clone(), detail)
        })
        .collect();
    let missing: Vec<_> = in_text.difference(&listed).collect();
    let invented: Vec<_> = listed.difference(&in_text).collect();
    assert!(
        missing.is_empty() && invented.is_empty(),
        "not listed: {missing:#?}\nnot in the text: {invented:#?}"
    );
    assert!(
        listed.len() > 150,
        "the API is smaller than it should be: {}",
        listed.len()
    );
}

#[test]
fn items_are_sorted_and_told_once() {
    let items = emit(&mini::api()).into_items().0;
    let keys: Vec<_> = items
        .iter()
        .map(|item| (&item.path, item.kind, &item.signature))
        .collect();
    assert!(keys.windows(2).all(|pair| pair[0] < pair[1]));
}

#[test]
fn a_signature_has_types_as_a_user_writes_them() {
    let items = emit(&mini::api()).into_items().0;
    let signature = |path: &str, kind| {
        items
            .iter()
            .find(|item| item.path == path && item.kind == kind)
            .map(|item| item.signature.as_str())
    };
    assert_eq!(
        signature("press::print", ItemKind::Function),
        Some(
            "pub fn print(press_id: impl Into<i64>, content: impl Into<press::PrintBody>) -> press::Print"
        )
    );
    assert_eq!(
        signature("types::Everything::when", ItemKind::Field),
        Some("pub when: Option<Timestamp>")
    );
    assert_eq!(
        signature("types::Sheet::gloss", ItemKind::Method),
        Some("pub fn gloss(mut self, value: bool) -> Self")
    );
    assert_eq!(
        signature("types::Ink::KNOWN", ItemKind::Const),
        Some("pub const KNOWN: &'static [Self]")
    );
    assert_eq!(
        signature("types::Stock::Sheet", ItemKind::Variant),
        Some("Sheet(types::Sheet)")
    );
}

#[test]
fn what_the_root_takes_from_the_runtime_is_there_under_the_same_features() {
    let output = emit(&mini::api());
    let taken = exports(&output.files.0["src/lib.rs"], "runtime");
    let offered = exports(&output.files.0["src/runtime/mod.rs"], "");
    let is_offered = |(name, conditions): &&(String, String)| {
        let always = (name.clone(), String::new());
        offered.contains(&always) || offered.contains(&(name.clone(), conditions.clone()))
    };
    let missing: Vec<_> = taken.iter().filter(|name| !is_offered(name)).collect();
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(taken.len() > 40);
}

/// The names that a file makes public by `pub use` (of `from` alone, where that is given) or has as public types and
/// modules, each with its conditions.
fn exports(text: &str, from: &str) -> BTreeSet<(String, String)> {
    let mut names = BTreeSet::new();
    for item in syn::parse_file(text).expect("a file that parses").items {
        let (attrs, found) = match item {
            Item::Use(item) if is_public(&item.vis) => {
                let tree = &item.tree;
                let text = quote::quote!(#tree).to_string().replace(' ', "");
                if !text.starts_with(from) {
                    continue;
                }
                let list = text
                    .rsplit("::")
                    .next()
                    .unwrap_or(&text)
                    .trim_matches(['{', '}'])
                    .to_owned();
                (item.attrs, list.split(',').map(str::to_owned).collect())
            }
            Item::Type(item) if from.is_empty() => (item.attrs, vec![item.ident.to_string()]),
            Item::Mod(item) if from.is_empty() => (item.attrs, vec![item.ident.to_string()]),
            _ => continue,
        };
        let conditions = attrs.iter().filter(|attr| attr.path().is_ident("cfg"));
        let conditions: String = conditions
            .map(|attr| quote::quote!(#attr).to_string())
            .collect();
        names.extend(found.into_iter().map(|name| (name, conditions.clone())));
    }
    names
}

/// The public module that a file's items are in.
fn module(path: &str) -> String {
    match path.split('/').collect::<Vec<_>>().as_slice() {
        ["src", folder, file] if *file != "mod.rs" => format!("{folder}::"),
        ["src", "base_urls.rs"] => "base_urls::".to_owned(),
        _ => String::new(),
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn things(module: &str, item: &Item, found: &mut BTreeSet<Thing>) {
    let path = |name: &dyn ToString| format!("{module}{}", name.to_string());
    match item {
        Item::Mod(item) if is_public(&item.vis) => {
            found.insert((ItemKind::Module, path(&item.ident), String::new()));
        }
        Item::Struct(item) if is_public(&item.vis) => {
            found.insert((ItemKind::Struct, path(&item.ident), derives(&item.attrs)));
            for field in item.fields.iter().filter(|field| is_public(&field.vis)) {
                let name = field.ident.as_ref().expect("fields have names");
                found.insert((
                    ItemKind::Field,
                    format!("{}::{name}", path(&item.ident)),
                    bare_type(&field.ty),
                ));
            }
        }
        Item::Enum(item) if is_public(&item.vis) => {
            found.insert((ItemKind::Enum, path(&item.ident), derives(&item.attrs)));
            for variant in &item.variants {
                assert!(!matches!(variant.fields, Fields::Named(_)));
                found.insert((
                    ItemKind::Variant,
                    format!("{}::{}", path(&item.ident), variant.ident),
                    variant
                        .fields
                        .iter()
                        .map(|field| bare_type(&field.ty))
                        .collect(),
                ));
            }
        }
        Item::Type(item) if is_public(&item.vis) => {
            found.insert((ItemKind::Alias, path(&item.ident), bare_type(&item.ty)));
        }
        Item::Use(item) if is_public(&item.vis) && module.is_empty() => {
            for name in root_names(&item.tree) {
                found.insert((ItemKind::Reexport, name, String::new()));
            }
        }
        Item::Fn(item) if is_public(&item.vis) => {
            found.insert((
                ItemKind::Function,
                path(&item.sig.ident),
                item.sig.inputs.len().to_string(),
            ));
        }
        Item::Impl(item) => implementation(module, item, found),
        _ => {}
    }
}

fn implementation(module: &str, item: &syn::ItemImpl, found: &mut BTreeSet<Thing>) {
    let syn::Type::Path(owner) = item.self_ty.as_ref() else {
        return;
    };
    let owner = owner
        .path
        .segments
        .last()
        .expect("a path has a segment")
        .ident
        .to_string();
    // The runtime's own type, which servers convert into.
    let of_runtime = owner == "BaseUrl";
    let owner = if of_runtime {
        owner
    } else {
        format!("{module}{owner}")
    };
    if let Some((path, _)) = &item.trait_ {
        let name = &path.segments.last().expect("a path has a segment").ident;
        // Every type has these.
        if !["Decode", "Encode", "Check"].contains(&name.to_string().as_str()) {
            let text = quote::quote!(#path)
                .to_string()
                .replace(' ', "")
                .replace("super::", "types::");
            let text = text
                .split("::")
                .last()
                .map_or(String::new(), |_| text.replace("runtime::", ""));
            let text = if of_runtime {
                text.replace("From<", &format!("From<{module}"))
            } else {
                text
            };
            found.insert((ItemKind::Impl, owner, bare(&text)));
        }
        return;
    }
    for member in &item.items {
        match member {
            ImplItem::Fn(member) if is_public(&member.vis) => {
                let path = format!("{owner}::{}", member.sig.ident);
                found.insert((ItemKind::Method, path, member.sig.inputs.len().to_string()));
            }
            ImplItem::Const(member) if is_public(&member.vis) => {
                found.insert((
                    ItemKind::Const,
                    format!("{owner}::{}", member.ident),
                    String::new(),
                ));
            }
            _ => {}
        }
    }
}

/// The names of `pub use runtime::{..}`.
fn root_names(tree: &syn::UseTree) -> Vec<String> {
    match tree {
        syn::UseTree::Path(path) if path.ident == "runtime" => root_names(&path.tree),
        syn::UseTree::Group(group) => group.items.iter().flat_map(root_names).collect(),
        syn::UseTree::Name(name) => vec![name.ident.to_string()],
        _ => Vec::new(),
    }
}

/// The keys of `[features]`.
fn features(manifest: &str) -> Vec<String> {
    let table = manifest.lines().skip_while(|line| *line != "[features]");
    table
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| Some(line.split_once(" = ")?.0.to_owned()))
        .collect()
}

fn derives(attributes: &[syn::Attribute]) -> String {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("derive"))
        .map(|attribute| {
            let syn::Meta::List(list) = &attribute.meta else {
                panic!("a derive is a list");
            };
            list.tokens.to_string().replace(" ,", ",")
        })
        .collect()
}

/// A type without the modules of its names: `Option<Sheet>`.
fn bare_type(ty: &syn::Type) -> String {
    let text = quote::quote!(#ty).to_string().replace(' ', "");
    let mut bare = String::new();
    for part in text.split_inclusive(['<', '>', ',', '(', ')']) {
        bare.push_str(part.rsplit("::").next().unwrap_or(part));
    }
    bare
}

/// The type in "pub x: T", "pub type X = T" or "X(T)".
fn type_of(signature: &str) -> String {
    let text = if let Some((_, ty)) = signature.split_once(" = ") {
        ty
    } else if let Some((_, ty)) = signature.split_once(": ") {
        ty
    } else if let Some((_, payload)) = signature.split_once('(') {
        payload.strip_suffix(')').expect("a payload ends")
    } else {
        return String::new();
    };
    bare_type(&syn::parse_str(text).expect("a type"))
}

/// The trait of "impl From<types::Sheet> for types::Stock"; an endpoint's associated types are not part of its name.
fn trait_of(signature: &str) -> String {
    let text = signature.strip_prefix("impl ").expect("an implementation");
    let text = text.split(" for ").next().expect("the trait comes first");
    bare(&text.replace(' ', ""))
}

fn bare(text: &str) -> String {
    if text.starts_with("Endpoint<") {
        "Endpoint".to_owned()
    } else {
        text.to_owned()
    }
}

#[test]
fn the_list_of_items_is_a_file_of_the_crate() {
    let output = emit(&mini::api());
    let text = output.files.0["API.txt"].clone();
    assert!(letterpress::files::is_marked(text.as_bytes()));
    let lines: Vec<&str> = letterpress::emit::Items::lines(&text).collect();
    assert_eq!(lines.len(), output.into_items().0.len());
    assert!(lines.contains(
        &"types::Sheet: #[derive(Clone, Debug, PartialEq)] #[non_exhaustive] pub struct Sheet"
    ));
    assert!(lines.contains(&"feature default: [\"async\", \"rustls\"]"));
    assert!(lines.contains(&"Client: #[cfg(feature = \"async\")] pub use Client"));
}

fn arity_of(signature: &str) -> String {
    let item: syn::ItemFn = syn::parse_str(&format!("{signature} {{}}")).expect("a signature");
    item.sig.inputs.len().to_string()
}
