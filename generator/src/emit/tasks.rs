//! Samples of the README for what only some crates have: files to send, answers by status or media type or item by item, webhooks.

use proc_macro2::TokenStream;
use quote::quote;

use super::examples::{self, Call, Detail, Sending};
use super::types::Index;
use crate::api::{Api, ByStatus, Endpoint, Payload};

/// A sample, by the name that the template has for it.
pub(crate) struct Task<'c> {
    pub(crate) name: &'static str,
    /// What it needs of the crate's root.
    pub(crate) root: &'static [&'static str],
    pub(crate) call: Option<Call<'c>>,
    pub(crate) code: TokenStream,
}

/// Those that a crate has something for.
pub(crate) fn all<'a>(api: &'a Api, index: &Index<'_>) -> Vec<Task<'a>> {
    let first =
        |fits: &dyn Fn(&Endpoint) -> bool| examples::simplest(api, index, Detail::Needed, fits);
    let upload = examples::simplest(api, index, Detail::Whole, examples::sends_files);
    let statuses = first(&|endpoint| by_status(endpoint).is_some());
    let alternative = first(&|endpoint| !endpoint.outcome.alternatives.is_empty());
    let stream = first(&|endpoint| endpoint.stream.is_some());
    [
        upload.map(|call| self::upload(api, call)),
        statuses.and_then(|call| statuses_of(api, call)),
        alternative.and_then(|call| media_type(api, call)),
        stream.map(|call| items(api, call)),
        webhook(api),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn library(api: &Api) -> TokenStream {
    examples::library(api).parse().expect("a path is Rust")
}

fn upload<'c>(api: &Api, call: Call<'c>) -> Task<'c> {
    let library = library(api);
    let statements = call.statements(&Sending::Async);
    let shown = call.answers().then(|| quote!(println!("{answer:?}");));
    let code = quote! {
        async fn upload(client: &Client) -> Result<(), #library::Error> {
            #statements
            #shown
            Ok(())
        }
    };
    Task {
        name: "upload",
        root: &["Client"],
        call: Some(call),
        code,
    }
}

fn by_status(endpoint: &Endpoint) -> Option<&ByStatus> {
    match &endpoint.outcome.payload {
        Payload::ByStatus(enumeration) => Some(enumeration),
        _ => None,
    }
}

/// The first statuses of an answer that differs by status.
fn statuses_of<'c>(api: &Api, call: Call<'c>) -> Option<Task<'c>> {
    const SHOWN: usize = 2;
    let enumeration = by_status(call.endpoint)?;
    let (library, module) = (library(api), call.module());
    let name = enumeration.name.ident();
    let arms = enumeration.variants.iter().take(SHOWN).map(|variant| {
        let status = variant.name.ident();
        match variant.payload {
            Payload::Empty => {
                let words = format!("{status}");
                quote!(#module::#name::#status => println!(#words),)
            }
            _ => quote!(#module::#name::#status(answer) => println!("{answer:?}"),),
        }
    });
    let (before, sent) = (&call.before, &call.call);
    let code = quote! {
        async fn by_status(client: &Client) -> Result<(), #library::Error> {
            #before
            match client.send(#sent).await? {
                #(#arms)*
                other => println!("{other:?}"),
            }
            Ok(())
        }
    };
    Some(Task {
        name: "statuses",
        root: &["Client"],
        call: Some(call),
        code,
    })
}

fn media_type<'c>(api: &Api, call: Call<'c>) -> Option<Task<'c>> {
    let library = library(api);
    let method = call.endpoint.outcome.alternatives.first()?.name.ident();
    let (before, sent) = (&call.before, &call.call);
    let code = quote! {
        async fn otherwise(client: &Client) -> Result<(), #library::Error> {
            #before
            let answer = client.send(#sent.#method()).await?;
            println!("{answer:?}");
            Ok(())
        }
    };
    Some(Task {
        name: "media_type",
        root: &["Client"],
        call: Some(call),
        code,
    })
}

fn items<'c>(api: &Api, call: Call<'c>) -> Task<'c> {
    let library = library(api);
    let (before, sent) = (&call.before, &call.call);
    let code = quote! {
        async fn items(client: &Client) -> Result<(), #library::Error> {
            #before
            let mut items = client.stream(#sent).await?;
            while let Some(item) = items.next().await {
                println!("{:?}", item?);
            }
            Ok(())
        }
    };
    Task {
        name: "stream",
        root: &["Client"],
        call: Some(call),
        code,
    }
}

fn webhook<'c>(api: &Api) -> Option<Task<'c>> {
    let library = library(api);
    let module = api
        .modules
        .iter()
        .find(|module| !module.received.is_empty())?;
    let request = module.received.first()?;
    let (module, name) = (module.name.ident(), request.name.ident());
    let code = quote! {
        fn received(request: &#library::http::Request<Bytes>) -> Result<(), DecodeError> {
            let received = #library::#module::#name::read(request)?;
            println!("{received:?}");
            Ok(())
        }
    };
    Some(Task {
        name: "webhook",
        root: &["Bytes", "DecodeError", "Received"],
        call: None,
        code,
    })
}
