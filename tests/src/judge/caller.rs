//! A caller, made from the list of what a crate makes public.
//!
//! It does with each item what semver lets code rely on: names modules and types, needs their traits, reads and writes members at their types, takes structs
//! apart (with `..` where they are `#[non_exhaustive]`), builds those that are not, matches enums (with a wildcard where they have to), calls functions
//! with arguments and for results of their types, and with text where text is taken.
#![allow(
    clippy::panic,
    reason = "what no caller was taught yet is to be seen at once"
)]

use std::fmt::Write as _;

use letterpress::emit::{Item, ItemKind, Items};
use quote::ToTokens as _;
use syn::{
    FnArg, GenericArgument, ImplItemFn, PathArguments, ReceiverKind, ReturnType, Type,
    TypeParamBound,
};

/// A module's text: a function an item. `root` is the path of the crate.
pub(super) fn text(items: &Items, root: &str) -> String {
    let mut text = format!("use {root}::*;\n\nfn some<T>() -> T {{\n    unreachable!()\n}}\n");
    for (index, item) in items.0.iter().enumerate() {
        let caller = Caller { items, item, root };
        if let Some(body) = caller.body() {
            write!(text, "\npub fn call_{index}() {{\n{body}}}\n").expect("a String takes all");
        }
    }
    text
}

struct Caller<'a> {
    items: &'a Items,
    item: &'a Item,
    root: &'a str,
}

