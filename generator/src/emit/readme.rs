//! `README.md` of the generated crate: each task in a few lines, all code of it compiled by the crate's own tests.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;
use serde::Serialize;
use tera::{Context, Kwargs, State, Tera};

use super::api_file;
use super::base_urls;
use super::callers;
use super::docs::DocText;
use super::examples::{self, Call, Detail, Sending};
use super::markdown::{self, Markdown};
use super::render;
use super::runtime;
use super::tasks;
use super::text;
use super::types::Index;
use crate::api::{ALL_RESOURCES, Api, Docs, Endpoint, Module, Package, Payload};

const TEMPLATE: &str = include_str!("../../templates/README.md.tera");

/// What the template asks for. What is not filtered there is Markdown already.
#[derive(Serialize)]
struct Readme<'a> {
    title: &'a str,
    description: String,
    name: &'a str,
    install: String,
    schemes: Vec<Scheme>,
    alternatives: String,
    has_variables: bool,
    base_url: Option<&'a str>,
    base_url_env: Option<&'a str>,
    servers: Vec<Server>,
    operations: Vec<Operation>,
    samples: BTreeMap<&'static str, String>,
    features: Vec<Feature>,
}

#[derive(Serialize)]
struct Scheme {
    variable: String,
    setter: String,
    place: String,
}

#[derive(Serialize)]
struct Server {
    name: String,
    url: String,
    words: String,
}

#[derive(Serialize)]
struct Operation {
    function: String,
    route: String,
    summary: String,
}

#[derive(Serialize)]
struct Feature {
    name: String,
    words: String,
}

/// Prints the README.
pub(crate) fn emit(api: &Api, index: &Index<'_>) -> String {
    let readme = Readme {
        title: &api.title,
        description: api
            .description
            .as_deref()
            .map(|text| Markdown::read(text).lines.join("\n"))
            .unwrap_or_default(),
        name: &api.package.name,
        install: install(&api.package),
        schemes: schemes(api),
        alternatives: alternatives(api),
        has_variables: callers::has_variables(api),
        base_url: api.base_url.as_deref(),
        base_url_env: api.base_url_env.as_deref(),
        servers: servers(api),
        operations: operations(api),
        samples: samples(api, index),
        features: features(api),
    };
    let mut tera = Tera::new();
    tera.register_filter("text", |text: &str, _: Kwargs, _: &State<'_>| {
        markdown::inline(text)
    });
    tera.register_filter("code", |text: &str, _: Kwargs, _: &State<'_>| {
        text::code(text)
    });
    tera.register_filter("cell", |text: &str, _: Kwargs, _: &State<'_>| cell(text));
    let context = Context::from_serialize(&readme).expect("a struct of strings is a context");
    tera.render_str(TEMPLATE, &context, false)
        .expect("the template names what the context has")
}

/// The command that adds the crate to another.
fn install(package: &Package) -> String {
    let plain = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_graphic() && !b"`'\"\\$;&|<>()".contains(&byte))
    };
    match &package.repository {
        _ if package.publish => format!("cargo add {}", package.name),
        Some(repository) if plain(repository) => {
            format!("cargo add --git {repository} {}", package.name)
        }
        _ => format!("cargo add --path path/to/{}", package.name),
    }
}

fn schemes(api: &Api) -> Vec<Scheme> {
    api.schemes
        .iter()
        .map(|scheme| Scheme {
            variable: scheme.env.as_deref().map(cell).unwrap_or_default(),
            setter: format!(".{}(..)", scheme.name.ident()),
            place: api_file::place_in_words(&scheme.place),
        })
        .collect()
}

fn servers(api: &Api) -> Vec<Server> {
    let row = |server: &crate::api::Server| {
        let words = Docs {
            facts: Vec::new(),
            ..server.docs.clone()
        };
        Server {
            name: format!("base_urls::{}", server.name.ident()),
            url: server.url.clone(),
            words: summary(&words),
        }
    };
    api.servers.iter().map(row).collect()
}

