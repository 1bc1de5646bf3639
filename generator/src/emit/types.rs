//! A type where it is used, as tokens. How it is written depends on where it is written.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{examples, hidden};
use crate::api::{Api, Extra, Kind, Presence, TextKind, Type, TypeDef, TypeFile, TypeRef};
use crate::names::Name;

/// Every named type of the crate, found by where it is and what it is called.
pub(crate) struct Index<'a> {
    types: HashMap<Key<'a>, &'a TypeDef>,
    /// The path of the crate in code, which every example asks for.
    library: String,
    /// Those that hold what must not be shown, by address.
    hiding: HashSet<usize>,
}

/// Module and function of the endpoint in whose file the type stands, and the type's name.
type Key<'a> = (Option<(&'a str, &'a str)>, &'a str);

impl<'a> Index<'a> {
    pub(crate) fn new(api: &'a Api) -> Self {
        let components = api
            .types
            .iter()
            .flat_map(|file| &file.types)
            .map(|def| ((None, def.name.rust()), def));
        let inline = api.modules.iter().flat_map(|module| {
            let endpoints = module.endpoints.iter();
            let endpoints = endpoints.map(|endpoint| (&endpoint.function, &endpoint.types));
            let received = module.received.iter();
            let received = received.map(|received| (&received.function, &received.types));
            endpoints.chain(received).flat_map(|(function, types)| {
                let place = Some((module.name.rust(), function.rust()));
                types.iter().map(move |def| ((place, def.name.rust()), def))
            })
        });
        let mut index = Self {
            types: components.chain(inline).collect(),
            library: examples::library(api),
            hiding: HashSet::new(),
        };
        let all: Vec<&TypeDef> = index.types.values().copied().collect();
        index.hiding = hidden::holders(&all, |reference| index.get(reference));
        index
    }

    /// The path of the crate in code.
    pub(crate) fn library(&self) -> &str {
        &self.library
    }

    /// Whether a type holds what must not be shown.
    pub(crate) fn hides(&self, def: &TypeDef) -> bool {
        self.hiding.contains(&hidden::address(def))
    }

    pub(crate) fn get(&self, reference: &TypeRef) -> Option<&'a TypeDef> {
        let place = reference
            .endpoint
            .as_ref()
            .map(|(module, function)| (module.rust(), function.rust()));
        self.types.get(&(place, reference.name.rust())).copied()
    }

    /// The type behind aliases. A circle of aliases ends where it was entered.
    pub(crate) fn resolved<'t>(&self, ty: &'t Type) -> &'t Type
    where
        'a: 't,
    {
        let mut current = ty;
        for _ in 0..=self.types.len() {
            match current {
                Type::Named(reference) => match self.get(reference).map(|def| &def.kind) {
                    Some(Kind::Alias(target)) => current = target,
                    _ => return current,
                },
                _ => return current,
            }
        }
        current
    }

    /// The type with every alias in it replaced: two are equal where Rust has one type.
    pub(crate) fn canonical(&self, ty: &Type) -> Type {
        let inside = |inner: &Type| Box::new(self.canonical(inner));
        match self.resolved(ty) {
            Type::List(inner) => Type::List(inside(inner)),
            Type::Entries(inner) => Type::Entries(inside(inner)),
            Type::Nullable(inner) => Type::Nullable(inside(inner)),
            Type::Boxed(inner) => Type::Boxed(inside(inner)),
            other => other.clone(),
        }
    }

    /// Whether the code of a type names anything deprecated.
    pub(crate) fn touches_deprecated(&self, def: &TypeDef) -> bool {
        let inside = match &def.kind {
            Kind::Struct(object) => {
                let extra = matches!(&object.extra, Extra::Typed(ty, _) if self.deprecated(ty));
                let patterns = object.patterns.iter();
                let by_pattern =
                    patterns.map(|field| field.docs.deprecated || self.deprecated(&field.ty));
                extra
                    || by_pattern.into_iter().any(|deprecated| deprecated)
                    || object
                        .fields
                        .iter()
                        .any(|field| field.docs.deprecated || self.deprecated(&field.ty))
            }
            Kind::Enum(values) => values
                .variants
                .iter()
                .any(|variant| variant.docs.deprecated),
            Kind::Union(union) => union
                .variants
                .iter()
                .any(|variant| variant.docs.deprecated || self.deprecated(&variant.ty)),
            Kind::Alias(target) => self.deprecated(target),
        };
        inside || def.docs.deprecated
    }

    /// Whether writing the type is writing the name of a deprecated one.
    pub(crate) fn deprecated(&self, ty: &Type) -> bool {
        match ty {
            Type::Named(reference) => self.get(reference).is_some_and(|def| def.docs.deprecated),
            Type::List(inner)
            | Type::Entries(inner)
            | Type::Nullable(inner)
            | Type::Boxed(inner) => self.deprecated(inner),
            _ => false,
        }
    }
}

