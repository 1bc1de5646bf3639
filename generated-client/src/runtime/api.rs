//! What an API declares about itself, as constants.

/// An API: where it is, and how its requests are authenticated.
#[derive(Clone, Copy, Debug)]
pub struct Api {
    /// The name of the crate: the first word of the user agent.
    pub name: &'static str,
    /// The version of the crate.
    pub version: &'static str,
    /// The first server of the document.
    pub base_url: Option<&'static str>,
    /// The environment variable that names another server.
    pub base_url_env: Option<&'static str>,
    /// The credentials that there are.
    pub schemes: &'static [Scheme],
    /// Every set of schemes that some operation accepts; the first that is complete is taken.
    pub security: &'static [&'static [&'static str]],
}

impl Api {
    /// The scheme of that name.
    pub(crate) fn scheme(&self, name: &str) -> Option<&'static Scheme> {
        self.schemes.iter().find(|scheme| scheme.name == name)
    }
}

/// One credential: where its value comes from and where it goes.
#[derive(Clone, Copy, Debug)]
pub struct Scheme {
    /// The name in the document.
    pub name: &'static str,
    /// The environment variable that holds the value.
    pub env: Option<&'static str>,
    /// Where the value stands in a request.
    pub place: Place,
}

/// Where a credential stands in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// `Authorization: Bearer <value>`
    Bearer,
    /// `Authorization: Basic <base64 of the value>`; the value is `user:password`.
    Basic,
    /// A header of that name.
    Header(&'static str),
    /// A query parameter of that name.
    Query(&'static str),
    /// A cookie of that name.
    Cookie(&'static str),
}

/// The members of the object that wraps every JSON answer.
#[derive(Clone, Copy, Debug)]
pub struct Envelope {
    /// The member that holds the answer itself.
    pub result: &'static str,
    /// The boolean that says whether the request succeeded.
    pub success: Option<&'static str>,
    /// The list of errors.
    pub errors: Option<&'static str>,
    /// The list of messages.
    pub messages: Option<&'static str>,
    /// The object that describes the page of a list.
    pub page: Option<&'static str>,
    /// In an error or message: its code.
    pub code: &'static str,
    /// In an error or message: its text.
    pub message: &'static str,
    /// In an error or message: the path to the JSON pointer of the member at fault.
    pub pointer: &'static [&'static str],
    /// In an error or message: the URL of its documentation.
    pub documentation: Option<&'static str>,
    /// The response header that names the request.
    pub request_id: Option<&'static str>,
}