impl Caller<'_> {
    /// What the item can be used for; `None`: for nothing without a client, or it is not of the code.
    fn body(&self) -> Option<String> {
        let signature = plain(&self.item.signature)?;
        let path = &self.item.path;
        let lines = match self.item.kind {
            ItemKind::Crate | ItemKind::Feature => return None,
            ItemKind::Reexport => vec![format!("use {}::{path} as _again;", self.root)],
            ItemKind::Module => vec![format!("use {}::{path} as _again;", self.root)],
            ItemKind::Struct => self.structure(),
            ItemKind::Enum => self.enumeration(),
            ItemKind::Alias => {
                let target = self.rooted(signature.split_once(" = ")?.1);
                vec![format!("let _: {target} = some::<{path}>();")]
            }
            ItemKind::Field => self.field(signature),
            ItemKind::Variant => self.variant(signature),
            ItemKind::Const => {
                let ty = self.rooted(signature.split_once(": ")?.1);
                vec![format!("let _: {ty} = {path};")]
            }
            ItemKind::Function | ItemKind::Method => self.function(signature),
            ItemKind::Impl => {
                let bound = signature.strip_prefix("impl ")?.rsplit_once(" for ")?.0;
                // An endpoint without a documented failure has none to read: nobody names `()`.
                let bound = bound
                    .replace("<&", "<&'static ")
                    .replace(", Failure = ()", "");
                vec![needs(&self.rooted(&bound), path)]
            }
        };
        Some(lines.iter().map(|line| format!("    {line}\n")).collect())
    }

    /// The type or module that the item is in.
    fn owner(&self) -> &str {
        let owner = self.item.path.rsplit_once("::");
        owner.map_or("", |(owner, _)| owner)
    }

    /// The parts of this type, of one kind.
    fn parts(&self, kind: ItemKind) -> Vec<&Item> {
        let inside = |item: &&Item| {
            item.kind == kind
                && item
                    .path
                    .rsplit_once("::")
                    .is_some_and(|(owner, _)| owner == self.item.path)
        };
        self.items.0.iter().filter(inside).collect()
    }

    fn is_open(&self) -> bool {
        self.item.signature.contains("#[non_exhaustive]")
    }

    /// What every type is relied on for.
    fn traits(&self) -> String {
        let mut bounds: Vec<String> = self
            .item
            .derives
            .iter()
            .map(|name| match *name {
                "Debug" => "::core::fmt::Debug".to_owned(),
                "Hash" => "::core::hash::Hash".to_owned(),
                name => name.to_owned(),
            })
            .collect();
        bounds.extend(["Send".to_owned(), "Sync".to_owned(), "'static".to_owned()]);
        needs(&bounds.join(" + "), &self.item.path)
    }

    fn structure(&self) -> Vec<String> {
        let path = &self.item.path;
        let fields = self.parts(ItemKind::Field);
        let names: Vec<&str> = fields.iter().map(|field| last(&field.path)).collect();
        let mut lines = vec![self.traits()];
        if self.is_open() {
            lines.push(format!(
                "let {path} {{ {}.. }} = some();",
                listed(&names, "")
            ));
        } else {
            lines.push(format!("let {path} {{ {}}} = some();", listed(&names, "")));
            lines.push(format!(
                "let _ = {path} {{ {}}};",
                listed(&names, ": some()")
            ));
        }
        lines
    }

    fn enumeration(&self) -> Vec<String> {
        let path = &self.item.path;
        let arms = self.parts(ItemKind::Variant).into_iter().map(|variant| {
            let pattern = if variant.signature.contains('(') {
                "(..)"
            } else {
                ""
            };
            format!("        {}{pattern} => {{}}\n", variant.path)
        });
        let arms: String = arms.collect();
        let rest = if self.is_open() {
            "        _ => {}\n"
        } else {
            ""
        };
        vec![
            self.traits(),
            format!("match some::<{path}>() {{\n{arms}{rest}    }}"),
        ]
    }

    fn field(&self, signature: &str) -> Vec<String> {
        let (owner, name) = (self.owner(), last(&self.item.path));
        let Some((_, ty)) = signature.split_once(": ") else {
            panic!("a field without its type: {signature}");
        };
        let ty = self.rooted(ty);
        vec![
            format!("let mut value = some::<{owner}>();"),
            format!("let _: {ty} = value.{name}.clone();"),
            format!("value.{name} = some::<{ty}>();"),
        ]
    }

    fn variant(&self, signature: &str) -> Vec<String> {
        let (owner, path) = (self.owner(), &self.item.path);
        let variant: syn::Variant = parsed(signature);
        let types: Vec<String> = variant
            .fields
            .iter()
            .map(|field| self.rooted(&field.ty.to_token_stream().to_string()))
            .collect();
        if types.is_empty() {
            return vec![format!("let _: {owner} = {path};")];
        }
        let values: Vec<String> = types.iter().map(|ty| format!("some::<{ty}>()")).collect();
        let names: Vec<String> = (0..types.len()).map(|index| format!("v{index}")).collect();
        let typed: Vec<String> = names
            .iter()
            .zip(&types)
            .map(|(name, ty)| format!("let _: {ty} = {name};"))
            .collect();
        vec![
            format!("let _: {owner} = {path}({});", values.join(", ")),
            format!(
                "if let {path}({}) = some() {{ {} }}",
                names.join(", "),
                typed.join(" ")
            ),
        ]
    }

    fn function(&self, signature: &str) -> Vec<String> {
        let function: ImplItemFn = parsed(&format!("{signature} {{}}"));
        let owner = self.owner();
        let is_method = self.item.kind == ItemKind::Method;
        let mut arguments = Vec::new();
        let mut texts = Vec::new();
        for argument in &function.sig.inputs {
            let (typed, text) = match argument {
                FnArg::Receiver(receiver) => {
                    let by = match &receiver.kind {
                        ReceiverKind::Value => "",
                        ReceiverKind::Reference(_, _, None) => "&",
                        ReceiverKind::Reference(_, _, Some(_)) => "&mut ",
                        _ => panic!("callers know no such receiver: {signature}"),
                    };
                    let value = format!("{by}some::<{owner}>()");
                    (value.clone(), value)
                }
                FnArg::Typed(typed) => self.argument(&typed.ty),
            };
            arguments.push(typed);
            texts.push(text);
        }
        let output = match &function.sig.output {
            ReturnType::Default => "()".to_owned(),
            ReturnType::Type(_, ty) => self.rooted(&ty.to_token_stream().to_string()),
        };
        let output = if is_method {
            word(&output, "Self", owner)
        } else {
            output
        };
        let path = &self.item.path;
        let mut lines = vec![format!(
            "let _: {output} = {path}({});",
            arguments.join(", ")
        )];
        if texts != arguments {
            lines.push(format!("let _: {output} = {path}({});", texts.join(", ")));
        }
        lines
    }

    /// An argument with its type, and as a literal where there is one.
    fn argument(&self, ty: &Type) -> (String, String) {
        let ty = match ty {
            Type::ImplTrait(bounds) => match bounds.bounds.first() {
                Some(TypeParamBound::Trait(bound)) => {
                    let last = bound.path.segments.last();
                    match last.map(|segment| (segment.ident.to_string(), &segment.arguments)) {
                        Some((name, PathArguments::AngleBracketed(inner))) if name == "Into" => {
                            match inner.args.first() {
                                Some(GenericArgument::Type(ty)) => ty.clone(),
                                _ => panic!("an argument of `Into` is a type"),
                            }
                        }
                        _ => panic!("callers know only `impl Into`: {}", self.item.signature),
                    }
                }
                _ => panic!("callers know only `impl Into`: {}", self.item.signature),
            },
            ty => ty.clone(),
        };
        let ty = self.rooted(&ty.to_token_stream().to_string());
        let typed = format!("some::<{ty}>()");
        let text = match ty.as_str() {
            "String" => "\"text\"".to_owned(),
            "i64" | "f64" => "1".to_owned(),
            _ => typed.clone(),
        };
        (
            typed,
            if text == "1" && ty == "f64" {
                "1.5".to_owned()
            } else {
                text
            },
        )
    }

    /// Names that stand beside the item are written from the root.
    fn rooted(&self, text: &str) -> String {
        let module = match self.item.kind {
            ItemKind::Field | ItemKind::Variant | ItemKind::Method | ItemKind::Const => self
                .owner()
                .rsplit_once("::")
                .map_or("", |(module, _)| module),
            _ => self.owner(),
        };
        let text = if matches!(self.item.kind, ItemKind::Const | ItemKind::Method) {
            word(text, "Self", self.owner())
        } else {
            text.to_owned()
        };
        let beside = self.items.0.iter().filter(|item| {
            matches!(
                item.kind,
                ItemKind::Struct | ItemKind::Enum | ItemKind::Alias
            ) && item
                .path
                .rsplit_once("::")
                .is_some_and(|(owner, _)| owner == module)
        });
        beside.fold(text, |text, item| word(&text, last(&item.path), &item.path))
    }
}

/// Without its attributes; `None` where it only stands with a client.
fn plain(signature: &str) -> Option<&str> {
    let mut rest = signature;
    while rest.starts_with("#[") {
        if rest.starts_with("#[cfg(") {
            return None;
        }
        rest = rest.split_once("] ")?.1;
    }
    Some(rest)
}

fn parsed<T: syn::parse::Parse>(text: &str) -> T {
    syn::parse_str(text).unwrap_or_else(|error| panic!("`{text}` is no signature: {error}"))
}

fn needs(bound: &str, ty: &str) -> String {
    format!("fn needs<T: {bound}>() {{}}\n    needs::<{ty}>();")
}

fn listed(names: &[&str], after: &str) -> String {
    names
        .iter()
        .map(|name| format!("{name}{after}, "))
        .collect()
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// Replaces a word where it stands alone, and behind no path.
fn word(text: &str, from: &str, to: &str) -> String {
    let is_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '#');
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_word) {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.find(|letter| !is_word(letter)).unwrap_or(rest.len());
        let alone = !out.trim_end().ends_with("::");
        let (found, after) = rest.split_at(end);
        out.push_str(if found == from && alone { to } else { found });
        rest = after;
    }
    out.push_str(rest);
    out
}
