//! URLs of servers, which are one in several spellings.

/// The plain spelling: scheme and host in lower case, no port that goes without saying, no slash at the end. Variables stay as they are.
pub(super) fn plain(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return without_slash(url);
    };
    let scheme = lower(scheme);
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let host = authority.rfind('@').map_or(0, |at| at + 1);
    let (user, host) = authority.split_at(host);
    let host = lower(host);
    let port = match scheme.as_str() {
        "https" => ":443",
        "http" => ":80",
        _ => "",
    };
    let host = host.strip_suffix(port).unwrap_or(&host);
    let path = if path.contains(['?', '#']) {
        path
    } else {
        path.trim_end_matches('/')
    };
    format!("{scheme}://{user}{host}{path}")
}

/// `/` alone is what there is when nothing is said.
fn without_slash(path: &str) -> String {
    let plain = path.trim_end_matches('/');
    if plain.is_empty() { path } else { plain }.to_owned()
}

/// Everything outside of `{..}`.
fn lower(text: &str) -> String {
    let mut inside = false;
    text.chars()
        .map(|letter| {
            inside = letter == '{' || (inside && letter != '}');
            if inside {
                letter
            } else {
                letter.to_ascii_lowercase()
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn one_server_has_one_spelling() {
        for (written, plainly) in [
            (
                "HTTPS://API.Example.com:443/v1/",
                "https://api.example.com/v1",
            ),
            ("http://h.test:80", "http://h.test"),
            ("http://h.test:8080/", "http://h.test:8080"),
            (
                "https://{Region}.X.test/{Base}/",
                "https://{Region}.x.test/{Base}",
            ),
            ("https://{host}:443", "https://{host}"),
            ("https://h.test/A?x=/", "https://h.test/A?x=/"),
            ("/", "/"),
            ("/v1/", "/v1"),
            ("", ""),
        ] {
            assert_eq!(plain(written), plainly, "{written}");
        }
    }
}
