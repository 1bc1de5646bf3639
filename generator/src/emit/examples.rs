//! Examples: calls that compile, made from the document's own values.

use proc_macro2::TokenStream;
use quote::quote;

use super::endpoints;
use super::expressions;
use super::render;
use super::types::{Index, Place, Scope};
use crate::api::{Api, Endpoint, Expression, Module, Payload};
use crate::names::{Name, Role};

/// The lines of an endpoint's example; what surrounds the call is hidden. `None` where the document has no value for
/// some argument.
pub(crate) fn lines(
    index: &Index<'_>,
    module: &Module,
    endpoint: &Endpoint,
) -> Option<Vec<String>> {
    let call = Call::new(index, module, endpoint, Detail::Whole)?;
    let library = index.library();
    let sending = match endpoint.paging {
        Some(_) => Sending::Paged,
        None => Sending::Async,
    };
    let statements = call.statements(&sending);
    let mut lines = vec![
        import(library, &[], &[&call]),
        String::new(),
        "# #[cfg(feature = \"async\")]".to_owned(),
        format!("# async fn example(client: {library}::Client) -> Result<(), {library}::Error> {{"),
    ];
    lines.extend(render::statements(&statements));
    lines.extend(["# Ok(())".to_owned(), "# }".to_owned()]);
    Some(lines)
}

/// The path of the crate in code: with `::` before its name, where a resource has that name too.
pub(crate) fn library(api: &Api) -> String {
    let name = Name::new(Role::Module, &api.package.library);
    let ambiguous = api
        .modules
        .iter()
        .any(|module| module.name.rust() == name.rust());
    format!("{}{}", if ambiguous { "::" } else { "" }, name.rust())
}

/// The `use` of what calls need, beside names of the crate's root.
pub(crate) fn import(library: &str, root: &[&str], calls: &[&Call<'_>]) -> String {
    let mut modules: Vec<String> = calls
        .iter()
        .map(|call| call.module.name.ident().to_string())
        .collect();
    if calls.iter().any(|call| call.types) {
        modules.push("types".to_owned());
    }
    modules.sort();
    modules.dedup();
    let mut root: Vec<&str> = root.to_vec();
    root.extend(calls.iter().flat_map(|call| &call.files));
    root.sort_unstable();
    root.dedup();
    let names: Vec<&str> = root
        .into_iter()
        .chain(modules.iter().map(String::as_str))
        .collect();
    match names.as_slice() {
        [name] => format!("use {library}::{name};"),
        names => format!("use {library}::{{{}}};", names.join(", ")),
    }
}

/// How a call is sent.
pub(crate) enum Sending {
    Async,
    Blocking,
    /// Until what it asks for is done.
    Waiting,
    /// Over all its pages.
    Paged,
}

/// A call of an endpoint's function.
pub(crate) struct Call<'a> {
    module: &'a Module,
    pub(crate) endpoint: &'a Endpoint,
    /// What is made before: the arguments that don't fit into a line.
    pub(crate) before: TokenStream,
    pub(crate) call: TokenStream,
    types: bool,
    /// Of the crate's root, what makes the files that it sends.
    files: Vec<&'static str>,
}

