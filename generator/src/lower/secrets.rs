//! `[crate.secrets]`: values that must not be shown, where the document can't say so.

use std::collections::HashMap;

use crate::config;
use crate::contract::Redact;
use crate::diagnostic::{Code, Diagnostic};

use super::Lower;
use super::elsewhere;
use super::plan::Plan;
use crate::api::Type;

/// By JSON pointer, as the config spells it.
pub(super) fn table(config: &config::Crate) -> HashMap<String, Redact> {
    let redact = |secret: config::Secret| match secret {
        config::Secret::Value => Redact::Value,
        config::Secret::Query => Redact::Query,
    };
    config
        .secrets
        .iter()
        .map(|(pointer, secret)| (pointer.clone(), redact(secret.value)))
        .collect()
}

/// A secret that hides nothing is a mistake that leaks.
pub(super) fn report_unused(lower: &mut Lower<'_>) {
    let mut unused = Vec::new();
    for (pointer, secret) in &lower.config.secrets {
        let text = lower.plans.iter().any(|(id, plan)| {
            matches!(
                plan,
                Plan::Plain(
                    Type::String | Type::Text(_) | Type::Base64 | Type::Secret | Type::SecretUri
                )
            ) && elsewhere::key(&lower.pointer(lower.ruled(*id).origin)) == *pointer
        });
        let used = text
            || lower.plans.values().any(|plan| match plan {
                Plan::Struct(object) => object.members.iter().any(|member| {
                    elsewhere::key(&lower.pointer(member.usage.origin)) == *pointer
                        && matches!(lower.ty(&member.usage), Type::Secret | Type::SecretUri)
                }),
                _ => false,
            });
        if !used {
            unused.push(
                Diagnostic::error(
                    Code("LP0326"),
                    format!("the secret `{pointer}` hides nothing"),
                )
                .at(
                    secret.origin.key(),
                    "no string of this pointer is in the crate",
                )
                .help(
                    "write the JSON pointer of a string schema, or of a property that is a string",
                ),
            );
        }
    }
    for diagnostic in unused {
        lower.report(diagnostic);
    }
}
