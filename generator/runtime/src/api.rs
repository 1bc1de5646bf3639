//! What the API declares: a stand-in, with every kind of credential, for the module that is emitted.

use crate::runtime;

/// The API as data.
pub(crate) const API: runtime::Api = runtime::Api {
    name: "lighthouse",
    version: env!("CARGO_PKG_VERSION"),
    base_url: Some("https://lighthouse.example/v1"),
    base_url_env: Some("LIGHTHOUSE_URL"),
    schemes: &[
        runtime::Scheme {
            name: "token",
            env: Some("LIGHTHOUSE_TOKEN"),
            place: runtime::Place::Bearer,
        },
        runtime::Scheme {
            name: "keeper",
            env: Some("LIGHTHOUSE_KEEPER"),
            place: runtime::Place::Header("x-keeper"),
        },
        runtime::Scheme {
            name: "lamp_key",
            env: Some("LIGHTHOUSE_KEY"),
            place: runtime::Place::Header("x-lamp-key"),
        },
        runtime::Scheme {
            name: "ticket",
            env: None,
            place: runtime::Place::Query("ticket"),
        },
        runtime::Scheme {
            name: "session",
            env: None,
            place: runtime::Place::Cookie("session"),
        },
        runtime::Scheme {
            name: "password",
            env: None,
            place: runtime::Place::Basic,
        },
    ],
    security: &[
        &["token"],
        &["keeper", "lamp_key"],
        &["ticket"],
        &["session"],
        &["password"],
    ],
};

impl runtime::Credentials {
    /// A token, sent as `Authorization: Bearer ..`.
    #[must_use]
    pub fn token(self, value: impl Into<runtime::Secret>) -> Self {
        self.set("token", value.into())
    }

    /// The keeper's name, sent as `X-Keeper`. Goes with [`lamp_key`](Self::lamp_key).
    #[must_use]
    pub fn keeper(self, value: impl Into<runtime::Secret>) -> Self {
        self.set("keeper", value.into())
    }

    /// The keeper's key, sent as `X-Lamp-Key`. Goes with [`keeper`](Self::keeper).
    #[must_use]
    pub fn lamp_key(self, value: impl Into<runtime::Secret>) -> Self {
        self.set("lamp_key", value.into())
    }

    /// A ticket, sent in the query.
    #[must_use]
    pub fn ticket(self, value: impl Into<runtime::Secret>) -> Self {
        self.set("ticket", value.into())
    }

    /// A session, sent as a cookie.
    #[must_use]
    pub fn session(self, value: impl Into<runtime::Secret>) -> Self {
        self.set("session", value.into())
    }

    /// `user:password`, sent as `Authorization: Basic ..`.
    #[must_use]
    pub fn password(self, value: impl Into<runtime::Secret>) -> Self {
        self.set("password", value.into())
    }
}
