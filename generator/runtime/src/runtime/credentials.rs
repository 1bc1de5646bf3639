//! Credentials: given or from the environment, checked before any I/O, shown to nobody.

use std::fmt;
use std::sync::OnceLock;

use http::header::{AUTHORIZATION, COOKIE, InvalidHeaderValue};
use http::uri::PathAndQuery;
use http::{HeaderName, HeaderValue, Uri, request};

use crate::api::API;

use super::escape::encoded;
use super::{Base64, Error, Operation, Place, Scheme, Secret};

/// What authenticates requests. There is one method for each scheme of the API.
///
/// Which of the values go with a request is the operation's choice: the first set of schemes that it accepts and that is complete here.
#[derive(Clone, Default)]
pub struct Credentials {
    values: Vec<Credential>,
    anonymous: bool,
}

/// The value of a scheme.
#[derive(Clone)]
struct Credential {
    scheme: &'static Scheme,
    value: Secret,
    /// As its header has it, once that was asked for.
    header: OnceLock<HeaderValue>,
}

impl Credential {
    fn new(scheme: &'static Scheme, value: Secret) -> Self {
        Self {
            scheme,
            value,
            header: OnceLock::new(),
        }
    }

    /// The value of a header that holds nothing else.
    fn header(&self) -> Result<HeaderValue, InvalidHeaderValue> {
        if let Some(header) = self.header.get() {
            return Ok(header.clone());
        }
        let value = self.value.expose();
        let header = sensitive(match self.scheme.place {
            Place::Bearer => format!("Bearer {value}"),
            Place::Basic => format!("Basic {}", Base64::from(value.as_bytes())),
            _ => value.to_owned(),
        })?;
        Ok(self.header.get_or_init(|| header).clone())
    }
}

fn sensitive(value: String) -> Result<HeaderValue, InvalidHeaderValue> {
    let mut value = HeaderValue::try_from(value)?;
    value.set_sensitive(true);
    Ok(value)
}

impl Credentials {
    /// No value yet. A request that needs one is an error before it is sent.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The texts by which they would be known in an answer: some servers say what they were sent. One of a few letters stands in any text by chance.
    pub(crate) fn texts(&self) -> Vec<Secret> {
        const SHORTEST: usize = 5;
        let mut texts = Vec::new();
        for credential in &self.values {
            let value = credential.value.expose();
            if let Place::Basic = credential.scheme.place {
                texts.push(Base64::from(value.as_bytes()).to_string());
                texts.extend(
                    value
                        .split_once(':')
                        .map(|(_, password)| password.to_owned()),
                );
            }
            texts.push(value.to_owned());
        }
        texts.retain(|text| text.len() >= SHORTEST);
        // What holds another is hidden as a whole.
        texts.sort_unstable_by_key(|text| std::cmp::Reverse(text.len()));
        texts.into_iter().map(Secret::from).collect()
    }

    /// None at all, on purpose: requests go out as they are, for somebody on the way to authenticate them.
    #[must_use]
    pub fn none() -> Self {
        Self {
            values: Vec::new(),
            anonymous: true,
        }
    }

    /// The first complete set of credentials that the environment holds.
    ///
    /// # Errors
    /// No set is complete; the error names the variables that are missing.
    pub fn from_env() -> Result<Self, Error> {
        Self::from_lookup(|name| match std::env::var(name) {
            Ok(value) => Ok(Some(value)),
            Err(std::env::VarError::NotPresent) => Ok(None),
            Err(std::env::VarError::NotUnicode(_)) => Err(Error::credentials(format!(
                "the environment variable {name} is no text"
            ))),
        })
    }