/// "`TOKEN`; or `EMAIL` and `KEY`", by variable where there is one.
fn alternatives(api: &Api) -> String {
    let word = |name: &String| {
        let scheme = api.schemes.iter().find(|scheme| scheme.name.wire() == name);
        text::code(
            scheme
                .and_then(|scheme| scheme.env.as_ref())
                .unwrap_or(name),
        )
    };
    let sets = api.security.iter().filter(|set| !set.is_empty());
    let sets: Vec<String> = sets
        .map(|set| set.iter().map(word).collect::<Vec<_>>().join(" and "))
        .collect();
    sets.join("; or ")
}

fn operations(api: &Api) -> Vec<Operation> {
    let row = |module: &Module, endpoint: &Endpoint| Operation {
        function: format!("{}::{}", module.name.ident(), endpoint.function.ident()),
        route: format!("{} {}", endpoint.method, endpoint.path),
        summary: summary(&endpoint.docs),
    };
    let mut rows = Vec::new();
    for module in &api.modules {
        rows.extend(
            module
                .endpoints
                .iter()
                .map(|endpoint| row(module, endpoint)),
        );
    }
    rows
}

/// The first line of the docs, where it is whole and fits into a cell.
fn summary(docs: &Docs) -> String {
    let docs = DocText::of(docs, "");
    let first = docs.lines().first().map(String::as_str).unwrap_or_default();
    let pairs = first.matches('[').count() == first.matches(']').count();
    let even = ["`", "*"]
        .iter()
        .all(|mark| first.matches(mark).count() % 2 == 0);
    let cell =
        !first.replace("\\|", "").contains('|') && !first.starts_with(['#', '-', '`', '|', '>']);
    if pairs && even && cell {
        first.to_owned()
    } else {
        String::new()
    }
}

/// Inline code in a cell of a table.
fn cell(text: &str) -> String {
    text::code(text).replace('|', "\\|")
}

/// Features of the runtime, in the words of its manifest.
fn features(api: &Api) -> Vec<Feature> {
    let features = runtime::features();
    let default = features
        .iter()
        .find(|feature| feature.name == "default")
        .map_or("", |feature| feature.value);
    let row = |feature: &runtime::Feature| {
        let on = default.contains(&format!("\"{}\"", feature.name));
        let words = if on {
            format!("{} On by default.", feature.words)
        } else {
            feature.words.to_owned()
        };
        Feature {
            name: feature.name.to_owned(),
            words,
        }
    };
    let resources = api.modules.iter().any(|module| module.feature.is_some());
    let resources = resources.then(|| Feature {
        name: ALL_RESOURCES.to_owned(),
        words: "Every resource; without it, each module has a feature of its name. On by default."
            .to_owned(),
    });
    features
        .iter()
        .filter(|feature| feature.name != "default")
        .map(row)
        .chain(resources)
        .collect()
}

