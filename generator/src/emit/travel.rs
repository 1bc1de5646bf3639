//! How structs travel: objects by the names of their members, arrays by place.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::expressions;
use crate::api::{Extra, Presence, Struct, TypeDef};

/// `impl Decode`: a line a member, an item, a pattern.
pub(crate) fn decode(def: &TypeDef, object: &Struct) -> TokenStream {
    let name = def.name.ident();
    if object.positional {
        let items = object.fields.iter().map(|field| {
            let name = field.name.ident();
            let verb = verb(field.presence);
            quote!(#name: items.#verb()?)
        });
        return quote! {
            impl runtime::Decode for #name {
                fn decode(json: runtime::Json<'_>) -> Result<Self, runtime::DecodeError> {
                    let mut items = runtime::TupleReader::new(json)?;
                    Ok(Self { #(#items,)* extra: items.rest()? })
                }
            }
        };
    }
    let patterns = object.patterns.iter().map(|field| {
        let name = field.name.ident();
        let pattern = expressions::pattern(&field.pattern);
        quote!(#name: runtime::matching(&mut object, #pattern)?)
    });
    let members = object.fields.iter().map(|field| {
        let name = field.name.ident();
        let wire = field.name.wire();
        let verb = verb(field.presence);
        quote!(#name: object.#verb(#wire)?)
    });
    let rest = rest_verb(&object.extra);
    let binding = if object.fields.is_empty() && object.patterns.is_empty() {
        quote!(object)
    } else {
        quote!(mut object)
    };
    quote! {
        impl runtime::Decode for #name {
            fn decode(json: runtime::Json<'_>) -> Result<Self, runtime::DecodeError> {
                let #binding = json.object()?;
                Ok(Self { #(#members,)* #(#patterns,)* extra: object.#rest()? })
            }
        }
    }
}

/// `impl Encode`, in the same lines.
pub(crate) fn encode(def: &TypeDef, object: &Struct) -> TokenStream {
    let name = def.name.ident();
    if object.positional {
        let items = object.fields.iter().map(|field| {
            let name = field.name.ident();
            let verb = verb(field.presence);
            quote!(items.#verb(&self.#name);)
        });
        return quote! {
            impl runtime::Encode for #name {
                fn encode(&self, json: &mut runtime::Writer) {
                    let mut items = runtime::TupleWriter::new(json);
                    #(#items)*
                    items.rest(&self.extra);
                }
            }
        };
    }
    let patterns = object.patterns.iter().map(|field| {
        let name = field.name.ident();
        quote!(object.entries(&self.#name);)
    });
    let members = object.fields.iter().map(|field| {
        let name = field.name.ident();
        let wire = field.name.wire();
        let verb = verb(field.presence);
        quote!(object.#verb(#wire, &self.#name);)
    });
    let rest = rest_verb(&object.extra);
    quote! {
        impl runtime::Encode for #name {
            fn encode(&self, json: &mut runtime::Writer) {
                let mut object = json.object();
                #(#members)*
                #(#patterns)*
                object.#rest(&self.extra);
            }
        }
    }
}

/// The runtime's word for a kind of member, the same in decoding and encoding.
fn verb(presence: Presence) -> Ident {
    let verb = match presence {
        Presence::Required => "required",
        Presence::Optional => "optional",
        Presence::Nullable => "nullable",
        Presence::Maybe => "maybe",
    };
    Ident::new(verb, Span::call_site())
}

fn rest_verb(extra: &Extra) -> Ident {
    let verb = match extra {
        Extra::Kept | Extra::Open => "extra",
        Extra::Typed(..) => "entries",
    };
    Ident::new(verb, Span::call_site())
}
