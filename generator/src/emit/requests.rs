//! What an endpoint puts into its request: a line a parameter, and one for the body.

use proc_macro2::TokenStream;
use quote::quote;

use super::rules;
use super::types::Index;
use crate::api::{Body, BodyFormat, Kind, Param, ParamPlace, ParamStyle, Type};

/// The line that puts a parameter into the request.
pub(crate) fn param(index: &Index<'_>, param: &Param) -> TokenStream {
    let scalar = is_scalar(index, &param.ty);
    let name = param.name.ident();
    let wire = param.name.wire();
    let (plain, styled, own, style) = match &param.place {
        ParamPlace::Path(style) => (
            quote!(path),
            quote!(path_as),
            ParamStyle::Simple { explode: false },
            style,
        ),
        ParamPlace::Header(style) => (
            quote!(header),
            quote!(header_as),
            ParamStyle::Simple { explode: false },
            style,
        ),
        ParamPlace::Cookie(style) => (
            quote!(cookie),
            quote!(cookie_as),
            ParamStyle::Form {
                explode: false,
                allow_reserved: false,
            },
            style,
        ),
        ParamPlace::Query(style) => {
            let style = self::style(style);
            let rules = rules::chain(&param.rules);
            return quote!(request.query(#wire, &self.#name, #style) #rules;);
        }
    };
    let rules = rules::chain(&param.rules);
    if *style == own || (scalar && unexploded(style) == own) {
        quote!(request.#plain(#wire, &self.#name) #rules;)
    } else {
        let style = self::style(style);
        quote!(request.#styled(#wire, &self.#name, #style) #rules;)
    }
}

/// Whether a value of the type is one piece of text, so that `explode` says nothing.
fn is_scalar(index: &Index<'_>, ty: &Type) -> bool {
    match index.resolved(ty) {
        Type::List(_)
        | Type::Entries(_)
        | Type::Map
        | Type::Value
        | Type::Nullable(_)
        | Type::Boxed(_) => false,
        Type::Named(reference) => index
            .get(reference)
            .is_some_and(|def| matches!(def.kind, Kind::Enum(_))),
        _ => true,
    }
}

fn unexploded(style: &ParamStyle) -> ParamStyle {
    match style {
        ParamStyle::Simple { .. } => ParamStyle::Simple { explode: false },
        ParamStyle::Form { allow_reserved, .. } => ParamStyle::Form {
            explode: false,
            allow_reserved: *allow_reserved,
        },
        other => other.clone(),
    }
}

fn style(style: &ParamStyle) -> TokenStream {
    match style {
        ParamStyle::Simple { explode } => quote!(runtime::Style::Simple { explode: #explode }),
        ParamStyle::Label { explode } => quote!(runtime::Style::Label { explode: #explode }),
        ParamStyle::Matrix { explode } => quote!(runtime::Style::Matrix { explode: #explode }),
        ParamStyle::Form {
            explode,
            allow_reserved: false,
        } => quote!(runtime::Style::Form { explode: #explode }),
        ParamStyle::Form {
            explode,
            allow_reserved: true,
        } => quote!(runtime::Style::Reserved { explode: #explode }),
        ParamStyle::SpaceDelimited { explode } => {
            quote!(runtime::Style::SpaceDelimited { explode: #explode })
        }
        ParamStyle::PipeDelimited { explode } => {
            quote!(runtime::Style::PipeDelimited { explode: #explode })
        }
        ParamStyle::DeepObject => quote!(runtime::Style::DeepObject),
        ParamStyle::Json => quote!(runtime::Style::Json),
    }
}

/// The line that puts the body into the request.
pub(crate) fn body(body: &Body) -> TokenStream {
    let name = body.name.ident();
    let media_type = &body.media_type;
    let rules = rules::chain(&body.rules);
    let put = |value: TokenStream| match body.format {
        BodyFormat::Json if body.media_type == "application/json" => {
            quote!(request.json(#value) #rules;)
        }
        BodyFormat::Json => quote!(request.json_as(#media_type, #value) #rules;),
        BodyFormat::Form => quote!(request.form(#value) #rules;),
        BodyFormat::Multipart => quote!(request.multipart(#media_type, #value);),
        BodyFormat::Text => quote!(request.text(#media_type, #value) #rules;),
        BodyFormat::Bytes => quote!(request.bytes(#media_type, #value);),
    };
    if body.required {
        put(quote!(&self.#name))
    } else {
        let line = put(quote!(#name));
        quote!(if let Some(#name) = &self.#name { #line })
    }
}
