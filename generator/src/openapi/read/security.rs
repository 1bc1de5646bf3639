//! Security schemes, and what requires them.

use serde_json::Value;

use super::Reader;
use super::cursor::{Cursor, Object};
use crate::openapi::keywords::{FLOW, FLOWS, SECURITY_SCHEME};
use crate::openapi::{In, RefOr, SecurityRequirement, SecurityScheme, SecuritySchemeKind, Version};

impl Reader<'_> {
    /// `security`: the alternatives, each a set of schemes.
    pub(super) fn security(&mut self, object: &Object<'_>) -> Option<Vec<SecurityRequirement>> {
        object
            .has("security")
            .then(|| self.list(object, "security", Self::requirement))
    }

    fn requirement(&mut self, cursor: Cursor<'_>) -> Option<SecurityRequirement> {
        let Value::Object(members) = cursor.value else {
            let name = cursor.value.as_str().unwrap_or("name");
            let help = format!("write `{name}: []`, or the scopes in the brackets");
            self.wrong_schema(cursor, "an item of `security`", "an object", &help);
            return None;
        };
        let object = Object {
            members,
            origin: cursor.origin,
        };
        if self.too_many_schemes(&object) {
            return None;
        }
        let mut requirement = SecurityRequirement {
            origin: cursor.origin,
            ..Default::default()
        };
        for name in members.keys() {
            let scopes = self.texts(&object, name);
            requirement.schemes.insert(name.clone(), scopes);
        }
        Some(requirement)
    }

    pub(super) fn security_scheme_or_ref(
        &mut self,
        cursor: Cursor<'_>,
    ) -> Option<RefOr<SecurityScheme>> {
        self.ref_or(cursor, Self::security_scheme)
    }

    fn security_scheme(&mut self, cursor: Cursor<'_>) -> Option<SecurityScheme> {
        let object = self.object(cursor, &SECURITY_SCHEME)?;
        // What is wrong with it is told; who asks for it need not hear that there is none.
        let kind = self
            .security_kind(&object)
            .unwrap_or_else(|| SecuritySchemeKind::Http {
                scheme: "bearer".to_owned(),
                bearer_format: None,
            });
        Some(SecurityScheme {
            origin: cursor.origin,
            kind,
            description: self.text(&object, "description"),
            deprecated: self.flag(&object, "deprecated"),
        })
    }

    fn security_kind(&mut self, object: &Object<'_>) -> Option<SecuritySchemeKind> {
        if !object.has("type") {
            self.missing(object.origin, "type", "a security scheme");
        }
        let word = self.text(object, "type")?;
        let known: &[&'static str] = match self.version {
            Version::V3_0 => &["apiKey", "http", "oauth2", "openIdConnect"],
            Version::V3_1 | Version::V3_2 => {
                &["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"]
            }
        };
        let place = object.origin.value_of("type");
        match self.one_of(place, "type", &word, known)? {
            "apiKey" => self.api_key(object),
            "http" => Some(SecuritySchemeKind::Http {
                scheme: self
                    .required_text(object, "scheme", "a security scheme of type `http`")
                    .to_ascii_lowercase(),
                bearer_format: self.text(object, "bearerFormat"),
            }),
            "mutualTLS" => Some(SecuritySchemeKind::MutualTls),
            "oauth2" => self.oauth2(object),
            _ => Some(SecuritySchemeKind::OpenIdConnect {
                url: self.required_text(
                    object,
                    "openIdConnectUrl",
                    "a security scheme of type `openIdConnect`",
                ),
            }),
        }
    }

    fn api_key(&mut self, object: &Object<'_>) -> Option<SecuritySchemeKind> {
        let what = "a security scheme of type `apiKey`";
        let name = self.required_text(object, "name", what);
        if !object.has("in") {
            self.missing(object.origin, "in", what);
        }
        let word = self.text(object, "in")?;
        let place = object.origin.value_of("in");
        let place = match self.one_of(place, "in", &word, &["header", "query", "cookie"])? {
            "header" => {
                self.header_name(object, &name);
                In::Header
            }
            "query" => In::Query,
            _ => In::Cookie,
        };
        Some(SecuritySchemeKind::ApiKey { place, name })
    }

    fn oauth2(&mut self, object: &Object<'_>) -> Option<SecuritySchemeKind> {
        let Some(flows) = self.member(object, "flows") else {
            self.missing(object.origin, "flows", "a security scheme of type `oauth2`");
            return None;
        };
        let inner = self.object(flows, &FLOWS)?;
        for name in FLOWS.names(self.version) {
            if let Some(cursor) = self.member(&inner, name) {
                self.flow(cursor, name);
            }
        }
        Some(SecuritySchemeKind::OAuth2 {
            flows: flows.value.clone(),
        })
    }

    fn flow(&mut self, cursor: Cursor<'_>, name: &str) {
        let Some(object) = self.object(cursor, &FLOW) else {
            return;
        };
        let needed: &[&str] = match name {
            "implicit" => &["authorizationUrl", "scopes"],
            "authorizationCode" => &["authorizationUrl", "tokenUrl", "scopes"],
            "deviceAuthorization" => &["deviceAuthorizationUrl", "tokenUrl", "scopes"],
            _ => &["tokenUrl", "scopes"],
        };
        for needed in needed.iter().filter(|needed| !object.has(needed)) {
            self.missing(cursor.origin, needed, &format!("the flow `{name}`"));
        }
    }
}