/// Where a type is written.
pub(crate) enum Place<'a> {
    /// In a file of `types/`.
    Types(&'a TypeFile),
    /// In the file of an endpoint: its module and its function.
    Endpoint(&'a Name, &'a Name),
    /// By a user of the crate, who imports the modules.
    User,
}

/// A place, with what was used there.
pub(crate) struct Scope<'a> {
    pub(crate) index: &'a Index<'a>,
    place: Place<'a>,
    /// The module of the endpoint in whose file it is written.
    module: Option<&'a Name>,
    /// Whether `types::` was written: then it must be imported.
    types: Cell<bool>,
    /// Whether `runtime::` was written for a type.
    runtime: Cell<bool>,
}

impl<'a> Scope<'a> {
    pub(crate) fn new(index: &'a Index<'a>, place: Place<'a>) -> Self {
        let module = match place {
            Place::Endpoint(module, _) => Some(module),
            Place::Types(_) | Place::User => None,
        };
        Self {
            index,
            place,
            module,
            types: Cell::new(false),
            runtime: Cell::new(false),
        }
    }

    /// The same crate as its user sees it.
    pub(crate) fn user(&self) -> Scope<'a> {
        Scope {
            module: self.module,
            ..Scope::new(self.index, Place::User)
        }
    }

    /// Whether anything was written with `types::`.
    pub(crate) fn uses_types(&self) -> bool {
        self.types.get()
    }

    /// Whether a type of the runtime was written.
    pub(crate) fn uses_runtime(&self) -> bool {
        self.runtime.get()
    }

    /// A named type.
    pub(crate) fn path(&self, reference: &TypeRef) -> TokenStream {
        let name = reference.name.ident();
        match (&self.place, &reference.endpoint) {
            (Place::Types(file), None)
                if file.types.iter().any(|def| def.name == reference.name) =>
            {
                quote!(#name)
            }
            (Place::Types(_), None) => quote!(super::#name),
            (Place::Endpoint(module, function), Some((its_module, its_function)))
                if *module == its_module && *function == its_function =>
            {
                quote!(#name)
            }
            (Place::Types(_) | Place::Endpoint(..), Some((module, _))) => {
                let module = module.ident();
                quote!(crate::#module::#name)
            }
            (Place::Endpoint(..) | Place::User, None) => {
                self.types.set(true);
                quote!(types::#name)
            }
            (Place::User, Some((module, _))) => {
                let module = module.ident();
                quote!(#module::#name)
            }
        }
    }

    /// A type of the endpoint's own file that no schema makes.
    pub(crate) fn local(&self, name: &Name) -> TokenStream {
        let name = name.ident();
        match (&self.place, self.module) {
            (Place::User, Some(module)) => {
                let module = module.ident();
                quote!(#module::#name)
            }
            _ => quote!(#name),
        }
    }

    /// Something of the runtime: `runtime::Map`, to a user `Map`.
    pub(crate) fn runtime(&self, name: &str) -> TokenStream {
        let name = Ident::new(name, proc_macro2::Span::call_site());
        match self.place {
            Place::User => quote!(#name),
            _ => {
                self.runtime.set(true);
                quote!(runtime::#name)
            }
        }
    }

    /// A type.
    pub(crate) fn ty(&self, ty: &Type) -> TokenStream {
        match ty {
            Type::Named(reference) => self.path(reference),
            Type::String => quote!(String),
            Type::Integer { bits, signed } => integer(*bits, *signed),
            Type::Float => quote!(f64),
            Type::Decimal => self.runtime("Decimal"),
            Type::Boolean => quote!(bool),
            Type::Text(kind) => self.runtime(text(*kind)),
            Type::Secret => self.runtime("Secret"),
            Type::SecretUri => self.runtime("SecretUri"),
            Type::Base64 => self.runtime("Base64"),
            Type::Body => self.runtime("Body"),
            Type::Upload => self.runtime("Upload"),
            Type::Map => self.runtime("Map"),
            Type::Value => self.runtime("Value"),
            Type::Null => self.runtime("Null"),
            Type::List(inner) => {
                let inner = self.ty(inner);
                quote!(Vec<#inner>)
            }
            Type::Entries(inner) => {
                let entries = self.runtime("Entries");
                let inner = self.ty(inner);
                quote!(#entries<#inner>)
            }
            Type::Nullable(inner) => {
                let inner = self.ty(inner);
                quote!(Option<#inner>)
            }
            Type::Boxed(inner) => {
                let inner = self.ty(inner);
                quote!(Box<#inner>)
            }
        }
    }

    /// The type of a member.
    pub(crate) fn member(&self, ty: &Type, presence: Presence) -> TokenStream {
        let plain = self.ty(ty);
        match presence {
            Presence::Required => plain,
            Presence::Optional | Presence::Nullable => quote!(Option<#plain>),
            Presence::Maybe => {
                let maybe = self.runtime("Maybe");
                quote!(#maybe<#plain>)
            }
        }
    }

    /// The type of an argument that becomes a `ty`: whatever converts, where a literal then still has its type.
    pub(crate) fn argument(&self, ty: &Type) -> TokenStream {
        let plain = self.ty(ty);
        if converts(self.index.resolved(ty)) {
            quote!(impl Into<#plain>)
        } else {
            plain
        }
    }

    /// The member of a struct literal that takes its value from the argument of its name.
    pub(crate) fn initialized(&self, ty: &Type, name: &Ident) -> TokenStream {
        if converts(self.index.resolved(ty)) {
            quote!(#name: #name.into())
        } else {
            quote!(#name)
        }
    }

    /// The expression that makes a `ty` of the argument `name`.
    pub(crate) fn converted(&self, ty: &Type, name: &Ident) -> TokenStream {
        if converts(self.index.resolved(ty)) {
            quote!(#name.into())
        } else {
            quote!(#name)
        }
    }
}

/// Whether an argument of the type is taken as `impl Into`. Not where an untyped literal would become `i32` or `f64`
/// and then not convert, and not where nothing else converts.
fn converts(ty: &Type) -> bool {
    match ty {
        Type::Integer { bits, signed } => *bits == 64 && *signed,
        Type::Boolean | Type::Map | Type::Null => false,
        _ => true,
    }
}

fn integer(bits: u8, signed: bool) -> TokenStream {
    match (bits, signed) {
        (8, true) => quote!(i8),
        (16, true) => quote!(i16),
        (32, true) => quote!(i32),
        (8, false) => quote!(u8),
        (16, false) => quote!(u16),
        (32, false) => quote!(u32),
        (_, false) => quote!(u64),
        (_, true) => quote!(i64),
    }
}

fn text(kind: TextKind) -> &'static str {
    match kind {
        TextKind::Timestamp => "Timestamp",
        TextKind::Date => "Date",
        TextKind::Time => "Time",
        TextKind::Span => "Span",
        TextKind::Uuid => "Uuid",
        TextKind::Uri => "Uri",
        TextKind::Ipv4 => "Ipv4",
        TextKind::Ipv6 => "Ipv6",
    }
}
