//! Endpoints of an invented API, as they are emitted.

use std::time::Duration;

use letterpress_runtime::runtime;

pub const ENVELOPE: runtime::Envelope = runtime::Envelope {
    result: "data",
    success: Some("fine"),
    errors: Some("problems"),
    messages: Some("notes"),
    page: Some("paging"),
    code: "number",
    message: "text",
    pointer: &["where", "path"],
    documentation: Some("help"),
    request_id: Some("x-request"),
};

const SECURITY: &[&[&str]] = &[
    &["token"],
    &["keeper", "lamp_key"],
    &["ticket"],
    &["session"],
    &["password"],
];

/// A lamp.
#[derive(Clone, Debug, PartialEq)]
pub struct Lamp {
    pub name: String,
    pub power: Option<i64>,
    pub state: Option<String>,
    pub extra: runtime::Map,
}

impl Lamp {
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            power: None,
            state: None,
            extra: runtime::Map::new(),
        }
    }
}

impl runtime::Decode for Lamp {
    fn decode(json: runtime::Json<'_>) -> Result<Self, runtime::DecodeError> {
        let mut object = json.object()?;
        Ok(Self {
            name: object.required("name")?,
            power: object.optional("power")?,
            state: object.optional("state")?,
            extra: object.extra()?,
        })
    }
}

impl runtime::Encode for Lamp {
    fn encode(&self, json: &mut runtime::Writer) {
        let mut object = json.object();
        object.required("name", &self.name);
        object.optional("power", &self.power);
        object.optional("state", &self.state);
        object.extra(&self.extra);
    }
}

impl runtime::Check for Lamp {
    fn check(&self, check: &mut runtime::Checker<'_>) {
        check.member("name", &self.name).min_length(1).max_length(8);
        check
            .member("power", &self.power)
            .minimum(1)
            .maximum(10_000);
        check.closed(&self.extra);
    }
}

macro_rules! operation {
    ($id:literal, $method:ident, $path:literal, $accept:literal) => {
        const OPERATION: &'static runtime::Operation = &runtime::Operation {
            id: $id,
            method: stringify!($method),
            path: $path,
            accept: $accept,
            security: SECURITY,
            envelope: Some(&ENVELOPE),
        };
    };
}

type Request = Result<runtime::http::Request<runtime::Body>, runtime::Error>;
type Response = runtime::http::Response<runtime::Bytes>;

/// `GET /lamps/{id}`
#[derive(Clone, Debug, PartialEq)]
pub struct Get {
    pub id: String,
}

impl runtime::Endpoint for Get {
    type Output = Lamp;
    type Failure = runtime::Value;
    operation!("lamps.get", GET, "/lamps/{id}", "application/json");

    fn request(&self, checks: runtime::Checks) -> Request {
        let mut request = runtime::Draft::new(Self::OPERATION, checks);
        request.path("id", &self.id).max_length(8);
        request.finish()
    }

    fn response(reply: Response) -> Result<runtime::Reply<Lamp>, runtime::Error> {
        runtime::reply::json(Self::OPERATION, reply)
    }
}

impl runtime::Polled for Get {
    const POLLING: runtime::Polling = runtime::Polling {
        interval: Duration::from_secs(10),
        deadline: Duration::from_secs(60),
    };

    fn progress(output: &Lamp) -> runtime::Progress {
        match output.state.as_deref() {
            Some("lit") => runtime::Progress::Done,
            Some("broken") => runtime::Progress::Failed(Some(format!("{} fell", output.name))),
            _ => runtime::Progress::Pending,
        }
    }

    fn state(output: &Lamp) -> Option<String> {
        output.state.clone()
    }
}

/// `GET /lamps`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    pub page: Option<i64>,
    pub colours: Option<Vec<String>>,
    pub shift: Option<String>,
}

impl runtime::Endpoint for List {
    type Output = Vec<Lamp>;
    type Failure = ();
    operation!("lamps.list", GET, "/lamps", "application/json");

    fn request(&self, checks: runtime::Checks) -> Request {
        let mut request = runtime::Draft::new(Self::OPERATION, checks);
        request
            .query("page", &self.page, runtime::Style::Form { explode: true })
            .minimum(1);
        request.query(
            "colours",
            &self.colours,
            runtime::Style::Form { explode: false },
        );
        request.header("x-shift", &self.shift).max_length(5);
        request.cookie("shift", &self.shift);
        request.finish()
    }

    fn response(reply: Response) -> Result<runtime::Reply<Vec<Lamp>>, runtime::Error> {
        runtime::reply::json(Self::OPERATION, reply)
    }
}

