//! Examples: calls that compile, made from the document's own values.

use proc_macro2::TokenStream;
use quote::quote;

use super::endpoints;
use super::expressions;
use super::render;
use super::types::{Index, Place, Scope};
use crate::api::{Api, Endpoint, Module, Payload};
use crate::names::{Name, Role};

/// The lines of an endpoint's example; what surrounds the call is hidden. `None` where the document has no value for
/// some argument.
pub(crate) fn lines(
    api: &Api,
    index: &Index<'_>,
    module: &Module,
    endpoint: &Endpoint,
) -> Option<Vec<String>> {
    let call = Call::new(index, module, endpoint)?;
    let library = library(api);
    let mut lines = call.imports(api);
    lines.push(String::new());
    lines.push("# #[cfg(feature = \"async\")]".to_owned());
    lines.push(format!(
        "# async fn example(client: {library}::Client) -> Result<(), {library}::Error> {{"
    ));
    lines.extend(render::statements(&call.statements()));
    lines.push("# Ok(())".to_owned());
    lines.push("# }".to_owned());
    Some(lines)
}

/// The name of the crate in code.
pub(crate) fn library(api: &Api) -> String {
    Name::new(Role::Module, &api.package.library)
        .rust()
        .to_owned()
}

/// A call of an endpoint's function.
pub(crate) struct Call<'a> {
    module: &'a Module,
    endpoint: &'a Endpoint,
    tokens: TokenStream,
    types: bool,
}

impl<'a> Call<'a> {
    pub(crate) fn new(
        index: &Index<'_>,
        module: &'a Module,
        endpoint: &'a Endpoint,
    ) -> Option<Self> {
        if endpoint.example.len() != endpoints::arity(endpoint) {
            return None;
        }
        let scope = Scope::new(index, Place::User);
        let arguments: Vec<TokenStream> = endpoint
            .example
            .iter()
            .map(|argument| expressions::expression(&scope, argument))
            .collect();
        let place = module.name.ident();
        let function = endpoint.function.ident();
        let tokens = quote!(#place::#function(#(#arguments),*));
        Some(Self {
            module,
            endpoint,
            tokens,
            types: scope.uses_types(),
        })
    }

    /// What the call needs to be imported.
    pub(crate) fn imports(&self, api: &Api) -> Vec<String> {
        let library = library(api);
        let module = self.module.name.ident();
        if self.types {
            vec![format!("use {library}::{{{module}, types}};")]
        } else {
            vec![format!("use {library}::{module};")]
        }
    }

    /// The call as it is sent by an async client that is called `client`.
    pub(crate) fn statements(&self) -> TokenStream {
        let call = &self.tokens;
        match (&self.endpoint.outcome.payload, &self.endpoint.polling) {
            (Payload::Empty, None) => quote!(client.send(#call).await?;),
            (Payload::Bytes, None) => quote! {
                let download = client.open(#call).await?;
            },
            (_, None) => quote!(let answer = client.send(#call).await?;),
            (_, Some(_)) => quote! {
                let answer = client.send(#call).await?;
            },
        }
    }

    /// Whether the call only reads, and so is a first call to try.
    pub(crate) fn reads(&self) -> bool {
        self.endpoint.method == "GET" && matches!(self.endpoint.outcome.payload, Payload::Json(_))
    }

    /// Whether the call sends a body.
    pub(crate) fn writes(&self) -> bool {
        self.endpoint.body.is_some()
    }
}

/// Calls to begin with: one that reads, and one that sends a body.
pub(crate) fn first_calls<'a>(api: &'a Api, index: &Index<'_>) -> Vec<Call<'a>> {
    let calls = || {
        api.modules.iter().flat_map(|module| {
            module
                .endpoints
                .iter()
                .filter_map(|endpoint| Call::new(index, module, endpoint))
        })
    };
    let reading = calls().find(Call::reads);
    let writing = calls().find(Call::writes);
    let chosen: Vec<Call<'a>> = reading.into_iter().chain(writing).collect();
    if chosen.is_empty() {
        calls().take(1).collect()
    } else {
        chosen
    }
}
