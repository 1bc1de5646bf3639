//! What an endpoint puts into its request: a line a parameter, and one for the body.

use proc_macro2::TokenStream;
use quote::quote;

use super::rules;
use super::types::Index;
use crate::api::{
    Body, BodyFormat, Content, Encoding, EncodingHow, Endpoint, Kind, Param, ParamPlace,
    ParamStyle, Type,
};

/// The line that puts a parameter into the request; none where it goes into a part.
pub(crate) fn param(index: &Index<'_>, param: &Param) -> Option<TokenStream> {
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
            ParamStyle::Form { explode: false },
            style,
        ),
        ParamPlace::Querystring(style, encoding) => {
            let rules = rules::chain(&param.rules);
            return Some(if matches!(style, ParamStyle::Form { .. }) {
                let styles = styles(encoding);
                quote!(runtime::querystring::form(&mut request, #wire, &self.#name, &[#(#styles),*]) #rules;)
            } else {
                let style = self::style(style);
                quote!(runtime::querystring::whole(&mut request, #wire, &self.#name, #style) #rules;)
            });
        }
        // Beside the parts.
        ParamPlace::PartHeader { .. } => return None,
        ParamPlace::Query(style) => {
            let style = self::style(style);
            let rules = rules::chain(&param.rules);
            return Some(quote!(request.query(#wire, &self.#name, #style) #rules;));
        }
    };
    let rules = rules::chain(&param.rules);
    Some(if *style == own || (scalar && unexploded(style) == own) {
        quote!(request.#plain(#wire, &self.#name) #rules;)
    } else {
        let style = self::style(style);
        quote!(request.#styled(#wire, &self.#name, #style) #rules;)
    })
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
        ParamStyle::Form { .. } => ParamStyle::Form { explode: false },
        other => other.clone(),
    }
}

fn style(style: &ParamStyle) -> TokenStream {
    match style {
        ParamStyle::Simple { explode } => quote!(runtime::Style::Simple { explode: #explode }),
        ParamStyle::Label { explode } => quote!(runtime::Style::Label { explode: #explode }),
        ParamStyle::Matrix { explode } => quote!(runtime::Style::Matrix { explode: #explode }),
        ParamStyle::Form { explode } => quote!(runtime::Style::Form { explode: #explode }),
        ParamStyle::SpaceDelimited { explode } => {
            quote!(runtime::Style::SpaceDelimited { explode: #explode })
        }
        ParamStyle::PipeDelimited { explode } => {
            quote!(runtime::Style::PipeDelimited { explode: #explode })
        }
        ParamStyle::DeepObject => quote!(runtime::Style::DeepObject),
        ParamStyle::Cookie { explode } => quote!(runtime::Style::Cookie { explode: #explode }),
        ParamStyle::Json => quote!(runtime::Style::Json),
        ParamStyle::Reserved(inner) => {
            let inner = self::style(inner);
            quote!(runtime::Style::Reserved(&#inner))
        }
        ParamStyle::Segments(inner) => {
            let inner = self::style(inner);
            quote!(runtime::Style::Segments(&#inner))
        }
        ParamStyle::OrEmpty(inner) => {
            let inner = self::style(inner);
            quote!(runtime::Style::OrEmpty(&#inner))
        }
    }
}

/// What puts the body into the request: a line, a line a part, or an arm a media type.
pub(crate) fn body(index: &Index<'_>, endpoint: &Endpoint, body: &Body) -> TokenStream {
    let name = body.name.ident();
    if body.others.is_empty() {
        return if body.required {
            content(
                index,
                endpoint,
                &body.content,
                &quote!(self.#name),
                &quote!(&self.#name),
            )
        } else {
            let lines = content(
                index,
                endpoint,
                &body.content,
                &quote!(#name),
                &quote!(#name),
            );
            quote!(if let Some(#name) = &self.#name { #lines })
        };
    }
    let Type::Named(choice) = &body.ty else {
        unreachable!("several contents are an enum");
    };
    let choice = choice.name.ident();
    let arms = body.contents().map(|one| {
        let variant = one.name.ident();
        let lines = content(index, endpoint, one, &quote!(#name), &quote!(#name));
        let pattern = quote!(#choice::#variant(#name));
        let pattern = if body.required {
            pattern
        } else {
            quote!(Some(#pattern))
        };
        quote!(#pattern => { #lines })
    });
    let none = (!body.required).then(|| quote!(None => {}));
    quote!(match &self.#name { #(#arms)* #none })
}

/// The lines for one media type; `place` is the value, `value` a reference to it.
fn content(
    index: &Index<'_>,
    endpoint: &Endpoint,
    content: &Content,
    place: &TokenStream,
    value: &TokenStream,
) -> TokenStream {
    let media_type = &content.media_type;
    let rules = rules::chain(&content.rules);
    match content.format {
        BodyFormat::Json if content.media_type == "application/json" => {
            quote!(request.json(#value) #rules;)
        }
        BodyFormat::Json => quote!(request.json_as(#media_type, #value) #rules;),
        BodyFormat::Form if content.encoding.is_empty() => quote!(request.form(#value) #rules;),
        BodyFormat::Form => {
            let styles = styles(&content.encoding);
            quote!(request.form_in(#value, &[#(#styles),*]) #rules;)
        }
        BodyFormat::Multipart => {
            let parts = parts(index, content, place, value);
            let headers = part_headers(endpoint);
            quote! {
                let mut form = runtime::Multipart::of(&request);
                #headers
                #parts
                request.multipart(#media_type, form, #value) #rules;
            }
        }
        BodyFormat::Plain => quote!(request.plain(#media_type, #value) #rules;),
        BodyFormat::Text => quote!(request.text(#media_type, #value) #rules;),
        BodyFormat::Lines => {
            quote!(runtime::item_lines::lines(&mut request, #media_type, #value) #rules;)
        }
        BodyFormat::Sequence => {
            quote!(runtime::item_lines::sequence(&mut request, #media_type, #value) #rules;)
        }
        BodyFormat::Bytes => quote!(request.body(#media_type, #value);),
        BodyFormat::Upload => quote!(request.upload(#media_type, #value);),
    }
}

/// The members of pairs that have a style of their own.
fn styles(encoding: &[Encoding]) -> Vec<TokenStream> {
    let styles = encoding.iter().filter_map(|encoding| {
        let member = &encoding.member;
        match &encoding.how {
            EncodingHow::Style(style) => {
                let style = self::style(style);
                Some(quote!((#member, #style)))
            }
            EncodingHow::Content(_) => None,
        }
    });
    styles.collect()
}

/// A line a header that the caller gives to parts, and one where it must be there.
fn part_headers(endpoint: &Endpoint) -> TokenStream {
    let lines = endpoint.params.iter().filter_map(|param| {
        let ParamPlace::PartHeader {
            member,
            style,
            required,
        } = &param.place
        else {
            return None;
        };
        let (name, wire) = (param.name.ident(), param.name.wire());
        let rules = rules::chain(&param.rules);
        let must = required.then(|| quote!(form.header(#member, #wire, None);));
        let line = if *style == (ParamStyle::Simple { explode: false }) {
            quote!(request.part_header(&mut form, #member, #wire, &self.#name) #rules;)
        } else {
            let style = self::style(style);
            quote!(request.part_header_as(&mut form, #member, #wire, &self.#name, #style) #rules;)
        };
        Some(quote!(#line #must))
    });
    quote!(#(#lines)*)
}

/// A line a member of a form.
fn parts(
    index: &Index<'_>,
    content: &Content,
    place: &TokenStream,
    value: &TokenStream,
) -> TokenStream {
    let object = match index.resolved(&content.ty) {
        Type::Named(reference) => index.get(reference).and_then(|def| match &def.kind {
            Kind::Struct(object) => Some(object),
            _ => None,
        }),
        _ => None,
    };
    let Some(object) = object else {
        return quote!(form.rest(#value););
    };
    let lines = object.fields.iter().map(|field| {
        let (name, wire) = (field.name.ident(), field.name.wire());
        let encoding = content
            .encoding
            .iter()
            .find(|encoding| encoding.member == wire)
            .map(|encoding| &encoding.how);
        let headers = content
            .headers
            .iter()
            .filter(|header| header.member == wire);
        let headers = headers.filter_map(|header| {
            let name = &header.name;
            match &header.fixed {
                Some(value) => Some(quote!(form.header(#wire, #name, Some(#value));)),
                None => header
                    .required
                    .then(|| quote!(form.header(#wire, #name, None);)),
            }
        });
        let line = match (is_file(&field.ty), encoding) {
            (true, Some(EncodingHow::Content(content_type))) => {
                quote!(form.file(#wire, #content_type, &#place.#name);)
            }
            (true, _) => quote!(form.file(#wire, "application/octet-stream", &#place.#name);),
            (false, Some(EncodingHow::Content(content_type))) => {
                quote!(form.part_as(#wire, #content_type, &#place.#name);)
            }
            (false, Some(EncodingHow::Style(style))) => {
                let style = self::style(style);
                quote!(form.part_in(#wire, #style, &#place.#name);)
            }
            (false, None) => quote!(form.part(#wire, &#place.#name);),
        };
        quote!(#(#headers)* #line)
    });
    quote! {
        #(#lines)*
        form.rest(&#place.extra);
    }
}

fn is_file(ty: &Type) -> bool {
    match ty {
        Type::Upload => true,
        Type::List(inner) | Type::Nullable(inner) => is_file(inner),
        _ => false,
    }
}