/// `POST /lamps`
#[derive(Clone, Debug, PartialEq)]
pub struct Create {
    pub body: Lamp,
}

impl runtime::Endpoint for Create {
    type Output = Lamp;
    type Failure = runtime::Value;
    operation!("lamps.create", POST, "/lamps", "application/json");

    fn request(&self, checks: runtime::Checks) -> Request {
        let mut request = runtime::Draft::new(Self::OPERATION, checks);
        request.json(&self.body);
        request.finish()
    }

    fn response(reply: Response) -> Result<runtime::Reply<Lamp>, runtime::Error> {
        runtime::reply::json(Self::OPERATION, reply)
    }
}

/// `PUT /lamps/{id}/off`
#[derive(Clone, Debug, PartialEq)]
pub struct Off {
    pub id: String,
}

impl runtime::Endpoint for Off {
    type Output = ();
    type Failure = ();
    operation!("lamps.off", PUT, "/lamps/{id}/off", "*/*");

    fn request(&self, checks: runtime::Checks) -> Request {
        let mut request = runtime::Draft::new(Self::OPERATION, checks);
        request.path("id", &self.id);
        request.finish()
    }

    fn response(reply: Response) -> Result<runtime::Reply<()>, runtime::Error> {
        runtime::reply::empty(Self::OPERATION, reply)
    }
}

/// `GET /lamps/{id}/film`
#[derive(Clone, Debug, PartialEq)]
pub struct Film {
    pub id: String,
}

impl runtime::Endpoint for Film {
    type Output = runtime::Bytes;
    type Failure = ();
    operation!("lamps.film", GET, "/lamps/{id}/film", "video/film");

    fn request(&self, checks: runtime::Checks) -> Request {
        let mut request = runtime::Draft::new(Self::OPERATION, checks);
        request.path("id", &self.id);
        request.finish()
    }

    fn response(reply: Response) -> Result<runtime::Reply<runtime::Bytes>, runtime::Error> {
        runtime::reply::bytes(Self::OPERATION, reply)
    }
}

impl runtime::Streamed for Film {}

/// `POST /logs`: a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Upload {
    pub body: runtime::Body,
}

impl runtime::Endpoint for Upload {
    type Output = ();
    type Failure = ();
    operation!("logs.upload", POST, "/logs", "*/*");

    fn request(&self, checks: runtime::Checks) -> Request {
        let mut request = runtime::Draft::new(Self::OPERATION, checks);
        request.body("application/octet-stream", &self.body);
        request.finish()
    }

    fn response(reply: Response) -> Result<runtime::Reply<()>, runtime::Error> {
        runtime::reply::empty(Self::OPERATION, reply)
    }
}

pub fn get(id: impl Into<String>) -> Get {
    Get { id: id.into() }
}

pub fn list() -> List {
    List::default()
}

pub fn create(body: Lamp) -> Create {
    Create { body }
}

pub fn off(id: impl Into<String>) -> Off {
    Off { id: id.into() }
}

pub fn film(id: impl Into<String>) -> Film {
    Film { id: id.into() }
}

/// A lamp in its envelope.
pub const LAMP: &str =
    r#"{"data":{"name":"north","power":300},"fine":true,"problems":[],"notes":[]}"#;

impl runtime::Paged for List {
    type Item = Lamp;

    fn items(output: Vec<Lamp>) -> Vec<Lamp> {
        output
    }

    fn turn(&self, page: &runtime::Reply<Vec<Lamp>>) -> runtime::Turn<Self> {
        if page.output.is_empty() {
            return runtime::Turn::End;
        }
        let next = self.page.unwrap_or(1).saturating_add(1);
        runtime::Turn::Next(Self {
            page: Some(next),
            ..self.clone()
        })
    }
}

/// `GET /lamps`, whose answers name the URL of the next page in a `Link` header.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Linked {
    pub list: List,
}

impl runtime::Endpoint for Linked {
    type Output = Vec<Lamp>;
    type Failure = ();
    const OPERATION: &'static runtime::Operation = List::OPERATION;

    fn request(&self, checks: runtime::Checks) -> Request {
        self.list.request(checks)
    }

    fn response(reply: Response) -> Result<runtime::Reply<Vec<Lamp>>, runtime::Error> {
        List::response(reply)
    }
}

impl runtime::Paged for Linked {
    type Item = Lamp;

    fn items(output: Vec<Lamp>) -> Vec<Lamp> {
        output
    }

    fn turn(&self, page: &runtime::Reply<Vec<Lamp>>) -> runtime::Turn<Self> {
        runtime::next_link(&page.headers).map_or(runtime::Turn::End, runtime::Turn::Url)
    }
}

pub fn linked() -> Linked {
    Linked::default()
}