    /// [`from_env`](Self::from_env) with another environment. An empty variable counts as none.
    pub(crate) fn from_lookup(
        lookup: impl Fn(&'static str) -> Result<Option<String>, Error>,
    ) -> Result<Self, Error> {
        let mut partial = Vec::new();
        let mut choices = Vec::new();
        for set in API.security {
            let schemes: Vec<(&'static Scheme, &'static str)> = set
                .iter()
                .filter_map(|name| API.scheme(name))
                .filter_map(|scheme| Some((scheme, scheme.env?)))
                .collect();
            if schemes.is_empty() || schemes.len() < set.len() {
                continue;
            }
            let mut found = Self::new();
            let mut missing = Vec::new();
            for (scheme, variable) in &schemes {
                match lookup(variable)?.filter(|value| !value.is_empty()) {
                    Some(value) => found.values.push(Credential::new(scheme, value.into())),
                    None => missing.push(*variable),
                }
            }
            if missing.is_empty() {
                return Ok(found);
            }
            if missing.len() < schemes.len() {
                partial.push(format!(
                    "{} is missing beside {}",
                    missing.join(" and "),
                    others(&schemes, &missing)
                ));
            }
            choices.push(
                schemes
                    .iter()
                    .map(|(_, variable)| *variable)
                    .collect::<Vec<_>>()
                    .join(" and "),
            );
        }
        match (partial.is_empty(), choices.is_empty()) {
            (true, true) => Ok(Self::new()),
            (true, false) => Err(Error::credentials(format!(
                "no credentials in the environment: set {}",
                choices.join(", or ")
            ))),
            (false, _) => Err(Error::credentials(format!(
                "incomplete credentials in the environment: {}",
                partial.join("; ")
            ))),
        }
    }

    /// Sets the value of a scheme of the API.
    pub(crate) fn set(mut self, name: &'static str, value: Secret) -> Self {
        if let Some(scheme) = API.scheme(name) {
            self.values.retain(|other| other.scheme.name != name);
            self.values.push(Credential::new(scheme, value));
            self.anonymous = false;
        }
        self
    }

    /// Whether nothing secret would be sent.
    pub(crate) fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Refuses a value that no request can carry, and half a pair.
    pub(crate) fn verify(&self) -> Result<(), Error> {
        for Credential { scheme, value, .. } in &self.values {
            let value = value.expose();
            if value.is_empty() {
                return Err(Error::credentials(format!("`{}` is empty", scheme.name)));
            }
            let in_header = matches!(
                scheme.place,
                Place::Bearer | Place::Header(_) | Place::Cookie(_)
            );
            if in_header && value.chars().any(|c| c.is_control() || !c.is_ascii()) {
                let detail = format!(
                    "`{}` has a character that no header can carry, perhaps a line break at its end",
                    scheme.name
                );
                return Err(Error::credentials(detail));
            }
            let problem = match scheme.place {
                Place::Cookie(_) if value.contains(';') => "has a `;`, and a cookie ends there",
                Place::Basic if !value.contains(':') => "is no `user:password`",
                _ => continue,
            };
            let detail = format!("`{}` {problem}", scheme.name);
            return Err(Error::credentials(detail));
        }
        for Credential { scheme, .. } in &self.values {
            let sets: Vec<_> = API
                .security
                .iter()
                .filter(|set| set.contains(&scheme.name))
                .collect();
            if sets
                .iter()
                .any(|set| set.iter().all(|name| self.value(name).is_some()))
            {
                continue;
            }
            let missing: Vec<String> = sets
                .iter()
                .map(|set| {
                    let names: Vec<_> = set
                        .iter()
                        .filter(|name| self.value(name).is_none())
                        .map(|name| format!("`{name}`"))
                        .collect();
                    names.join(" and ")
                })
                .collect();
            return Err(Error::credentials(format!(
                "`{}` is only half of it: {} is missing",
                scheme.name,
                missing.join(", or ")
            )));
        }
        Ok(())
    }

    /// Puts what an operation needs into a request.
    pub(crate) fn authorise(
        &self,
        operation: &'static Operation,
        request: &mut request::Parts,
    ) -> Result<(), Error> {
        let refused = |problem: &str| {
            Error::credentials(format!("credentials cannot be sent: {problem}")).of(operation)
        };
        for name in self.choose(operation)? {
            let Some(credential) = self.value(name) else {
                continue;
            };
            let value = credential.value.expose();
            let (name, value) = match credential.scheme.place {
                Place::Bearer | Place::Basic => (AUTHORIZATION, credential.header()),
                Place::Header(name) => {
                    let name = HeaderName::from_bytes(name.as_bytes())
                        .map_err(|_| refused("the name of their header is none"))?;
                    (name, credential.header())
                }
                Place::Cookie(name) => (COOKIE, sensitive(with_cookie(request, name, value))),
                Place::Query(name) => {
                    request.uri = with_query(&request.uri, name, value)
                        .map_err(|_| refused("the URL would be too long"))?;
                    continue;
                }
            };
            let value =
                value.map_err(|_| refused("a value has a character that no header can carry"))?;
            request.headers.insert(name, value);
        }
        Ok(())
    }

    /// The names of the schemes that go with an operation: the first set that is complete.
    fn choose(&self, operation: &'static Operation) -> Result<&'static [&'static str], Error> {
        let complete =
            |set: &&&[&str]| !set.is_empty() && set.iter().all(|name| self.value(name).is_some());
        if let Some(set) = operation.security.iter().find(complete) {
            return Ok(set);
        }
        if self.anonymous
            || operation.security.is_empty()
            || operation.security.iter().any(|set| set.is_empty())
        {
            return Ok(&[]);
        }
        let choices: Vec<String> = operation
            .security
            .iter()
            .map(|set| {
                set.iter()
                    .map(|name| format!("`{name}`"))
                    .collect::<Vec<_>>()
                    .join(" and ")
            })
            .collect();
        Err(Error::credentials(format!(
            "the request was not sent: it needs credentials, {}",
            choices.join(", or ")
        ))
        .of(operation))
    }

    fn value(&self, name: &str) -> Option<&Credential> {
        self.values
            .iter()
            .find(|credential| credential.scheme.name == name)
    }
}

/// The variables of a set that are not missing.
fn others(schemes: &[(&'static Scheme, &'static str)], missing: &[&str]) -> String {
    let names: Vec<_> = schemes
        .iter()
        .map(|(_, variable)| *variable)
        .filter(|variable| !missing.contains(variable))
        .collect();
    names.join(" and ")
}

/// The cookies of a request and one more.
fn with_cookie(request: &request::Parts, name: &str, value: &str) -> String {
    match request
        .headers
        .get(COOKIE)
        .and_then(|cookies| cookies.to_str().ok())
    {
        Some(cookies) => format!("{cookies}; {name}={value}"),
        None => format!("{name}={value}"),
    }
}

/// A URI with one more query parameter.
pub(crate) fn with_query(uri: &Uri, name: &str, value: &str) -> Result<Uri, http::Error> {
    let path = uri.path_and_query().map_or("/", PathAndQuery::as_str);
    let separator = if uri.query().is_some() { '&' } else { '?' };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query =
        Some(format!("{path}{separator}{}={}", encoded(name), encoded(value)).parse()?);
    Ok(Uri::from_parts(parts)?)
}

/// Names only.
impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials")?;
        f.debug_set()
            .entries(self.values.iter().map(|credential| credential.scheme.name))
            .finish()
    }
}
