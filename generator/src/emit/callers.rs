//! How samples make a client that can call the API: from the environment, where that says all that the document leaves open.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::Api;

/// An expression that makes a client, and what it takes from the crate's root.
pub(crate) struct Caller {
    pub(crate) made: TokenStream,
    pub(crate) root: Vec<&'static str>,
}

/// The client of a sample.
pub(crate) fn of(api: &Api) -> Caller {
    let based = api.base_url.is_some() || api.base_url_env.is_some();
    let asked = asked(api);
    if based && asked.is_none() {
        return Caller {
            made: quote!(Client::from_env()?),
            root: vec!["Client"],
        };
    }
    let from_env = (has_variables(api) || api.base_url_env.is_some()).then(|| quote!(.env()?));
    let based = (!based).then(|| quote!(.base_url("https://api.example.com")));
    let mut root = vec!["Client"];
    let credentials = asked.map(|set| {
        root.push("Credentials");
        let credentials = credentials(api, set);
        quote!(.credentials(#credentials))
    });
    Caller {
        made: quote!(Client::builder() #from_env #based #credentials .build()?),
        root,
    }
}

/// Whether any credential has an environment variable.
pub(crate) fn has_variables(api: &Api) -> bool {
    api.schemes.iter().any(|scheme| scheme.env.is_some())
}

/// The credentials that a call needs and no environment variable holds.
fn asked(api: &Api) -> Option<&[String]> {
    let schemes = api.schemes.iter();
    let variables: HashSet<&str> = schemes
        .filter(|scheme| scheme.env.is_some())
        .map(|scheme| scheme.name.wire())
        .collect();
    // None at all, or those of the environment, will do.
    let will_do = |set: &Vec<String>| set.iter().all(|name| variables.contains(name.as_str()));
    if api.security.iter().any(will_do) {
        return None;
    }
    api.security.first().map(Vec::as_slice)
}

/// `Credentials::new().token("..")`
pub(crate) fn credentials(api: &Api, set: &[String]) -> TokenStream {
    let set: HashSet<&str> = set.iter().map(String::as_str).collect();
    let setters = api
        .schemes
        .iter()
        .filter(|scheme| set.contains(scheme.name.wire()))
        .map(|scheme| scheme.name.ident());
    quote!(Credentials::new()#(.#setters(".."))*)
}