/// Code for each task, by the name that the template has for it.
fn samples(api: &Api, index: &Index<'_>) -> BTreeMap<&'static str, String> {
    let library: TokenStream = index.library().parse().expect("a path is Rust");
    let first_of =
        |fits: &dyn Fn(&Endpoint) -> bool| examples::simplest(api, index, Detail::Needed, fits);
    let mut samples = BTreeMap::new();
    let mut add = |task, root: &[&str], calls: &[&Call<'_>], code: TokenStream| {
        samples.insert(task, sample(api, root, calls, "rust,no_run", &code));
    };

    let first = examples::first_calls(api, index);
    let caller = callers::of(api);
    let client = &caller.made;
    if !first.is_empty() {
        let statements = first.iter().map(|call| {
            let statements = call.statements(&Sending::Async);
            let shown = call.answers().then(|| quote!(println!("{answer:?}");));
            quote!(#statements #shown)
        });
        let code = quote! {
            async fn first_call() -> Result<(), #library::Error> {
                let client = #client;
                #(#statements)*
                Ok(())
            }
        };
        add(
            "first",
            &caller.root,
            &first.iter().collect::<Vec<_>>(),
            code,
        );
    }
    if let Some(set) = api.security.iter().find(|set| !set.is_empty()) {
        let credentials = callers::credentials(api, set);
        add(
            "credentials",
            &["Client", "Credentials"],
            &[],
            quote! {
                fn client() -> Result<Client, #library::Error> {
                    let credentials = #credentials;
                    Client::builder().credentials(credentials).build()
                }
            },
        );
    }
    if let Some(server) = base_urls::of_all(api).rfind(|server| !server.is_relative) {
        let place = base_urls::named(server);
        add(
            "servers",
            &["Client", "base_urls"],
            &[],
            quote! {
                fn elsewhere() -> Result<Client, #library::Error> {
                    Client::builder().env()?.base_url(#place).build()
                }
            },
        );
    }
    add(
        "options",
        &["Client", "Options"],
        &[],
        quote! {
            fn patient(client: &Client) -> Client {
                let options = Options::new().retries(5).timeout(std::time::Duration::from_secs(20));
                client.with(options)
            }
        },
    );
    add(
        "unchecked",
        &["Checks", "Client", "Options"],
        &[],
        quote! {
            fn unchecked(client: &Client) -> Client {
                client.with(Options::new().checks(Checks::Off))
            }
        },
    );
    if let Some(read) = &first_of(&examples::reads) {
        let (before, call) = (&read.before, &read.call);
        add(
            "errors",
            &["Client", "ErrorKind"],
            &[read],
            quote! {
                async fn explained(client: &Client) {
                    #before
                    match client.send(#call).await {
                        Ok(answer) => println!("{answer:?}"),
                        Err(error) if error.kind() == ErrorKind::Invalid => println!("{:?}", error.violations()),
                        Err(error) => println!("{error}: {:?} {:?}", error.status(), error.codes()),
                    }
                }
            },
        );
        let request = read.request();
        add(
            "own",
            &["Body", "Bytes", "Client", "Endpoint"],
            &[read],
            quote! {
                fn by_hand(
                    client: &Client,
                    http: impl Fn(#library::http::Request<Body>) -> #library::http::Response<Bytes>,
                ) -> Result<(), #library::Error> {
                    #before
                    let endpoint = #call;
                    let response = http(client.prepare(&endpoint)?);
                    let answer = #request::response(response)?;
                    println!("{:?} {:?}", answer.status, answer.output);
                    Ok(())
                }
            },
        );
    }
    if let Some(wait) = &first_of(&|endpoint| endpoint.polling.is_some()) {
        let statements = wait.statements(&Sending::Waiting);
        add(
            "wait",
            &["Client"],
            &[wait],
            quote! {
                async fn done(client: &Client) -> Result<(), #library::Error> {
                    #statements
                    println!("{answer:?}");
                    Ok(())
                }
            },
        );
    }
    if let Some(pages) = &first_of(&|endpoint| endpoint.paging.is_some()) {
        let statements = pages.statements(&Sending::Paged);
        add(
            "pages",
            &["Client"],
            &[pages],
            quote! {
                async fn all(client: &Client) -> Result<(), #library::Error> {
                    #statements
                    Ok(())
                }
            },
        );
    }
    let downloads = |endpoint: &Endpoint| endpoint.outcome.payload == Payload::Bytes;
    if let Some(download) = &first_of(&downloads) {
        let statements = download.statements(&Sending::Async);
        add(
            "download",
            &["Client"],
            &[download],
            quote! {
                async fn download(client: &Client) -> Result<(), #library::Error> {
                    #statements
                    Ok(())
                }
            },
        );
    }
    for task in tasks::all(api, index) {
        let calls: Vec<&Call<'_>> = task.call.iter().collect();
        add(task.name, task.root, &calls, task.code);
    }
    if let Some(call) = first.first() {
        let statements = call.statements(&Sending::Blocking);
        let shown = call.answers().then(|| quote!(println!("{answer:?}");));
        let mut root = caller.root.clone();
        root[0] = "blocking::Client";
        let code = quote! {
            fn main() -> Result<(), #library::Error> {
                let client = #client;
                #statements
                #shown
                Ok(())
            }
        };
        // Compiled only where its feature is on, which a README can't say.
        samples.insert(
            "blocking",
            sample(api, &root, &[call], "rust,ignore", &code),
        );
    }
    samples
}

/// A fenced block with its imports.
fn sample(
    api: &Api,
    root: &[&str],
    calls: &[&Call<'_>],
    fence: &str,
    code: &TokenStream,
) -> String {
    let import = examples::import(&examples::library(api), root, calls);
    let code = render::items(std::slice::from_ref(code)).join("\n");
    format!("```{fence}\n{import}\n\n{code}\n```")
}