impl<'a> Call<'a> {
    pub(crate) fn new(
        index: &Index<'_>,
        module: &'a Module,
        endpoint: &'a Endpoint,
        detail: Detail,
    ) -> Option<Self> {
        let names = endpoints::arguments(endpoint);
        if endpoint.example.len() != names.len() {
            return None;
        }
        let scope = Scope::new(index, Place::User);
        let mut before = TokenStream::new();
        let (mut arguments, mut files) = (Vec::new(), Vec::new());
        for (name, example) in names.iter().zip(&endpoint.example) {
            let example = &match detail {
                Detail::Whole => example.clone(),
                Detail::Needed => needed(example),
            };
            self::files(example, &mut files);
            let value = expressions::expression(&scope, example);
            // What sends the call is `client`.
            if is_short(example) || name == "client" {
                arguments.push(value);
            } else {
                before.extend(quote!(let #name = #value;));
                arguments.push(quote!(#name));
            }
        }
        let place = module.name.ident();
        let function = endpoint.function.ident();
        let call = quote!(#place::#function(#(#arguments),*));
        Some(Self {
            module,
            endpoint,
            before,
            call,
            types: scope.uses_types(),
            files,
        })
    }

    /// The call, sent by a `client`.
    pub(crate) fn statements(&self, sending: &Sending) -> TokenStream {
        let Self { before, call, .. } = self;
        let sent = match (sending, &self.endpoint.outcome.payload) {
            (Sending::Blocking, Payload::Empty) => quote!(client.send(#call)?;),
            (Sending::Blocking, _) => quote!(let answer = client.send(#call)?;),
            (Sending::Waiting, _) => quote!(let answer = client.wait(#call).await?;),
            (Sending::Paged, _) => quote! {
                let mut items = client.items(#call);
                while let Some(item) = items.next().await {
                    println!("{:?}", item?);
                }
            },
            (Sending::Async, Payload::Empty) => quote!(client.send(#call).await?;),
            (Sending::Async, Payload::Bytes) => quote! {
                let download = client.open(#call).await?;
                download.to_file("download").await?;
            },
            (Sending::Async, Payload::Items(..)) => quote! {
                let mut items = client.stream(#call).await?;
                while let Some(item) = items.next().await {
                    println!("{:?}", item?);
                }
            },
            (Sending::Async, _) => quote!(let answer = client.send(#call).await?;),
        };
        quote!(#before #sent)
    }

    /// Whether what is sent binds an `answer`.
    pub(crate) fn answers(&self) -> bool {
        !matches!(
            self.endpoint.outcome.payload,
            Payload::Empty | Payload::Bytes | Payload::Items(..)
        )
    }

    /// The module of the function.
    pub(crate) fn module(&self) -> proc_macro2::Ident {
        self.module.name.ident()
    }

    /// The type of the request that the function returns.
    pub(crate) fn request(&self) -> TokenStream {
        let module = self.module.name.ident();
        let name = self.endpoint.name.ident();
        quote!(#module::#name)
    }
}

/// Whether an operation only reads, and so is a first call to try.
pub(crate) fn reads(endpoint: &Endpoint) -> bool {
    endpoint.method == "GET" && matches!(endpoint.outcome.payload, Payload::Json(_))
}

/// Whether what an operation is called with in the document holds a file.
pub(crate) fn sends_files(endpoint: &Endpoint) -> bool {
    let mut found = Vec::new();
    for example in &endpoint.example {
        files(example, &mut found);
    }
    !found.is_empty()
}

/// Whether an operation must have a body.
fn writes(endpoint: &Endpoint) -> bool {
    endpoint.body.as_ref().is_some_and(|body| body.required)
}

/// How much of the document's example a call shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    /// All of it: in the docs of the operation.
    Whole,
    /// What must be there: everywhere else, so that a property that may be left out is seen in one place.
    Needed,
}

/// An expression without what may be left out.
fn needed(expression: &Expression) -> Expression {
    match expression {
        Expression::New {
            ty,
            required,
            arguments,
            ..
        } => Expression::New {
            ty: ty.clone(),
            required: required.clone(),
            arguments: arguments
                .iter()
                .map(|(name, value)| (name.clone(), needed(value)))
                .collect(),
            setters: Vec::new(),
        },
        Expression::Wrap(ty, variant, inner) => {
            Expression::Wrap(ty.clone(), variant.clone(), Box::new(needed(inner)))
        }
        other => other.clone(),
    }
}

/// The types that make the files of an expression.
fn files(expression: &Expression, found: &mut Vec<&'static str>) {
    match expression {
        Expression::File { upload: true, .. } => found.push("Upload"),
        Expression::File { upload: false, .. } => found.push("Body"),
        Expression::New {
            arguments, setters, ..
        } => {
            for (_, value) in arguments.iter().chain(setters) {
                files(value, found);
            }
        }
        Expression::Wrap(_, _, inner) => files(inner, found),
        Expression::List(values) => values.iter().for_each(|value| files(value, found)),
        _ => {}
    }
}

/// Whether an argument is written where it is used.
fn is_short(expression: &Expression) -> bool {
    !matches!(
        expression,
        Expression::New { .. } | Expression::Wrap(..) | Expression::List(_) | Expression::Json(_)
    )
}

/// A call of the simplest operation that fits and that the document has values for: of those that need least, the one with the shortest path. Where it stands in the document says nothing.
pub(crate) fn simplest<'a>(
    api: &'a Api,
    index: &Index<'_>,
    detail: Detail,
    fits: impl Fn(&Endpoint) -> bool,
) -> Option<Call<'a>> {
    let needs = |endpoint: &Endpoint| {
        let needed = endpoint.params.iter().filter(|param| param.required);
        needed.count() + usize::from(writes(endpoint))
    };
    let mut all: Vec<_> = all(api).filter(|(_, endpoint)| fits(endpoint)).collect();
    all.sort_by_cached_key(|(_, endpoint)| {
        let parts = endpoint.path.matches('/').count();
        (needs(endpoint), parts, &endpoint.path, &endpoint.method)
    });
    all.into_iter()
        .find_map(|(module, endpoint)| Call::new(index, module, endpoint, detail))
}

fn all(api: &Api) -> impl Iterator<Item = (&Module, &Endpoint)> {
    let modules = api.modules.iter();
    modules.flat_map(|module| {
        module
            .endpoints
            .iter()
            .map(move |endpoint| (module, endpoint))
    })
}

/// Calls to begin with: one that reads, and one that sends a body.
pub(crate) fn first_calls<'a>(api: &'a Api, index: &Index<'_>) -> Vec<Call<'a>> {
    let simplest = |fits: &dyn Fn(&Endpoint) -> bool| simplest(api, index, Detail::Needed, fits);
    let writing = simplest(&writes);
    let taken = |endpoint: &Endpoint| {
        let writing = writing.as_ref();
        writing.is_some_and(|call| std::ptr::eq(call.endpoint, endpoint))
    };
    let reading = simplest(&|endpoint| reads(endpoint) && !taken(endpoint));
    let chosen: Vec<Call<'a>> = reading.into_iter().chain(writing).collect();
    if chosen.is_empty() {
        simplest(&|_| true).into_iter().collect()
    } else {
        chosen
    }
}
